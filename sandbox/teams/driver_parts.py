"""What a driven person sees in Teams: messages with cards, dialogs, their own page in the personal chat."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox import driver_parts as parts
from sandbox.driver_parts import Input, Kind, Seen, Submitted, expect
from sandbox.settings import Foreign, Json
from sandbox.teams import text
from sandbox.teams.cards import actions, inputs
from sandbox.teams.dialogs import ADAPTIVE

_FETCH = "task/fetch"
_SIMPLE: dict[str, Kind] = {"Input.Date": "date", "Input.Time": "time", "Input.Text": "text", "Input.Number": "text"}


class Picked(Protocol):
    """Who is who, for the people picker: our ids and the directory's."""

    def object_id(self, person: str) -> str: ...
    def person_of(self, object_id: str) -> str: ...


class TeamsMessage(parts.Message):
    """A message as its reader gets it; its cards are those of the reader alone, where there are such."""

    @property
    def cards(self) -> list[Json]:
        return [one["content"] for one in self.content["attachments"] if one["contentType"] == ADAPTIVE]

    @property
    def text(self) -> str:
        return text.of_message(self.content)

    @property
    def actions(self) -> list[Json]:
        return [action for card in self.cards for action in actions(card)]

    @property
    def buttons(self) -> list[str]:
        return [text.plain(str(one.get("title", ""))) for one in self.actions]

    @property
    def opener(self) -> Json | None:
        """The only button of a message that is there to open a dialog: what Teams needs where Slack opens a form."""
        found = self.actions
        if len(found) != 1 or not opens_dialog(found[0]):
            return None
        title = found[0].get("title", "")
        return found[0] if self.content["summary"] == title or self.text == title else None


@dataclass(frozen=True)
class Home:
    """The answer to `mine` in the personal chat."""

    message: TeamsMessage

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def buttons(self) -> list[str]:
        return self.message.buttons


def opens_dialog(action: Json) -> bool:
    return bool((action.get("data") or {}).get("msteams", {}).get("type") == _FETCH)


def pressed(buttons: list[Json], label: str) -> Json:
    """The button that reads so. One that folds out a question is answered with what stands in it."""
    for one in buttons:
        if text.plain(str(one.get("title", ""))) == label:
            return actions(one["card"])[0] if one["type"] == "Action.ShowCard" else one
    raise AssertionError(f"nothing reads {label!r}; buttons are {[one.get('title') for one in buttons]}")


class Actor(Protocol):
    """Whoever a dialog belongs to."""

    def act(self, path: str, given: Json) -> Json: ...
    def modal_or_none(self) -> parts.Modal | None: ...
    def submit_with(self, dialog: str, action: Json, values: Json, *, wait: float | None) -> Seen: ...


@dataclass
class Filled:
    """What an input starts with and what was put into it, as Teams' client sends it."""

    card: Json
    given: dict[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, str]:
        return {one["id"]: self.given.get(one["id"], _start(one)) for one in inputs(self.card)}

    def complaints(self) -> dict[str, str]:
        """What Teams' client refuses before it asks the app, by label."""
        found = {}
        values = self.values()
        for one in inputs(self.card):
            if _is_wrong(one, values[one["id"]]):
                found[label_of(one)] = text.plain(str(one.get("errorMessage", "")))
        return found


def _start(one: Json) -> str:
    if one["type"] == "Input.Toggle":
        return str(one.get("value") or one.get("valueOff", "false"))
    return str(one.get("value") or "")


def _is_wrong(one: Json, value: str) -> bool:
    if not value.strip():
        return bool(one.get("isRequired"))
    if one.get("regex") and not re.search(one["regex"], value):
        return True
    too_early, too_late = one.get("min"), one.get("max")
    if one["type"] == "Input.Number":
        return not _between(value, too_early, too_late)
    if one["type"] in ("Input.Date", "Input.Time"):
        return bool((too_early and value < too_early) or (too_late and value > too_late))
    return False


def _between(value: str, least: float | None, most: float | None) -> bool:
    try:
        number = float(value)
    except ValueError:
        return False
    return (least is None or number >= least) and (most is None or number <= most)


def label_of(one: Json) -> str:
    return text.plain(str(one.get("label", "")))


