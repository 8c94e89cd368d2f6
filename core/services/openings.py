"""Many rounds that open at the same minute: what they need is read together, and what they leave written together.

Only what is ordinary is opened like that: a network that is awake, one round that has fallen due in time, members, a
prompt that the rule of selection chooses, and no round that is open still. Whatever is not goes one by one through
`core.services.rounds`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.errors import NotFound
from core.model import keys
from core.model.deliveries import Content, Delivery
from core.model.ids import NetworkId, OrganisationId
from core.model.networks import Network, Phase
from core.model.organisations import Organisation
from core.model.prompts import Prompt
from core.model.rounds import Round, closing_at, phase_of
from core.model.schedules import Schedule
from core.model.timers import of_round
from core.ports import Calendar, UnitOfWork
from core.services import asking, outbox, outsiders, prompts, rounds, schedules


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the networks whose rounds have fallen due. `active`: how many members each has; `picked`: where
    the leader has picked what comes next.
    """

    networks: Mapping[NetworkId, Network]
    history: Mapping[NetworkId, Sequence[Round]]
    active: Mapping[NetworkId, int]
    picked: Collection[NetworkId]
    library: Sequence[Prompt]
    calendars: Mapping[OrganisationId, Calendar]

    def calendar(self, schedule: Schedule) -> Calendar:
        return self.calendars[self.networks[schedule.network_id].organisation_id]


@dataclass(frozen=True, slots=True)
class Opening:
    """A round that opens, where, and its schedule after."""

    network: Network
    round: Round
    schedule: Schedule


def open_all(
    uow: UnitOfWork, due: Sequence[Schedule], *, at: datetime, calendar_of: Callable[[Organisation], Calendar]
) -> None:
    """What has fallen due opens, and the next ones fall due."""
    facts = _facts(uow, due, calendar_of)
    openings = {schedule.network_id: _ordinary(schedule, facts, at) for schedule in due}
    _write(uow, [opening for opening in openings.values() if opening], at)
    for schedule in due:
        if openings[schedule.network_id] is None:
            rounds.open_due(uow, schedule, at=at, calendar=facts.calendar(schedule))


def _facts(uow: UnitOfWork, due: Sequence[Schedule], calendar_of: Callable[[Organisation], Calendar]) -> Facts:
    ids = [schedule.network_id for schedule in due]
    networks = {network.id: network for network in uow.networks.get_many(ids)}
    history: dict[NetworkId, list[Round]] = defaultdict(list)
    for past in uow.rounds.of_networks(ids):
        history[past.network_id].append(past)
    organisations = {network.organisation_id for network in networks.values()}
    return Facts(
        networks=networks,
        history=history,
        active=uow.members.counts_active(ids),
        picked=uow.picks.among(ids),
        library=uow.prompts.newest(),
        calendars={id: calendar_of(uow.organisations.get(id)) for id in organisations},
    )


def _ordinary(schedule: Schedule, facts: Facts, at: datetime) -> Opening | None:
    """What opens; None if there is anything about it that wants a closer look."""
    network, calendar = facts.networks[schedule.network_id], facts.calendar(schedule)
    history = facts.history.get(network.id, ())
    if not schedules.is_awake(network) or not facts.active.get(network.id) or network.id in facts.picked:
        return None
    fallen, following = rounds.fallen_due(schedule, at, calendar)
    if len(fallen) != 1 or any(past.is_open or past.occurrence == fallen[0].occurrence for past in history):
        return None
    [due], until = fallen, following.at if following else None
    closes_at = closing_at(due.at, network.zone, schedule.answer_days, calendar.is_working_day, until)
    phase = phase_of(network, due.occurrence, history)
    prompt = _prompt_of(facts, network, phase)
    if closes_at <= at or prompt is None:
        return None
    opened = rounds.opening(network, due, prompt, phase, closes_at, at=at, calendar=calendar)
    opened = asking.with_besides(opened, asking.besides(facts.library, phase, history))
    moved = schedules.advanced(schedule, [*history, opened], at=at, calendar=calendar)
    return Opening(network, opened, moved)


def _prompt_of(facts: Facts, network: Network, phase: Phase) -> Prompt | None:
    try:
        return prompts.choose(facts.library, network, facts.history.get(network.id, ()), phase)
    except NotFound:
        return None


def _write(uow: UnitOfWork, openings: Sequence[Opening], at: datetime) -> None:
    """All of them at once; a message whose key is there already is looked at by itself."""
    if not openings:
        return
    uow.rounds.add_all([opening.round for opening in openings])
    uow.timers.set(*(timer for opening in openings for timer in of_round(opening.round)))
    new = uow.deliveries.add_all([_prompt(opening, at) for opening in openings])
    for opening in openings:
        if keys.prompt(opening.round.id) not in new:
            rounds.ask(uow, opening.network, opening.round, at=at)
    outsiders.round_opened(uow, [(opening.network, opening.round) for opening in openings], at=at)
    outbox.homes(uow, *(opening.network for opening in openings), at=at)
    uow.schedules.move_all([opening.schedule for opening in openings])


def _prompt(opening: Opening, at: datetime) -> Delivery:
    asked = opening.round
    key, until = keys.prompt(asked.id), asked.closes_at
    return outbox.posting(opening.network, Content.PROMPT, key, subject=asked.id, at=at, expires_at=until)
