"""Words as Slack's rich text, where every span is data and none is markup."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, assert_never

from bot.slack import limits
from bot.slack.limits import cut, length
from locales.words import Code, Emphasis, Hyperlink, Mention, Place, Plain, Span, Strong, Words

Json = dict[str, Any]


def label(text: str, most: int) -> Json:
    """A plain_text object, never empty and never too long."""
    return {"type": "plain_text", "text": cut(text, most).strip() or "–"}


def section(words: Words) -> list[Json]:
    """A paragraph; nothing if it says nothing."""
    spans = list(_spans(words))
    return [_rich([{"type": "rich_text_section", "elements": spans}])] if spans else []


def sections(lines: Iterable[Words]) -> list[Json]:
    """Paragraphs close together, in as few blocks as their length allows."""
    return _packed([{"type": "rich_text_section", "elements": list(_spans(line))} for line in lines], list)


def listing(items: Sequence[Words]) -> list[Json]:
    """Bullet points."""
    points = [{"type": "rich_text_section", "elements": list(_spans(item))} for item in items]
    return _packed(points, lambda some: [{"type": "rich_text_list", "style": "bullet", "elements": some}])


def quote(text: str) -> list[Json]:
    """What a person wrote, word for word."""
    spans = list(_spans((Plain(text.strip("\n")),)))
    return [_rich([{"type": "rich_text_quote", "elements": spans}])] if spans else []


def _rich(elements: list[Json]) -> Json:
    return {"type": "rich_text", "elements": elements}


def _packed(pieces: list[Json], wrapped: Callable[[list[Json]], list[Json]]) -> list[Json]:
    """Pieces in blocks that are not too large; a piece that says nothing is left out."""
    blocks: list[Json] = []
    some: list[Json] = []
    room = limits.BLOCK_SIZE
    for piece in pieces:
        size = sum(length(span.get("text", "")) for span in piece["elements"])
        if some and size > room:
            blocks.append(_rich(wrapped(some)))
            some, room = [], limits.BLOCK_SIZE
        if piece["elements"]:
            some.append(piece)
            room -= size
    return [*blocks, _rich(wrapped(some))] if some else blocks


def _spans(words: Words) -> Iterator[Json]:
    """The spans, the last of them cut if together they are too long for a block."""
    room = limits.BLOCK_SIZE
    for span in words:
        for drawn in _drawn(span, room):
            room -= length(drawn.get("text", ""))
            yield drawn
        if room <= 0:
            return


def _drawn(span: Span, room: int) -> list[Json]:
    match span:
        case Plain(text):
            return _text(text, room, {})
        case Strong(text):
            return _text(text, room, {"bold": True})
        case Emphasis(text):
            return _text(text, room, {"italic": True})
        case Code(text):
            return _text(text, room, {"code": True})
        case Mention(account):
            return [{"type": "user", "user_id": account}]
        case Place(conversation):
            return [{"type": "channel", "channel_id": conversation}]
        case Hyperlink(text, url):
            return [{"type": "link", "url": url, "text": cut(text, min(room, limits.TEXT)) or url}]
        case _:
            assert_never(span)


def _text(text: str, room: int, style: Json) -> list[Json]:
    fitting = cut(text, room)
    if not fitting:
        return []
    return [{"type": "text", "text": fitting} | ({"style": style} if style else {})]
