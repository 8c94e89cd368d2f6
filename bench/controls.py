"""Two wrong ways to treat a doubt, in the same harness: they show that it would see damage if there were any."""

from collections.abc import Callable, Mapping
from typing import Any

from core.model.deliveries import Address
from views.elements import View
from views.messenger import Ambiguous, Messenger, NeverSent, Rejected, Unreadable


class _Control:
    """A messenger with another idea of what no answer means."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the messenger does beside
        return getattr(self._messenger, name)

    def post(self, workspace: str, conversation: str, view: View, *, key: str, thread: str | None = None) -> Address:
        return self._judged(lambda: self._messenger.post(workspace, conversation, view, key=key, thread=thread))

    def direct(self, workspace: str, account: str, view: View, *, key: str) -> Address:
        return self._judged(lambda: self._messenger.direct(workspace, account, view, key=key))

    def _judged(self, call: Callable[[], Address]) -> Address:
        raise NotImplementedError


class RetryAtOnce(_Control):
    """No answer means that it did not arrive: send it again."""

    def _judged(self, call: Callable[[], Address]) -> Address:
        try:
            return call()
        except Ambiguous as error:
            raise NeverSent(error.code) from error

    def find_message(self, *_: object, **__: object) -> Address | None:
        return None

    def find_direct(self, *_: object, **__: object) -> Address | None:
        return None


class GiveUp(_Control):
    """No answer means that it cannot be helped: leave it."""

    def _judged(self, call: Callable[[], Address]) -> Address:
        try:
            return call()
        except Ambiguous as error:
            raise Rejected(error.code) from error

    def find_message(self, *_: object, **__: object) -> Address | None:
        raise Unreadable("given_up")

    def find_direct(self, *_: object, **__: object) -> Address | None:
        raise Unreadable("given_up")


CONTROLS: Mapping[str, Callable[[Messenger], Any]] = {"retry-at-once": RetryAtOnce, "give-up": GiveUp}
