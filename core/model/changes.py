"""Who changes the organisation: by which way it came, and by whom."""

from dataclasses import dataclass
from enum import Enum

from core.model.organisations import Person


class Source(Enum):
    """The way by which a change came."""

    TEMPLATE = "skabelon"  # content/organisation.yaml, at the start
    SETTINGS = "indstilling"
    COMMAND_LINE = "kommandolinje"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Hand:
    """Whoever makes a change. `person`: in chat; whoever has the machine is not asked who they are."""

    source: Source
    person: Person | None = None


def by(person: Person) -> Hand:
    """Somebody in chat."""
    return Hand(Source.CHAT, person)


COMMAND_LINE = Hand(Source.COMMAND_LINE)
SETTINGS = Hand(Source.SETTINGS)
TEMPLATE = Hand(Source.TEMPLATE)
