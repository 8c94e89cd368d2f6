"""The refusals: what the bot says no to. A text key and values; `handlers.dispatch` tells the person kindly.

Refusal
├── NotFound      it is not there (any more), or the person may not know that it is
├── NotAllowed    the person may not do this
├── Conflict      it collides with how things are now
├── Unfit         what was given cannot be used; `fields` says which inputs and why
├── Unknown       the person is not known to us yet
└── Repeated      this very act was already carried out
"""

from collections.abc import Mapping


class Refusal(Exception):
    """A kind no. `key` names the text in the catalogue, `values` fill its placeholders."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class NotFound(Refusal):
    """What was asked for does not exist for this person."""


class NotAllowed(Refusal):
    """The person has no right to this act."""


class Conflict(Refusal):
    """The act does not fit the state that things are in."""


class Unfit(Refusal):
    """Some inputs cannot be used. `fields` maps an input's name to a text key (or key and values)."""

    def __init__(self, fields: Mapping[str, "str | Refusal"]) -> None:
        super().__init__("errors.unfit")
        self.fields = fields


class Unknown(Refusal):
    """The actor is not in our directory yet."""


class Repeated(Refusal):
    """The same act came a second time; its one effect stands."""

    def __init__(self) -> None:
        super().__init__("errors.repeated")
