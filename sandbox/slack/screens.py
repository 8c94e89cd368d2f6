"""The modals open on people's screens, and their Home tabs."""

import secrets
import time
from dataclasses import dataclass, field

from sandbox.settings import Json
from sandbox.slack.blockkit import elements, view_problems
from sandbox.slack.errors import SlackError
from sandbox.slack.shapes import APP_ID, BOT_ID

STACK = 3


def new_hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"


def with_ids(blocks: list[Json]) -> list[Json]:
    """Blocks with the ids and defaults Slack adds where the app left them out."""
    done = []
    for block in blocks:
        block = {**block, "block_id": block.get("block_id") or secrets.token_urlsafe(4)[:5]}
        if block["type"] == "actions":
            block["elements"] = [_named(one) for one in block["elements"]]
        for name in ("accessory", "element"):
            if name in block:
                block[name] = _named(block[name])
        done.append(block)
    return done


def _named(element: Json) -> Json:
    if element["type"] == "image":
        return element
    return {**element, "action_id": element.get("action_id") or secrets.token_urlsafe(4)[:5]}


def checked_view(view: object, kind: str) -> Json:
    """The view as Slack keeps it, or `invalid_arguments` with what is wrong."""
    found = view_problems(view)
    if not found and isinstance(view, dict) and view["type"] != kind:
        found = [f"view type must be {kind} [json-pointer:/view/type]"]
    if any("greater than 250kb" in one for one in found):
        raise SlackError("view_too_large")
    if found or not isinstance(view, dict):
        messages = [f"[ERROR] {one}" for one in found]
        raise SlackError("invalid_arguments", response_metadata={"messages": messages})
    return {**view, "blocks": with_ids(view["blocks"])}


@dataclass
class View:
    """One open view and what has been typed in it so far."""

    id: str
    person: str
    content: Json
    hash: str = field(default_factory=new_hash)
    root: str = ""
    previous: str = ""
    values: dict[str, dict[str, Json]] = field(default_factory=dict)

    def shown(self, team_id: str) -> Json:
        """The view object of payloads and answers."""
        content = self.content
        shown: Json = {
            "id": self.id,
            "team_id": team_id,
            "type": content["type"],
            "blocks": content["blocks"],
            "private_metadata": content.get("private_metadata", ""),
            "callback_id": content.get("callback_id", ""),
            "external_id": content.get("external_id", ""),
            "state": {"values": self.values},
            "hash": self.hash,
            "title": content.get("title"),
            "close": content.get("close"),
            "submit": content.get("submit"),
            "clear_on_close": content.get("clear_on_close", False),
            "notify_on_close": content.get("notify_on_close", False),
            "root_view_id": self.root or self.id,
            "previous_view_id": self.previous or None,
            "app_id": APP_ID,
            "app_installed_team_id": team_id,
            "bot_id": BOT_ID,
        }
        return shown

    def element(self, block_id: str, action_id: str) -> tuple[Json, Json] | None:
        """The block and element a press in this view means."""
        return find_element(self.content["blocks"], block_id, action_id)


def find_element(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    for block in blocks:
        if block.get("block_id") != block_id:
            continue
        for _, element in elements(block):
            if element.get("action_id") == action_id:
                return block, element
    return None


class Screens:
    """Everybody's stack of modals."""

    def __init__(self) -> None:
        self.stacks: dict[str, list[View]] = {}

    def stack(self, person: str) -> list[View]:
        return self.stacks.setdefault(person, [])

    def find(self, view_id: str) -> View | None:
        return next((v for stack in self.stacks.values() for v in stack if v.id == view_id), None)

    def find_external(self, external_id: str) -> View | None:
        every = (v for stack in self.stacks.values() for v in stack)
        return next((v for v in every if v.content.get("external_id") == external_id), None)

    def open(self, view: View) -> None:
        """A freshly opened modal takes the place of whatever was open."""
        self._unique(view)
        self.stacks[view.person] = [view]

    def push(self, view: View) -> None:
        stack = self.stack(view.person)
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        self._unique(view)
        if stack:
            view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)

    def _unique(self, view: View) -> None:
        name = view.content.get("external_id")
        if name and self.find_external(name):
            raise SlackError("duplicate_external_id")

    def update(self, view: View, content: Json) -> None:
        """New content; what was typed stays where block and action are still there."""
        view.content = content
        view.hash = new_hash()
        kept = {}
        for block_id, values in view.values.items():
            still = {a: v for a, v in values.items() if view.element(block_id, a)}
            if still:
                kept[block_id] = still
        view.values = kept

    def close(self, view: View) -> None:
        stack = self.stack(view.person)
        if view in stack:
            stack.remove(view)
