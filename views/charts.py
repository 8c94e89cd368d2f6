"""Charts of figures: how it goes and who answers, what helps and holds back, the goals, how the structure moves.

A figure that may not be told is a gap that says so, never zero.
"""

from collections.abc import Sequence

from core.model.goals import Goals, Voice
from core.model.ids import NetworkId
from core.model.plots import Plot, Step, Subject, value
from core.model.summaries import Common, Measure
from core.model.targets import Group, Moment
from locales.catalogue import Translator
from views import ties
from views.elements import Actions, Button, Heading, Text, View
from views.listings import cut
from views.outcomes import STAGES
from views.pictures import Chart, Panel, Point, Shape

_BARE = {
    Subject.PROGRESS: "charts.button_progress",
    Subject.FORCES: "charts.button_forces",
    Subject.GOALS: "charts.button_goals",
    Subject.TREND: "flower.button_trend",
}
_MOMENTS = {Moment.BASELINE: "charts.at_start", Moment.MIDWAY: "charts.at_midway", Moment.CLOSING: "charts.at_end"}
_GROUPS = {Group.STAFF: "charts.staff", Group.OUTSIDE: "charts.outside"}


def menu(t: Translator, *, network: NetworkId | None = None, whole: bool = False, flower: bool = False) -> View:
    """Which picture? `network`: the id of the one that they are of; `whole`: of all, to the secretariat."""
    mine = [Subject.PROGRESS, Subject.FORCES, Subject.GOALS] if network or whole else []
    buttons = [
        Button(label=t.plain(_BARE[subject]), route="pictures.show", value=value(subject, network)) for subject in mine
    ]
    if flower:
        buttons = [Button(label=t.plain("charts.button_flower"), route="pictures.flower"), *buttons]
        buttons.append(Button(label=t.plain(_BARE[Subject.TREND]), route="pictures.show", value=value(Subject.TREND)))
    told = t("charts.menu_one" if network else "charts.menu")
    summary = t.plain("charts.menu_title")
    return View(summary=summary, elements=(Heading(summary), Text(told), Actions(tuple(buttons))))


def chart(t: Translator, plot: Plot) -> Chart:
    """The chart of whatever was looked at."""
    whose = cut(plot.network.name, 80) if plot.network else t.plain("charts.all")
    match plot.subject:
        case Subject.TREND:
            return ties.trend(t, plot.months)
        case Subject.PROGRESS:
            return _progress(t, whose, plot)
        case Subject.FORCES:
            return _forces(t, whose, plot)
        case Subject.GOALS:
            return _goals(t, whose, plot.goals or Goals())


def _progress(t: Translator, whose: str, plot: Plot) -> Chart:
    is_whole = plot.network is None
    labels = [t.month(step.day) if is_whole else t.day(step.day) for step in plot.steps]
    going = tuple(Point(label, step.median, _going(t, step)) for label, step in zip(labels, plot.steps, strict=True))
    answers = tuple(
        Point(label, step.percent, t.plain("charts.answered", answered=step.answered, asked=step.asked))
        for label, step in zip(labels, plot.steps, strict=True)
    )
    ends = (t.plain("charts.stuck"), t.plain("charts.moving"))
    return _chart(
        t,
        t.plain("charts.progress", whose=whose),
        "charts.progress_note",
        (
            Panel(title=t.plain("charts.going"), shape=Shape.COURSE, least=1, most=5, points=going, ends=ends),
            Panel(title=t.plain("charts.taking_part"), shape=Shape.BARS, least=0, most=100, points=answers),
        ),
    )


def _going(t: Translator, step: Step) -> str:
    if step.median is not None:
        return t.plain("figures.median", median=step.median, n=step.n)
    return t.plain("charts.few") if step.n else t.plain("charts.not_asked")


def _forces(t: Translator, whose: str, plot: Plot) -> Chart:
    if plot.network is None:
        panels = (
            _common(t, "charts.drivers", plot.common_drivers, plot.networks),
            _common(t, "charts.barriers", plot.common_barriers, plot.networks),
        )
    else:
        panels = (_measured(t, "charts.drivers", plot.drivers), _measured(t, "charts.barriers", plot.barriers))
    return _chart(t, t.plain("charts.forces", whose=whose), "charts.forces_note", panels)


