"""Words as Adaptive Cards take them: every span is data and none is markup.

A paragraph is a RichTextBlock, which Teams does not read as markup. Only a mention needs a TextBlock, which it does
read: there everything is escaped, and a paragraph too long for that (`limits.MARKUP`) names people without a mention.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, assert_never
from urllib.parse import quote as quoted

from bot.characters import clean, cut, length
from bot.teams import limits
from locales.words import Code, Emphasis, Hyperlink, Mention, Place, Plain, Span, Strong, Words

Json = dict[str, Any]

SMALL: Json = {"size": "small", "isSubtle": True}
ALERT: Json = {"color": "attention"}

_JOINER = "\u2060"
_ALIVE = re.compile(r"(?<=\{)(?=\{)|(?<=<)(?=/?at\b)|(?<=\])(?=\()", re.IGNORECASE)
_MARKS = re.compile(r"([\\`*_\[\]<>~|]|&(?=#?\w+;)|\.(?<=\bwww\.)|/(?<=:/)(?=/))")
_LEADS = re.compile(r"^(\d*)([#+=.)-])", re.MULTILINE)
_TAG = re.compile(r"<at>[^<]*</at>")
_NO_NAME = re.compile(r"[^\w .,'’()-]|_")
_INDENTS = re.compile(r"^[ \t]+", re.MULTILINE)


def literal(text: str, most: int) -> str:
    """A text as it is shown: cleaned, cut, and with a joiner that nobody sees where it would come alive.

    Dates in double braces, `<at>` and links are found even in texts that are not read as markup.
    """
    return _ALIVE.sub(_JOINER, cut(text, most))


def label(text: str, most: int) -> str:
    """A text that may not be empty: a label, a button, an option."""
    return literal(text, most).strip() or "–"


class Tags:
    """The mentions of a card: a tag in its texts for each account, and the entity that makes it one."""

    def __init__(self) -> None:
        self._tags: dict[str, Mention] = {}

    def tag(self, mention: Mention) -> str:
        """`<at>Name</at>`; for a second account of the same name with a number, for Teams goes by the text."""
        name, number = _tagged(mention), 1
        tag = f"<at>{name}</at>"
        while self._tags.setdefault(tag, mention).account != mention.account:
            number += 1
            tag = f"<at>{name} {number}</at>"
        return tag

    def entities(self, texts: Iterable[str]) -> list[Json]:
        """What stands beside a card that has these texts."""
        found = {tag for text in texts for tag in tags_in(text)}
        return [_entity(tag, mention) for tag, mention in self._tags.items() if tag in found]


def _entity(tag: str, mention: Mention) -> Json:
    return {
        "type": "mention",
        "text": tag,
        "mentioned": {"id": mention.account, "name": cut(mention.name, limits.MENTION)},
    }


def _tagged(mention: Mention) -> str:
    """The name without what would be markup."""
    return " ".join(_NO_NAME.sub(" ", cut(mention.name, limits.MENTION)).split())


def tags_in(text: str) -> list[str]:
    """The tags in a text that is read as markup; in any other they are taken apart."""
    return _TAG.findall(text)


def is_tagged(span: Span) -> bool:
    """Whether it is a mention that Teams can show; without a name it cannot."""
    return isinstance(span, Mention) and bool(span.account and _tagged(span))


def paragraph(words: Words, tags: Tags, **look: object) -> list[Json]:
    """A paragraph; nothing if it says nothing. `look`: properties that a TextBlock and a TextRun share."""
    if any(is_tagged(span) for span in words):
        text = "".join(_marked_up(words, tags))
        if limits.size(text) <= limits.MARKUP:
            return [{"type": "TextBlock", "text": text, "wrap": True, **look}]
    runs = list(_runs(words, look))
    return [{"type": "RichTextBlock", "inlines": runs}] if runs else []


def lines(several: Sequence[Words], tags: Tags) -> list[Json]:
    """Paragraphs close together."""
    drawn = [block for words in several for block in paragraph(words, tags)]
    return [block | ({"spacing": "small"} if place else {}) for place, block in enumerate(drawn)]


def listing(items: Sequence[Words], tags: Tags) -> list[Json]:
    """Bullet points."""
    return lines([(Plain("•\u00a0"), *item) for item in items if any(_texts(item))], tags)


def quote(text: str) -> list[Json]:
    """What a person wrote, word for word."""
    block = paragraph((Plain(text.strip("\n")),), Tags())
    return [{"type": "Container", "style": "emphasis", "items": block}] if block else []


def heading(text: str) -> Json:
    """Announced as one by screen readers, which only a TextBlock can be; so it is escaped."""
    shown = escaped(literal(text, limits.HEADING)).strip() or "–"
    return {"type": "TextBlock", "text": shown, "style": "heading", "size": "large", "weight": "bolder", "wrap": True}


def escaped(text: str, *, starts: bool = True) -> str:
    """A text for where markup is read. `starts`: it begins a line."""
    text = _MARKS.sub(r"\\\1", _INDENTS.sub("", text) if starts else text)
    head, *rest = text.split("\n")
    more = [_LEADS.sub(r"\1\\\2", line.lstrip()) for line in rest]
    return "\n\n".join([_LEADS.sub(r"\1\\\2", head) if starts else head, *more])


def _texts(words: Words) -> Iterator[str]:
    for span in words:
        match span:
            case Mention(account, name):
                yield clean(name or account)
            case Place(conversation):
                yield conversation
            case _:
                yield clean(span.text)


def _runs(words: Words, look: Json) -> Iterator[Json]:
    """The spans, the last of them cut if together they are too long."""
    room = limits.TEXT
    for span in words:
        drawn = _run(span, room)
        if drawn["text"]:
            yield drawn | look
        room -= length(drawn["text"]) + limits.RUN
        if room <= 0:
            return


def _run(span: Span, room: int) -> Json:
    match span:
        case Plain(text):
            return _text(text, room)
        case Strong(text):
            return _text(text, room, weight="bolder")
        case Emphasis(text):
            return _text(text, room, italic=True)
        case Code(text):
            return _text(text, room, fontType="monospace")
        case Mention(account, name):
            return _text(name or account, room)
        case Place(conversation):
            return _link(place_name(), place_url(conversation), room)
        case Hyperlink(text, url):
            return _link(text, url, room)
        case _:
            assert_never(span)


def _text(text: str, room: int, **style: object) -> Json:
    return {"type": "TextRun", "text": literal(text, room), **style}


def _link(text: str, url: str, room: int) -> Json:
    return _text(text.strip() or url, room, color="accent", selectAction={"type": "Action.OpenUrl", "url": url})


def place_name() -> str:
    """Teams does not tell what a channel is called where one is named, so the link says where it leads."""
    return "Teams ↗"


def place_url(conversation: str) -> str:
    """Where a channel opens."""
    return f"https://teams.microsoft.com/l/channel/{quoted(conversation, safe='')}/"


def _marked_up(words: Words, tags: Tags) -> Iterator[str]:
    starts = True
    for span in words:
        text = _markup(span, tags, starts=starts)
        starts = text.endswith("\n") if text else starts
        yield text


def _markup(span: Span, tags: Tags, *, starts: bool) -> str:
    match span:
        case Plain(text) | Code(text):
            return escaped(literal(text, limits.TEXT), starts=starts)
        case Strong(text):
            return _around("**", text, starts=starts)
        case Emphasis(text):
            return _around("_", text, starts=starts)
        case Mention(account, name):
            return tags.tag(span) if is_tagged(span) else escaped(name or account, starts=starts)
        case Place(conversation):
            return f"[{place_name()}]({place_url(conversation)})"
        case Hyperlink(text, url):
            shown = escaped(literal(text.strip() or url, limits.TEXT), starts=starts)
            return f"[{shown}]({quoted(url, safe=':/?#@!$&+,;=%~')})"
        case _:
            assert_never(span)


def _around(mark: str, text: str, *, starts: bool) -> str:
    """Marked, if the marks would be read: around a line that begins and ends with a letter or a digit."""
    shown = escaped(literal(text, limits.TEXT), starts=starts)
    fits = shown[:1].isalnum() and shown[-1:].isalnum() and "\n" not in shown
    return f"{mark}{shown}{mark}" if fits else shown
