"""The life of a network: started, changed, anchored, given a conversation, closed."""

from dataclasses import replace
from datetime import datetime

from core.errors import Conflict, NotFound, Unfit
from core.model import keys
from core.model.deliveries import Content
from core.model.ids import MemberId, NetworkId, new_id
from core.model.members import Member, MemberState
from core.model.networks import AnchorState, Network, NetworkState
from core.model.organisations import Organisation, Person
from core.ports import Calendar, UnitOfWork
from core.services import drafts, outbox, outsiders, people, permissions, schedules
from core.services.drafts import Draft, Setting


def meant(
    uow: UnitOfWork, person: Person, *, value: str = "", conversation: str = "", text: str = ""
) -> tuple[Network, ...]:
    """The network somebody means: by its id, by its name, by where they are; else all they could mean."""
    if value:
        network = uow.networks.get(NetworkId(value))
        permissions.must_see(uow, network, person)
        return (network,)
    if text:
        return _named(uow, person, text)
    here = uow.networks.find_by_conversation(person.workspace_id, conversation) if conversation else None
    if here is not None and permissions.may_see(uow, here, person):
        return (here,)
    theirs = uow.networks.of_person(person.id)
    if not theirs and person.is_secretariat and person.is_employee:
        theirs = [each for each in uow.networks.of_organisation(person.organisation_id) if each.is_open]
    return tuple(theirs)


def _named(uow: UnitOfWork, person: Person, text: str) -> tuple[Network, ...]:
    exact = uow.networks.find_by_name(person.organisation_id, text)
    if exact is not None and permissions.may_see(uow, exact, person):
        return (exact,)
    part = text.casefold()
    similar = tuple(each for each in uow.networks.of_person(person.id) if part in each.name.casefold())
    if not similar:
        raise NotFound("errors.network_name", name=text)
    return similar


def start(
    uow: UnitOfWork, person: Person, draft: Draft, setting: Setting, *, rhythm: str, at: datetime, calendar: Calendar
) -> Network:
    """A new network, led by who starts it: an idea while something is missing, else under way."""
    permissions.must_start(person)
    organisation = uow.organisations.get(person.organisation_id)
    refused = drafts.unfit(uow, organisation, person, draft, at) | drafts.unset(uow, person, setting)
    if rhythm not in schedules.RHYTHMS:
        refused["rhythm"] = "schedules.choose_rhythm"
    if refused:
        raise Unfit(refused)
    network = _new(uow, organisation, person, draft, setting, at)
    uow.networks.save(network)
    people.inform(uow, person, unit_id=setting.unit_id, kind=setting.kind)
    member = _first_member(network, person, at)
    uow.members.save(member)
    schedules.begin(uow, network, rhythm, at=at, calendar=calendar)
    if network.conversation is None:
        outbox.create(uow, network, at=at)
        outbox.add(uow, network, member, at=at)
    post_charter(uow, network, at)
    _ask_anchor(uow, network, at)
    if network.missing:
        outbox.direct(
            uow, person, Content.NEEDS, keys.needs(network.id), subject=network.id, at=at, network_id=network.id
        )
    outbox.home(uow, person, at=at)
    return network


def _new(
    uow: UnitOfWork, organisation: Organisation, person: Person, draft: Draft, setting: Setting, at: datetime
) -> Network:
    anchor = drafts.colleague(uow, person, draft.anchor)
    network = Network(
        id=NetworkId(new_id()),
        organisation_id=organisation.id,
        workspace_id=person.workspace_id,
        name=draft.name,
        purpose=draft.purpose,
        leader_id=person.id,
        created_at=at,
        starts_on=drafts.today(organisation.zone, at),
        type=draft.type,
        why=draft.why,
        anchor_id=anchor.id if anchor else None,
        anchor_state=AnchorState.WAITING if anchor else AnchorState.NONE,
        unit_ids=draft.unit_ids,
        ends_on=draft.ends_on,
        language=organisation.language,
        zone=organisation.zone,
        conversation=setting.conversation or None,
        is_private=setting.is_private,
        committee_id=drafts.committee(uow, organisation, draft),
    )
    return network if network.missing else replace(network, state=NetworkState.ACTIVE)


