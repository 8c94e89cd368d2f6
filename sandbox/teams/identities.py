"""What things are called in Teams. Ids follow from those of the people file, so that a test can name them."""

import base64
import hashlib
import uuid
from collections.abc import Iterable

from sandbox.workspace import Person

_SPACE = uuid.UUID("5ba7b810-5a10-4c6e-9d3e-74656d73a0b1")


def object_id(name: str) -> str:
    """The directory's id of a person, a group or a tenant."""
    return str(uuid.uuid5(_SPACE, name))


def account_id(person: str) -> str:
    """What the bot calls a person: different for each bot in the real service, 29: and something opaque."""
    return "29:1" + base64.urlsafe_b64encode(hashlib.sha384(person.encode()).digest()).decode()


def bot_id(app_id: str) -> str:
    return f"28:{app_id}"


def channel_id(name: str) -> str:
    """A channel's conversation, from the people file's own id of it."""
    return f"19:{uuid.uuid5(_SPACE, name).hex}@thread.tacv2"


def found(people: Iterable[Person], id: str) -> Person | None:
    """Whoever is meant by a 29: id or a directory id."""
    return next((one for one in people if not one.is_bot and id in (account_id(one.id), object_id(one.id))), None)
