"""What the wiring has to know of a platform to put it beside others, and what it gives each of them."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.routing import BaseRoute

from bot.crew import Crew
from core.model.deliveries import Address
from core.services.people import Profile
from handlers import commands
from handlers.routing import Interaction, Response
from locales.words import Words
from storage.rates import Lanes
from views.elements import Actions, Button, Element, Form, Style, Text, View
from views.messenger import Messenger

Envelope = dict[str, Any]
"""Something that a platform told, as it told it."""

Listen = Callable[[], Awaitable[None]]
"""Listens to the platform until cancelled, where it is we who call."""


class Directory(Protocol):
    """Who is in a workspace."""

    def everyone(self) -> Iterator[Profile]:
        """All people of it that there are to be known. Raises a delivery error."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One workspace that a platform serves, by the platform's own id of it.

    `read`: what is to be told of the thread of a card, and of messages that became replies (and whose they are).
    """

    workspace: str
    directory: Directory
    read: Callable[[Address, Mapping[str, str]], Iterator[Envelope]]


def _nothing(*_: object) -> None:
    """For a door that has no use for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What an adapter is given; all of it blocks and is called in a worker thread.

    `dispatch`: carry an interaction out. `receive`: keep an event, by its key and its JSON; False if it was there.
    `is_ours`: whether what an event tells concerns us, asked before it is kept. `on_bug`: what a person is shown
    when we failed, with the reference of the log. `say`: leave an answer that goes out as every delivery does.
    `is_known`: whether we have met an account of a workspace. `learn`: take in what a workspace says of people;
    `is_kept_up`: whether the message that was pressed on is shown anew by itself, as its state says.
    `heard`: the language that somebody has set; `look_around`: soon, read all of them.
    """

    dispatch: Callable[[Interaction], Response]
    receive: Callable[[str, str], bool]
    is_ours: Callable[[Interaction], bool]
    on_bug: Callable[[Interaction, str], View]
    say: Callable[[Interaction, View], None] = _nothing
    is_known: Callable[[str, str], bool] = lambda workspace, account: True
    learn: Callable[[str, Sequence[Profile]], None] = _nothing
    is_kept_up: Callable[[Interaction], bool] = lambda interaction: False
    heard: Callable[[str, str, str], None] = _nothing
    look_around: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A platform's way in: routes to mount, who is called where it is we who call, and how it is shut at the end."""

    routes: Sequence[BaseRoute]
    listen: Listen | None = None
    close: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """`interaction`: what an event means; `essence`: what is kept of it; `profile`: whom it tells of, if of somebody.

    `door`: made of what it is given. `tasks`: what it wants done at intervals, by name and seconds. `lanes`: how fast
    it may be spoken to, None for the usual. `answers_in_place`: what is said to the bot in a conversation is answered
    there, to the person alone; else in the talk with them. `archives`: the bot may put away a conversation it made.
    """

    name: str
    seats: Sequence[Seat]
    messenger: Messenger
    interaction: Callable[[Envelope], Interaction | None]
    essence: Callable[[Envelope], Envelope]
    profile: Callable[[Envelope], Profile | None]
    door: Callable[[Doors, Crew], Door]
    lanes: Lanes | None = None
    answers_in_place: bool = False
    archives: bool = False
    tasks: Mapping[str, tuple[float, Callable[[], object]]]


def as_view(interaction: Interaction, form: Form, words: Words = ()) -> View:
    """A form, where none can be opened: a button that opens it."""
    interaction = commands.resolve(interaction)
    button = Button(label=form.title, route=interaction.route, value=interaction.value, style=Style.PRIMARY)
    text: tuple[Element, ...] = (Text(words),) if words else ()
    return View(summary=form.title, elements=(*text, Actions((button,))))
