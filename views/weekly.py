"""The one message of a week: what waits for somebody, whatever networks it is of."""

from collections.abc import Sequence

from core.services.weekly import Bundle, Waiting
from locales.catalogue import Translator
from views import rounds, waiting
from views.elements import Divider, Element, Note, Text, View


def reminder(t: Translator, bundle: Bundle) -> View:
    """The rounds with their questions, then what else waits; at last that nothing does."""
    told, others = _told(t, bundle.rounds), waiting.elements(t, bundle.others)
    once = Note(t("reminders.once_a_week"))
    if not told:
        key = "reminders.others" if others else "reminders.nothing_left"
        return View(summary=t.plain(key), elements=(Text(t(key)), *others, *((once,) if others else ())))
    also = (Divider(), Text(t("reminders.also")), *others) if others else ()
    return View(summary=told.summary, elements=(*told.elements, *also, once))


def _told(t: Translator, told: Sequence[Waiting]) -> View | None:
    """Each with its questions."""
    shown = [rounds.reminder(t, each.network, each.round, each.prompt, has_answered=each.has_answered) for each in told]
    if len(shown) < 2:
        return shown[0] if shown else None
    open_ones = sum(not each.has_answered for each in told)
    elements: list[Element] = [Text(t("reminders.together", n=open_ones))] if open_ones else []
    for each, view in zip(told, shown, strict=True):
        elements += [*([Divider()] if elements else []), *_one(t, each, view)]
    key = "reminders.together_summary" if open_ones else "reminders.nothing_left"
    return View(summary=t.plain(key, n=open_ones), elements=tuple(elements))


def _one(t: Translator, told: Waiting, alone: View) -> tuple[Element, ...]:
    if told.has_answered:
        return alone.elements
    words = t("reminders.one", network=told.network.name, title=t.own(told.prompt.title))
    return (Text(words), *alone.elements[1:])
