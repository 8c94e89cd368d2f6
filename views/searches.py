"""What a search found, as its asker may read it: newest first, the words in bold, each with where it is from."""

from core.model.periods import EVER
from core.model.searching import MOST_ASKED
from core.model.sources import Found
from core.services.searches import Results
from locales.catalogue import Translator
from locales.words import Plain, Strong, Words, plain
from views import conditions, sections, sources
from views.elements import Actions, Button, Element, Heading, Note, Text, View
from views.listings import cut

_LONGEST = 240
"""Characters of what is shown around the words."""
_BEFORE = 80
"""Of these, how many stand at most before the first of the words."""
_MOST_LINES = 3
_NOTHING = {
    (True, True): "searches.nothing",
    (True, False): "searches.nothing_so_far",
    (False, True): "searches.nothing_more",
    (False, False): "searches.nothing_more_so_far",
}
"""What is said of an empty page, by whether it is the first, and whether it is the last."""


def in_private(t: Translator) -> View:
    """Asked where others can read along."""
    return _said(t("searches.only_in_private"))


def how(t: Translator) -> View:
    """Nothing was said to look for."""
    return _said(t("searches.how"))


def _said(words: Words) -> View:
    return View(summary=plain(words), elements=(Text(words),))


def results(t: Translator, results: Results) -> View:
    """A page; with what was looked for, and a button to the next."""
    title = t.plain("searches.title", words=cut(results.sought.words, 100))
    elements: list[Element] = [Heading(title), *_narrowed(t, results)]
    if results.is_empty:
        elements.append(Text(t(_NOTHING[results.is_first, results.more is None], words=cut(results.sought.words, 100))))
    for line in results.lines[:_MOST_LINES]:
        elements += [Text(conditions.state(t, line)), Note(t("searches.in_register"))]
    for found in results.found:
        question = t.own(found.told.question.texts) if found.told.question else ""
        elements += [Text(excerpt(found)), Note(sources.origin(t, found.source, question))]
    if results.more is not None:
        elements.append(Actions((_more(t, results, results.more),)))
    rule = t("searches.rule_whole", k=results.k) if results.is_whole else t("searches.rule")
    return View(summary=title, elements=(*elements, Note(rule)))


def _narrowed(t: Translator, results: Results) -> tuple[Element, ...]:
    """In which network and which time it was looked."""
    parts = [cut(results.network, 80)] if results.network else []
    parts += [sections.period(t, results.sought.period)] if results.sought.period != EVER else []
    return (Note((Plain(" · ".join(parts)),)),) if parts else ()


def _more(t: Translator, results: Results, more: int) -> Button:
    """The next page of the same; every right is looked at again."""
    sought = results.sought
    days = [day.isoformat() if day else "" for day in (sought.period.first, sought.period.last)]
    value = "|".join([str(more), sought.network_id or "", *days, sought.words[:MOST_ASKED]])
    label = t.plain("searches.button_farther" if results.is_empty else "searches.button_more")
    return Button(label=label, route="searches.more", value=value)


def excerpt(found: Found) -> Words:
    """The words in bold, with some of what stands around them."""
    text = found.told.text
    begin = _start(text, min((mark[0] for mark in found.marks), default=0))
    end = _finish(text, begin)
    spans: list[Plain | Strong] = [Plain("…")] if begin else []
    at = begin
    for first, last in sorted(mark for mark in found.marks if begin <= mark[0] <= mark[1] <= end):
        if first >= at:
            spans += [Plain(text[at:first]), Strong(text[first:last])]
            at = last
    spans += [Plain(text[at:end]), Plain("…" if end < len(text) else "")]
    return tuple(span for span in spans if span.text)


def _start(text: str, first: int) -> int:
    """A word's beginning, not long before the first mark."""
    if first <= _BEFORE:
        return 0
    space = text.rfind(" ", 0, first - _BEFORE)
    return first - _BEFORE if space < first - 2 * _BEFORE else space + 1


def _finish(text: str, begin: int) -> int:
    """A word's end, before there is too much."""
    if len(text) - begin <= _LONGEST:
        return len(text)
    space = text.rfind(" ", begin + _LONGEST // 2, begin + _LONGEST)
    return begin + _LONGEST if space < 0 else space
