"""What a driven person sees, whichever chat it is: messages, forms, and the outcome of an act."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from sandbox.settings import Foreign, Json


def expect(holds: object, otherwise: object) -> None:
    """An assertion that survives `python -O` and says what was wrong."""
    if not holds:
        raise AssertionError(otherwise)


class Message(ABC):
    """A message as its reader gets it."""

    def __init__(self, content: Json) -> None:
        self.content = content
        self.ts: str = content["ts"]
        self.channel: str = content["channel"]
        self.author: str = content["author"]
        self.thread_ts: str = content["thread_ts"]
        self.ephemeral: bool = content["ephemeral"]
        self.edited: bool = bool(content["edited"])
        self.reply_count: int = content["reply_count"]

    @property
    @abstractmethod
    def text(self) -> str:
        """Its words, those on buttons too."""

    @property
    @abstractmethod
    def buttons(self) -> list[str]:
        """The visible texts of its buttons."""

    def __repr__(self) -> str:
        return f"Message({self.author}: {self.text!r})"


class Home(Protocol):
    """What a person finds of their own with the app."""

    @property
    def text(self) -> str: ...
    @property
    def buttons(self) -> Sequence[str]: ...


Kind = Literal["text", "one", "many", "date", "time", "person", "people", "place"]


@dataclass(frozen=True)
class Input:
    """Something to fill in: its label, the app's name for it, and what it takes."""

    label: str
    name: str
    kind: Kind


@dataclass(frozen=True)
class Submitted:
    """What came of a submit: errors by visible label, the next modal, or neither when it closed.

    `outcome` is errors, trouble, closed, cleared, updated or pushed.
    """

    outcome: str
    errors: dict[str, str] = field(default_factory=dict)
    modal: "Modal | None" = None
    trouble: str = ""

    @property
    def closed(self) -> bool:
        return self.outcome in ("closed", "cleared")


class Modal(ABC):
    """An open form; values are filled in by visible label and sent with submit."""

    id: str
    title: str
    text: str

    @property
    @abstractmethod
    def inputs(self) -> list[Input]:
        """What there is to fill in, from the top."""

    @property
    def fields(self) -> list[str]:
        """The labels of its inputs, from the top."""
        return [one.label for one in self.inputs]

    @property
    @abstractmethod
    def buttons(self) -> list[str]: ...

    @abstractmethod
    def value(self, label: str) -> Foreign:
        """What the app has put into a field beforehand: text, option text(s), or an id."""

    @abstractmethod
    def choices(self, label: str) -> list[str]:
        """The visible options of a select, radio or checkbox field."""

    @abstractmethod
    def fill(self, values: Mapping[str, Any]) -> "Modal":
        """Values by label: text, an option's text (or a list of them), a person's id, a date …"""

    @abstractmethod
    def submit(self) -> Submitted: ...

    @abstractmethod
    def click(self, label: str, *, choose: str = "", wait: float | None = None) -> "Seen":
        """Press something in the form; what was filled in goes along."""

    @abstractmethod
    def close(self, *, everything: bool = False) -> None: ...


@dataclass(frozen=True)
class Seen:
    """The first thing a person saw after an act."""

    kind: Literal["modal", "message", "error", "told", "home", "closed", "gone", "nothing"]
    modal: Modal | None = None
    message: Message | None = None
    error: str = ""
    told: str = ""

    @property
    def text(self) -> str:
        """The words of whatever was seen."""
        if self.modal:
            return self.modal.text
        return self.message.text if self.message else self.error or self.told


Nothing = Seen("nothing")
