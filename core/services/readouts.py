"""Readouts: where a model may read along, what it is given, and what a person makes of what it wrote."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Conflict, NotFound, Refusal, Unfit
from core.model import keys, masking
from core.model.claims import Item
from core.model.deliveries import Content
from core.model.figures import LEAST_K
from core.model.ids import NetworkId, ReadoutId, ReplyId, new_id
from core.model.networks import Network
from core.model.organisations import Person
from core.model.periods import Period
from core.model.readings import Asked, masked
from core.model.readouts import MOST_ITEMS, MOST_TEXT, WAITING, Readout, ReadoutState, Switch
from core.model.replies import Reply
from core.model.rounds import Round
from core.ports import UnitOfWork
from core.services import outbox, permissions
from core.services.readings import look


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A readout with the words that it rests on, as its reader may see them today."""

    readout: Readout
    network: Network
    texts: Mapping[ReplyId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What there is about a model beneath a network's summary. `approved`: what a person has let stand."""

    network: Network
    period: Period
    is_on: bool
    waits: bool = False
    approved: Readout | None = None


def may_read(uow: UnitOfWork, round: Round) -> bool:
    """Whether a model may be given a round: it opened after its network was told."""
    switch = uow.readouts.switch(round.network_id)
    opened = round.opened_at or round.due_at
    return switch is not None and opened >= switch.at and not round.is_echo


def switch(uow: UnitOfWork, id: NetworkId, person: Person, *, on: bool, at: datetime) -> Network:
    """A model may read the network's replies from now on, or may not. The network is told where it talks."""
    network = _theirs(uow, id, person)
    was_on = uow.readouts.switch(id) is not None
    if on and not was_on:
        permissions.must_be_open(network)
        uow.readouts.switch_on(Switch(network_id=id, by=person.id, at=at))
    elif not on:
        uow.readouts.switch_off(id)
        _forget_all(uow, network, at)
    if on is not was_on and network.is_open:
        key = outbox.numbered(uow, lambda n: keys.model_switched(id, n))
        outbox.post(uow, network, Content.MODEL_SWITCHED, key, subject=id, at=at)
        for current in uow.rounds.of_network(id):
            if current.is_open:
                outbox.update(uow, network, Content.PROMPT, keys.prompt(current.id), subject=current.id, at=at)
    return network


def _theirs(uow: UnitOfWork, id: NetworkId, person: Person) -> Network:
    permissions.must_be_secretariat(person)
    network = uow.networks.get(id)
    if not permissions.is_secretariat_of(network, person):
        raise NotFound("errors.network_unknown")
    return network


def _forget_all(uow: UnitOfWork, network: Network, at: datetime) -> None:
    """Switched off: what was written goes too, but what a person has approved."""
    for readout in uow.readouts.of_network(network.id):
        if readout.state not in (ReadoutState.APPROVED, ReadoutState.RETRACTED):
            _take_down(uow, readout, at)


def ask(uow: UnitOfWork, id: NetworkId, person: Person, period: Period, *, at: datetime) -> Readout:
    """A draft is to be written of a period; one that is on its way is not asked for twice."""
    network = _theirs(uow, id, person)
    if uow.readouts.switch(id) is None:
        raise Conflict("readouts.not_on")
    waiting = next((each for each in uow.readouts.of_network(id) if each.state in WAITING), None)
    if waiting is not None:
        return waiting
    if not material(uow, network, period):
        raise Conflict("readouts.too_few", k=_k(uow, network))
    readout = Readout(
        id=ReadoutId(new_id()),
        organisation_id=network.organisation_id,
        network_id=id,
        period=period,
        asked_by=person.id,
        asked_at=at,
    )
    uow.readouts.save(readout)
    return readout


def _k(uow: UnitOfWork, network: Network) -> int:
    return max(uow.organisations.get(network.organisation_id).k, LEAST_K)


def material(uow: UnitOfWork, network: Network, period: Period) -> Mapping[str, Item]:
    """The replies that a model may be given, by the name that it knows them by; none if there are fewer than k.

    What the secretariat may read of rounds that have k such replies and opened after the network was told; no names,
    no days, nothing about who wrote.
    """
    k = _k(uow, network)
    seen = look(uow, [network], period, k=k)[0]
    rounds = [one for one in seen.asked if may_read(uow, one.round) and len(one.readable) >= k]
    found = [item for one in reversed(rounds) for item in _items(one, seen.names)]
    return {f"S{n}": item for n, item in enumerate(found[:MOST_ITEMS], 1)} if len(found) >= k else {}


def _items(asked: Asked, names: Sequence[str]) -> Iterator[Item]:
    for reply in asked.readable:
        text = " ".join(masked(answer.text, names) for answer in reply.answers if answer.text)
        if text:
            yield Item(reply.id, text)


def find(uow: UnitOfWork, id: ReadoutId, person: Person) -> Shown:
    """What was written, beside what it rests on. Raises `NotFound` where it may not be read, or not any more."""
    readout = uow.readouts.get(id)
    network = _theirs(uow, readout.network_id, person)
    texts = {item.reply_id: item.text for item in _readable(uow, network, readout.period)}
    return Shown(readout=readout, network=network, texts=texts)


def _readable(uow: UnitOfWork, network: Network, period: Period) -> list[Item]:
    seen = look(uow, [network], period, k=_k(uow, network))[0]
    return [item for one in seen.asked for item in _items(one, seen.names)]


def approve(uow: UnitOfWork, id: ReadoutId, person: Person, text: str, *, at: datetime) -> Readout:
    """A person has read it beside its sources and lets it stand, as they have written it."""
    find(uow, id, person)
    readout = uow.readouts.take(id)
    if readout.state not in (ReadoutState.DONE, ReadoutState.APPROVED):
        raise Conflict("readouts.gone")
    wrong: dict[str, str | Refusal] = {}
    if not text.strip():
        wrong["text"] = "readouts.empty"
    elif len(text) > MOST_TEXT:
        wrong["text"] = Refusal("errors.too_long", n=MOST_TEXT)
    elif masking.holds_cpr(text):
        wrong["text"] = "replies.cpr"
    if wrong:
        raise Unfit(wrong)
    approved = replace(readout, state=ReadoutState.APPROVED, text=text.strip(), decided_by=person.id)
    uow.readouts.save(approved)
    _show_anew(uow, approved, at)
    return approved


def retract(uow: UnitOfWork, id: ReadoutId, person: Person, *, at: datetime) -> Readout:
    """It is taken down, with all that was written."""
    _theirs(uow, uow.readouts.get(id).network_id, person)
    return _take_down(uow, uow.readouts.take(id), at, by=person)


def follow(uow: UnitOfWork, before: Reply | None, after: Reply, *, at: datetime) -> None:
    """A reply was changed, taken back or is no longer shared: what a model has written of it goes."""
    if before is not None and (before.answers, before.visibility) != (after.answers, after.visibility):
        for readout in uow.readouts.of_reply(after.id):
            _take_down(uow, readout, at)


def _take_down(uow: UnitOfWork, readout: Readout, at: datetime, by: Person | None = None) -> Readout:
    if readout.state is ReadoutState.RETRACTED:
        return readout
    gone = replace(
        readout, state=ReadoutState.RETRACTED, claims=(), text="", token="", decided_by=by.id if by else None
    )
    uow.readouts.save(gone)
    _show_anew(uow, gone, at)
    return gone


def _show_anew(uow: UnitOfWork, readout: Readout, at: datetime) -> None:
    key = keys.readout(readout.id)
    if uow.deliveries.find(key) is not None:
        asker = uow.people.get(readout.asked_by)
        outbox.update(uow, asker, Content.READOUT, key, subject=readout.id, at=at, network_id=readout.network_id)


def desk(uow: UnitOfWork, network: Network, period: Period) -> Desk:
    """What stands beneath the summary of a period: the newest that was approved and rests on replies of it only."""
    is_on = uow.readouts.switch(network.id) is not None
    found = uow.readouts.of_network(network.id)
    approved = [each for each in found if each.state is ReadoutState.APPROVED]
    there = {item.reply_id for item in _readable(uow, network, period)} if approved else set()
    return Desk(
        network=network,
        period=period,
        is_on=is_on,
        waits=any(each.state in WAITING for each in found),
        approved=next((each for each in approved if there.issuperset(each.replies)), None),
    )
