"""What is written when a leader asks for help: to the secretariat, and back."""

from core.model.ids import CallId
from core.services import calls
from core.services.calls import Asked
from scheduler.desk import Desk
from views import calls as views
from views.elements import View


def _told(desk: Desk) -> Asked:
    return calls.told(desk.uow, desk.uow.calls.get(CallId(desk.delivery.subject)))


def question(desk: Desk) -> View:
    """To somebody of the secretariat, while they are of it and nobody has answered."""
    asked = _told(desk)
    desk.must(desk.person.is_secretariat and not asked.call.is_answered)
    return views.question(desk.theirs, asked)


def answered(desk: Desk) -> View:
    """To the leader who asked."""
    return views.answered(desk.theirs, _told(desk))
