"""The shape of every block and element the workspace can show."""

import re

from sandbox.slack.blockkit_checks import Check, flag, items, matching, number, one_of, shape, string, typed
from sandbox.slack.blockkit_limits import LIMITS
from sandbox.slack.blockkit_objects import (
    CONFIRM,
    FILTER,
    ID,
    IMAGE,
    MARKED_OPTION,
    OPTION_GROUP,
    PLAIN_OPTION,
    RICH_TEXT,
    RICH_TEXT_PART,
    plain,
    text,
    url,
)

DATE = matching(lambda value: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)), "a date as YYYY-MM-DD")
TIME = matching(lambda value: bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value)), "a time as HH:mm")
_ANY = string(LIMITS["text"], least=0)
_NUMERIC = matching(lambda value: bool(re.fullmatch(r"-?\d+(\.\d+)?", value)), "a number as a string")
_IDS = items(ID, 100)
_DISPATCH = shape({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)})

_COMMON: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": flag}
_PLACED = _COMMON | {"placeholder": plain(LIMITS["placeholder"])}
_TYPED = {
    "action_id": ID,
    "focus_on_load": flag,
    "placeholder": plain(LIMITS["placeholder"]),
    "dispatch_action_config": _DISPATCH,
}
_MANY = _PLACED | {"max_selected_items": number(1, 1000)}
_SELECT = {
    "options": items(PLAIN_OPTION, LIMITS["options"]),
    "option_groups": items(OPTION_GROUP, LIMITS["option_groups"]),
}
_URL_REPLY = {"response_url_enabled": flag}
_CONVERSATIONS = {"filter": FILTER, "default_to_current_conversation": flag}
_LENGTH = LIMITS["plain_text_input.length"]


def _choices(limit: str) -> dict[str, Check]:
    return {"options": items(MARKED_OPTION, LIMITS[limit])}


def _choice(limit: str) -> Check:
    return items(MARKED_OPTION, LIMITS[limit])


ELEMENTS: dict[str, Check] = {
    "button": shape(
        {"text": plain(LIMITS["button.text"])},
        {
            "action_id": ID,
            "confirm": CONFIRM,
            "value": string(LIMITS["button.value"]),
            "url": url(LIMITS["button.url"]),
            "style": one_of("primary", "danger"),
            "accessibility_label": string(LIMITS["button.accessibility_label"]),
        },
    ),
    "overflow": shape(
        {"options": items(PLAIN_OPTION, LIMITS["overflow.options"])}, {"action_id": ID, "confirm": CONFIRM}
    ),
    "image": IMAGE,
    "plain_text_input": shape(
        {},
        _TYPED
        | {
            "initial_value": string(_LENGTH, least=0),
            "multiline": flag,
            "min_length": number(0, _LENGTH),
            "max_length": number(1, _LENGTH),
        },
    ),
    "email_text_input": shape({}, _TYPED | {"initial_value": _ANY}),
    "url_text_input": shape({}, _TYPED | {"initial_value": _ANY}),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        _TYPED | {"initial_value": _NUMERIC, "min_value": _NUMERIC, "max_value": _NUMERIC},
    ),
    "rich_text_input": shape({}, _TYPED | {"initial_value": RICH_TEXT}),
    "static_select": shape({}, _PLACED | _SELECT | {"initial_option": PLAIN_OPTION}),
    "multi_static_select": shape({}, _MANY | _SELECT | {"initial_options": items(PLAIN_OPTION, LIMITS["options"])}),
    "radio_buttons": shape(_choices("radio_buttons.options"), _COMMON | {"initial_option": MARKED_OPTION}),
    "checkboxes": shape(_choices("checkboxes.options"), _COMMON | {"initial_options": _choice("checkboxes.options")}),
    "datepicker": shape({}, _PLACED | {"initial_date": DATE}),
    "timepicker": shape({}, _PLACED | {"initial_time": TIME, "timezone": ID}),
    "datetimepicker": shape({}, _COMMON | {"initial_date_time": number(10**9, 10**10 - 1)}),
    "users_select": shape({}, _PLACED | {"initial_user": ID}),
    "multi_users_select": shape({}, _MANY | {"initial_users": _IDS}),
    "conversations_select": shape({}, _PLACED | _CONVERSATIONS | _URL_REPLY | {"initial_conversation": ID}),
    "multi_conversations_select": shape({}, _MANY | _CONVERSATIONS | {"initial_conversations": _IDS}),
    "channels_select": shape({}, _PLACED | _URL_REPLY | {"initial_channel": ID}),
    "multi_channels_select": shape({}, _MANY | {"initial_channels": _IDS}),
}

_TYPING = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")
_ACTIONS = [name for name in ELEMENTS if name != "image" and name not in _TYPING]
_ACCESSORIES = [name for name in ELEMENTS if name not in _TYPING]
_INPUTS = [name for name in ELEMENTS if name not in ("button", "overflow", "image")]


def _elements(names: list[str]) -> Check:
    return typed({name: ELEMENTS[name] for name in names})


_CONTEXT = typed(
    {
        "image": IMAGE,
        "plain_text": shape({"text": string(LIMITS["text"])}, {"emoji": flag}),
        "mrkdwn": shape({"text": string(LIMITS["text"])}, {"verbatim": flag}),
    }
)
_CELL = typed(
    {
        "raw_text": shape({"text": string(LIMITS["text"], least=0)}),
        "rich_text": shape({"elements": items(RICH_TEXT_PART, 100)}),
    }
)
_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})

BLOCKS: dict[str, Check] = {
    "section": shape(
        {},
        {
            "block_id": ID,
            "text": text(LIMITS["text"]),
            "fields": items(text(LIMITS["section.field"]), LIMITS["section.fields"]),
            "accessory": _elements(_ACCESSORIES),
            "expand": flag,
        },
    ),
    "header": shape({"text": plain(LIMITS["header.text"])}, {"block_id": ID}),
    "divider": shape({}, {"block_id": ID}),
    "context": shape({"elements": items(_CONTEXT, LIMITS["context.elements"])}, {"block_id": ID}),
    "actions": shape({"elements": items(_elements(_ACTIONS), LIMITS["actions.elements"])}, {"block_id": ID}),
    "image": shape(
        {"alt_text": string(LIMITS["image.alt_text"])},
        {
            "block_id": ID,
            "image_url": url(LIMITS["image.url"]),
            "slack_file": shape({}, {"id": ID, "url": ID}),
            "title": plain(LIMITS["image.title"]),
        },
    ),
    "input": shape(
        {"label": plain(LIMITS["input.label"]), "element": _elements(_INPUTS)},
        {"block_id": ID, "hint": plain(LIMITS["input.hint"]), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": shape({"elements": items(RICH_TEXT_PART, 1000)}, {"block_id": ID}),
    "markdown": shape({"text": string(LIMITS["message.markdown"])}, {"block_id": ID}),
    "table": shape(
        {"rows": items(items(_CELL, LIMITS["table.columns"]), LIMITS["table.rows"])},
        {"block_id": ID, "column_settings": items(_COLUMN, LIMITS["table.columns"])},
    ),
}

SURFACES: dict[str, frozenset[str]] = {
    "message": frozenset(BLOCKS),
    "modal": frozenset(BLOCKS) - {"markdown", "table"},
    "home": frozenset(BLOCKS) - {"markdown"},
}
