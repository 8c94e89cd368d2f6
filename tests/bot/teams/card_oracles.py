"""Would Teams take this card? Microsoft's own library is asked, in Node, and the table of limits."""

import atexit
import json
import subprocess
from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt

from bot.teams import limits
from tests.support.node import NODE, ROOT, tool

Json = dict[str, Any]

_PICKER = (
    'Property "choices.data" is supported in version 1.6, but you are using version 1.5.',
    "Input.ChoiceSet: An Input.ChoiceSet must have at least one choice defined.",
)
"""The library says so of the people picker, which Teams documents just so."""

_MARKDOWN = MarkdownIt("commonmark").enable("strikethrough").enable("table")


def check(card: Json, most: int = limits.CARD) -> None:
    """Assert that Teams would take it."""
    found = list(complaints(card, most))
    assert not found, "\n".join(found)


def complaints(card: Json, most: int = limits.CARD) -> Iterator[str]:
    """Everything that the library and the limits have against it."""
    yield from (said for said in _asked(card) if said not in _PICKER or "choices.data" not in str(card))
    yield from [] if limits.size(card) <= most else [f"{limits.size(card)} of {most}"]
    yield from [] if card["version"] == "1.5" else ["another version"]
    for block in nodes(card):
        yield from _about(block)
    ids = [block["id"] for block in nodes(card) if "id" in block and "type" in block]
    yield from [] if len(ids) == len(set(ids)) else ["two elements have the same id"]


def _about(block: Json) -> Iterator[str]:
    match block.get("type"):
        case "ActionSet":
            yield from [] if 0 < len(block["actions"]) <= limits.ACTIONS else ["too many buttons"]
        case "Action.Execute":
            yield from [] if block["verb"] == block["data"]["action"] else ["verb and data differ"]
        case "Table":
            yield "not everywhere"
        case "Image":
            yield from [] if block["altText"].strip() else ["a picture without words"]
    if block.get("style") in ("positive", "destructive"):
        yield "no style of Teams"


def nodes(node: object) -> Iterator[Json]:
    """Every object in it."""
    if isinstance(node, list):
        for inner in node:
            yield from nodes(inner)
    elif isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from nodes(inner)


def mentions(card: Json) -> list[Json]:
    """Whom it mentions."""
    return list(card.get("msteams", {}).get("entities", []))


def said(node: object) -> list[str]:
    """Every text that is shown, as it is shown."""
    texts: list[str] = []
    for block in nodes(node):
        if block.get("type") == "TextRun":
            texts.append(block["text"].replace("\u2060", ""))
        elif block.get("type") == "TextBlock":
            texts.append(read(block["text"]).replace("\u2060", ""))
    return texts


def read(markup: str) -> str:
    """What somebody reads of a text that is markup."""
    inlines = (inner for token in _MARKDOWN.parse(markup) for inner in token.children or ())
    return "".join("\n" if inner.type == "softbreak" else inner.content for inner in inlines)


def marks(markup: str) -> set[str]:
    """What becomes of it that is more than text."""
    tokens = _MARKDOWN.parse(markup)
    every = [*tokens, *(inner for token in tokens for inner in token.children or ())]
    return {token.type for token in every} - {"paragraph_open", "paragraph_close", "inline", "text", "softbreak"}


def _asked(card: Json) -> list[str]:
    library = _library()
    assert library.stdin
    assert library.stdout
    library.stdin.write(json.dumps(card) + "\n")
    library.stdin.flush()
    told: list[str] = json.loads(library.stdout.readline())
    return told


@cache
def _library() -> subprocess.Popen[str]:
    tool("adaptivecards/dist/adaptivecards.js")
    command = [NODE, ROOT / "tests/support/adaptive_cards.mjs"]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(started.communicate)
    return started
