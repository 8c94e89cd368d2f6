"""The goals of the first year: the three of them on a screen, in a summary in three lines, a network's part in one."""

from collections.abc import Sequence

from core.model.goals import Competence, Experience, Goals, Proposals, Voice, Year
from core.model.networks import Network, NetworkType
from core.model.organisations import Organisation
from core.model.targets import Group, Moment, Target, of_type
from core.model.totals import Total
from locales.catalogue import Translator
from locales.words import Plain, Words
from views import figures
from views.elements import Actions, Button, Element, Heading, Listing, Note, Text, View
from views.listings import cut, listed
from views.outcomes import STAGES

Elements = tuple[Element, ...]

MOST_PROPOSALS = 4
MOST_EXAMPLES = 3
_IMPROVED = {
    (Group.STAFF, Group.OUTSIDE): "goals.both_improved",
    (Group.STAFF,): "goals.staff_improved",
    (Group.OUTSIDE,): "goals.outside_improved",
}
_MOMENTS = {Moment.BASELINE: "goals.at_start", Moment.MIDWAY: "goals.at_midway", Moment.CLOSING: "goals.at_end"}
_TARGETS = {
    Target.PROPOSAL: "goals.target_proposal",
    Target.EXPERIENCE: "goals.target_experience",
    Target.COMPETENCE: "goals.target_competence",
}


def structure(t: Translator, goals: Goals) -> View:
    """All networks together, to the secretariat."""
    title = t.plain("goals.title")
    return View(
        summary=title,
        elements=(
            Heading(title),
            _year(t, goals.year),
            Heading(t.plain("goals.heading_proposal")),
            Text(_area(t, goals.area)),
            Text(_proposed(t, goals.proposals)),
            *_proposals(t, goals.proposals),
            Heading(t.plain("goals.heading_experience")),
            *_experience(t, goals.experience),
            Heading(t.plain("goals.heading_competence")),
            *_competence(t, goals.competence),
            *_examples(t, goals.examples),
            Note(t("goals.how_to_set_area")),
        ),
    )


def in_summary(t: Translator, goals: Goals | None, kind: NetworkType | None = None) -> Elements:
    """A line for each, with what is known by now; of a type of network only the one that is its own."""
    if goals is None:
        return ()
    lines = {
        Target.PROPOSAL: proposal(t, goals.proposals, goals.area),
        Target.EXPERIENCE: t("goals.line_experience", told=_newest(t, goals.experience)),
        Target.COMPETENCE: t("goals.line_competence", told=_higher(t, goals.competence)),
    }
    own = of_type(kind)
    return (Heading(t.plain("goals.title")), Listing((lines[own],) if own else tuple(lines.values())))


def proposal(t: Translator, proposals: Proposals, area: str) -> Words:
    """The first goal in a line."""
    about = (Plain(cut(area, 60)),) if area else t("goals.area_open")
    return t("goals.line_proposal", area=about, told=_proposed(t, proposals))


def button(t: Translator, goals: Goals | None) -> Elements:
    """From a summary to all that is known of them."""
    return (Actions((Button(label=t.plain("goals.button"), route="goals.show"),)),) if goals else ()


def network(t: Translator, network: Network, goals: Goals, *, examples: bool = False) -> View:
    """One network's part: the target that is its own by its type, and what it has proposed.

    `examples`: whether the reader may see words without names.
    """
    title, target = t.plain("goals.network_title", name=cut(network.name, 100)), of_type(network.type)
    own = t(_TARGETS[target]) if target else t("goals.no_target")
    parts: dict[Target, Elements] = {
        Target.PROPOSAL: (Text(_area(t, goals.area)),),
        Target.EXPERIENCE: _experience(t, goals.experience),
        Target.COMPETENCE: (
            *_competence(t, goals.competence),
            *(_examples(t, goals.examples) if examples else ()),
        ),
    }
    return View(
        summary=title,
        elements=(
            Heading(title),
            _year(t, goals.year),
            Text(own),
            *(parts[target] if target else ()),
            Text(_offered(t, goals.proposals)),
            *_proposals(t, goals.proposals),
        ),
    )


def in_status(t: Translator, network: Network, goals: Goals | None) -> Elements:
    """One line about the network's own target; nothing without a type."""
    target = of_type(network.type)
    if goals is None or target is None:
        return ()
    told = {
        Target.PROPOSAL: lambda: _offered(t, goals.proposals),
        Target.EXPERIENCE: lambda: _newest(t, goals.experience),
        Target.COMPETENCE: lambda: _higher(t, goals.competence),
    }
    return (Text(t("goals.in_status", told=told[target]())),)


def area(t: Translator, organisation: Organisation) -> View:
    """What the proposal is to be about as it is now, and how to say something else."""
    now = _area(t, organisation.target_area)
    return View(summary=t.plain("goals.title"), elements=(Text(now), Note(t("goals.how_to_set_area"))))


