"""Our own platform beside those of others: mails go out, and a page is where people answer."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.access import MailAccess
from bot.crew import Crew
from bot.mail.messenger import MailMessenger
from bot.mail.post import FolderPost, Post, SmtpPost
from bot.platforms import Door, Doors, Envelope, Platform, Seat
from bot.settings import Pace
from bot.web.pages import routes
from core.model.deliveries import Effect
from core.model.organisations import OURS
from core.ports import UnitsOfWork
from core.services.people import Profile
from storage.rates import Lanes, Rate

_MAILS = Rate(2, burst=10)
"""A second: what a municipality's own server takes from one application without asking questions."""


class _Nobody:
    """Whoever has no account is known by having been invited."""

    def everyone(self) -> Iterator[Profile]:
        return iter(())


def platform(
    access: MailAccess, pace: Pace, units_of_work: UnitsOfWork, *, organisation: str, now: Callable[[], datetime]
) -> Platform:
    """Mails in the organisation's name. Nothing is told to us: people come to the page."""
    post: Post = FolderPost(access.folder) if access.folder else SmtpPost(access, pace.timeout)
    seat = Seat(workspace=organisation, directory=_Nobody(), read=lambda card, known: iter(()))

    def door(doors: Doors, crew: Crew) -> Door:
        return Door(routes=routes(access, units_of_work, doors, crew, workspace=organisation, now=now))

    return Platform(
        name=OURS,
        seats=(seat,),
        messenger=MailMessenger(access, post, units_of_work),
        interaction=_nothing,
        essence=lambda envelope: envelope,
        profile=_nothing,
        door=door,
        lanes=Lanes(conversation=None, tiers={Effect.DIRECT: ("mail", _MAILS)}),
        tasks={},
    )


def _nothing(envelope: Envelope) -> None:
    return None
