"""Readouts as the core asks for them, and the model that writes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.model.ids import NetworkId, ReadoutId, ReplyId
from core.model.readouts import Readout, Switch


class ModelFailed(Exception):
    """No answer that can be read. Holds the kind of trouble, never what was asked or answered."""


class Model(Protocol):
    """A language model somewhere else: slow, and not to be trusted."""

    @property
    def name(self) -> str: ...
    def answer(self, instruction: str, data: str) -> str:
        """What it says. Raises `ModelFailed` after a stated time at the latest."""
        ...


class Readouts(Protocol):
    def get(self, id: ReadoutId) -> Readout: ...
    def take(self, id: ReadoutId) -> Readout:
        """As it is now, locked until the transaction ends. Raises `NotFound`."""
        ...

    def claim(self, *, now: datetime, lease_until: datetime, token: str) -> Readout | None:
        """The one that has waited longest, or whose lease has run out (wire clock): WORKING, with one attempt more.

        Locked against other processes, which pass it over.
        """
        ...

    def of_network(self, network_id: NetworkId) -> Sequence[Readout]:
        """The newest first."""
        ...

    def of_reply(self, reply_id: ReplyId) -> Sequence[Readout]:
        """Those whose model was given it."""
        ...

    def save(self, readout: Readout) -> None: ...
    def switch(self, network_id: NetworkId) -> Switch | None:
        """Since when the network's replies may be read by a model; None: they may not."""
        ...

    def switch_on(self, switch: Switch) -> bool:
        """False, and no change, if it is on."""
        ...

    def switch_off(self, network_id: NetworkId) -> None: ...
