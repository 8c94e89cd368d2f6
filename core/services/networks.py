"""The life of a network: started, changed, anchored, given a conversation, closed."""

from dataclasses import replace
from datetime import datetime

from core.errors import Conflict, NotFound, Unfit
from core.model import keys
from core.model.deliveries import Content
from core.model.history import Happened
from core.model.ids import MemberId, NetworkId, new_id
from core.model.members import Member, MemberState
from core.model.networks import AnchorState, Network, NetworkState
from core.model.organisations import Organisation, Person
from core.model.roles import Role, asked
from core.model.timers import Timed
from core.ports import Calendar, UnitOfWork
from core.services import (
    archives,
    charters,
    drafts,
    echoes,
    history,
    inquiries,
    nudges,
    offshoots,
    outbox,
    outsiders,
    people,
    permissions,
    roles,
    schedules,
)
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
    if not (similar := similar or _over(uow, person, text)):
        raise NotFound("errors.network_name", name=text)
    return similar


def _over(uow: UnitOfWork, person: Person, name: str) -> tuple[Network, ...]:
    """The newest of that name that is over, for those who may see it: its history is there still."""
    same = [
        each
        for each in uow.networks.of_organisation(person.organisation_id)
        if not each.is_open and each.name.casefold() == name.casefold() and permissions.may_see(uow, each, person)
    ]
    return (max(same, key=lambda each: each.created_at),) if same else ()


def start(
    uow: UnitOfWork, person: Person, draft: Draft, setting: Setting, *, rhythm: str, at: datetime, calendar: Calendar
) -> Network:
    """A new network, led by who starts it: an idea while something is missing, else under way."""
    permissions.must_start(person)
    organisation = uow.organisations.get(person.organisation_id)
    offshoot = offshoots.take(uow, setting.offshoot_id, person) if setting.offshoot_id else None
    refused = drafts.unfit(uow, organisation, person, draft, at) | drafts.unset(uow, person, setting)
    if rhythm not in schedules.RHYTHMS:
        refused["rhythm"] = "schedules.choose_rhythm"
    if refused:
        raise Unfit(refused)
    parent_id = offshoot.network_id if offshoot else _parent(uow, person, setting)
    network = replace(_new(uow, organisation, person, draft, setting, at), parent_id=parent_id)
    uow.networks.save(network)
    if offshoot is not None:
        offshoots.grew(uow, offshoot, network, at=at)
    _note_start(uow, network, person, at)
    people.inform(uow, person, unit_id=setting.unit_id, kind=setting.kind)
    member = _first_member(network, person, at)
    uow.members.save(member)
    schedules.begin(uow, network, rhythm, at=at, calendar=calendar)
    if network.conversation is None:
        outbox.create(uow, network, at=at)
        outbox.add(uow, network, member, at=at)
    nudges.plan(uow, network, at=at)
    inquiries.plan(uow, network, at=at)
    charters.post(uow, network, at)
    roles.put(uow, network, Role.ANCHOR, at=at)
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
        agenda=draft.agenda,
    )
    return network if network.missing else replace(network, state=NetworkState.ACTIVE)


def _parent(uow: UnitOfWork, person: Person, setting: Setting) -> NetworkId | None:
    """The network it grows out of, if any; who starts it leads that one."""
    if setting.parent_id is None:
        return None
    parent = uow.networks.get(setting.parent_id)
    permissions.must_manage(uow, parent, person)
    return parent.id


def _note_start(uow: UnitOfWork, network: Network, person: Person, at: datetime) -> None:
    parent = uow.networks.get(network.parent_id) if network.parent_id else None
    history.note(uow, network, Happened.STARTED, at=at, by=person, other=parent)
    if parent is not None:
        history.note(uow, parent, Happened.BRANCHED, at=at, by=person, other=network)
        outbox.update(uow, parent, Content.CHARTER, keys.charter(parent.id), subject=parent.id, at=at)


def _first_member(network: Network, person: Person, at: datetime) -> Member:
    return Member(
        id=MemberId(new_id()),
        network_id=network.id,
        person_id=person.id,
        state=MemberState.ACTIVE,
        invited_at=at,
        joined_at=at,
    )


