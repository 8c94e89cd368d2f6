"""A round's course: it falls due and opens, it closes and is given back. Between them see `core.services.reminders`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.errors import NotFound
from core.model import figures, keys, splits, targets
from core.model.deliveries import Content
from core.model.figures import RoundFigures
from core.model.ids import PersonId
from core.model.networks import Network, Phase
from core.model.organisations import Person
from core.model.prompts import Prompt
from core.model.replies import Reply
from core.model.rounds import Round, RoundState, Skipped, closing_at, phase_of, reminding_at, round_id
from core.model.schedules import Due, Schedule, next_due
from core.model.timers import Timed, Timer, of_round
from core.ports import Calendar, UnitOfWork
from core.services import (
    asking,
    conditions,
    echoes,
    goals,
    networks,
    outbox,
    outlines,
    outsiders,
    prompts,
    reminders,
    schedules,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """What a closed round gives back: its figures as far as they may still stand, and what was shared in time."""

    figures: RoundFigures | None
    shared: tuple[tuple[Person, Reply], ...]
    answered: int


def open_due(uow: UnitOfWork, schedule: Schedule, *, at: datetime, calendar: Calendar) -> Round | None:
    """The round that has fallen due opens, and the next one falls due.

    After a standstill only the newest is asked, and only while there is time to answer; every other one is kept as
    skipped, with the reason. None if the network asks nothing now.
    """
    network = uow.networks.get(schedule.network_id)
    if not schedules.is_awake(network):
        schedules.rest(uow, network)
        return None
    fallen, following = fallen_due(schedule, at, calendar)
    for due in fallen[:-1]:
        _skip(uow, network, due, Skipped.LATE)
    result = _ask(uow, network, schedule, fallen[-1], following, at=at, calendar=calendar) if fallen else None
    schedules.advance(uow, schedule, at=at, calendar=calendar)
    return result


def _asked(uow: UnitOfWork, round: Round) -> set[PersonId]:
    return {member.person_id for member in uow.members.active(round.network_id) if member.takes_part(round.phase)}


def finish(uow: UnitOfWork, round: Round, *, at: datetime) -> Round:
    """Close a round and give it back at once: something that follows must not come before it."""
    closed = close(uow, round, at=at)
    give_back(uow, closed, at=at)
    return closed


def close(uow: UnitOfWork, round: Round, *, at: datetime) -> Round:
    """The figures are counted once and for all; what was said is given back next."""
    if not round.is_open:
        return round
    network = uow.networks.get(round.network_id)
    prompt = asking.of_round(uow, round)
    replies = [reply for reply in uow.replies.of_round(round.id) if reply.stands]
    asked = _asked(uow, round) | {reply.person_id for reply in replies}
    k = uow.organisations.get(network.organisation_id).k
    counted = _counted(uow, prompt, replies, members=len(asked), k=k)
    closed = replace(round, state=RoundState.CLOSED, closed_at=at, asked=len(asked), figures=counted)
    uow.rounds.save(closed)
    outlines.expect(uow, closed)
    conditions.note(uow, network, closed, prompt, counted, at=at)
    reminders.ask_the_silent(uow, network, at=at)
    uow.timers.clear((Timed.CLOSE, round.id), (Timed.REMIND, round.id))
    uow.timers.set(Timer(Timed.GIVE_BACK, round.id, at))
    show_closed(uow, network, closed, at=at)
    outbox.homes(uow, network, at=at)
    return closed


def show_closed(uow: UnitOfWork, network: Network, round: Round, *, at: datetime) -> None:
    """What asked says that the time is over."""
    if round.is_echo:
        echoes.follow_all(uow, network, round, at=at)
    else:
        outbox.update(uow, network, Content.PROMPT, keys.prompt(round.id), subject=round.id, at=at)


def _counted(uow: UnitOfWork, prompt: Prompt, replies: Sequence[Reply], *, members: int, k: int) -> RoundFigures:
    """With the private answers by group, where they bear on a goal of the first year."""
    counted = figures.count(prompt, replies, members=members, k=k)
    if not targets.bears(prompt):
        return counted
    return replace(counted, apart=splits.cells(prompt, counted, replies, goals.groups_of(uow, replies)))


def give_back(uow: UnitOfWork, round: Round, *, at: datetime) -> None:
    """What was said is given back; after its last round a network is closed."""
    network = uow.networks.get(round.network_id)
    uow.timers.clear((Timed.GIVE_BACK, round.id))
    if round.is_echo:
        echoes.give_back(uow, network, round, at=at)
        return
    outbox.post(uow, network, Content.SHAREBACK, keys.shareback(round.id), subject=round.id, at=at)
    if round.is_last:
        networks.closed(uow, network, at=at)


def given_back(uow: UnitOfWork, round: Round) -> GivenBack:
    """What is shown of a closed round now: words that were taken back since are gone."""
    replies = [reply for reply in uow.replies.of_round(round.id) if reply.stands and not reply.is_late]
    shared = [reply for reply in replies if reply.is_shared]
    people = {person.id: person for person in uow.people.get_many({reply.person_id for reply in shared})}
    published = round.figures
    return GivenBack(
        figures=figures.standing(published, replies) if published else None,
        shared=tuple((people[reply.person_id], reply) for reply in shared if reply.person_id in people),
        answered=published.answered if published else len(replies),
    )


def answered(uow: UnitOfWork, round: Round) -> int:
    """How many have answered in time; never who."""
    return sum(reply.stands and not reply.is_late for reply in uow.replies.of_round(round.id))


def previous(uow: UnitOfWork, round: Round) -> Round | None:
    """The round that was given back before this one opened."""
    past = [
        other
        for other in uow.rounds.of_network(round.network_id)
        if other.state is RoundState.CLOSED and other.id != round.id and other.due_at <= round.due_at
    ]
    return past[-1] if past else None


def fallen_due(schedule: Schedule, at: datetime, calendar: Calendar) -> tuple[Sequence[Due], Due | None]:
    """The occurrences that have fallen due, oldest first, and the one after them."""
    fallen: list[Due] = []
    if schedule.next_occurrence is None or schedule.next_due_at is None:
        return fallen, None
    due: Due | None = Due(schedule.next_occurrence, schedule.next_due_at)
    while due is not None and due.at <= at:
        fallen.append(due)
        due = next_due(schedule, due.at, calendar.is_working_day, beyond=due.occurrence)
    return fallen, due


def _ask(
    uow: UnitOfWork,
    network: Network,
    schedule: Schedule,
    due: Due,
    following: Due | None,
    *,
    at: datetime,
    calendar: Calendar,
) -> Round:
    there = uow.rounds.find(network.id, due.occurrence)
    if there is not None:
        return there
    until = following.at if following else None
    closes_at = closing_at(due.at, network.zone, schedule.answer_days, calendar.is_working_day, until)
    phase = phase_of(network, due.occurrence, uow.rounds.of_network(network.id))
    if closes_at <= at:
        return _skip(uow, network, due, Skipped.LATE)
    if not uow.members.count_active(network.id):
        return _skip(uow, network, due, Skipped.NO_MEMBERS)
    pick = uow.picks.find(network.id)
    uow.picks.clear(network.id)
    if pick is not None and pick.is_skip:
        return _skip(uow, network, due, Skipped.PICKED)
    prompt = uow.prompts.get(pick.prompt_id, pick.prompt_version) if pick else prompt_of(uow, network, phase)
    if prompt is None:
        return _skip(uow, network, due, Skipped.NO_PROMPT)
    current = uow.rounds.open_of(network.id)
    if current is not None:
        finish(uow, current, at=at)
    return begin(uow, network, due, prompt, phase, closes_at, at=at, calendar=calendar)


def begin(
    uow: UnitOfWork,
    network: Network,
    due: Due,
    prompt: Prompt,
    phase: Phase,
    closes_at: datetime,
    *,
    at: datetime,
    calendar: Calendar,
    is_last: bool = False,
) -> Round:
    """A round opens, and everybody is asked. `is_last`: its giving back closes the network."""
    opened = opening(network, due, prompt, phase, closes_at, at=at, calendar=calendar, is_last=is_last)
    besides = asking.besides(uow.prompts.newest(), phase, uow.rounds.of_network(network.id))
    return put(uow, network, asking.with_besides(opened, besides), at=at)


def put(uow: UnitOfWork, network: Network, opened: Round, *, at: datetime) -> Round:
    """The round is kept and asked, those without an account by mail."""
    uow.rounds.save(opened)
    uow.timers.set(*of_round(opened))
    ask(uow, network, opened, at=at)
    outsiders.round_opened(uow, [(network, opened)], at=at)
    outbox.homes(uow, network, at=at)
    return opened


def ask(uow: UnitOfWork, network: Network, round: Round, *, at: datetime) -> None:
    """Its card goes to the network's conversation; an echo to each member."""
    if round.is_echo:
        echoes.ask(uow, network, round, at=at)
        return
    until = round.closes_at
    outbox.post(uow, network, Content.PROMPT, keys.prompt(round.id), subject=round.id, at=at, expires_at=until)


