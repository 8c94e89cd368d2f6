"""Finds what Slack would refuse in blocks and views: shapes, lengths, counts, duplicates, surfaces.

Pure functions; the numbers are in blockkit_limits, the shapes in blockkit_shapes. Blocks Slack has but the
workspace cannot show (card, carousel, video …) are reported as unsupported types.
"""

import json
from collections.abc import Iterator
from typing import Any, Literal

from sandbox.slack.blockkit_checks import flag, items, shape, string, typed, wrong
from sandbox.slack.blockkit_limits import LIMITS
from sandbox.slack.blockkit_objects import plain
from sandbox.slack.blockkit_shapes import BLOCKS, SURFACES

Surface = Literal["message", "modal", "home"]

_BLOCK = typed(BLOCKS)
_ID = string(LIMITS["id"], least=0)
_VIEW_COMMON = {
    "private_metadata": string(LIMITS["view.private_metadata"], least=0),
    "callback_id": _ID,
    "external_id": _ID,
}
_BUTTON = plain(LIMITS["view.button"])
_ANY_BLOCKS = items(lambda value, where: iter(()), 10_000, least=0)
_VIEWS = typed(
    {
        "modal": shape(
            {"title": plain(LIMITS["view.title"]), "blocks": _ANY_BLOCKS},
            _VIEW_COMMON
            | {
                "submit": _BUTTON,
                "close": _BUTTON,
                "clear_on_close": flag,
                "notify_on_close": flag,
                "submit_disabled": flag,
            },
        ),
        "home": shape({"blocks": _ANY_BLOCKS}, _VIEW_COMMON),
    }
)


def problems(blocks: object, surface: Surface, where: str = "/blocks") -> list[str]:
    """Everything Slack would refuse in these blocks on this surface, each with a JSON pointer; empty is good."""
    if not isinstance(blocks, list):
        return [wrong("must be an array", where)]
    found = list(items(_BLOCK, LIMITS[f"{surface}.blocks"], least=0)(blocks, where))
    good = [(f"{where}/{i}", b) for i, b in enumerate(blocks) if isinstance(b, dict)]
    found += [
        wrong(f"{block.get('type')} is not supported on {surface} surfaces", place)
        for place, block in good
        if block.get("type") in BLOCKS and block.get("type") not in SURFACES[surface]
    ]
    found += _repeated(good, where)
    found += _per_message([block for _, block in good], where)
    for place, block in good:
        found += _inside(block, place)
    return found


def view_problems(view: object) -> list[str]:
    """Everything Slack would refuse in a modal or a Home view."""
    found = list(_VIEWS(view, "/view"))
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return found
    blocks = view.get("blocks", [])
    found += problems(blocks, view["type"], "/view/blocks")
    has_input = isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if view["type"] == "modal" and has_input and not view.get("submit"):
        found.append(wrong("missing required field: submit", "/view"))
    if len(json.dumps(view)) > LIMITS["view.bytes"]:
        found.append(wrong("view is greater than 250kb", "/view"))
    return found


def rendered_size(blocks: list[dict[str, Any]]) -> int:
    """The undocumented measure behind msg_blocks_too_long: all visible characters, and 100 per header."""
    headers = sum(1 for block in blocks if block.get("type") == "header")
    return sum(_characters(block) for block in blocks) + headers * LIMITS["message.rendered_per_header"]


def _characters(node: object) -> int:
    if isinstance(node, list):
        return sum(_characters(one) for one in node)
    if not isinstance(node, dict):
        return 0
    own = len(node["text"]) if isinstance(node.get("text"), str) else 0
    return own + sum(_characters(inner) for inner in node.values())


def _repeated(blocks: list[tuple[str, dict[str, Any]]], where: str) -> Iterator[str]:
    seen: set[str] = set()
    for place, block in blocks:
        name = block.get("block_id")
        if isinstance(name, str):
            if name in seen:
                yield wrong(f"block_id already exists: {name}", f"{place}/block_id")
            seen.add(name)


def _per_message(blocks: list[dict[str, Any]], where: str) -> Iterator[str]:
    if sum(block.get("type") == "table" for block in blocks) > LIMITS["message.tables"]:
        yield wrong("only one table is allowed", where)
    sizes = [len(str(b.get("text", ""))) for b in blocks if b.get("type") == "markdown"]
    if sum(sizes) > LIMITS["message.markdown"]:
        yield wrong(f"markdown blocks must total less than {LIMITS['message.markdown'] + 1} characters", where)


def _inside(block: dict[str, Any], where: str) -> Iterator[str]:
    if block.get("type") == "section" and not block.get("text") and not block.get("fields"):
        yield wrong("section needs text or fields", where)
    if block.get("type") == "image" and ("image_url" in block) == ("slack_file" in block):
        yield wrong("image needs either image_url or slack_file", where)
    seen: set[str] = set()
    for place, element in elements(block, where):
        name = element.get("action_id")
        if isinstance(name, str):
            if name in seen:
                yield wrong(f"action_id already exists in the block: {name}", f"{place}/action_id")
            seen.add(name)
        yield from _choosing(element, place)
        yield from _bounds(element, place)


def elements(block: dict[str, Any], where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The interactive elements of one block, with their places."""
    inner = block.get("elements") if block.get("type") == "actions" else None
    for index, one in enumerate(inner if isinstance(inner, list) else []):
        if isinstance(one, dict):
            yield f"{where}/elements/{index}", one
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield f"{where}/{name}", block[name]


def options(element: dict[str, Any]) -> list[dict[str, Any]]:
    """All options of a select, whether grouped or not."""
    flat = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        flat += group.get("options", []) if isinstance(group, dict) else []
    return [one for one in flat if isinstance(one, dict)]


def _choosing(element: dict[str, Any], where: str) -> Iterator[str]:
    kind = element.get("type")
    if kind in ("static_select", "multi_static_select") and (("options" in element) == ("option_groups" in element)):
        yield wrong("needs either options or option_groups", where)
    offered = options(element)
    values = [one.get("value") for one in offered]
    if len(values) != len(set(map(str, values))):
        yield wrong("option values must be unique", f"{where}/options")
    initial = element.get("initial_options") or [element.get("initial_option")]
    for one in initial if isinstance(initial, list) else []:
        if one is not None and one not in offered:
            yield wrong("initial option is not among the options", where)


def _bounds(element: dict[str, Any], where: str) -> Iterator[str]:
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield wrong("min_length must not exceed max_length", where)
    most_selected = element.get("max_selected_items")
    for name in ("initial_options", "initial_users", "initial_conversations", "initial_channels"):
        chosen = element.get(name)
        if isinstance(most_selected, int) and isinstance(chosen, list) and len(chosen) > most_selected:
            yield wrong("more initial choices than max_selected_items", f"{where}/{name}")
