"""What is shown to those who must know that something did not get through."""

from core.model.deliveries import Cause, DeliveryState
from core.model.ids import PersonId
from core.services import deliveries, untold
from scheduler.desk import Desk
from views import deliveries as views
from views.elements import View


def held_question(desk: Desk) -> View:
    """Did it arrive? Once somebody has said, that it is settled."""
    held = desk.uow.deliveries.find(desk.delivery.subject)
    waits = held is not None and held.state is DeliveryState.HELD
    desk.must(waits)
    if held is None or not waits:
        return views.settled(desk.theirs, desk.network)
    return views.held_question(desk.theirs, untold.held(desk.uow, held, {desk.network.id: desk.network}))


def stuck(desk: Desk) -> View:
    """What to do about it; once it is mended, that it is tried again."""
    if not desk.is_new:
        return views.trying_again(desk.theirs, desk.network)
    desk.must(deliveries.is_stuck(desk.uow, desk.network))
    return views.stuck(desk.theirs, desk.network, Cause(desk.delivery.subject))


def invitation_unreached(desk: Desk) -> View:
    """To who invited."""
    return views.invitation_unreached(desk.theirs, desk.network, person=_whom(desk))


def anchor_unreached(desk: Desk) -> View:
    """To the leader."""
    return views.anchor_unreached(desk.theirs, desk.network, person=_whom(desk))


def role_unreached(desk: Desk) -> View:
    """To the leader."""
    return views.role_unreached(desk.theirs, desk.network, person=_whom(desk))


def not_let_in(desk: Desk) -> View:
    """To the leader, unless that person has left meanwhile."""
    person_id = PersonId(desk.delivery.subject)
    member = desk.uow.members.find(desk.network.id, person_id)
    desk.must(
        desk.network.is_open and (person_id == desk.network.leader_id or (member is not None and member.is_active))
    )
    return views.not_let_in(desk.theirs, desk.network, person=_whom(desk))


def _whom(desk: Desk) -> str:
    return desk.uow.people.get(PersonId(desk.delivery.subject)).name