def _first_member(network: Network, person: Person, at: datetime) -> Member:
    return Member(
        id=MemberId(new_id()),
        network_id=network.id,
        person_id=person.id,
        state=MemberState.ACTIVE,
        invited_at=at,
        joined_at=at,
    )


def post_charter(uow: UnitOfWork, network: Network, at: datetime, again: bool = False) -> None:
    """Who and why, where the network talks. `again`: it stands somewhere else already."""
    charter, pinned = keys.charter(network.id), keys.charter_pin(network.id)
    outbox.post(uow, network, Content.CHARTER, charter, subject=network.id, at=at, again=again)
    outbox.pin(uow, network, pinned, charter, at=at, again=again)


def _ask_anchor(uow: UnitOfWork, network: Network, at: datetime) -> None:
    if network.anchor_id is None:
        return
    anchor = uow.people.get(network.anchor_id)
    key = outbox.numbered(uow, lambda n: keys.anchor_question(network.id, anchor.id, n))
    outbox.direct(uow, anchor, Content.ANCHOR_QUESTION, key, subject=network.id, at=at, network_id=network.id)
    outbox.home(uow, anchor, at=at)


def _take_back_question(uow: UnitOfWork, before: Network, at: datetime) -> None:
    """Who is not asked any more has no buttons left to press."""
    if before.anchor_id is None:
        return
    person = uow.people.get(before.anchor_id)
    asked = outbox.latest(uow, lambda n: keys.anchor_question(before.id, person.id, n))
    if asked:
        outbox.update(uow, person, Content.ANCHOR_QUESTION, asked, subject=before.id, at=at, network_id=before.id)
    outbox.home(uow, person, at=at)


def _show_anew(uow: UnitOfWork, network: Network, at: datetime) -> None:
    """The charter, the leader's list of what is needed and everyone's page show how the network is now."""
    outbox.update(uow, network, Content.CHARTER, keys.charter(network.id), subject=network.id, at=at)
    if uow.deliveries.find(keys.needs(network.id)) is not None:
        leader = uow.people.get(network.leader_id)
        key, network_id = keys.needs(network.id), network.id
        outbox.update(uow, leader, Content.NEEDS, key, subject=network_id, at=at, network_id=network_id)
    outbox.homes(uow, network, at=at)


def change(
    uow: UnitOfWork, network: Network, person: Person, draft: Draft, *, at: datetime, calendar: Calendar
) -> Network:
    """The network as the form says. An idea that has all it needs is under way from today."""
    permissions.must_manage(uow, network, person)
    permissions.must_be_open(network)
    organisation = uow.organisations.get(network.organisation_id)
    changed = _changed(uow, organisation, network, person, draft)
    refused = drafts.unfit(uow, organisation, person, draft, at, network) | drafts.unled(uow, network, changed)
    if refused:
        raise Unfit(refused)
    if changed == network:
        return network
    if network.state is NetworkState.IDEA and not changed.missing:
        changed = replace(changed, state=NetworkState.ACTIVE, starts_on=drafts.today(network.zone, at))
    uow.networks.save(changed)
    if changed.anchor_id != network.anchor_id:
        _take_back_question(uow, network, at)
        _ask_anchor(uow, changed, at)
    if changed.leader_id != network.leader_id:
        _hand_over(uow, network, changed, at)
    schedules.wake(uow, changed, at=at, calendar=calendar)
    _show_anew(uow, changed, at)
    return changed


