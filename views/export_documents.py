"""A summary as a document: what the chat shows, then the whole of what it had no room for, and where it comes from."""

from collections.abc import Iterable, Sequence

from core.model.exports import Origin
from core.model.outcomes import Noted
from core.model.prompts import Prompt
from core.model.summaries import NetworkSummary, StructureSummary
from locales.catalogue import Translator
from locales.words import Plain, Strong, Words
from views import echoes, sections, structures, summaries
from views.documents import Document, Piece, Section
from views.elements import Element, Fields, Heading, Image, Listing, Note, Quote, Text, View
from views.outcomes import KINDS, labels

Pieces = tuple[Piece, ...]
Summary = NetworkSummary | StructureSummary


def of_network(t: Translator, summary: NetworkSummary, origin: Origin) -> Document:
    """One network, to be read on."""
    return _document(t, summary, summaries.network(t, summary), _opening(t, origin))


def of_structure(t: Translator, summary: StructureSummary, origin: Origin) -> Document:
    """Several networks, to be read on."""
    return _document(t, summary, structures.structure(t, summary), _opening(t, origin))


def journal_of_network(t: Translator, summary: NetworkSummary, origin: Origin) -> Document:
    """One network, with what a journal has to know of the document."""
    return _document(t, summary, summaries.network(t, summary), provenance(t, summary, origin), prompts(t, origin))


def journal_of_structure(t: Translator, summary: StructureSummary, origin: Origin) -> Document:
    """Several networks, with what a journal has to know of the document."""
    shown = structures.structure(t, summary)
    return _document(t, summary, shown, provenance(t, summary, origin), prompts(t, origin))


def _document(t: Translator, summary: Summary, shown: View, opening: Pieces, last: Sequence[Section] = ()) -> Document:
    first, *others = _sections(shown)
    return Document(
        title=shown.summary,
        language=t.language,
        opening=(*opening, *first.pieces),
        sections=(*others, *_appendix(t, summary), *last),
    )


def _sections(shown: View) -> list[Section]:
    """A section for each heading, in their order; the first holds what stands before the others. No buttons."""
    found = [Section("", ())]
    for element in shown.elements:
        if isinstance(element, Heading) and element.text != shown.summary:
            found.append(Section(element.text, ()))
        elif not isinstance(element, Heading):
            found[-1] = Section(found[-1].title, (*found[-1].pieces, *_pieces(element)))
    return found


def _pieces(element: Element) -> Pieces:
    """What a document can hold of it; of a picture what it shows, in words."""
    if isinstance(element, Image):
        return (Note((Plain(element.alt),)),)
    return (element,) if isinstance(element, Text | Note | Quote | Listing | Fields) else ()


def _opening(t: Translator, origin: Origin) -> Pieces:
    return (Note(t("reports.as_of", day=t.day(origin.day))),)


def provenance(t: Translator, summary: Summary, origin: Origin) -> Pieces:
    """When, of which time, by whom, for which case, on what, by which rule (domain.md §4.1, point 7)."""
    basis = summary.basis
    rests = t("exports.rests_on", n=basis.rounds, answered=basis.answered, asked=basis.asked, percent=basis.percent)
    pairs: list[tuple[str, Words]] = [
        *origin_of(t, origin),
        (t.plain("summaries.basis"), rests),
        (t.plain("exports.rule"), t("summaries.rule", k=origin.k)),
        (t.plain("exports.prompts"), t("exports.prompts_below", n=len(origin.prompts))),
    ]
    return (Fields(tuple(pairs)),)


def origin_of(t: Translator, origin: Origin) -> list[tuple[str, Words]]:
    """The day, the period, who ordered it, and the case if it has a number."""
    pairs: list[tuple[str, Words]] = [
        (t.plain("exports.day"), (Plain(t.day(origin.day)),)),
        (t.plain("exports.period"), (Plain(sections.period(t, origin.order.period)),)),
        (t.plain("exports.ordered_by"), t("exports.of_secretariat", name=origin.by)),
    ]
    case = origin.order.case
    return [*pairs, (t.plain("exports.case"), (Plain(case),))] if case else pairs


def prompts(t: Translator, origin: Origin) -> tuple[Section, ...]:
    """Which questions it rests on, each in the version that was asked."""
    asked = tuple(_prompt(t, prompt) for prompt in origin.prompts)
    pieces: Pieces = (Listing(asked),) if asked else (Text(t("reports.no_rounds")),)
    return (Section(t.plain("exports.prompts"), pieces),)


def _prompt(t: Translator, prompt: Prompt) -> Words:
    return t("exports.prompt", title=t.own(prompt.title), version=prompt.version, id=prompt.id)


def _appendix(t: Translator, summary: Summary) -> Iterable[Section]:
    """What the first page had no room for: every line of the register in whole, every figure, every quote."""
    harvest = summary.harvest
    lines = (*harvest.changes, *harvest.results, *harvest.proposals, *harvest.offshoots)
    if lines:
        pieces: Pieces = tuple(piece for each in lines for piece in noted(t, each))
        yield Section(t.plain("exports.all_outcomes"), pieces)
    figures = _measures(t, summary) if isinstance(summary, NetworkSummary) else _pooled(t, summary)
    if figures:
        yield Section(t.plain("exports.all_figures"), figures)
    if summary.quotes:
        quotes: Pieces = (*(Quote(text) for text in summary.quotes), Note(t("reports.with_leave")))
        yield Section(t.plain("exports.all_quotes"), quotes)


def noted(t: Translator, one: Noted) -> Pieces:
    """A line of the register in whole, and what is known of it."""
    record = one.record
    facts = [t.plain(KINDS[record.kind]), one.network, *one.units, *labels(t, record.details)]
    facts += [t.plain("outcomes.confirmed")] if record.is_confirmed else []
    told = " · ".join(fact for fact in (*facts, echoes.lasting(t, record)) if fact)
    return (Quote(one.text), Note((Plain(told),)))


def _measures(t: Translator, summary: NetworkSummary) -> Pieces:
    """Each question's newest figure. What is too little to be shown says so, as in the chat."""
    told = [one for one in summary.measures if one.figure.n]
    lines = tuple((Strong(t.own(one.question.texts)), Plain(" "), *sections.measure(t, one)) for one in told)
    left_out = any(one.figure.left_out for one in told)
    return (Listing(lines), *((Note(t("figures.left_out")),) if left_out else ())) if lines else ()


def _pooled(t: Translator, summary: StructureSummary) -> Pieces:
    lines = tuple(structures.pooled(t, one) for one in summary.pooled)
    return (Listing(lines),) if lines else ()
