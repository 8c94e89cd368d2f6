"""Figures in rows: one number each, with how many answers stand behind it. What is hidden has none, and says why."""

from collections.abc import Iterator

from core.model.goals import Competence, Experience, Goals, Voice
from core.model.prompts import QuestionKind
from core.model.summaries import Common, Measure, NetworkSummary, StructureSummary
from core.model.targets import Group, Moment
from core.model.totals import Total
from locales.catalogue import Translator
from locales.words import plain
from views import figures
from views.figures import label
from views.networks import TYPES
from views.tables import Cell, Table

Row = tuple[Cell, ...]

_OF_NETWORK = (
    "exports.column_question",
    "exports.column_what",
    "exports.column_number",
    "exports.column_n",
    "exports.column_before",
    "exports.column_n_before",
    "exports.column_note",
)
_OF_STRUCTURE = (
    "exports.column_subject",
    "exports.column_what",
    "exports.column_number",
    "exports.column_n",
    "exports.column_networks_n",
    "exports.column_note",
)
_STATES = {
    "ide": "exports.state_idea",
    "i_gang": "exports.state_active",
    "afrundes": "exports.state_closing",
    "afsluttet": "exports.state_closed",
    "fulgt_op": "exports.state_followed_up",
}
_MOMENTS = {Moment.BASELINE: "exports.at_start", Moment.MIDWAY: "exports.at_midway", Moment.CLOSING: "exports.at_end"}
_GROUPS = {Group.STAFF: "exports.staff", Group.OUTSIDE: "exports.outside"}


def of_network(t: Translator, summary: NetworkSummary) -> Table:
    """Who is in it, then each question's newest figure."""
    counts = (
        ("exports.members", summary.members),
        ("exports.departments", summary.departments),
        ("exports.outsiders", summary.outsiders),
    )
    people: list[Row] = [(t.plain("exports.people"), t.plain(key), n, None, None, None, None) for key, n in counts]
    rows = [row for measure in summary.measures if measure.figure.n for row in _measure(t, measure)]
    columns = tuple(t.plain(key) for key in _OF_NETWORK)
    return Table(title=t.plain("exports.figures"), columns=columns, rows=(*people, *rows))


def _measure(t: Translator, measure: Measure) -> Iterator[Row]:
    figure, question = measure.figure, t.own(measure.question.texts)
    left_out = t.plain("figures.left_out") if figure.left_out else None
    if not figure.is_shown:
        few = t.plain("figures.few", n=figure.n, members=measure.members)
        yield (question, None, None, figure.n, None, None, " ".join(filter(None, (few, left_out))))
    elif measure.question.kind is QuestionKind.CHOICE:
        yield from _cells(t, measure, question, left_out)
    else:
        yield from _scale(t, measure, question, left_out)


def _scale(t: Translator, measure: Measure, question: str, left_out: str | None) -> Iterator[Row]:
    figure, before = measure.figure, measure.earlier
    earlier: Row = (before.median, before.n) if before and before.median is not None else (None, None)
    note = left_out if figure.median is not None else t.plain("figures.no_median", n=figure.n)
    yield (question, t.plain("exports.median"), figure.median, figure.n, *earlier, note)
    if figure.high is not None:
        key = "exports.better" if measure.question.scale == "oplevelse" else "exports.high"
        yield (question, t.plain(key), figure.high, figure.n, None, None, left_out)


def _cells(t: Translator, measure: Measure, question: str, left_out: str | None) -> Iterator[Row]:
    figure, there = measure.figure, {option.id for option in measure.question.options}
    shown = [(option, chosen) for option, chosen in figure.cells if option in there]
    for option, chosen in shown:
        yield (question, label(t, measure.question, option), chosen, figure.n, None, None, left_out)
    if not shown:
        yield (question, None, None, figure.n, None, None, t.plain("figures.no_cells", n=figure.n))
    elif figure.hides:
        yield (question, t.plain("exports.others"), None, figure.n, None, None, t.plain("figures.rest"))


