"""The two ends of a handler, and how a handler gets its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.model.organisations import Organisation, Person, Workspace
from core.ports import Calendar, UnitOfWork
from core.ports_codes import Suggester
from locales.catalogue import Translator
from views.elements import Form, View

Given = str | tuple[str, ...]
"""What an input gives: a text (dates as 2026-11-22, times as 09:30), or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """What somebody did, with everything platform-shaped gone.

    `key`: the platform's own id of this one act; a second copy has the same.
    `route`: `<noun>.<verb>`, or "" for words that `handlers.commands` reads out of `text`.
    `workspace`, `account`, `conversation`, `message`, `thread`: the platform's ids.
    `is_outside`: the platform says that the actor belongs to another organisation.
    `is_private`: said in the talk between the person and the bot.
    `is_form`: a form was submitted, so inline errors can be shown.
    `has_conversation`: it happened inside a conversation that a network could use.
    """

    key: str
    route: str
    platform: str
    workspace: str
    account: str
    text: str = ""
    value: str = ""
    answers: Mapping[str, Given] = field(default_factory=dict)
    mentions: tuple[str, ...] = ()
    conversation: str = ""
    message: str = ""
    thread: str = ""
    is_outside: bool = False
    is_private: bool = False
    is_form: bool = False

    def answer(self, name: str) -> str:
        """The text given to an input, without surrounding space; empty if there is none."""
        given = self.answers.get(name, "")
        return given.strip() if isinstance(given, str) else ""

    def chosen(self, name: str) -> tuple[str, ...]:
        """What was chosen in an input that takes several."""
        given = self.answers.get(name, ())
        return given if isinstance(given, tuple) else (given,) if given else ()


FileDoor = Callable[[str], tuple[str, str]]
"""Where a file is fetched: the address that the key of a link leads to, and what the secret in it is known by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a handler is given: its transaction, who acts, when, and in which language.

    `now`: calendar clock. `uow` writes if the route does (`@route(..., writes=True)`); dispatch commits. `lacks`: the
    settings that are missing before mails can be written; `files_lack`: before files can be fetched at `file_door`.
    `suggester`: who suggests codes for replies; None: coding is off.
    `model`: what the language model is called that may draft; empty: there is none.
    """

    uow: UnitOfWork
    organisation: Organisation
    workspace: Workspace
    person: Person
    t: Translator
    now: datetime
    calendar: Calendar
    lacks: tuple[str, ...] = ()
    file_door: FileDoor | None = None
    files_lack: tuple[str, ...] = ()
    suggester: Suggester | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class Show:
    """A view for the actor only, where they are."""

    view: View


@dataclass(frozen=True, slots=True)
class Open:
    """A form. Where none can be opened the platform shows a button that opens it."""

    form: Form


@dataclass(frozen=True, slots=True)
class Replace:
    """The message that the button stood on becomes this."""

    view: View


@dataclass(frozen=True, slots=True)
class Invalid:
    """The form stays, with a text beneath each input named."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing to show: the form closes, the button just worked."""


Response = Show | Open | Replace | Invalid | Done
Handler = Callable[[Interaction, Context], Response]


@dataclass(frozen=True, slots=True)
class Route:
    handler: Handler
    writes: bool


_routes: dict[str, Route] = {}


def route(name: str, *, writes: bool = False) -> Callable[[Handler], Handler]:
    """Name a handler `<noun>.<verb>`. `writes`: it changes something, so the act is claimed and committed."""

    def register(handler: Handler) -> Handler:
        if name in _routes:
            raise ValueError(f"two handlers are named {name}")
        _routes[name] = Route(handler, writes)
        return handler

    return register


def find(name: str) -> Route | None:
    """The handler of a name, if there is one."""
    return _routes.get(name)


def names() -> tuple[str, ...]:
    """Every route there is."""
    return tuple(_routes)