def opening(
    network: Network,
    due: Due,
    prompt: Prompt,
    phase: Phase,
    closes_at: datetime,
    *,
    at: datetime,
    calendar: Calendar,
    is_last: bool = False,
) -> Round:
    """The round that opens, not saved yet."""
    hour = due.at.astimezone(ZoneInfo(network.zone)).time()
    remind_at = reminding_at(at, hour, network.zone, calendar.is_working_day)
    return Round(
        id=round_id(network.id, due.occurrence),
        network_id=network.id,
        occurrence=due.occurrence,
        state=RoundState.OPEN,
        due_at=due.at,
        prompt_id=prompt.id,
        prompt_version=prompt.version,
        phase=phase,
        opened_at=at,
        remind_at=remind_at if remind_at < closes_at else None,
        closes_at=closes_at,
        is_last=is_last,
    )


def _skip(uow: UnitOfWork, network: Network, due: Due, reason: Skipped) -> Round:
    there = uow.rounds.find(network.id, due.occurrence)
    if there is not None:
        return there
    skipped = Round(
        id=round_id(network.id, due.occurrence),
        network_id=network.id,
        occurrence=due.occurrence,
        state=RoundState.SKIPPED,
        due_at=due.at,
        reason=reason.value,
    )
    uow.rounds.save(skipped)
    return skipped


def prompt_of(uow: UnitOfWork, network: Network, phase: Phase) -> Prompt | None:
    """What the library has for its next round in a phase, if anything."""
    try:
        return prompts.choose(uow.prompts.newest(), network, uow.rounds.of_network(network.id), phase)
    except NotFound:
        return None


def free_day(uow: UnitOfWork, network: Network, at: datetime) -> date:
    """The first day from now that the network has no round of: there is one round for a day."""
    day = at.astimezone(ZoneInfo(network.zone)).date()
    while uow.rounds.find(network.id, day) is not None:
        day += timedelta(1)
    return day
