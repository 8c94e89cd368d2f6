"""The button under a section of a summary that opens what its sentences are from (`views.sources` shows it)."""

from collections.abc import Iterable

from core.model.ids import ConditionId, OutcomeId, ReplyId
from core.model.summaries import Words
from core.services.sources import MOST_OPENED
from locales.catalogue import Translator
from views.elements import Actions, Button, Element


def replies(said: Iterable[Words]) -> list[ReplyId]:
    """Where some words stand."""
    return [words.reply_id for words in said if words.reply_id]


def button(
    t: Translator,
    replies: Iterable[ReplyId] = (),
    records: Iterable[OutcomeId] = (),
    conditions: Iterable[ConditionId] = (),
) -> tuple[Element, ...]:
    """Under a section: to what its sentences are from; nothing if it has none that are not figures."""
    ids = [*(f"r{id}" for id in replies), *(f"o{id}" for id in records), *(f"c{id}" for id in conditions)]
    value = " ".join(dict.fromkeys(ids[:MOST_OPENED]))
    if not value:
        return ()
    return (Actions((Button(label=t.plain("sources.button"), route="sources.show", value=value),)),)
