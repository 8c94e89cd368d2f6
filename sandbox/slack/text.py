"""The words a person reads in blocks, messages and views, without the markup."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_REFERENCE = re.compile(r"<([^<>]*)>")


def plain(text: str, names: Mapping[str, str] | None = None) -> str:
    """Slack's marked text as read: references by name, links by label, entities as characters."""
    known = names or {}

    def named(found: re.Match[str]) -> str:
        target, _, label = found[1].partition("|")
        if target.startswith("@"):
            return f"@{label or known.get(target[1:], target[1:])}"
        if target.startswith("#"):
            return f"#{label or known.get(target[1:], target[1:])}"
        if target.startswith("!"):
            return label or f"@{target[1:].split('^')[0]}"
        return label or target

    text = _REFERENCE.sub(named, text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def of_text(node: object, names: Mapping[str, str] | None = None) -> str:
    """A text object's words."""
    if not isinstance(node, dict):
        return ""
    text = str(node.get("text", ""))
    return plain(text, names) if node.get("type") == "mrkdwn" else text


def of_blocks(blocks: Iterable[Mapping[str, Any]], names: Mapping[str, str] | None = None) -> str:
    """All visible words of blocks, one line per piece."""
    pieces = [piece for block in blocks for piece in _pieces(block, names or {})]
    return "\n".join(piece for piece in pieces if piece)


def of_message(message: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """What is read in a message: its blocks, or its text when there are none."""
    return of_blocks(message["blocks"], names) if message.get("blocks") else plain(message.get("text", ""), names)


def of_view(view: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """A modal's or Home's words, title and buttons included."""
    parts = [of_text(view.get("title")), of_blocks(view["blocks"], names)]
    parts += [of_text(view.get("submit")), of_text(view.get("close"))]
    return "\n".join(part for part in parts if part)


def _pieces(block: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    kind = block.get("type")
    if kind == "rich_text":
        return [_rich(part, names) for part in block["elements"]]
    if kind == "markdown":
        return [str(block["text"])]
    if kind == "image":
        return [of_text(block.get("title")), str(block.get("alt_text", ""))]
    if kind == "table":
        return [" | ".join(_cell(cell, names) for cell in row) for row in block["rows"]]
    pieces = [of_text(block.get(name), names) for name in ("text", "label", "hint")]
    pieces += [of_text(field, names) for field in block.get("fields", [])]
    for element in block.get("elements", []):
        pieces += _element(element, names)
    for name in ("accessory", "element"):
        pieces += _element(block[name], names) if name in block else []
    return pieces


def _element(element: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    kind = element.get("type")
    if kind in ("mrkdwn", "plain_text"):
        return [of_text(element, names)]
    if kind == "image":
        return [str(element.get("alt_text", ""))]
    pieces = [of_text(element.get("text")), of_text(element.get("placeholder"))]
    pieces.append(str(element.get("initial_value") or "") if kind != "rich_text_input" else "")
    groups = [option for group in element.get("option_groups", []) for option in group["options"]]
    return pieces + [of_text(option["text"], names) for option in [*element.get("options", []), *groups]]


def _cell(cell: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if cell.get("type") == "rich_text":
        return " ".join(_rich(part, names) for part in cell["elements"])
    return str(cell.get("text", ""))


def _rich(part: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if part["type"] == "rich_text_list":
        return "\n".join(f"• {_rich(item, names)}" for item in part["elements"])
    return "".join(_inline(element, names) for element in part["elements"])


def _inline(element: Mapping[str, Any], names: Mapping[str, str]) -> str:
    kind = element["type"]
    if kind == "user":
        return f"@{names.get(element['user_id'], element['user_id'])}"
    if kind == "channel":
        return f"#{names.get(element['channel_id'], element['channel_id'])}"
    if kind == "link":
        return str(element.get("text") or element["url"])
    if kind == "emoji":
        return f":{element['name']}:"
    if kind == "broadcast":
        return f"@{element['range']}"
    return str(element.get("text") or element.get("fallback") or "")
