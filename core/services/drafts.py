"""What a form says of a network, and whether it can be so. Networks are made and changed in `networks`."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.errors import Refusal
from core.model.ids import NetworkId, OutcomeId, UnitId
from core.model.networks import Missing, Network, NetworkState, NetworkType
from core.model.organisations import Organisation, Person, PersonKind
from core.model.units import suggested
from core.ports import UnitOfWork
from core.services import people, units

Fields = dict[str, str | Refusal]
"""What is wrong, by the name of the input."""

LONGEST_NAME = 80
LONGEST_PURPOSE = 300
LONGEST_WHY = 1500
LONGEST_AGENDA = 300

_INPUTS = {Missing.TYPE: "type", Missing.ANCHOR: "anchor", Missing.UNIT: "units", Missing.END: "ends_on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`anchor` is an account.

    `suggests_committee`: the one that networks of the type are usually tied to, whatever `committee_id` says.
    """

    name: str
    purpose: str
    type: NetworkType | None = None
    why: str = ""
    anchor: str = ""
    unit_ids: tuple[UnitId, ...] = ()
    ends_on: date | None = None
    committee_id: UnitId | None = None
    suggests_committee: bool = True
    agenda: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a network is started and by whom. `conversation`: the platform's id of the one to use; "" makes a new.

    `parent_id`: the network that it grows out of. `offshoot_id`: the offshoot of a network that it is made of.
    """

    conversation: str = ""
    is_private: bool = True
    has_read: bool = False
    unit_id: UnitId | None = None
    kind: PersonKind | None = None
    parent_id: NetworkId | None = None
    offshoot_id: OutcomeId | None = None


def unfit(
    uow: UnitOfWork,
    organisation: Organisation,
    person: Person,
    draft: Draft,
    at: datetime,
    network: Network | None = None,
) -> Fields:
    """What is wrong with a draft, for a new network or for one that is there."""
    wrong = _texts(draft)
    taken = uow.networks.find_by_name(organisation.id, draft.name) if draft.name else None
    if taken is not None and (network is None or taken.id != network.id):
        wrong["name"] = "errors.name_taken"
    kept = network is not None and network.ends_on == draft.ends_on
    if draft.ends_on and not kept and draft.ends_on <= today(organisation.zone, at):
        wrong["ends_on"] = "errors.end_past"
    if draft.anchor and draft.anchor in _leaders(uow, person, network):
        wrong["anchor"] = "errors.anchor_leader"
    elif draft.anchor and (why := _not_colleague(uow, person, draft.anchor)):
        wrong["anchor"] = why
    return wrong | _unplaced(uow, organisation, draft, network)


def _unplaced(uow: UnitOfWork, organisation: Organisation, draft: Draft, network: Network | None) -> Fields:
    """What is named is offered, or was named before: what has closed since may stay."""
    offered = units.offered(uow, organisation.id)
    before = {*network.unit_ids, network.committee_id} if network else set()
    wrong: Fields = {}
    if not set(draft.unit_ids) <= {unit.id for unit in offered if unit.is_base} | before:
        wrong["units"] = "errors.unit_unknown"
    if draft.committee_id and draft.committee_id not in {unit.id for unit in offered if unit.is_committee} | before:
        wrong["committee"] = "errors.committee_unknown"
    return wrong


def committee(uow: UnitOfWork, organisation: Organisation, draft: Draft) -> UnitId | None:
    """The committee that a draft ties its network to: the one chosen, or the one that its type suggests."""
    if not draft.suggests_committee:
        return draft.committee_id
    found = suggested(draft.type, units.offered(uow, organisation.id))
    return found.id if found else None


def _texts(draft: Draft) -> Fields:
    wrong: Fields = {}
    if not draft.name:
        wrong["name"] = "errors.name_needed"
    elif len(draft.name) > LONGEST_NAME:
        wrong["name"] = Refusal("errors.too_long", n=LONGEST_NAME)
    if not draft.purpose:
        wrong["purpose"] = "errors.purpose_needed"
    elif len(draft.purpose) > LONGEST_PURPOSE:
        wrong["purpose"] = Refusal("errors.too_long", n=LONGEST_PURPOSE)
    if len(draft.why) > LONGEST_WHY:
        wrong["why"] = Refusal("errors.too_long", n=LONGEST_WHY)
    if len(draft.agenda) > LONGEST_AGENDA:
        wrong["agenda"] = Refusal("errors.too_long", n=LONGEST_AGENDA)
    return wrong


def unset(uow: UnitOfWork, person: Person, setting: Setting) -> Fields:
    """What stands in the way of starting a network there."""
    wrong: Fields = {**people.unready(uow, person, has_read=setting.has_read, unit_id=setting.unit_id)}
    if setting.conversation and uow.networks.find_by_conversation(person.workspace_id, setting.conversation):
        wrong["place"] = "errors.place_taken"
    return wrong


def lost(network: Network, changed: Network) -> Fields:
    """What stands in the way of a change: a network under way loses nothing it needs."""
    if network.state is NetworkState.IDEA:
        return {}
    return {_INPUTS[need]: "errors.needed" for need in set(changed.missing) - set(network.missing)}


def colleague(uow: UnitOfWork, person: Person, account: str) -> Person | None:
    """Who is behind an account that was picked, if one was and we know them."""
    return uow.people.find(person.workspace_id, account) if account else None


def today(zone: str, at: datetime) -> date:
    """The day it is where the organisation is."""
    return at.astimezone(ZoneInfo(zone)).date()


def _not_colleague(uow: UnitOfWork, person: Person, account: str) -> str | None:
    found = colleague(uow, person, account)
    if found is None or found.gone:
        return "errors.person_unknown"
    return None if found.is_employee else "errors.anchor_employee"


def _leaders(uow: UnitOfWork, person: Person, network: Network | None) -> set[str]:
    """The accounts of those who lead it."""
    return {person.account} if network is None else {uow.people.get(id).account for id in network.leaders}