def of_structure(t: Translator, summary: StructureSummary) -> Table:
    """What is counted, what is answered on scales, what networks show; each for itself, no network before another."""
    rows: list[Row] = [*_extent(t, summary), *_changes(t, summary), *_pooled(t, summary)]
    rows += _common(t, "conditions.drivers", summary.drivers)
    rows += _common(t, "conditions.barriers", summary.barriers)
    rows += _goals(t, summary.goals) if summary.goals else ()
    columns = tuple(t.plain(key) for key in _OF_STRUCTURE)
    return Table(title=t.plain("exports.figures"), columns=columns, rows=tuple(rows))


def _extent(t: Translator, summary: StructureSummary) -> Iterator[Row]:
    networks = t.plain("exports.column_networks_n")
    for state, count in summary.states:
        yield (networks, t.plain(_STATES[state.value]), count, None, None, None)
    for kind, count in summary.types:
        yield (networks, t.plain(TYPES[kind]), count, None, None, None)
    people = t.plain("exports.people")
    yield (people, t.plain("exports.members"), summary.members, None, None, None)
    yield (people, t.plain("exports.departments"), summary.departments, None, None, None)
    yield (people, t.plain("exports.outsiders"), summary.outsiders, None, None, None)


def _changes(t: Translator, summary: StructureSummary) -> Iterator[Row]:
    changes, harvest = t.plain("summaries.changes"), summary.harvest
    described = len(summary.changes) + summary.beyond.changes + len(harvest.changes)
    yield (changes, t.plain("exports.described"), described, None, None, None)
    yield (changes, t.plain("exports.confirmed"), harvest.confirmed, None, None, None)
    for kind, count in summary.changes_by_type:
        yield (changes, t.plain(TYPES[kind]), count, None, None, None)
    for unit, count in harvest.by_unit:
        yield (changes, unit, count, None, None, t.plain("exports.both_units"))


def _pooled(t: Translator, summary: StructureSummary) -> Iterator[Row]:
    for one in summary.pooled:
        yield _total(t, t.own(one.question.texts), one.total)


def _total(t: Translator, question: str, total: Total) -> Row:
    hidden = None if total.median is not None else plain(figures.middle(t, total))
    return (question, t.plain("exports.median"), total.median, total.n, total.networks, hidden)


def _common(t: Translator, key: str, common: tuple[Common, ...]) -> Iterator[Row]:
    for one in common:
        yield (t.plain(key), t.own(one.option.texts), None, None, one.networks, None)


def _goals(t: Translator, goals: Goals) -> Iterator[Row]:
    proposals = goals.proposals
    subject = t.plain("goals.heading_proposal")
    yield (subject, t.plain("exports.proposals"), len(proposals.noted), None, None, None)
    yield (subject, t.plain("exports.ideas"), proposals.ideas, None, None, None)
    yield (subject, t.plain("exports.improving"), proposals.improving, None, None, None)
    yield from _experience(t, goals.experience)
    yield from _competence(t, goals.competence)


def _experience(t: Translator, experience: Experience) -> Iterator[Row]:
    """Staff and those from outside, each for itself."""
    for moment in Moment:
        for group in Group:
            yield from _voice(t, experience.voice(moment, group), moment, group)


def _voice(t: Translator, voice: Voice, moment: Moment, group: Group) -> Iterator[Row]:
    subject, who = t.plain("goals.heading_experience"), f"{t.plain(_MOMENTS[moment])}, {t.plain(_GROUPS[group])}"
    if not voice.is_shown:
        if voice.n:
            yield (subject, who, None, None, None, t.plain("goals.few"))
        return
    share = "exports.high" if moment is Moment.BASELINE else "exports.better"
    for key, number in (("exports.median", voice.median), (share, voice.high)):
        if number is not None:
            yield (subject, f"{who}: {t.plain(key)}", number, voice.n, None, None)


def _competence(t: Translator, competence: Competence) -> Iterator[Row]:
    subject = t.plain("goals.heading_competence")
    for moment, total in ((Moment.BASELINE, competence.start), (Moment.MIDWAY, competence.midway)):
        if total:
            _, what, *rest = _total(t, subject, total)
            yield (subject, f"{t.plain(_MOMENTS[moment])}: {what}", *rest)
    if competence.is_shown:
        hidden = None if competence.higher is not None else t.plain("goals.competence_hidden", n=competence.n)
        yield (subject, t.plain("exports.higher"), competence.higher, competence.n, None, hidden)
    elif competence.n:
        yield (subject, t.plain("exports.higher"), None, None, None, t.plain("goals.competence_few"))
