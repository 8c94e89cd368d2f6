"""What networks have recorded, in a summary: changes with their source, then what they made, propose and grow."""

from collections import Counter
from collections.abc import Iterable, Sequence

from core.model.outcomes import Growth, Harvest, Noted, Novelty, Stage
from locales import words
from locales.catalogue import Translator
from locales.words import Plain
from views import echoes, figures, references
from views.elements import Actions, Button, Element, Heading, Text
from views.listings import cut, listed, names
from views.outcomes import STAGES, labels

Elements = tuple[Element, ...]

MOST_OFFERED = 2
_COUNTED = {
    Growth.SOLUTION: "outcomes.solutions",
    Growth.COLLABORATION: "outcomes.collaborations",
    Growth.ENGAGEMENT: "outcomes.engagements",
}


def changes(t: Translator, harvest: Harvest) -> list[words.Words]:
    """»…« (Sundhed og Omsorg · set selv · forbedrer noget, vi har · bekræftet)"""
    return [_told(t, noted, confirmed=True) for noted in harvest.changes]


def results(t: Translator, harvest: Harvest) -> list[words.Words]:
    return [_told(t, noted) for noted in harvest.results]


def lines(t: Translator, noted: Sequence[Noted]) -> list[words.Words]:
    """»…« (ny løsning)"""
    return [_told(t, each) for each in noted]


def counted(t: Translator, harvest: Harvest) -> Elements:
    """How many changes, how many of them confirmed, and what they do to what there was; by department, if several."""
    if not harvest.changes:
        return ()
    kinds = _kinds(t, harvest.changes)
    told = t("outcomes.counted", n=len(harvest.changes), confirmed=harvest.confirmed, kinds=kinds)
    after = echoes.counted(t, [noted.record for noted in harvest.changes])
    return (Text(figures.joined([told, after]) if after else told),)


def by_unit(t: Translator, harvest: Harvest) -> Elements:
    """Changes by department; one with two stands under both."""
    if not harvest.by_unit:
        return ()
    units = names(t, [f"{name} {count}" for name, count in harvest.by_unit], 10)
    return (Text(t("outcomes.by_unit", units=units)),)


def offered(t: Translator, harvest: Harvest, most: int = MOST_OFFERED) -> Elements:
    """Proposals and offshoots, counted and with the newest of them; nothing if there are none. `most`: 0 for counts."""
    if not (harvest.proposals or harvest.offshoots):
        return ()
    lines = [_proposals(t, harvest.proposals)] if harvest.proposals else []
    lines += [offshoots(t, harvest.offshoots)] if harvest.offshoots else []
    newest = (*harvest.proposals, *harvest.offshoots)
    shown = [noted.record.id for noted in newest[:most]]
    return (
        Heading(t.plain("outcomes.section")),
        *(Text(line) for line in lines),
        *listed(t, [_told(t, noted) for noted in newest], most),
        *references.button(t, (), shown),
    )


def offshoots(t: Translator, noted: Sequence[Noted]) -> words.Words:
    """2 knopper: 1 ny løsning og 1 ny samarbejdsform."""
    counts = Counter(each.record.details.growth for each in noted)
    growths = t.listing(t.plain(key, n=counts[growth]) for growth, key in _COUNTED.items() if counts[growth])
    told = t("outcomes.offshoots", n=len(noted), growths=growths)
    became = sum(each.record.became_id is not None for each in noted)
    return figures.joined([told, t("outcomes.some_became", n=became)]) if became else told


def waiting(t: Translator, harvest: Harvest) -> Elements:
    """To those that wait to be confirmed, if any do."""
    if all(noted.record.is_confirmed for noted in harvest.changes):
        return ()
    return (Actions((Button(label=t.plain("outcomes.button_waiting"), route="outcomes.waiting"),)),)


def _proposals(t: Translator, noted: Sequence[Noted]) -> words.Words:
    counts = Counter(each.record.details.stage for each in noted)
    stages = " · ".join(f"{t.plain(STAGES[stage])} {counts[stage]}" for stage in Stage if counts[stage])
    return t("outcomes.proposals", n=len(noted), stages=stages, kinds=_kinds(t, noted))


def _kinds(t: Translator, noted: Iterable[Noted]) -> words.Words:
    """The two kinds, each counted for itself."""
    counts = Counter(each.record.details.novelty for each in noted)
    return t("outcomes.kinds", improves=counts[Novelty.IMPROVES], new=counts[Novelty.NEW])


def _told(t: Translator, noted: Noted, *, confirmed: bool = False) -> words.Words:
    record = noted.record
    notes = [*noted.units, *labels(t, record.details)]
    if confirmed:
        notes.append(t.plain("outcomes.confirmed" if record.is_confirmed else "outcomes.unconfirmed"))
    notes += [echoes.lasting(t, record), cut(noted.network, 60)]
    said = t("summaries.said", text=cut(noted.text))
    told = " · ".join(note for note in notes if note)
    return (*said, Plain(f" ({told})")) if told else said
