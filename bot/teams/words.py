"""What people wrote in Teams, as they meant it: without tags and markup, and whom they mentioned."""

import html
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

Json = Mapping[str, Any]

_AT = re.compile(r"<at(?:\s[^>]*)?>(.*?)</at>", re.DOTALL)
_SPACES = re.compile(r"[ \t\u00a0]+")
_BLOCKS = frozenset({"p", "div", "br", "li", "blockquote", "h1", "h2", "h3", "pre"})
_UNSEEN = frozenset({"attachment", "script", "style", "img"})


def mentioned(activity: Json) -> Sequence[Json]:
    """Whom an activity mentions: `mentioned` and the `text` that stands for them, in their order."""
    entities = activity.get("entities")
    found = entities if isinstance(entities, list) else []
    return [one for one in found if isinstance(one, dict) and one.get("type") == "mention" and one.get("mentioned")]


def said(activity: Json, bot: str) -> str:
    """The text without the mention of the bot; others stand by their names."""
    text = str(activity.get("text") or "")
    for one in mentioned(activity):
        if one["mentioned"].get("id") == bot and one.get("text"):
            text = text.replace(str(one["text"]), " ", 1)
    return _tidy(html.unescape(_AT.sub(lambda name: f"@{name[1]}", text)))


def from_html(content: str) -> str:
    """A message as Graph and the message menu give it, as text."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return _tidy("".join(reader.heard))


def _tidy(text: str) -> str:
    lines = [_SPACES.sub(" ", line).strip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Keeps the text; a block begins a line, a mention begins with @."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heard: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN and tag != "img":
            self._unseen += 1
        if tag in _BLOCKS and self.heard and not self.heard[-1].endswith("\n"):
            self.heard.append("\n")
        if tag == "at" or ("itemtype", "http://schema.skype.com/Mention") in attrs:
            self.heard.append("@")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.heard.append(data)
