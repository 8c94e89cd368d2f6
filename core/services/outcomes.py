"""What comes out of networks: recorded, changed, moved on, confirmed, taken back; the post that tells of it follows."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Conflict, NotAllowed, NotFound, Refusal, Unfit
from core.model import keys, masking, outcomes
from core.model.deliveries import Content
from core.model.ids import OutcomeId, ReplyId, new_id
from core.model.networks import Network
from core.model.organisations import Person, Unit
from core.model.outcomes import MOST_TEXT, Details, Kind, Record, Stage, Status
from core.ports import UnitOfWork
from core.services import asking, harvest_cards, outbox, people, permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record as somebody sees it. `became`: the network that an offshoot grew into."""

    network: Network
    record: Record
    author: Person
    units: tuple[Unit, ...] = ()
    became: Network | None = None
    may_change: bool = False
    may_move: bool = False
    may_grow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """What a reply tells of a change. `record`: what was made of it already, if it was."""

    network: Network
    details: Details
    record: Record | None = None


def of_network(uow: UnitOfWork, network: Network, person: Person) -> tuple[Entry, ...]:
    """What is recorded, for those who may see the network: changes first, as they came within each kind."""
    permissions.must_see(uow, network, person)
    order = list(Kind)
    records = sorted(uow.outcomes.of_network(network.id), key=lambda record: order.index(record.kind))
    return tuple(entry(uow, network, record, person) for record in records)


def entry(uow: UnitOfWork, network: Network, record: Record, person: Person | None = None) -> Entry:
    """A record with what belongs to it, and what the person may do with it."""
    units = uow.organisations.units(network.organisation_id)
    is_member = person is not None and permissions.is_member(uow, network, person)
    may_grow = is_member and person is not None and permissions.may_start(person)
    return Entry(
        network=network,
        record=record,
        author=uow.people.get(record.author_id),
        units=tuple(unit for unit in units if unit.id in record.details.unit_ids),
        became=uow.networks.get(record.became_id) if record.became_id else None,
        may_change=person is not None and _may_change(network, record, person),
        may_move=is_member and network.is_open and _next(record) is not None,
        may_grow=may_grow and record.kind is Kind.OFFSHOOT and record.became_id is None,
    )


def may_record(uow: UnitOfWork, network: Network, person: Person) -> bool:
    """Members do, while the network is open."""
    return network.is_open and permissions.is_member(uow, network, person)


def must_record(uow: UnitOfWork, network: Network, person: Person) -> None:
    permissions.must_see(uow, network, person)
    permissions.must_be_member(uow, network, person)
    permissions.must_be_open(network)
    if not people.is_informed(person):
        raise NotAllowed("replies.read_first")


def record(
    uow: UnitOfWork,
    network: Network,
    person: Person,
    kind: Kind,
    details: Details,
    *,
    at: datetime,
    reply_id: ReplyId | None = None,
) -> Record:
    """Write down what came out of the network, and tell it where the network talks. `reply_id`: it is made of that."""
    must_record(uow, network, person)
    details = _checked(uow, network, kind, details)
    if reply_id is not None:
        _must_be_theirs(uow, network, person, reply_id)
    new = Record(
        id=OutcomeId(new_id()),
        network_id=network.id,
        kind=kind,
        author_id=person.id,
        created_at=at,
        details=details,
        reply_id=reply_id,
    )
    uow.outcomes.save(new)
    outbox.post(uow, network, Content.OUTCOME, keys.outcome(new.id), subject=new.id, at=at)
    return new


def to_change(uow: UnitOfWork, id: OutcomeId, person: Person) -> Entry:
    """A record that its author or the leader is about to change."""
    network, found = find(uow, id, person)
    if not _may_change(network, found, person):
        raise NotAllowed("outcomes.not_yours")
    permissions.must_be_open(network)
    return entry(uow, network, found, person)


def change(uow: UnitOfWork, id: OutcomeId, person: Person, details: Details, *, at: datetime) -> Record:
    """Other words. What was confirmed said something else, so it waits to be confirmed anew."""
    uow.outcomes.take(id)
    before = to_change(uow, id, person)
    details = _checked(uow, before.network, before.record.kind, details)
    if details == before.record.details:
        return before.record
    unconfirmed = replace(
        before.record, status=Status.RECORDED, confirmed_by=None, confirmed_at=None, confirmed_basis=""
    )
    return keep(uow, before.network, replace(unconfirmed, details=details, edited_at=at), at)