def _changed(uow: UnitOfWork, organisation: Organisation, network: Network, person: Person, draft: Draft) -> Network:
    anchor = drafts.colleague(uow, person, draft.anchor)
    leader = drafts.colleague(uow, person, draft.leader)
    anchor_id = anchor.id if anchor else None
    same = anchor_id == network.anchor_id
    asked = AnchorState.WAITING if anchor_id else AnchorState.NONE
    return replace(
        network,
        name=draft.name,
        purpose=draft.purpose,
        type=draft.type,
        why=draft.why,
        anchor_id=anchor_id,
        anchor_state=network.anchor_state if same else asked,
        unit_ids=draft.unit_ids,
        ends_on=draft.ends_on,
        leader_id=leader.id if leader else network.leader_id,
        committee_id=drafts.committee(uow, organisation, draft),
    )


def _hand_over(uow: UnitOfWork, before: Network, network: Network, at: datetime) -> None:
    key = outbox.numbered(uow, lambda n: keys.leader_changed(network.id, network.leader_id, n))
    outbox.post(uow, network, Content.LEADER_CHANGED, key, subject=network.id, at=at)
    outbox.home(uow, uow.people.get(before.leader_id), at=at)


def answer_anchor(uow: UnitOfWork, network_id: NetworkId, person: Person, *, yes: bool, at: datetime) -> Network:
    """The anchor's yes or no. After a no an idea, or a network not yet asked anything, needs another."""
    network = uow.networks.get(network_id)
    if network.anchor_id != person.id:
        raise Conflict("errors.anchor_not_asked", name=network.name)
    permissions.must_be_open(network)
    answered = _accepted(network) if yes else _declined(uow, network)
    if answered == network:
        return network
    uow.networks.save(answered)
    if not schedules.is_awake(answered):
        schedules.rest(uow, answered)
    if not yes:
        leader, key = uow.people.get(network.leader_id), keys.anchor_declined(network.id, person.id)
        outbox.direct(uow, leader, Content.NEEDS, key, subject=network.id, at=at, network_id=network.id)
    outbox.home(uow, person, at=at)
    _show_anew(uow, answered, at)
    return answered


def _accepted(network: Network) -> Network:
    return replace(network, anchor_state=AnchorState.ACCEPTED)


def _declined(uow: UnitOfWork, network: Network) -> Network:
    begun = network.state is not NetworkState.ACTIVE or bool(uow.rounds.of_network(network.id))
    state = network.state if begun else NetworkState.IDEA
    return replace(network, anchor_id=None, anchor_state=AnchorState.DECLINED, state=state)


def must_end(uow: UnitOfWork, network: Network, person: Person) -> None:
    """Refuses unless the network can be rounded off now, and by this person."""
    permissions.must_manage(uow, network, person)
    permissions.must_be_open(network)
    if network.state is NetworkState.CLOSING:
        raise Conflict("errors.closing_already", name=network.name)


def has_last_round(network: Network) -> bool:
    """Whether it has come so far that its end is talked about."""
    return network.state is not NetworkState.IDEA and network.conversation is not None


def end(uow: UnitOfWork, network: Network, person: Person, *, at: datetime) -> Network:
    """The network is rounded off: CLOSING, and a last round is to be begun; or CLOSED, if it never got that far."""
    must_end(uow, network, person)
    if not has_last_round(network):
        uow.deliveries.cancel(keys.conversation(network.id))
        return closed(uow, network, at=at)
    network = replace(network, state=NetworkState.CLOSING)
    uow.networks.save(network)
    schedules.rest(uow, network)
    _show_anew(uow, network, at)
    return network


def closed(uow: UnitOfWork, network: Network, *, at: datetime) -> Network:
    """The last round has been given back: thank you, and goodbye."""
    network = replace(network, state=NetworkState.CLOSED, closed_at=at)
    uow.networks.save(network)
    schedules.rest(uow, network)
    outbox.post(uow, network, Content.THANKS, keys.thanks(network.id), subject=network.id, at=at)
    outsiders.closed(uow, network, at=at)
    _show_anew(uow, network, at)
    return network
