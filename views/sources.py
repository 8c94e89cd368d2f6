"""Where words are from: the line under what search finds, and the sources that a section of a summary opens."""

from core.model.sources import Origin, Source
from core.services.sources import Opened
from locales.catalogue import Translator
from locales.words import Plain, Words
from views import conditions, outcomes
from views.elements import Element, Heading, Note, Quote, Text, View
from views.listings import cut

MOST_SHOWN = 6
"""More would be no screen; what is left is counted."""
_LONGEST = 700
"""Characters of an answer; the whole of it stands in the thread."""
_WHOSE = {
    Origin.PRIVATE: "sources.without_name",
    Origin.OWN: "sources.own",
    Origin.CARD: "sources.card",
}


def origin(t: Translator, source: Source, question: str = "") -> Words:
    """Tryg hjem · »Hvad holder igen?« · runden, der åbnede 7. september 2026 · uden navn"""
    parts = [cut(source.network, 80)]
    if question:
        parts.append(t.plain("sources.question", question=cut(question, 120)))
    if source.origin in (Origin.SHARED, Origin.PRIVATE, Origin.OWN):
        parts.append(t.plain("sources.round", day=t.day(source.day)))
    elif source.origin is Origin.RECORD:
        parts.append(t.plain("sources.recorded", day=t.day(source.day)))
    parts.append(_whose(t, source))
    return (Plain(" · ".join(part for part in parts if part)),)


def _whose(t: Translator, source: Source) -> str:
    if source.origin is Origin.SHARED:
        return cut(source.writer, 80)
    if source.origin is Origin.RECORD:
        return t.plain(outcomes.KINDS[source.kind]) if source.kind else ""
    return t.plain(_WHOSE[source.origin])


def opened(t: Translator, opened: Opened) -> View:
    """What stands behind a section, each with where it is from, and how much of it is gone."""
    title = t.plain("sources.title")
    elements: list[Element] = [Heading(title)]
    for source in opened.sources[:MOST_SHOWN]:
        elements += _shown(t, source)
    for line in opened.lines[:MOST_SHOWN]:
        elements += [Text(conditions.state(t, line)), Note(t("searches.in_register"))]
    left = len(opened.sources) - MOST_SHOWN
    if left > 0:
        elements.append(Note(t("sources.more", n=left)))
    if opened.gone:
        elements.append(Note(t("sources.gone", n=opened.gone)))
    return View(summary=title, elements=tuple(elements))


def _shown(t: Translator, source: Source) -> list[Element]:
    """Each answer with its question; a reply of several is one source."""
    elements: list[Element] = []
    for told in source.told[:3]:
        if told.question is not None:
            elements.append(Text((Plain(cut(t.own(told.question.texts), 200)),)))
        elements.append(Quote(cut(told.text, _LONGEST)))
    return [*elements, Note(origin(t, source))]
