"""The sections of a summary, each short: what there is no room for is counted."""

from collections.abc import Collection, Sequence

from core.model import readings
from core.model.ids import ReplyId
from core.model.outcomes import Harvest
from core.model.periods import Period
from core.model.summaries import NOTHING_BEYOND, Basis, Beyond, Certainty, Measure, Words
from locales import words
from locales.catalogue import Translator
from locales.words import Plain, Strong
from views import figures, harvests, references
from views.elements import Actions, Element, Heading, Note, Text
from views.listings import cut, listed

Elements = tuple[Element, ...]

NOTHING = Harvest()
MOST_CHANGES = MOST_SIGNALS = 4
MOST_RESULTS = MOST_PERSPECTIVES = MOST_QUOTES = 2

_KNOWN = {
    "set": "summaries.known_seen",
    "tal": "summaries.known_figures",
    "kollega": "summaries.known_colleague",
    "borger": "summaries.known_citizen",
    "fornemmelse": "summaries.known_feeling",
}


def section(t: Translator, key: str, elements: Elements) -> Elements:
    return (Heading(t.plain(key)), *(elements or (Text(t("summaries.nothing_said")),)))


def row(*buttons: Elements) -> Elements:
    """All the buttons of some elements side by side: one row beneath a summary."""
    found = [button for each in buttons for one in each if isinstance(one, Actions) for button in one.buttons]
    return (Actions(tuple(found)),) if found else ()


def period(t: Translator, period: Period) -> str:
    if period.first and period.last:
        return t.plain("summaries.period_between", first=t.day(period.first), last=t.day(period.last))
    if period.first:
        return t.plain("summaries.period_since", first=t.day(period.first))
    return t.plain("summaries.period_ever")


def dotted(parts: Sequence[words.Words]) -> words.Words:
    told: words.Words = ()
    for part in parts:
        told = (*told, Plain(" · "), *part) if told else part
    return told


def no_rounds(t: Translator, basis: Basis, harvest: Harvest = NOTHING) -> words.Words:
    """That there are no replies to sum up; what is recorded is told all the same."""
    then = t("summaries.no_rounds_then", day=t.day(basis.newest)) if basis.newest else t("summaries.no_rounds")
    return then if harvest.is_empty else figures.joined([then, changed(t, (), (), harvest)])


def recorded(t: Translator, harvest: Harvest) -> Elements:
    """What is recorded, where no round says more."""
    if harvest.is_empty:
        return ()
    return (*changes(t, (), (), (), harvest=harvest), *harvests.offered(t, harvest))


def changed(
    t: Translator,
    changes: Sequence[Words],
    results: Sequence[Words],
    harvest: Harvest = NOTHING,
    beyond: Beyond = NOTHING_BEYOND,
) -> words.Words:
    """How many changes there are, recorded or told of. Without any: what there is instead, by its own name."""
    n = len(changes) + len(harvest.changes) + beyond.changes
    if n:
        seen = sum(change.certainty is Certainty.SEEN for change in changes) + harvest.seen + beyond.seen
        return t("summaries.changed", n=n, seen=seen)
    told = t("summaries.only_results" if results or harvest.results else "summaries.no_changes")
    return figures.joined([told, harvests.offshoots(t, harvest.offshoots)]) if harvest.offshoots else told


def rate(t: Translator, basis: Basis) -> words.Words:
    return t("summaries.rate", answered=basis.answered, asked=basis.asked, percent=basis.percent)


def changes(
    t: Translator,
    told: Sequence[Words],
    results: Sequence[Words],
    figures_of: Sequence[Measure],
    *,
    harvest: Harvest = NOTHING,
    extra: Elements = (),
    most: tuple[int, int] = (MOST_CHANGES, MOST_RESULTS),
    beyond: Beyond = NOTHING_BEYOND,
) -> Elements:
    """Changes in the base organisation, the recorded ones first, and below them what the networks made themselves.

    `most`: how many of each there is room for.
    """
    said = harvests.changes(t, harvest) + [_told(t, change, _known(t, change)) for change in told[: most[0]]]
    unsaid = len(told[most[0] :]) + beyond.changes
    lines = listed(t, said, most[0], beyond=unsaid) or (Text(t("summaries.no_changes")),)
    lines += (*harvests.counted(t, harvest), *extra, *measures(t, about(figures_of, readings.CHANGE), 1))
    made = harvests.results(t, harvest) + [_told(t, some, "") for some in results[: most[1]]]
    shown = listed(t, made, most[1], beyond=len(results[most[1] :]) + beyond.results)
    below = (*shown, *measures(t, about(figures_of, readings.RESULT), 1))
    if below:
        lines += (Text(t("summaries.results")), *below)
    return section(t, "summaries.changes", (*lines, *_sources(t, told, results, harvest, most)))


