"""The closed set of what a view can hold. Each platform renders it with one `match` that ends in `assert_never`.

Texts are `Words` (spans that are data) or plain strings; nothing in here is ever read as markup.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from locales.words import Words


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    words: Words


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: who sees it, until when, where it rests.

    `unheard`: what it says instead where the bot hears in a thread only what names it.
    """

    words: Words
    unheard: Words = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a person wrote, word for word; line breaks kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Bullet points."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Pairs of a label and what it says."""

    pairs: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture, where it is fetched. `alt`: what can be seen in it, in words; all of it stands in a text twin."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Divider:
    pass


class Style(Enum):
    NORMAL = "normal"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Asked before a button acts."""

    title: str
    text: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Runs a route with a value: ids only, every right is checked again when it is pressed."""

    label: str
    route: str
    value: str = ""
    style: Style = Style.NORMAL
    confirm: Confirm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Actions:
    """Buttons side by side."""

    buttons: tuple[Button | Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice in an input. `value` comes back, `label` is shown."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextInput:
    """`most`: the longest text that is accepted, in characters; never over 3,000."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    lines: bool = False
    required: bool = False
    most: int = 3000
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a few. `compact`: a list that folds out rather than buttons (and up to 100 options instead of 10)."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    hint: str = ""
    required: bool = False
    compact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Any number of some. `compact` as in Choice; `most`: how many may be chosen, 0 for any."""

    name: str
    label: str
    options: tuple[Option, ...]
    values: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False
    compact: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DateInput:
    name: str
    label: str
    value: date | None = None
    hint: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeInput:
    name: str
    label: str
    value: time | None = None
    hint: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleInput:
    """A people picker; answers are the platform's account ids."""

    name: str
    label: str
    values: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationInput:
    """A picker of a conversation that is there already; the answer is the platform's id of it."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = False


Input = TextInput | Choice | Choices | DateInput | TimeInput | PeopleInput | ConversationInput
Element = Heading | Text | Note | Quote | Listing | Fields | Image | Divider | Actions | Input


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A message, or a person's page. `summary`: the same in a line, for notifications and screen readers."""

    summary: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Something to fill in. Submitting runs `route` with `value` (ids) and the answers by input name.

    `title` is at most 24 characters, `submit` and `close` too.
    """

    title: str
    submit: str
    close: str
    elements: tuple[Element, ...]
    route: str
    value: str = ""
