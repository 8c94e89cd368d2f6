"""What the bot writes to somebody by itself: the week's message, the question after silence, what still invites."""

from core.model.periods import local_day
from core.model.weeks import Week
from core.services import invitations as invitation_services
from core.services import reminders, weekly
from scheduler.desk import Desk
from views import outsiders
from views import reminders as views
from views import weekly as weekly_views
from views.elements import View


def reminder(desk: Desk) -> View:
    """Whatever waits for them; what was sent says what has become of it."""
    bundle = weekly.of_week(desk.uow, desk.person, Week.read(desk.delivery.subject), at=desk.at)
    if not desk.is_new:
        return weekly_views.reminder(desk.theirs, bundle)
    zone = desk.uow.organisations.get(desk.person.organisation_id).zone
    desk.must(bundle.is_due and desk.person.may_be_written(local_day(desk.at, zone)))
    return weekly_views.reminder(desk.theirs, bundle.unanswered)


def silence(desk: Desk) -> View:
    """To who has not answered for long."""
    network, wanted = reminders.silence_question(desk.uow, desk.member, desk.person, desk.at)
    desk.must(wanted)
    is_leader = network.leader_id == desk.person.id
    return views.silence(desk.theirs, network, desk.member, is_leader=is_leader)


def invitations(desk: Desk) -> View:
    """To somebody without an account: all that still invite them."""
    waiting = invitation_services.waiting(desk.uow, desk.person)
    desk.must(bool(waiting) and desk.person.wants_mail)
    organisation = desk.uow.organisations.get(desk.person.organisation_id)
    return outsiders.invitations(desk.theirs, [network for _, network in waiting], organisation)
