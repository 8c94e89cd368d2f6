"""Somebody does something: interactions run through the real dispatch, and what came back is read as text."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from core.model.organisations import Organisation, Person
from core.ports_codes import Suggester
from handlers.dispatch import Dispatch
from handlers.routing import FileDoor, Interaction, Invalid, Open, Replace, Response, Show
from locales.words import Words, plain
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, PLATFORM, TEAM
from views.elements import Actions, Button, Element, Fields, Form, Heading, Image, Listing, Note, Quote, Text, View


class Weekdays:
    """Saturdays and Sundays are off, nothing else is."""

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5


@dataclass
class Stage:
    """Runs interactions at `now`, each an act of its own."""

    uows: SqlUnitsOfWork
    now: datetime = NOW
    numbers: count = field(default_factory=lambda: count(1))
    file_door: FileDoor | None = None
    suggester: Suggester | None = None
    model: str = ""

    def act(self, person: Person, route: str = "", text: str = "", *, key: str = "", **fields: object) -> Response:
        interaction = Interaction(
            key=key or f"act-{next(self.numbers)}",
            route=route,
            platform=PLATFORM,
            workspace=TEAM,
            account=person.account,
            text=text,
            **fields,
        )
        return self.dispatch.run(interaction)

    def submit(self, person: Person, route: str, value: str = "", /, *, key: str = "", **answers: object) -> Response:
        """A form sent in."""
        return self.act(person, route, value=value, answers=answers, is_form=True, key=key)

    @property
    def dispatch(self) -> Dispatch:
        return Dispatch(
            units_of_work=self.uows,
            calendar=_weekdays,
            now=lambda: self.now,
            file_door=self.file_door,
            suggester=self.suggester,
            model=self.model,
            files_lack=() if self.file_door else ("PUBLIC_URL", "LINK_SECRET"),
        )


def _weekdays(organisation: Organisation) -> Weekdays:
    return Weekdays()


def view_of(response: Response) -> View | Form:
    """The view or form of a response."""
    match response:
        case Show(view) | Replace(view):
            return view
        case Open(form):
            return form
        case _:
            raise AssertionError(f"nothing is shown: {response}")


def said(response: Response | View | Form) -> str:
    """Everything there is to read, a line for each thing."""
    if isinstance(response, Invalid):
        return "\n".join(f"{name}: {text}" for name, text in response.errors.items())
    view = response if isinstance(response, View | Form) else view_of(response)
    return "\n".join(line for element in view.elements for line in _lines(element))


def buttons(response: Response | View | Form) -> dict[str, Button]:
    """The buttons by route; the first of each."""
    view = response if isinstance(response, View | Form) else view_of(response)
    found: dict[str, Button] = {}
    for element in view.elements:
        for button in element.buttons if isinstance(element, Actions) else ():
            if isinstance(button, Button):
                found.setdefault(button.route, button)
    return found


def inputs(response: Response | View | Form) -> dict[str, Element]:
    """The inputs of a form by name."""
    view = response if isinstance(response, View | Form) else view_of(response)
    return {element.name: element for element in view.elements if hasattr(element, "name")}


def _lines(element: Element) -> list[str]:
    match element:
        case Text(words) | Note(words):
            return [plain(words)]
        case Heading(text) | Quote(text):
            return [text]
        case Listing(items):
            return [plain(item) for item in items]
        case Fields(pairs):
            return [f"{label}: {_bare(words)}" for label, words in pairs]
        case Image():
            return [element.alt]
        case _:
            return []


def _bare(words: Words) -> str:
    return plain(words)
