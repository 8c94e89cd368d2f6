"""The inputs of a form as Block Kit, and what was given to them read back.

An input's name is its block_id, so that what was typed survives when the form is shown again.
"""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from bot.slack import limits
from bot.slack.limits import cut, length
from bot.slack.texts import label
from views.elements import (
    Choice,
    Choices,
    ConversationInput,
    DateInput,
    Input,
    Option,
    PeopleInput,
    TextInput,
    TimeInput,
)

Json = dict[str, Any]

ANSWER = "answer"
"""The action_id of every input; the block says which one it is."""


def render(element: Input) -> list[Json]:
    """The block of an input; none for a choice of nothing, which Slack cannot show."""
    if isinstance(element, Choice | Choices) and not element.options:
        return []
    block: Json = {
        "type": "input",
        "block_id": element.name,
        "label": label(element.label, limits.LABEL),
        "optional": not element.required,
        "element": {"action_id": ANSWER, **_element(element)},
    }
    if element.hint:
        block["hint"] = label(element.hint, limits.HINT)
    return [block]


def _element(element: Input) -> Json:
    match element:
        case TextInput():
            return _text(element)
        case Choice():
            return _choice(element)
        case Choices():
            return _choices(element)
        case DateInput():
            return {"type": "datepicker"} | ({"initial_date": element.value.isoformat()} if element.value else {})
        case TimeInput():
            return {"type": "timepicker"} | ({"initial_time": f"{element.value:%H:%M}"} if element.value else {})
        case PeopleInput():
            return _people(element)
        case ConversationInput():
            kinds = {"include": ["public", "private"], "exclude_bot_users": True}
            chosen = {"initial_conversation": element.value} if element.value else {}
            return {"type": "conversations_select", "filter": kinds} | chosen
        case _:
            assert_never(element)


def _text(element: TextInput) -> Json:
    most = min(element.most, limits.INPUT)
    drawn: Json = {"type": "plain_text_input", "multiline": element.lines, "max_length": most}
    if element.value:
        drawn["initial_value"] = cut(element.value, most)
    if element.example:
        drawn["placeholder"] = label(element.example, limits.PLACEHOLDER)
    return drawn


def _choice(element: Choice) -> Json:
    folded = element.compact or len(element.options) > limits.FEW_OPTIONS
    options = _options(element.options)
    drawn: Json = {"type": "static_select" if folded else "radio_buttons"} | _offered(options)
    chosen = [option for option in options if option["value"] == element.value]
    return drawn | ({"initial_option": chosen[0]} if chosen else {})


def _choices(element: Choices) -> Json:
    folded = element.compact or len(element.options) > limits.FEW_OPTIONS
    options = _options(element.options)
    drawn: Json = {"type": "multi_static_select" if folded else "checkboxes"} | _offered(options)
    chosen = [option for option in options if option["value"] in element.values]
    if folded and element.most:
        drawn["max_selected_items"] = element.most
        chosen = chosen[: element.most]
    return drawn | ({"initial_options": chosen} if chosen else {})


def _people(element: PeopleInput) -> Json:
    if element.many:
        return {"type": "multi_users_select"} | ({"initial_users": list(element.values)} if element.values else {})
    return {"type": "users_select"} | ({"initial_user": element.values[0]} if element.values else {})


def _options(options: Sequence[Option]) -> list[Json]:
    drawn: dict[str, Json] = {}
    for option in options:
        if not 0 < length(option.value) <= limits.OPTION_VALUE:
            raise ValueError(f"an option's value is an id, not {option.value!r}")
        drawn.setdefault(option.value, _option(option))
    return list(drawn.values())[: limits.OPTIONS * limits.OPTION_GROUPS]


def _option(option: Option) -> Json:
    shown: Json = {"text": label(option.label, limits.OPTION), "value": option.value}
    return shown | ({"description": label(option.hint, limits.OPTION_HINT)} if option.hint else {})


def _offered(options: list[Json]) -> Json:
    """The options, in groups if they are more than one list takes; a group is named by its first and last."""
    if len(options) <= limits.OPTIONS:
        return {"options": options}
    groups = [options[at : at + limits.OPTIONS] for at in range(0, len(options), limits.OPTIONS)]
    return {"option_groups": [{"label": _span(group), "options": group} for group in groups]}


def _span(group: list[Json]) -> Json:
    first, last = (cut(option["text"]["text"], limits.OPTION // 2 - 2) for option in (group[0], group[-1]))
    return label(f"{first} – {last}", limits.OPTION)


def given(values: Mapping[str, Mapping[str, Json]]) -> dict[str, str | tuple[str, ...]]:
    """What was given to each input, from a payload's `state.values`."""
    return {name: _given(next(iter(block.values()))) for name, block in values.items() if block}


_PLACES = {
    "plain_text_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
}


def _given(state: Json) -> str | tuple[str, ...]:
    match state["type"]:
        case "static_select" | "radio_buttons":
            return str((state.get("selected_option") or {}).get("value", ""))
        case "multi_static_select" | "checkboxes":
            return tuple(option["value"] for option in state.get("selected_options") or ())
        case "multi_users_select":
            return tuple(state.get("selected_users") or ())
        case kind:
            return str(state.get(_PLACES.get(kind, "value")) or "")
