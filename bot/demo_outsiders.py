"""Demo data: members without an account, some of them in, some invited; where mails are set up, in a trial they are."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.model import keys
from core.model.networks import Network
from core.model.organisations import Person, PersonKind
from core.ports import UnitOfWork
from core.services import members, outsiders, people

Script = Mapping[str, str]


def invite(uow: UnitOfWork, network: Network, leader: Person, scripts: Sequence[Script], *, at: datetime) -> None:
    """A mail each, with a link to say yes or no."""
    if people.without_accounts(uow, network.organisation_id) is None:
        return
    for script in scripts:
        outsiders.invite(uow, network, leader, [script["mail"]], kind=PersonKind(script["kind"]), at=at)


def gather(uow: UnitOfWork, network: Network, leader: Person, scripts: Sequence[Script], *, at: datetime) -> None:
    """They have said yes, long ago: of that there is no mail any more, but one of each round that is open."""
    invite(uow, network, leader, scripts, at=at)
    called = {script["mail"]: script["name"] for script in scripts}
    for member in uow.members.of_network(network.id):
        person = uow.people.get(member.person_id)
        if person.account in called and not person.has_account:
            uow.deliveries.cancel(keys.invitation(member.id, 1))
            name = called[person.account]
            members.join(uow, member.id, person, has_read=True, unit_id=None, name=name, kind=person.kind, at=at)
            uow.deliveries.cancel(keys.welcome(member.id))