def _year(t: Translator, year: Year | None) -> Element:
    if year is None:
        return Note(t("goals.year_open"))
    return Note(t("goals.year", first=t.day(year.first), last=t.day(year.last)))


def _area(t: Translator, area: str) -> Words:
    return t("goals.area", area=(Plain(area),) if area else t("goals.area_open"))


def _proposed(t: Translator, proposals: Proposals) -> Words:
    """Whether the goal is reached: one proposal that is described is enough."""
    told = [_offered(t, proposals)]
    return figures.joined([*told, t("goals.reached")] if proposals.is_reached else told)


def _offered(t: Translator, proposals: Proposals) -> Words:
    stages = t.listing(f"{n} {t.plain(STAGES[stage])}" for stage, n in proposals.stages)
    count = len(proposals.noted)
    sentences = [t("goals.proposals", n=count, stages=stages) if count else t("goals.no_proposal")]
    if proposals.ideas:
        sentences.append(t("goals.ideas", n=proposals.ideas))
    if proposals.improving:
        sentences.append(t("goals.improving", n=proposals.improving))
    return figures.joined(sentences)


def _proposals(t: Translator, proposals: Proposals) -> Elements:
    told: list[Words] = []
    for each in proposals.noted:
        stage = each.record.details.stage
        notes = [t.plain(STAGES[stage])] if stage else []
        notes += [cut(each.network, 60)] if each.network else []
        told.append((*t("goals.said", text=cut(each.text)), Plain(f" ({' · '.join(notes)})")))
    return listed(t, told, MOST_PROPOSALS)


def _newest(t: Translator, experience: Experience) -> Words:
    """Both groups at one moment, and what that comes to."""
    sentences = [_voices(t, experience, experience.newest)]
    if experience.newest is Moment.MIDWAY:
        sentences.insert(0, t("goals.so_far"))
    improved = _IMPROVED.get(experience.improved)
    return figures.joined([*sentences, *([t(improved)] if improved else [])])


def _voices(t: Translator, experience: Experience, moment: Moment) -> Words:
    """»Medarbejdere: …; borgere og andre udefra: …«: each for itself, whatever the other says."""
    staff, outside = (_voice(t, experience.voice(moment, group), moment) for group in Group)
    return t("goals.voices", staff=staff, outside=outside)


def _voice(t: Translator, voice: Voice, moment: Moment) -> Words:
    if not voice.is_shown:
        return t("goals.few" if voice.n else "goals.none")
    share = "goals.high" if moment is Moment.BASELINE else "goals.better"
    told = [t("goals.median", median=voice.median, n=voice.n)] if voice.median is not None else []
    told += [t(share, high=voice.high, n=voice.n)] if voice.high is not None else []
    return _with_commas(told)


def _with_commas(told: Sequence[Words]) -> Words:
    words: Words = ()
    for each in told:
        words = (*words, Plain(", "), *each) if words else each
    return words


def _experience(t: Translator, experience: Experience) -> Elements:
    """Every moment that something is known of; the end in any case."""
    moments = [each for each in Moment if each is Moment.CLOSING or experience.is_heard(each)]
    lines = tuple((*t(_MOMENTS[each]), Plain(" "), *_voices(t, experience, each)) for each in moments)
    improved = _IMPROVED.get(experience.improved)
    return (
        Listing(lines),
        *((Text(t(improved)),) if improved else ()),
        *((Note(t("goals.left_out")),) if experience.leaves_out else ()),
    )


def _higher(t: Translator, competence: Competence) -> Words:
    if not competence.is_shown:
        return t("goals.competence_few" if competence.n else "goals.competence_none")
    if competence.higher is None:
        return t("goals.competence_hidden", n=competence.n)
    return t("goals.higher", higher=competence.higher, n=competence.n)


def _competence(t: Translator, competence: Competence) -> Elements:
    """Now against then, with how they rated themselves at the time beside it, and how to read that."""
    totals = ((Moment.BASELINE, competence.start), (Moment.MIDWAY, competence.midway))
    before = [_before(t, moment, total) for moment, total in totals if total]
    return (
        Listing((*before, (*t(_MOMENTS[Moment.CLOSING]), Plain(" "), *_higher(t, competence)))),
        *((Note(t("goals.caveat")),) if competence.higher is not None else ()),
        *((Note(t("goals.left_out")),) if competence.leaves_out else ()),
    )


def _before(t: Translator, moment: Moment, total: Total) -> Words:
    return (*t(_MOMENTS[moment]), Plain(" "), *figures.middle(t, total))


def _examples(t: Translator, examples: Sequence[str]) -> Elements:
    told = [t("goals.said", text=cut(text)) for text in examples]
    return (Text(t("goals.examples")), *listed(t, told, MOST_EXAMPLES)) if told else ()
