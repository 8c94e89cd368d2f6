"""What somebody is asked to be for a network: each is asked, answers yes or no, and may be another tomorrow."""

from dataclasses import replace
from enum import Enum
from typing import Any

from core.model.ids import PersonId
from core.model.networks import AnchorState, Network


class Role(Enum):
    """The values stand in keys of deliveries and in buttons: they stay."""

    ANCHOR = "anchor"
    RECEIVER = "modtager"  # takes on in the base organisation what the network finds
    LEADER = "leder"  # is to take over the lead
    CO_LEADER = "medleder"  # has the leader's rights


_PLACES = {
    Role.ANCHOR: ("anchor_id", "anchor_state"),
    Role.RECEIVER: ("receiver_id", "receiver_state"),
    Role.CO_LEADER: ("co_leader_id", "co_leader_state"),
}


def holder(network: Network, role: Role) -> PersonId | None:
    """Who has the role or is asked for it; of the lead: who is asked to take it over."""
    match role:
        case Role.ANCHOR:
            return network.anchor_id
        case Role.RECEIVER:
            return network.receiver_id
        case Role.CO_LEADER:
            return network.co_leader_id
        case Role.LEADER:
            return network.next_leader_id


def state(network: Network, role: Role) -> AnchorState:
    """What they have said; the lead is only ever asked about."""
    match role:
        case Role.ANCHOR:
            return network.anchor_state
        case Role.RECEIVER:
            return network.receiver_state
        case Role.CO_LEADER:
            return network.co_leader_state
        case Role.LEADER:
            return AnchorState.WAITING if network.next_leader_id else AnchorState.NONE


def waits(network: Network, role: Role) -> bool:
    """Whether somebody is asked and has not answered."""
    return state(network, role) is AnchorState.WAITING


def held(network: Network, role: Role) -> PersonId | None:
    """Who has said yes."""
    return holder(network, role) if state(network, role) is AnchorState.ACCEPTED else None


def asked(network: Network, role: Role, person_id: PersonId | None) -> Network:
    """The network with another person asked, or with nobody; with the same person it stays as it is."""
    if person_id == holder(network, role):
        return network
    return _with(network, role, person_id, AnchorState.WAITING if person_id else AnchorState.NONE)


def accepted(network: Network, role: Role) -> Network:
    """Who was asked has said yes. Whoever takes over the lead is no longer the co-leader."""
    if role is not Role.LEADER:
        return _with(network, role, holder(network, role), AnchorState.ACCEPTED)
    leader = network.next_leader_id or network.leader_id
    network = replace(network, leader_id=leader, next_leader_id=None)
    return asked(network, Role.CO_LEADER, None) if network.co_leader_id == leader else network


def declined(network: Network, role: Role) -> Network:
    """Who was asked has said no."""
    return _with(network, role, None, AnchorState.DECLINED)


def _with(network: Network, role: Role, person_id: PersonId | None, said: AnchorState) -> Network:
    if role is Role.LEADER:
        return replace(network, next_leader_id=person_id)
    who, what = _PLACES[role]
    changes: dict[str, Any] = {who: person_id, what: said}
    return replace(network, **changes)