def change(
    uow: UnitOfWork, network: Network, person: Person, draft: Draft, *, at: datetime, calendar: Calendar
) -> Network:
    """The network as the form says. An idea that has all it needs is under way from today."""
    permissions.must_manage(uow, network, person)
    permissions.must_be_open(network)
    organisation = uow.organisations.get(network.organisation_id)
    changed = _changed(uow, organisation, network, person, draft)
    refused = drafts.unfit(uow, organisation, person, draft, at, network) | drafts.lost(network, changed)
    if refused:
        raise Unfit(refused)
    if changed == network:
        return network
    if network.state is NetworkState.IDEA and not changed.missing:
        changed = replace(changed, state=NetworkState.ACTIVE, starts_on=drafts.today(network.zone, at))
    uow.networks.save(changed)
    roles.ask(uow, network, changed, Role.ANCHOR, at=at)
    _note_end(uow, network, changed, person, at)
    schedules.wake(uow, changed, at=at, calendar=calendar)
    charters.show_anew(uow, changed, at)
    return changed


def _changed(uow: UnitOfWork, organisation: Organisation, network: Network, person: Person, draft: Draft) -> Network:
    anchor = drafts.colleague(uow, person, draft.anchor)
    changed = replace(
        network,
        name=draft.name,
        purpose=draft.purpose,
        type=draft.type,
        why=draft.why,
        unit_ids=draft.unit_ids,
        ends_on=draft.ends_on,
        committee_id=drafts.committee(uow, organisation, draft),
        agenda=draft.agenda,
    )
    return asked(changed, Role.ANCHOR, anchor.id if anchor else None)


def _note_end(uow: UnitOfWork, before: Network, network: Network, by: Person, at: datetime) -> None:
    """Another end, or a network that has come under way: the leader is asked about its end at another time."""
    if before.ends_on and network.ends_on != before.ends_on and network.state is NetworkState.ACTIVE:
        history.note(uow, network, Happened.END_MOVED, at=at, by=by, before=before.ends_on, after=network.ends_on)
        nudges.settled(uow, before, at=at)
    if (network.ends_on, network.state) != (before.ends_on, before.state):
        nudges.plan(uow, network, at=at)
        inquiries.plan(uow, network, at=at)


def answer_anchor(uow: UnitOfWork, network_id: NetworkId, person: Person, *, yes: bool, at: datetime) -> Network:
    """The anchor's yes or no."""
    return roles.answer(uow, network_id, Role.ANCHOR, person, yes=yes, at=at)


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
    """The network is rounded off: CLOSING, its closing rounds are to be begun; or CLOSED, if it never got so far."""
    must_end(uow, network, person)
    if not has_last_round(network):
        _note_ending(uow, network, person, at)
        uow.deliveries.cancel(keys.conversation(network.id))
        return closed(uow, network, at=at)
    _note_ending(uow, network, person, at)
    network = replace(network, state=NetworkState.CLOSING)
    uow.networks.save(network)
    schedules.rest(uow, network)
    charters.show_anew(uow, network, at)
    return network


def _note_ending(uow: UnitOfWork, network: Network, person: Person, at: datetime) -> None:
    history.note(uow, network, Happened.ENDED, at=at, by=person)
    nudges.forget(uow, network)
    inquiries.forget(uow, network)
    nudges.settled(uow, network, at=at)


def closed(uow: UnitOfWork, network: Network, *, at: datetime) -> Network:
    """The last round has been given back: thank you, and goodbye."""
    network = replace(archives.plan(uow, network, at=at), state=NetworkState.CLOSED, closed_at=at)
    uow.networks.save(network)
    nudges.forget(uow, network)
    uow.timers.clear((Timed.CLOSING_GOES_ON, network.id))
    schedules.rest(uow, network)
    outbox.post(uow, network, Content.THANKS, keys.thanks(network.id), subject=network.id, at=at)
    outsiders.closed(uow, network, at=at)
    echoes.plan(uow, network, at=at)
    charters.show_anew(uow, network, at)
    return network
