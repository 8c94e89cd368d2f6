"""The next round as the leader wants it: another prompt of the library, a question of their own, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.errors import Conflict, Unfit
from core.model.masking import holds_cpr
from core.model.networks import Network, Phase
from core.model.organisations import Person
from core.model.picks import LEAST, MOST, Pick, own_prompt
from core.model.prompts import Audience, Prompt
from core.model.rounds import phase_of
from core.model.schedules import Due
from core.ports import UnitOfWork
from core.services import rounds, schedules


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What is asked next, and when. `prompt`: None if the round is skipped, or the library has nothing for it.

    `pick`: the leader's, None while the rule of selection chooses.
    """

    network: Network
    due: Due
    phase: Phase
    prompt: Prompt | None
    pick: Pick | None


def upcoming(uow: UnitOfWork, network: Network, by: Person) -> Next:
    """What comes next as things stand. For who may plan."""
    schedules.must_plan(uow, network, by)
    schedule = uow.schedules.find(network.id)
    if schedule is None or schedule.next_due_at is None or schedule.next_occurrence is None:
        raise Conflict("picks.nothing_planned", name=network.name)
    due = Due(schedule.next_occurrence, schedule.next_due_at)
    phase = phase_of(network, due.occurrence, uow.rounds.of_network(network.id))
    pick = uow.picks.find(network.id)
    if pick is None:
        prompt = rounds.prompt_of(uow, network, phase)
    else:
        prompt = None if pick.is_skip else uow.prompts.get(pick.prompt_id, pick.prompt_version)
    return Next(network=network, due=due, phase=phase, prompt=prompt, pick=pick)


def offered(uow: UnitOfWork, coming: Next) -> Sequence[Prompt]:
    """What may be picked: members' prompts for the type of network, those of the phase first."""
    fitting = [
        prompt
        for prompt in uow.prompts.newest()
        if prompt.audience is Audience.MEMBER and prompt.type in (None, coming.network.type)
    ]
    return sorted(fitting, key=lambda prompt: prompt.phase is not coming.phase)


def pick(uow: UnitOfWork, network: Network, by: Person, prompt_id: str, *, at: datetime) -> Next:
    """Another prompt of the library."""
    coming = upcoming(uow, network, by)
    prompt = next((prompt for prompt in offered(uow, coming) if prompt.id == prompt_id), None)
    if prompt is None:
        raise Unfit({"prompt": "picks.choose"})
    return _set(uow, network, by, prompt, at)


def write(uow: UnitOfWork, network: Network, by: Person, text: str, *, title: str, at: datetime) -> Next:
    """A question of their own, asked once."""
    coming = upcoming(uow, network, by)
    text = " ".join(text.split())
    if not LEAST <= len(text) <= MOST:
        raise Unfit({"text": "picks.length"})
    if holds_cpr(text):
        raise Unfit({"text": "picks.cpr"})
    prompt = own_prompt(network, coming.phase, text, title=title)
    uow.picks.write(network.id, prompt)
    return _set(uow, network, by, prompt, at)


def skip(uow: UnitOfWork, network: Network, by: Person, *, at: datetime) -> Next:
    """Nothing is asked the next time; the rhythm goes on after it."""
    upcoming(uow, network, by)
    uow.picks.set(Pick(network_id=network.id, picked_by=by.id, picked_at=at))
    return upcoming(uow, network, by)


def undo(uow: UnitOfWork, network: Network, by: Person) -> Next:
    """The rule of selection chooses again."""
    schedules.must_plan(uow, network, by)
    uow.picks.clear(network.id)
    return upcoming(uow, network, by)


def _set(uow: UnitOfWork, network: Network, by: Person, prompt: Prompt, at: datetime) -> Next:
    uow.picks.set(
        Pick(
            network_id=network.id,
            picked_by=by.id,
            picked_at=at,
            prompt_id=prompt.id,
            prompt_version=prompt.version,
        )
    )
    return upcoming(uow, network, by)