class Modal(parts.Modal):
    """An open dialog."""

    def __init__(self, actor: Actor, content: Json, picked: Picked) -> None:
        self._actor = actor
        self._picked = picked
        self.content = content
        self.card: Json = content["card"]
        self.id = content["id"]
        self.title = content["title"]
        self._filled = Filled(self.card)

    @property
    def text(self) -> str:  # type: ignore[override]
        return "\n".join(part for part in (self.title, text.of_card(self.card)) if part)

    @property
    def inputs(self) -> list[Input]:
        return [Input(label_of(one), one["id"], _kind(one)) for one in inputs(self.card)]

    @property
    def _submits(self) -> list[Json]:
        return list(self.card.get("actions") or [])

    @property
    def buttons(self) -> list[str]:
        """Those in the dialog; what sends it in stands beneath it and is none of them."""
        inside = [one for one in actions(self.card) if one not in self._submits]
        return [text.plain(str(one.get("title", ""))) for one in inside]

    def _input(self, label: str) -> Json:
        for one in inputs(self.card):
            if label_of(one) == label:
                return one
        raise AssertionError(f"no field {label!r} among {self.fields}")

    def value(self, label: str) -> Foreign:
        one = self._input(label)
        value = _start(one)
        titles = {choice["value"]: text.plain(choice["title"]) for choice in one.get("choices") or []}
        kind = _kind(one)
        if kind in ("person", "people"):
            found: list[str] = [self._picked.person_of(each) for each in value.split(",") if each]
        else:
            found = [titles.get(each, each) for each in (value.split(",") if kind == "many" else [value]) if each]
        return found if kind in ("many", "people") else next(iter(found), None)

    def choices(self, label: str) -> list[str]:
        return [text.plain(choice["title"]) for choice in self._input(label).get("choices") or []]

    def fill(self, values: Mapping[str, Any]) -> "Modal":
        for label, value in values.items():
            one = self._input(label)
            many = isinstance(value, list | tuple | set)
            chosen = [self._chosen(one, each) for each in (value if many else [value])]
            self._filled.given[one["id"]] = ",".join(chosen)
        return self

    def _chosen(self, one: Json, value: Foreign) -> str:
        """An option's value for its visible text; a person's id in the directory; other values as they are."""
        kind = _kind(one)
        if kind in ("person", "people"):
            return self._picked.object_id(str(value))
        choices = {text.plain(choice["title"]): str(choice["value"]) for choice in one.get("choices") or []}
        if not choices:
            return str(value)
        short = {title.split(" · ")[0]: number for title, number in choices.items()}
        known = {number: number for number in choices.values()} | short | choices
        expect(str(value) in known, f"{value!r} is not among {list(choices)}")
        return known[str(value)]

    def submit(self) -> Submitted:
        """Send it in with the button beneath it. Errors are what stands in red beneath the inputs."""
        expect(self._submits, f"nothing sends {self.title!r} in")
        complaints = self._filled.complaints()
        if complaints:
            return Submitted("errors", complaints)
        given = {"id": self.id, "action": self._submits[0], "inputs": self._filled.values()}
        answer = self._actor.act("submit", given)
        if answer["outcome"] == "trouble":
            return Submitted("trouble", trouble=answer.get("error", ""))
        after = self._actor.modal_or_none()
        errors = after.errors if isinstance(after, Modal) else {}
        if errors:
            return Submitted("errors", errors)
        return Submitted(answer["outcome"], modal=after, trouble=answer.get("told", ""))

    @property
    def errors(self) -> dict[str, str]:
        """What stands in red right beneath an input, by its label; above the first input it is a summary."""
        found: dict[str, str] = {}
        above = ""
        for one in self.card.get("body") or []:
            if str(one.get("type", "")).startswith("Input."):
                above = label_of(one)
            elif above and _is_red(one):
                words = text.of_card({"body": [one]})
                found[above] = f"{found[above]} {words}" if above in found else words
        return found

    def click(self, label: str, *, choose: str = "", wait: float | None = None) -> Seen:
        action = pressed(actions(self.card), label)
        values = {} if action.get("associatedInputs") == "none" else self._filled.values()
        return self._actor.submit_with(self.id, action, values, wait=wait)

    def close(self, *, everything: bool = False) -> None:
        self._actor.act("close", {"id": self.id})


def _is_red(one: Json) -> bool:
    runs: Iterator[Json] = (run for run in one.get("inlines") or [] if isinstance(run, dict))
    return one.get("color") == "attention" or any(run.get("color") == "attention" for run in runs)


def _kind(one: Json) -> Kind:
    if one["type"] != "Input.ChoiceSet":
        return _SIMPLE.get(one["type"], "text")
    many = bool(one.get("isMultiSelect"))
    if one.get("choices.data"):
        return "people" if many else "person"
    if any(str(choice.get("value", "")).startswith("19:") for choice in one.get("choices") or []):
        return "place"
    return "many" if many else "one"
