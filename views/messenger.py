"""Whoever can show a View to somebody, and do the few other things that a network needs done outside.

Every call blocks, has a timeout, never retries, and carries the delivery's key where the platform has room for it.
It returns or raises one of the delivery errors; anything else is a bug.
"""

from collections.abc import Sequence
from typing import Protocol

from core.model.deliveries import Address
from views.elements import View


class DeliveryError(Exception):
    """Why something was not done outside; `code` is the platform's own word for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RateLimited(DeliveryError):
    """Not now: nothing was done. `lane` is what the platform limits, e.g. "chat.postMessage"."""

    def __init__(self, code: str, *, seconds: float, lane: str) -> None:
        super().__init__(code)
        self.seconds = seconds
        self.lane = lane


class NeverSent(DeliveryError):
    """No byte of it left: refused connection, no name. Try again."""


class TokenRefused(NeverSent):
    """The workspace does not accept our token: nothing at all goes through until somebody mends that."""


class Rejected(DeliveryError):
    """A definite no from the platform."""


class RecipientGone(Rejected):
    """The person or the conversation is not there any more, or we are not let in."""


class Archived(RecipientGone):
    """The conversation is put away: it can be read, nothing can be said there."""


class MessageGone(RecipientGone):
    """The message that it is about, or under, is not there any more."""


class NotPermitted(Rejected):
    """The workspace does not let the bot do this (making conversations, mostly)."""


class Ambiguous(DeliveryError):
    """It may have been done: timeout, lost connection, 5xx."""


class Unreadable(DeliveryError):
    """This cannot be read back."""


class SecondCopyIsKnown(DeliveryError):
    """This cannot be read back, but whoever gets it twice knows the second copy for one: it is sent again, once."""


class Messenger(Protocol):
    """One platform. `workspace` is the platform's own id of it, `conversation` and `account` likewise."""

    def post(self, workspace: str, conversation: str, view: View, *, key: str, thread: str | None = None) -> Address:
        """A message in a conversation, or in the thread of one of its messages."""
        ...

    def direct(self, workspace: str, account: str, view: View, *, key: str) -> Address:
        """A message to one person."""
        ...

    def whisper(
        self, workspace: str, conversation: str, account: str, view: View, *, thread: str | None = None
    ) -> None:
        """A message in a conversation that only one person sees; it leaves no trace to read back."""
        ...

    def update(self, workspace: str, address: Address, view: View, *, key: str) -> None: ...
    def remove(self, workspace: str, address: Address) -> None:
        """A message of ours goes away; fine if it has gone already."""
        ...

    def create(self, workspace: str, name: str, *, private: bool, key: str) -> str:
        """A conversation named as near `name` as the platform allows. The bot is in it; the key is set on it."""
        ...

    def add(self, workspace: str, conversation: str, accounts: Sequence[str]) -> None:
        """People into a conversation; fine if they are there already."""
        ...

    def drop(self, workspace: str, conversation: str, account: str) -> None:
        """A person out of a conversation; fine if they have left already."""
        ...

    def archive(self, workspace: str, conversation: str) -> None:
        """A conversation is put away: it can still be read. Fine if it is put away already. Raises `NotPermitted` where
        a bot may not do that.
        """
        ...

    def pin(self, workspace: str, address: Address) -> None:
        """Fine if it is pinned already."""
        ...

    def publish_home(self, workspace: str, account: str, view: View) -> None: ...

    def find_message(
        self, workspace: str, conversation: str, *, key: str, since: float, thread: str | None = None
    ) -> Address | None:
        """Read a conversation (or a thread of it) back for our message of that key, from `since` (Unix seconds) on.

        None: a complete read did not find it. Raises `Unreadable` or another delivery error when it cannot be read.
        """
        ...

    def find_direct(self, workspace: str, account: str, *, key: str, since: float) -> Address | None:
        """As `find_message`, in the talk with one person."""
        ...

    def find_conversation(self, workspace: str, *, key: str) -> str | None:
        """A conversation that the bot made and that carries the key."""
        ...