def move(uow: UnitOfWork, id: OutcomeId, person: Person, stage: Stage, *, at: datetime) -> Record:
    """A proposal has come further; any member may say so."""
    uow.outcomes.take(id)
    network, found = find(uow, id, person)
    permissions.must_be_member(uow, network, person)
    permissions.must_be_open(network)
    if found.kind is not Kind.PROPOSAL:
        raise NotFound("outcomes.gone")
    if found.details.stage is stage:
        return found
    return keep(uow, network, replace(found, details=replace(found.details, stage=stage), edited_at=at), at)


def withdraw(uow: UnitOfWork, id: OutcomeId, person: Person, *, at: datetime) -> Network:
    """The words are gone at once, here and where the bot posted them. One's own can always be taken back."""
    found = uow.outcomes.take(id)
    network = uow.networks.get(found.network_id)
    if not _may_change(network, found, person):
        raise NotFound("outcomes.gone")
    if found.stands:
        gone = replace(found, details=Details(text=""), confirmed_basis="", withdrawn_at=at)
        uow.outcomes.save(gone)
        outbox.remove(uow, network, keys.outcome(id), at=at)
        harvest_cards.follow(uow, network, at=at)
    return network


def lift(uow: UnitOfWork, person: Person, reply_id: ReplyId) -> Lifted:
    """What the person's own reply tells of a change, as the beginning of a record."""
    reply = uow.replies.get(reply_id)
    if reply.person_id != person.id or not reply.stands:
        raise NotFound("replies.gone")
    round = uow.rounds.get(reply.round_id)
    network = uow.networks.get(round.network_id)
    must_record(uow, network, person)
    prompt = asking.of_round(uow, round)
    text = outcomes.told_in(prompt, reply)
    if not text:
        raise NotFound("outcomes.nothing_told")
    units = network.unit_ids if len(network.unit_ids) == 1 else ()
    details = Details(text=text[:MOST_TEXT], unit_ids=units, source=outcomes.source_in(prompt, reply))
    return Lifted(network=network, details=details, record=uow.outcomes.find_by_reply(reply.id))


def find(uow: UnitOfWork, id: OutcomeId, person: Person) -> tuple[Network, Record]:
    """A record that stands, for somebody who may see its network."""
    found = uow.outcomes.get(id)
    network = uow.networks.get(found.network_id)
    if not found.stands or not permissions.may_see(uow, network, person):
        raise NotFound("outcomes.gone")
    return network, found


def keep(uow: UnitOfWork, network: Network, changed: Record, at: datetime) -> Record:
    """Save a record that has changed; the post that tells of it follows."""
    uow.outcomes.save(changed)
    outbox.correct(uow, network, Content.OUTCOME, keys.outcome(changed.id), subject=changed.id, at=at)
    harvest_cards.follow(uow, network, at=at)
    return changed


def _may_change(network: Network, found: Record, person: Person) -> bool:
    return person.id in (found.author_id, network.leader_id)


def _next(found: Record) -> Stage | None:
    return found.details.stage.next if found.details.stage else None


def _checked(uow: UnitOfWork, network: Network, kind: Kind, details: Details) -> Details:
    details = details.fitting(kind)
    wrong: dict[str, str | Refusal] = {**outcomes.unfit(kind, details)}
    if not set(details.unit_ids) <= {unit.id for unit in uow.organisations.units(network.organisation_id)}:
        wrong["units"] = "errors.unit_unknown"
    wrong |= unfit_text("text", details.text) | unfit_text("contribution", details.contribution)
    if wrong:
        raise Unfit(wrong)
    return details


def unfit_text(name: str, text: str) -> dict[str, str | Refusal]:
    """What is wrong with a text, by the name of its input."""
    if masking.holds_cpr(text):
        return {name: "replies.cpr"}
    return {name: Refusal("errors.too_long", n=MOST_TEXT)} if len(text) > MOST_TEXT else {}


def _must_be_theirs(uow: UnitOfWork, network: Network, person: Person, reply_id: ReplyId) -> None:
    reply = uow.replies.get(reply_id)
    is_here = uow.rounds.get(reply.round_id).network_id == network.id
    if reply.person_id != person.id or not is_here:
        raise NotFound("replies.gone")
    if uow.outcomes.find_by_reply(reply_id) is not None:
        raise Conflict("outcomes.lifted_already")
