"""The words a person reads in cards and messages, without the markup."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.settings import Json
from sandbox.teams.cards import elements
from sandbox.teams.dialogs import ADAPTIVE

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|&:/=])")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
_AT = re.compile(r"<at>([^<]*)</at>")
_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SOFT = re.compile(r"(?<![\\\w])([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)")
_JOINER = "\u2060"


def marked(text: str) -> str:
    """What is read of a text in Teams' markup: names with an @, links by their label."""
    text = _AT.sub(r"@\1", text)
    text = _LINK.sub(r"\1", text)
    text = _SOFT.sub(r"\2", _STRONG.sub(r"\2", text))
    text = _ESCAPED.sub(r"\1", text).replace(_JOINER, "")
    return re.sub(r"\n\n+|\r\n?", "\n", text)


def plain(text: str) -> str:
    """What is read of a text that is no markup."""
    return text.replace(_JOINER, "")


def of_card(card: Mapping[str, Any]) -> str:
    """All visible words of a card, one line per piece, those on its buttons too."""
    pieces = [piece for one in _top(card.get("body") or []) for piece in _pieces(one)]
    return "\n".join(piece for piece in [*pieces, *_titles(card.get("actions") or [])] if piece)


def of_attachments(attachments: list[Json]) -> str:
    cards = [one.get("content") or {} for one in attachments if one.get("contentType") == ADAPTIVE]
    return "\n".join(of_card(card) for card in cards)


def of_message(message: Mapping[str, Any]) -> str:
    """What is read in a message: its text, then its cards."""
    words = marked(message["text"]) if message["bot"] else _AT.sub(r"@\1", message["text"])
    return "\n".join(part for part in (words, of_attachments(message["attachments"])) if part)


def _top(body: list[Json]) -> Iterator[Json]:
    return elements([one for one in body if one.get("isVisible", True)])


def _titles(buttons: list[Json]) -> list[str]:
    return [plain(str(one.get("title", ""))) for one in buttons]


def _pieces(one: Json) -> list[str]:
    match one.get("type"):
        case "TextBlock":
            return [marked(one["text"])]
        case "RichTextBlock":
            runs = [run if isinstance(run, str) else run.get("text", "") for run in one["inlines"]]
            return [plain("".join(runs))]
        case "FactSet":
            return [f"{marked(fact['title']).rstrip(':')}: {marked(fact['value'])}" for fact in one["facts"]]
        case "Image":
            return [plain(str(one.get("altText", "")))]
        case "ActionSet":
            return _titles(one["actions"])
        case str(kind) if kind.startswith("Input."):
            return _input(one)
        case _:
            return []


def _input(one: Json) -> list[str]:
    shown = [one.get("label", ""), one.get("placeholder", ""), one.get("title", "")]
    if one["type"] != "Input.ChoiceSet":
        shown.append(one.get("value", ""))
    return [plain(str(each or "")) for each in [*shown, *(choice["title"] for choice in one.get("choices") or [])]]