def _common(t: Translator, key: str, found: Sequence[Common], networks: int) -> Panel:
    points = tuple(
        Point(t.own(each.option.texts), each.networks, t.plain("charts.networks", n=each.networks)) for each in found
    )
    return Panel(title=t.plain(key), shape=Shape.BARS, least=0, most=max(networks, 1), points=points)


def _measured(t: Translator, key: str, measure: Measure | None) -> Panel:
    """The options that may be told; the rest is one gap."""
    points: tuple[Point, ...] = ()
    most = measure.figure.n if measure else 1
    if measure and measure.figure.is_shown:
        texts = {option.id: t.own(option.texts) for option in measure.question.options}
        told = [(texts[id], chosen) for id, chosen in measure.figure.cells if id in texts]
        points = tuple(
            Point(text, chosen, t.plain("charts.chosen", chosen=chosen, answered=most)) for text, chosen in told
        )
    if measure and (measure.figure.hides or not measure.figure.is_shown):
        points += (Point(t.plain("charts.rest"), None, t.plain("charts.few")),)
    return Panel(title=t.plain(key), shape=Shape.BARS, least=0, most=max(most, 1), points=points)


def _goals(t: Translator, whose: str, goals: Goals) -> Chart:
    return _chart(
        t,
        t.plain("charts.goals", whose=whose),
        "charts.goals_note",
        (_proposals(t, goals), _experience(t, goals), _competence(t, goals)),
    )


def _proposals(t: Translator, goals: Goals) -> Panel:
    counts = [(t.plain(STAGES[stage]), count) for stage, count in goals.proposals.stages]
    ideas = goals.proposals.ideas
    counts += [(t.plain("charts.ideas"), ideas)] if ideas else []
    most = max((count for _, count in counts), default=1)
    points = tuple(Point(label, count, str(count)) for label, count in counts)
    return Panel(title=t.plain("goals.heading_proposal"), shape=Shape.BARS, least=0, most=most, points=points)


def _experience(t: Translator, goals: Goals) -> Panel:
    """Staff, and citizens and others from outside, each for itself: never one number."""
    points = tuple(
        _voice(t, t.plain("charts.when", who=t.plain(name), when=t.plain(when)), goals.experience.voice(moment, group))
        for moment, when in _MOMENTS.items()
        if goals.experience.is_heard(moment)
        for group, name in _GROUPS.items()
    )
    return Panel(title=t.plain("goals.heading_experience"), shape=Shape.BARS, least=0, most=5, points=points)


def _voice(t: Translator, label: str, voice: Voice) -> Point:
    if not voice.n:
        return Point(label, None, t.plain("goals.none"))
    if not voice.is_shown:
        return Point(label, None, t.plain("charts.few"))
    if voice.median is not None:
        return Point(label, voice.median, t.plain("figures.median", median=voice.median, n=voice.n))
    told = t.plain("charts.high", high=voice.high, answered=voice.n) if voice.high is not None else ""
    return Point(label, None, told or t.plain("charts.few"))


def _competence(t: Translator, goals: Goals) -> Panel:
    found, points = goals.competence, tuple[Point, ...]()
    if found.n:
        label = t.plain("charts.higher")
        told = t.plain("charts.higher_of", higher=found.higher or 0, answered=found.n)
        is_told = found.is_shown and found.higher is not None
        points = (Point(label, found.higher, told) if is_told else Point(label, None, t.plain("charts.few")),)
    return Panel(
        title=t.plain("goals.heading_competence"), shape=Shape.BARS, least=0, most=max(found.n, 1), points=points
    )


def _chart(t: Translator, title: str, note: str, panels: tuple[Panel, ...]) -> Chart:
    return Chart(title=title, panels=panels, note=t.plain(note), empty=t.plain("charts.empty"), language=t.language)
