"""A network is rounded off in small rounds; the last one closes it. Until that is given back it can be taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from core.errors import Conflict, NotFound
from core.model import closing, keys
from core.model.closing import ONE_ROUND, ROUNDS
from core.model.deliveries import Content
from core.model.history import Happened
from core.model.ids import NetworkId
from core.model.networks import Network, NetworkState, Phase
from core.model.organisations import Person
from core.model.prompts import Audience, Prompt
from core.model.rounds import Round, RoundState, closing_at
from core.model.schedules import Due
from core.model.timers import Timed, Timer
from core.ports import Calendar, UnitOfWork
from core.services import (
    charters,
    history,
    inquiries,
    networks,
    nudges,
    outbox,
    permissions,
    prompts,
    rounds,
    schedules,
)


def planned(uow: UnitOfWork, network: Network) -> int:
    """How many small rounds there would be: none that asks the same as another."""
    return min(ROUNDS, len(_fitting(uow, network)))


def over_at(uow: UnitOfWork, network: Network, count: int, *, at: datetime, calendar: Calendar) -> datetime:
    """When it would be over if so many rounds began now."""
    days, hour = _answer_days(uow, network, count), _hour(uow, network)
    return closing.over_at(at, count, hour, network.zone, days, calendar.is_working_day)


def begin(uow: UnitOfWork, network: Network, *, at: datetime, calendar: Calendar, most: int = ROUNDS) -> Round | None:
    """The network closes: what is open is given back, and the first closing round opens at once.

    With nobody to ask, nothing to ask or nowhere to, the network is closed here and now. One that is closed asks
    nothing more.
    """
    if not network.is_open:
        return None
    if network.closing_round:
        raise Conflict("closing.begun_already", name=network.name)
    current = uow.rounds.open_of(network.id)
    if current is not None:
        rounds.finish(uow, current, at=at)
    count = min(most, planned(uow, network))
    network = replace(network, state=NetworkState.CLOSING, closing_rounds=count)
    uow.networks.save(network)
    schedules.rest(uow, network)
    return _open_next(uow, network, at=at, calendar=calendar)


def go_on(uow: UnitOfWork, network_id: NetworkId, *, at: datetime, calendar: Calendar) -> bool:
    """The next closing round opens; False if it must wait, since somebody is busy with the one before.

    After a standstill it opens when we are back, and the ones after it follow from there: each leaves time to answer.
    """
    network = uow.networks.get(network_id)
    if network.state is not NetworkState.CLOSING:
        return True
    before = uow.rounds.open_of(network_id) or _just_closed(uow, network, at)
    if before is not None:
        taken = uow.rounds.take(before.id)
        if taken is None:
            return False
        rounds.finish(uow, taken, at=at)
    _open_next(uow, network, at=at, calendar=calendar)
    return True


def _just_closed(uow: UnitOfWork, network: Network, at: datetime) -> Round | None:
    """One that closed in this very moment: it is given back before something new is asked."""
    past = [each for each in uow.rounds.of_network(network.id) if each.state is RoundState.CLOSED]
    return past[-1] if past and past[-1].closed_at == at else None


def _open_next(uow: UnitOfWork, network: Network, *, at: datetime, calendar: Calendar) -> Round | None:
    number = network.closing_round + 1
    prompt = _prompt(uow, network)
    if prompt is None or network.conversation is None or not uow.members.count_active(network.id):
        networks.closed(uow, network, at=at)
        return None
    is_last = number >= network.closing_rounds
    network = replace(network, closing_round=number)
    uow.networks.save(network)
    days, working = _answer_days(uow, network, network.closing_rounds), calendar.is_working_day
    due, closes_at = Due(rounds.free_day(uow, network, at), at), closing_at(at, network.zone, days, working)
    opened = rounds.begin(
        uow, network, due, prompt, Phase.CLOSING, closes_at, at=at, calendar=calendar, is_last=is_last
    )
    if not is_last:
        following = closing.next_at(at, _hour(uow, network), network.zone, working)
        uow.timers.set(Timer(Timed.CLOSING_GOES_ON, network.id, following))
    return opened


def _prompt(uow: UnitOfWork, network: Network) -> Prompt | None:
    """What is asked next, by the rule of selection; never what this closing has asked already."""
    asked = [past for past in uow.rounds.of_network(network.id) if past.was_asked]
    done = {past.prompt_id for past in asked[-network.closing_round :]} if network.closing_round else set()
    left = [prompt for prompt in _fitting(uow, network) if prompt.id not in done]
    try:
        return prompts.choose(left, network, asked, Phase.CLOSING)
    except NotFound:
        return None


def _fitting(uow: UnitOfWork, network: Network) -> Sequence[Prompt]:
    return [
        prompt
        for prompt in uow.prompts.newest()
        if prompt.phase is Phase.CLOSING and prompt.audience is Audience.MEMBER and prompt.type in (None, network.type)
    ]


def _hour(uow: UnitOfWork, network: Network) -> time:
    schedule = uow.schedules.find(network.id)
    return schedule.at if schedule else schedules.DEFAULT_AT


def _answer_days(uow: UnitOfWork, network: Network, count: int) -> int:
    """Small rounds are short; one alone has the time that the network's rounds have."""
    if count > ONE_ROUND:
        return closing.ANSWER_DAYS
    schedule = uow.schedules.find(network.id)
    return schedule.answer_days if schedule else schedules.DEFAULT_ANSWER_DAYS


def may_cancel(network: Network, person: Person) -> bool:
    return network.state is NetworkState.CLOSING and permissions.may_manage(network, person)


def cancel(uow: UnitOfWork, network: Network, person: Person, *, at: datetime, calendar: Calendar) -> Network:
    """The network goes on after all. What is open runs out as it was promised, and its rhythm wakes after that."""
    permissions.must_manage(uow, network, person)
    newest = _last(uow, network)
    last = uow.rounds.take(newest.id) if newest else None
    if newest is not None and last is None:
        raise Conflict("closing.busy", name=network.name)
    network = uow.networks.get(network.id)  # it may have been closed while we waited for its last round
    if network.state is not NetworkState.CLOSING:
        raise Conflict("closing.not_closing", name=network.name)
    if last is not None and last.is_last:
        uow.rounds.save(replace(last, is_last=False))
    network = replace(network, state=NetworkState.ACTIVE, closing_round=0, closing_rounds=0)
    uow.networks.save(network)
    uow.timers.clear((Timed.CLOSING_GOES_ON, network.id))
    event = history.note(uow, network, Happened.RESUMED, at=at, by=person)
    nudges.plan(uow, network, at=at)
    inquiries.plan(uow, network, at=at)
    schedules.wake(uow, network, at=at, calendar=calendar)
    outbox.post(uow, network, Content.RESUMED, keys.resumed(event.id), subject=event.id, at=at)
    if last is not None and last.is_open:
        outbox.update(uow, network, Content.PROMPT, keys.prompt(last.id), subject=last.id, at=at)
    charters.show_anew(uow, network, at)
    return network


def _last(uow: UnitOfWork, network: Network) -> Round | None:
    asked = [each for each in uow.rounds.of_network(network.id) if each.was_asked]
    return asked[-1] if asked else None
