"""What a summary, a picture or a file is about: one network, those of a type, those of a unit, or all of them.

A scope selects networks. It never cuts people out of one: who is in a network counts, wherever they come from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.model.ids import NetworkId, UnitId
from core.model.networks import Network, NetworkType
from core.model.organisations import Unit
from core.model.units import lies_under, today_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """All that is said must hold of a network; nothing said is the whole structure.

    `unit_id`: networks that were made for it, or for a unit beneath it, as the organisation is today.
    """

    type: NetworkType | None = None
    unit_id: UnitId | None = None
    network_id: NetworkId | None = None

    @property
    def is_whole(self) -> bool:
        return self == WHOLE

    @property
    def code(self) -> str:
        """The scope in a button or a row: `velfaerd|sundhed-omsorg|`; `read` gives it back."""
        return "|".join((self.type.value if self.type else "", self.unit_id or "", self.network_id or ""))


WHOLE = Scope()


def read(code: str) -> Scope:
    """A scope from its code. Raises `ValueError` for what is none."""
    kind, unit, network = code.split("|")
    return Scope(
        type=NetworkType(kind) if kind else None,
        unit_id=UnitId(unit) if unit else None,
        network_id=NetworkId(network) if network else None,
    )


def select(scope: Scope, networks: Iterable[Network], units: Sequence[Unit]) -> tuple[Network, ...]:
    """Those of the networks that a scope is about, in their order. `units`: all of the organisation's, closed too."""
    theirs = beneath(scope.unit_id, units) if scope.unit_id else None
    return tuple(
        network
        for network in networks
        if scope.network_id in (None, network.id)
        and scope.type in (None, network.type)
        and (theirs is None or not theirs.isdisjoint(network.unit_ids))
    )


def beneath(id: UnitId, units: Sequence[Unit]) -> frozenset[UnitId]:
    """A unit of the base organisation with all below it, and those that have become one of them."""
    now, there = today_s(units), {unit.id: unit for unit in units}
    top = there.get(now.get(id, id))
    if top is None:
        return frozenset()
    return frozenset(old for old, new in now.items() if lies_under(there[new], top, units))
