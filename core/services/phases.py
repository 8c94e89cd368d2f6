"""Members who are in some phases of a network only: not prompted outside them, not counted among those asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.errors import Unfit
from core.model import keys
from core.model.deliveries import Content
from core.model.members import Member, MemberState
from core.model.networks import Network, Phase
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services import outbox, permissions


def chosen(names: Sequence[str]) -> tuple[Phase, ...]:
    """The phases of those names, in their order; all of them is the same as none: no limit."""
    phases = tuple(phase for phase in CHOICES if phase.value in names)
    return () if len(phases) == len(CHOICES) else phases


CHOICES = (Phase.START, Phase.UNDERWAY, Phase.MIDWAY, Phase.CLOSING)
"""Those in which a network asks; after it nobody is asked by the round any more."""


def limit(
    uow: UnitOfWork, network: Network, by: Person, account: str, phases: tuple[Phase, ...], *, at: datetime
) -> tuple[Person, Member]:
    """Somebody takes part in these phases only, or in all; they are told. Who leads is in all of them."""
    permissions.must_manage(uow, network, by)
    permissions.must_be_open(network)
    person = uow.people.find(network.workspace_id, account) if account else None
    member = uow.members.find(network.id, person.id) if person else None
    if person is None or member is None or member.state not in (MemberState.ACTIVE, MemberState.INVITED):
        raise Unfit({"person": "errors.not_in_network"})
    if phases and person.id in network.leaders:
        raise Unfit({"person": "errors.leader_all_phases"})
    if member.phases == phases:
        return person, member
    changed = replace(member, phases=phases)
    uow.members.save(changed)
    if changed.is_active:
        key = outbox.numbered(uow, lambda n: keys.phases(member.id, n))
        outbox.direct(uow, person, Content.PHASES, key, subject=member.id, at=at, network_id=network.id)
    outbox.home(uow, person, at=at)
    return person, changed
