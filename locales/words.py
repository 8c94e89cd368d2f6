"""What a text is made of. A span is data, never markup: what a person wrote cannot become a link or a mention."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """Literal text."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Literal text that stands out."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Literal text in italics."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type, as it is typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, by the platform's id of them; `name` where the platform cannot show it."""

    account: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation, by the platform's id of it."""

    conversation: str


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link of our own making; a person's text never becomes one."""

    text: str
    url: str


Span = Plain | Strong | Emphasis | Code | Mention | Place | Hyperlink
Words = tuple[Span, ...]


def plain(words: Iterable[Span]) -> str:
    """The words as bare text, for notifications and screen readers."""
    return "".join(_bare(span) for span in words)


def _bare(span: Span) -> str:
    match span:
        case Mention(account, name):
            return name or account
        case Place(conversation):
            return conversation
        case _:
            return span.text
