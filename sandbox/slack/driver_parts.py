"""What a driven person sees in Slack: messages, modals, Home."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sandbox import driver_parts as parts
from sandbox.driver_parts import Input, Kind, Seen, Submitted, expect
from sandbox.settings import Foreign, Json
from sandbox.slack import text
from sandbox.slack.blockkit import elements, options

_KINDS: dict[str, Kind] = {
    "static_select": "one",
    "radio_buttons": "one",
    "checkboxes": "many",
    "multi_static_select": "many",
    "datepicker": "date",
    "timepicker": "time",
    "users_select": "person",
    "multi_users_select": "people",
    "conversations_select": "place",
    "channels_select": "place",
}


class SlackMessage(parts.Message):
    """A message of blocks, or of text when there are none."""

    def __init__(self, content: Json, names: Mapping[str, str]) -> None:
        super().__init__(content)
        self._names = names

    @property
    def text(self) -> str:
        return text.of_message(self.content, self._names)

    @property
    def buttons(self) -> list[str]:
        return labels(self.content["blocks"])


@dataclass(frozen=True)
class Home:
    """A person's Home tab."""

    content: Json
    text: str

    @property
    def buttons(self) -> list[str]:
        return labels(self.content["blocks"])


@dataclass(frozen=True)
class Pressed:
    """An element to press, and the value chosen in it."""

    block_id: str
    action_id: str
    chosen: Any = None

    def body(self, value: Foreign) -> Json:
        given = self.chosen if value is None else value
        return {"block_id": self.block_id, "action_id": self.action_id, "value": given}


class Actor(Protocol):
    """Whoever a modal belongs to."""

    def act(self, path: str, given: Json) -> Json: ...
    def modal_or_none(self) -> "parts.Modal | None": ...
    def click_view(self, view: Json, pressed: Pressed, values: Json, *, wait: float | None) -> Seen: ...


class Modal(parts.Modal):
    """The modal on top of somebody's stack."""

    def __init__(self, actor: Actor, content: Json, names: Mapping[str, str]) -> None:
        self._actor = actor
        self.content = content
        self.id: str = content["id"]
        self.title: str = text.of_text(content.get("title"))
        self.text: str = text.of_view(content, names)
        self._values: dict[str, dict[str, Any]] = {}

    @property
    def inputs(self) -> list[Input]:
        return [_input(block) for block in self._inputs()]

    @property
    def buttons(self) -> list[str]:
        return labels(self.content["blocks"])

    def _inputs(self) -> Iterator[Json]:
        return (block for block in self.content["blocks"] if block["type"] == "input")

    def value(self, label: str) -> Foreign:
        """What the app has put into a field beforehand: text, option text(s), or an id."""
        element = self._input(label)["element"]
        initial = next((element[name] for name in element if name.startswith("initial_")), None)
        if isinstance(initial, dict) and "text" in initial:
            return text.of_text(initial["text"])
        if isinstance(initial, list):
            return [text.of_text(one["text"]) if isinstance(one, dict) else one for one in initial]
        return initial

    def choices(self, label: str) -> list[str]:
        """The visible options of a select, radio or checkbox field."""
        return [text.of_text(one["text"]) for one in options(self._input(label)["element"])]

    def _input(self, label: str) -> Json:
        for block in self._inputs():
            if text.of_text(block["label"]) == label:
                return block
        raise AssertionError(f"no field {label!r} among {self.fields}")

    def fill(self, values: Mapping[str, Any]) -> "Modal":
        """Values by label: text, an option's text (or a list of them), a person's id, a date …"""
        for label, value in values.items():
            block = self._input(label)
            element = block["element"]
            own = self._values.setdefault(block["block_id"], {})
            own[element["action_id"]] = _chosen(element, value)
        return self

    def submit(self) -> Submitted:
        answer = self._actor.act("submit", {"view_id": self.id, "values": self._values})
        by_block = {block["block_id"]: text.of_text(block["label"]) for block in self._inputs()}
        errors = {by_block[name]: said for name, said in answer.get("errors", {}).items()}
        modal = None if answer["outcome"] in ("errors", "trouble") else self._actor.modal_or_none()
        return Submitted(answer["outcome"], errors, modal, answer.get("error", ""))

    def click(self, label: str, *, choose: str = "", wait: float | None = None) -> Seen:
        """Press something in the modal; what was filled in goes along."""
        pressed = matching(self.content["blocks"], label, choose)
        return self._actor.click_view(self.content, pressed, self._values, wait=wait)

    def close(self, *, everything: bool = False) -> None:
        self._actor.act("close", {"view_id": self.id, "all": everything})


def _input(block: Json) -> Input:
    return Input(text.of_text(block["label"]), block["block_id"], _KINDS.get(block["element"]["type"], "text"))


def labels(blocks: list[Json]) -> list[str]:
    """The texts of all buttons."""
    return [
        text.of_text(element["text"])
        for block in blocks
        for _, element in elements(block)
        if element["type"] == "button"
    ]


def matching(blocks: list[Json], label: str, choose: str = "") -> Pressed:
    """The element whose text, placeholder, label or option reads so; the option when one is chosen."""
    for block in blocks:
        for _, element in elements(block):
            own = [element.get("text"), element.get("placeholder"), block.get("label"), block.get("text")]
            words = {text.of_text(one) for one in own}
            offered = {text.of_text(one["text"]) for one in options(element)}
            if element["type"] == "button" and text.of_text(element["text"]) == label:
                return Pressed(block["block_id"], element["action_id"])
            if element["type"] != "button" and (label in words or label in offered):
                value = _chosen(element, choose or label)
                return Pressed(block["block_id"], element["action_id"], value)
    raise AssertionError(f"nothing reads {label!r}; buttons are {labels(blocks)}")


def _chosen(element: Json, value: Foreign) -> Foreign:
    """An option's value for its visible text; other values as they are."""
    if isinstance(value, list | tuple | set):
        return [_chosen(element, one) for one in value]
    by_text = {text.of_text(one["text"]): one["value"] for one in options(element)}
    if by_text:
        expect(value in by_text or value in by_text.values(), f"{value!r} is not among {list(by_text)}")
    return by_text.get(value, value)
