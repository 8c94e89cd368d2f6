"""What a network has said, laid out for a request for access: round by round, with who could see each reply."""

from core.model.disclosures import Disclosure, Heard, Statement
from core.model.exports import Origin
from core.model.figures import RoundFigures
from core.model.prompts import Prompt, Question
from core.model.replies import Answer
from locales.catalogue import Translator
from locales.words import Plain, Strong, Words
from views import export_documents, figures
from views.documents import Document, Piece, Section
from views.elements import Fields, Listing, Note, Text

Pieces = tuple[Piece, ...]


def document(t: Translator, disclosure: Disclosure, origin: Origin) -> Document:
    """All of it. What is handed out is the municipality's to decide, and the first line says so."""
    return Document(
        title=t.plain("exports.disclosure_title", name=disclosure.network.name),
        language=t.language,
        opening=(
            Text(t("exports.you_decide")),
            Text(t("exports.masked" if disclosure.masked else "exports.unmasked")),
            _facts(t, disclosure, origin),
            Text(t("exports.private_rule", k=origin.k)),
        ),
        sections=(
            *(_round(t, heard) for heard in disclosure.rounds),
            _outcomes(t, disclosure),
            *(() if disclosure.masked else export_documents.prompts(t, origin)),
        ),
    )


def _facts(t: Translator, disclosure: Disclosure, origin: Origin) -> Fields:
    pairs: list[tuple[str, Words]] = [
        *export_documents.origin_of(t, origin),
        (t.plain("exports.purpose"), (Plain(disclosure.purpose),)),
        (t.plain("exports.rounds"), (Plain(str(len(disclosure.rounds))),)),
        (t.plain("exports.from_outside"), t("exports.shared_outside", n=disclosure.outsiders)),
    ]
    return Fields(tuple(pairs))


def _round(t: Translator, heard: Heard) -> Section:
    prompt, counted = heard.prompt, heard.figures
    title = t.plain("exports.round", day=t.day(heard.day), title=t.own(prompt.title))
    asked = t(
        "exports.round_asked", version=prompt.version, id=prompt.id, answered=counted.answered, members=counted.members
    )
    told = tuple(piece for each in heard.statements for piece in _statement(t, each))
    nothing: Pieces = () if told else (Text(t("exports.nothing_to_read")),)
    return Section(title, (Note(asked), *told, *nothing, *_figures(t, prompt, counted)))


def _statement(t: Translator, statement: Statement) -> Pieces:
    pairs = tuple((t.own(question.texts), _answer(t, question, answer)) for question, answer in statement.answers)
    return (Text((Strong(_visible(t, statement)),)), Fields(pairs)) if pairs else ()


def _visible(t: Translator, statement: Statement) -> str:
    """Who could see it, whose it is where that is told, and that it came late."""
    seen = "exports.seen_by_network" if statement.is_shared else "exports.seen_by_secretariat"
    late = t.plain("exports.came_late") if statement.is_late else ""
    return " · ".join(part for part in (statement.who, t.plain(seen), late) if part)


def _answer(t: Translator, question: Question, answer: Answer) -> Words:
    if answer.scale is not None:
        return t("exports.point", point=answer.scale)
    names = {option.id: t.own(option.texts) for option in question.options}
    chosen = t.listing([names[choice] for choice in answer.choices if choice in names])
    return (Plain(": ".join(part for part in (chosen, answer.text) if part)),)


def _figures(t: Translator, prompt: Prompt, counted: RoundFigures) -> Pieces:
    """As they were published, and as they stand."""
    lines = tuple(
        (Strong(t.own(prompt.questions[figure.question].texts)), Plain(" "), *told)
        for figure in counted.figures
        if figure.is_shown
        for told in (figures.told(t, prompt.questions[figure.question], figure),)
    )
    return (Text(t("exports.published")), Listing(lines)) if lines else ()


def _outcomes(t: Translator, disclosure: Disclosure) -> Section:
    harvest = disclosure.harvest
    noted = (*harvest.changes, *harvest.results, *harvest.proposals, *harvest.offshoots)
    pieces = tuple(piece for each in noted for piece in export_documents.noted(t, each))
    return Section(t.plain("exports.outcomes"), pieces or (Text(t("exports.no_outcomes")),))
