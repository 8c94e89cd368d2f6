"""What people put into form elements: simple values in, Slack's typed state out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.settings import Foreign, Json
from sandbox.slack.blockkit import elements, options

REQUIRED = "Please complete this required field."


@dataclass(frozen=True)
class Field:
    """Where an element keeps its state and its initial value; `many` and `chosen` say of what shape."""

    state: str
    initial: str
    chosen: bool = False
    many: bool = False


FIELDS: dict[str, Field] = {
    "plain_text_input": Field("value", "initial_value"),
    "email_text_input": Field("value", "initial_value"),
    "url_text_input": Field("value", "initial_value"),
    "number_input": Field("value", "initial_value"),
    "rich_text_input": Field("rich_text_value", "initial_value"),
    "static_select": Field("selected_option", "initial_option", chosen=True),
    "radio_buttons": Field("selected_option", "initial_option", chosen=True),
    "overflow": Field("selected_option", "", chosen=True),
    "multi_static_select": Field("selected_options", "initial_options", chosen=True, many=True),
    "checkboxes": Field("selected_options", "initial_options", chosen=True, many=True),
    "datepicker": Field("selected_date", "initial_date"),
    "timepicker": Field("selected_time", "initial_time"),
    "datetimepicker": Field("selected_date_time", "initial_date_time"),
    "users_select": Field("selected_user", "initial_user"),
    "multi_users_select": Field("selected_users", "initial_users", many=True),
    "conversations_select": Field("selected_conversation", "initial_conversation"),
    "multi_conversations_select": Field("selected_conversations", "initial_conversations", many=True),
    "channels_select": Field("selected_channel", "initial_channel"),
    "multi_channels_select": Field("selected_channels", "initial_channels", many=True),
}


class NoSuchOptionError(Exception):
    """Somebody chose what was not offered; only a wrong test can."""


def initial(element: Json) -> Foreign:
    """The simple value an element starts with: a string, a list, or None."""
    field = FIELDS[element["type"]]
    start = element.get(field.initial) if field.initial else None
    if start is None:
        return [] if field.many else None
    if field.chosen:
        return [one["value"] for one in start] if field.many else start["value"]
    return start


def state(element: Json, value: Foreign) -> Json:
    """An element's entry in state.values for a simple value."""
    field = FIELDS[element["type"]]
    if field.chosen:
        by_value = {one["value"]: one for one in options(element)}
        wanted = value if field.many else ([] if value in (None, "") else [value])
        missing = [one for one in wanted or [] if one not in by_value]
        if missing:
            raise NoSuchOptionError(f"{missing[0]!r} is not offered by {element.get('action_id')}")
        chosen = [by_value[one] for one in wanted or []]
        value = chosen if field.many else (chosen[0] if chosen else None)
    elif not field.many and value == "":
        value = None
    return {"type": element["type"], field.state: list(value or []) if field.many else value}


def stateful(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Blocks and elements that hold a value."""
    for block in blocks:
        for _, element in elements(block):
            if element["type"] in FIELDS and element["type"] != "overflow":
                yield block, element


def values(blocks: list[Json], given: dict[str, dict[str, Any]]) -> dict[str, dict[str, Json]]:
    """state.values of a whole form: what was given, else what each element started with."""
    found: dict[str, dict[str, Json]] = {}
    for block, element in stateful(blocks):
        chosen = given.get(block["block_id"], {})
        name = element["action_id"]
        value = chosen[name] if name in chosen else initial(element)
        found.setdefault(block["block_id"], {})[name] = state(element, value)
    return found


def complaints(blocks: list[Json], typed: dict[str, dict[str, Json]]) -> dict[str, str]:
    """What Slack's client itself refuses before it asks the app, by block_id."""
    found: dict[str, str] = {}
    for block, element in stateful(blocks):
        if block["type"] != "input":
            continue
        entry = typed[block["block_id"]][element["action_id"]]
        value = entry[FIELDS[element["type"]].state]
        complaint = _complaint(element, value, optional=block.get("optional", False))
        if complaint:
            found[block["block_id"]] = complaint
    return found


def _complaint(element: Json, value: Foreign, *, optional: bool) -> str:
    if value in (None, [], ""):
        return "" if optional else REQUIRED
    if element["type"] == "plain_text_input":
        return _text(element, value, optional=optional)
    if element["type"] == "email_text_input" and ("@" not in value or " " in value):
        return "Please enter a valid email address."
    if element["type"] == "number_input":
        return _number(element, value)
    if len(value if isinstance(value, list) else []) > element.get("max_selected_items", 1000):
        return f"Please choose at most {element['max_selected_items']}."
    return ""


def _text(element: Json, value: str, *, optional: bool) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if not optional and not value.strip():
        return REQUIRED
    if len(value) < least:
        return f"Please enter at least {least} characters."
    if len(value) > most:
        return f"Please enter at most {most} characters."
    return ""


def _number(element: Json, value: str) -> str:
    try:
        amount = float(value) if element.get("is_decimal_allowed") else int(value)
    except ValueError:
        return "Please enter a valid number."
    if "min_value" in element and amount < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and amount > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