def _sources(
    t: Translator, told: Sequence[Words], results: Sequence[Words], harvest: Harvest, most: tuple[int, int]
) -> Elements:
    """Of the changes and results that there is room for: the recorded ones come first."""
    changed, made = harvest.changes[: most[0]], harvest.results[: most[1]]
    said = (*told[: most[0] - len(changed)], *results[: most[1] - len(made)])
    records = [noted.record.id for noted in (*changed, *made)]
    return references.button(t, references.replies(said), records)


def _known(t: Translator, change: Words) -> str:
    """How they know it; nothing where it was not asked, or not said."""
    key = _KNOWN.get(change.label.id) if change.label else None
    return t.plain(key) if key else ""


def _told(t: Translator, some: Words, label: str) -> words.Words:
    told = t("summaries.said", text=cut(some.text))
    notes = [note for note in (label, cut(some.network, 60)) if note]
    return (*told, Plain(f" ({', '.join(notes)})")) if notes else told


def about(figures_of: Sequence[Measure], dimension: str) -> list[Measure]:
    return [measure for measure in figures_of if measure.question.dimension == dimension]


def measures(t: Translator, figures_of: Sequence[Measure], most: int) -> Elements:
    """Figures that somebody's answers stand behind."""
    figures_of = [one for one in figures_of if one.figure.n]
    told = [(Strong(cut(t.own(one.question.texts))), Plain(" "), *measure(t, one)) for one in figures_of]
    left_out = any(one.figure.left_out for one in figures_of[:most])
    return (*listed(t, told, most), *((Note(t("figures.left_out")),) if left_out else ()))


def measure(t: Translator, measure: Measure, *, rest: bool = True) -> words.Words:
    if not measure.figure.is_shown:
        return t("figures.few", n=measure.figure.n, members=measure.members)
    told = figures.told(t, measure.question, measure.figure, rest=rest)
    if measure.earlier is None or measure.earlier.median is None:
        return told
    return figures.joined([told, t("summaries.earlier", median=measure.earlier.median, n=measure.earlier.n)])


def voices(t: Translator, voices: Sequence[Words], most: int) -> Elements:
    return (*said(t, voices, most), *references.button(t, references.replies(voices[:most])))


def said(t: Translator, voices: Sequence[Words], most: int) -> Elements:
    """The first of some words, without what they stand in."""
    return listed(t, [_told(t, some, "") for some in voices[:most]], most, beyond=len(voices[most:]))


def perspectives(
    t: Translator, perspectives: Sequence[Words], most: int = MOST_PERSPECTIVES, *, beyond: int = 0
) -> Elements:
    told = [_told(t, some, _giver(t, some)) for some in perspectives[:most]]
    unsaid = len(perspectives[most:]) + beyond
    return (*listed(t, told, most, beyond=unsaid), *references.button(t, references.replies(perspectives[:most])))


def _giver(t: Translator, some: Words) -> str:
    if some.label is None or some.question.dimension != readings.PERSPECTIVE:
        return ""
    return t.plain("summaries.giver", who=t.own(some.label.texts))


def quotes(
    t: Translator,
    quotes: Sequence[str],
    most: int = MOST_QUOTES,
    *,
    quoted: Sequence[ReplyId] = (),
    beyond: int = 0,
    told: Collection[str] = (),
) -> Elements:
    """`quoted`: the replies that they stand in. `told`: what stands in another section is not shown twice, unless there
    is nothing else to quote.
    """
    replies = dict(zip(quotes, quoted, strict=False))
    shown = ([quote for quote in quotes if quote not in told] or quotes)[:most]
    unsaid = len(quotes) - len(shown) + beyond
    lines = listed(t, [t("summaries.said", text=cut(quote)) for quote in shown], most, beyond=unsaid)
    behind = references.button(t, [replies[quote] for quote in shown if quote in replies])
    return section(t, "summaries.quotes", (*(lines or (Text(t("summaries.no_quotes")),)), *behind))


def attention(t: Translator, told: Sequence[words.Words], most: int = MOST_SIGNALS) -> Elements:
    return section(t, "summaries.attention", listed(t, told, most) or (Text(t("summaries.no_attention")),))


def basis(t: Translator, basis: Basis, more: words.Words = ()) -> Elements:
    """What it rests on; `more`: what else is to be known of it."""
    told = [more] if more else []
    if basis.first is None or basis.last is None:
        return section(
            t, "summaries.basis", (Text(figures.joined([t("summaries.rests_on_nothing", k=basis.k), *told])),)
        )
    days = t.day(basis.first) if basis.first == basis.last else period(t, Period(basis.first, basis.last))
    rests = t("summaries.rests_on", n=basis.rounds, days=days)
    return section(
        t, "summaries.basis", (Text(figures.joined([rests, rate(t, basis), t("summaries.rule", k=basis.k), *told])),)
    )
