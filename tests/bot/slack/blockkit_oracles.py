"""Would Slack take this? Three who do not know each other are asked: the official SDK's models, the official
TypeScript types as a JSON schema, and the linter of slack.md's limits that the local workspace uses.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal

from jsonschema_rs import Draft7Validator
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Block, ConfirmObject, Option, OptionGroup
from slack_sdk.models.views import View

from sandbox.slack.blockkit import problems, rendered_size, view_problems
from sandbox.slack.blockkit_limits import LIMITS
from tests.support.node import schema

Surface = Literal["message", "modal", "home"]
Json = dict[str, Any]


def check(payload: Json | list[Json]) -> None:
    """Assert that Slack would take it: a message's blocks, a message with `blocks`, or a modal or Home."""
    found = list(complaints(payload))
    assert not found, "\n".join(found)


def complaints(payload: Json | list[Json]) -> Iterator[str]:
    """Everything that any of the three has against it."""
    if isinstance(payload, dict) and payload.get("type") in ("modal", "home"):
        yield from view_problems(payload)
        yield from _against("View", payload | {"blocks": []})
        yield from _modelled_as(View, payload)
        yield from _blocks(payload["blocks"])
        return
    if isinstance(payload, dict):
        yield from [] if payload.get("text", "").strip() else ["a message needs a text for those who hear it"]
        yield from [] if len(payload["text"]) <= 4000 else ["text is too long for chat.update"]
        payload = payload["blocks"]
    yield from problems(payload, "message")
    if rendered_size(payload) > LIMITS["message.rendered"]:
        yield "msg_blocks_too_long"
    yield from _blocks(payload)


def _blocks(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        yield from _against("KnownBlock", block)
        yield from _modelled_as(Block.parse, block)


@cache
def _validator(name: str, kind: str) -> Draft7Validator:
    """Of the one definition that has this type: a union of them all takes seconds to say no."""
    whole = schema(name)
    for title, definition in whole["definitions"].items():
        kinds = {
            each.get("properties", {}).get("type", {}).get("const") for each in definition.get("anyOf", [definition])
        }
        if kinds == {kind} and title.endswith(("Block", "View")):
            return Draft7Validator({"$ref": f"#/definitions/{title}", "definitions": whole["definitions"]})
    raise AssertionError(f"@slack/types knows no {kind}")


def _against(name: str, value: Json) -> Iterator[str]:
    for error in _validator(name, value["type"]).iter_errors(json.loads(json.dumps(value))):
        yield f"@slack/types {name}: {error.message[:300]} in {str(value)[:300]}"


def _modelled_as(make: Callable[..., object], value: Json) -> Iterator[str]:
    try:
        made = make(value) if make is not View else View(**value)
    except (TypeError, SlackObjectFormationError) as error:
        yield f"slack_sdk: {error}"
        return
    yield from _modelled(made)


def _modelled(node: object) -> Iterator[str]:
    """What the SDK's models say of a node and of everything inside it."""
    if isinstance(node, JsonObject):
        try:
            node.validate_json()
        except SlackObjectFormationError as error:
            yield f"slack_sdk {type(node).__name__}: {error}"
        for inner in vars(node).values():
            yield from _modelled(inner)
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from _modelled(inner)
    elif isinstance(node, dict) and (modelled := _object(node)):
        yield from _modelled(modelled)


def _object(node: Json) -> JsonObject | None:
    """The SDK leaves these as they came."""
    if "text" in node and "value" in node and "type" not in node:
        return Option.parse_all([node])[0]
    if "label" in node and "options" in node:
        return OptionGroup(label=node["label"], options=Option.parse_all(node["options"]))
    if "title" in node and "deny" in node:
        return ConfirmObject.parse(node)
    return None
