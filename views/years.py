"""A year looked back on, and the networks split by type: changes first, each count with a sentence."""

from core.model.exports import Order
from core.model.networks import NetworkType
from core.model.outcomes import Harvest
from core.model.years import LookBack, Split, Tally
from locales import words
from locales.catalogue import Translator
from locales.words import Plain
from views import exports, figures, harvests, requests, sections, structures
from views.elements import Actions, Button, Element, Heading, Listing, Note, Text, View
from views.listings import names

_TYPES = {
    NetworkType.INNOVATION: "years.innovation",
    NetworkType.WELFARE: "years.welfare",
    NetworkType.LEARNING: "years.learning",
    None: "years.no_type",
}
_COUNTS = {
    "networks": "years.networks",
    "changes": "years.changes",
    "results": "years.results",
    "proposals": "years.proposals",
    "offshoots": "years.offshoots",
    "rounds": "years.rounds",
}


def split(t: Translator, split: Split) -> View:
    """What each type has to show, and all of them together."""
    which = structures.which(t, split.scope.type, split.unit)
    title = t.plain("years.split_title", which=which)
    if not split.parts:
        return View(summary=title, elements=(Heading(title), Text(t("summaries.no_networks"))))
    elements: tuple[Element, ...] = (
        Heading(title),
        Note((Plain(sections.period(t, split.period)),)),
        *_by_type(t, split),
        Note(t("summaries.no_ranking")),
        *_taken(t, split, _summary(t, split)),
    )
    return View(summary=title, elements=elements)


def _taken(t: Translator, split: Split, *buttons: Button) -> tuple[Element, ...]:
    """What leads on, and to what can be taken out of the same networks and time."""
    return sections.row((Actions(buttons),), exports.button(t, Order(scope=split.scope, period=split.period)))


def _by_type(t: Translator, split: Split) -> tuple[Element, ...]:
    lines = [t("years.of_type", type=t.plain(_TYPES[kind]), counts=_counts(t, tally)) for kind, tally in split.parts]
    if len(lines) > 1:
        lines.append(t("years.of_type", type=t.plain("years.in_all"), counts=_counts(t, split.whole)))
    return (Listing(tuple(lines)),)


def _counts(t: Translator, tally: Tally) -> str:
    told = [t.plain(key, n=getattr(tally, name)) for name, key in _COUNTS.items()]
    return " · ".join([*told, t.plain("years.replies", answered=tally.answered, asked=tally.asked)])


def _summary(t: Translator, split: Split) -> Button:
    label = t.plain("years.button_summary")
    return Button(label=label, route="summaries.show", value=requests.value(split.scope, split.period))


def look_back(t: Translator, back: LookBack) -> View:
    """A year: what changed, what grew, which networks came and went, what each type has to show."""
    which = structures.which(t, back.split.scope.type, back.split.unit)
    title = t.plain("years.title", year=str(back.year), which=which)
    grown: tuple[Element, ...] = (
        Text(harvests.offshoots(t, back.harvest.offshoots) if back.harvest.offshoots else t("years.no_offshoots")),
        Text(_made(t, back)),
    )
    changed = Text(sections.changed(t, back.told, (), back.harvest, back.beyond))
    elements: tuple[Element, ...] = (
        Heading(title),
        Note((Plain(sections.period(t, back.split.period)),)),
        *sections.section(t, "summaries.brief", (changed,)),
        *_changes(t, back),
        *sections.section(t, "years.grown", grown),
        *sections.section(t, "years.life", (Text(_life(t, back)),)),
        *(sections.section(t, "years.by_type", _by_type(t, back.split)) if back.split.parts else ()),
        *sections.basis(t, back.basis, t("summaries.no_ranking")),
        *_taken(t, back.split, _summary(t, back.split), _other(t, back, -1)),
    )
    return View(summary=title, elements=elements)


def _changes(t: Translator, back: LookBack) -> tuple[Element, ...]:
    """Results are told with what grew, in counts."""
    recorded, by_unit = Harvest(changes=back.harvest.changes), harvests.by_unit(t, back.harvest)
    return (*sections.changes(t, back.told, (), (), harvest=recorded, extra=by_unit, beyond=back.beyond),)


def _made(t: Translator, back: LookBack) -> words.Words:
    whole = back.split.whole
    return t("years.made", results=t.plain("years.results", n=whole.results), proposals=_proposals(t, whole))


def _proposals(t: Translator, whole: Tally) -> str:
    return t.plain("years.proposals", n=whole.proposals)


def _life(t: Translator, back: LookBack) -> words.Words:
    """Which networks were born and which ended, and how many are together at the end of it."""
    born = t("years.born", n=len(back.born), networks=names(t, back.born)) if back.born else t("years.none_born")
    ended = t("years.ended", n=len(back.ended), networks=names(t, back.ended)) if back.ended else t("years.none_ended")
    return figures.joined([born, ended, t("years.running", n=back.running)])


def _other(t: Translator, back: LookBack, step: int) -> Button:
    year = back.year + step
    value = f"{back.split.scope.code}|||{year}"
    return Button(label=t.plain("years.button_before", year=str(year)), route="summaries.year", value=value)
