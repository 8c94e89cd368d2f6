"""Files that are fetched by a personal link: who asked for which, until when. What stands in one is worked out anew
each time, by whoever makes it, who checks again what its reader may see.
"""

from datetime import datetime

from core.errors import NotFound
from core.model import keys
from core.model.files import OPEN, Wanted
from core.model.links import FILE_LASTS, Link
from core.model.networks import Network
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services import offices


def issue(
    uow: UnitOfWork, person: Person, wanted: Wanted, *, network: Network | None, act: str, digest: str, at: datetime
) -> None:
    """A link of their own, for a day; that they took it out is kept, what stands in it is not. Of what is open to every
    employee nothing is kept.

    `act`: the platform's own id of their asking; `digest`: of the secret in the link.
    """
    key = keys.file(wanted.file, person.id, act)
    id = network.id if network else None
    uow.links.add(Link(key=key, person_id=person.id, network_id=id, wanted=wanted, expires_at=at + FILE_LASTS))
    uow.links.seal(key, digest)
    if wanted.file not in OPEN:
        offices.note_access(uow, person, network, at=at, file=wanted.file)


def opens(uow: UnitOfWork, digest: str, *, at: datetime) -> tuple[Person, Wanted]:
    """Whose link it is, and to what. Raises `NotFound` whatever is wrong: who guesses learns nothing."""
    link = uow.links.find(digest)
    if link is None or not link.works(at) or link.wanted is None:
        raise NotFound("reports.no_link")
    person = uow.people.get(link.person_id)
    if person.gone:
        raise NotFound("reports.no_link")
    return person, link.wanted
