"""The dialogs open on people's screens: one each, for Teams has no stack of them."""

import uuid
from dataclasses import dataclass, field
from typing import Literal

from sandbox.settings import Json
from sandbox.teams.cards import card_problems

Origin = Literal["task", "extension"]
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
_SIZES = ("small", "medium", "large")


class BadDialogError(Exception):
    """What the app answered cannot be shown; people see Teams' own error."""


@dataclass
class Dialog:
    """A card to fill in. `about`: where it came from, for what is sent when it is submitted."""

    person: str
    origin: Origin
    about: Json
    title: str = ""
    card: Json = field(default_factory=dict)
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    version: int = 0

    def take(self, info: object) -> None:
        """The card of a `continue` answer; BadDialogError if Teams could not show it."""
        if not isinstance(info, dict):
            raise BadDialogError("task.value must be an object")
        attachment = info.get("card")
        if not isinstance(attachment, dict) or attachment.get("contentType") != ADAPTIVE:
            raise BadDialogError("task.value.card must be an Adaptive Card attachment")
        for side in ("height", "width"):
            size = info.get(side)
            if size is not None and size not in _SIZES and not isinstance(size, int):
                raise BadDialogError(f"task.value.{side} must be small, medium, large or a number")
        found = card_problems(attachment.get("content"), in_dialog=True)
        if found:
            raise BadDialogError("; ".join(found))
        self.title, self.card = str(info.get("title") or ""), attachment["content"]
        self.version += 1

    def shown(self) -> Json:
        return {"id": self.id, "title": self.title, "card": self.card, "version": self.version}


class Dialogs:
    """Everybody's open dialog."""

    def __init__(self) -> None:
        self._open: dict[str, Dialog] = {}

    def of(self, person: str) -> Dialog | None:
        return self._open.get(person)

    def find(self, id: str) -> Dialog | None:
        return next((one for one in self._open.values() if one.id == id), None)

    def open(self, dialog: Dialog) -> None:
        self._open[dialog.person] = dialog

    def close(self, dialog: Dialog) -> None:
        if self._open.get(dialog.person) is dialog:
            del self._open[dialog.person]
