"""What is shown to one person for their part in a network: the echo, and questions to those in a role."""

from datetime import date

from core.model.ids import InquiryId
from core.model.periods import local_day
from core.services import asking, digests, echoes, rounds
from core.services.asking import is_asked
from scheduler.desk import Desk
from views import digests as digest_views
from views import echoes as echo_views
from views import inquiries as inquiry_views
from views import rounds as round_views
from views.elements import View


def echo(desk: Desk) -> View:
    """To a member: what do you notice?"""
    member = desk.uow.members.find(desk.network.id, desk.person.id)
    wanted = member is not None and member.is_active and _may_write(desk)
    desk.must(desk.round.is_open and wanted)
    reply = desk.uow.replies.find(desk.round.id, desk.person.id)
    return echo_views.card(
        desk.theirs,
        desk.network,
        desk.round,
        desk.prompt,
        [question for question in desk.prompt.questions if is_asked(question, desk.person)],
        months=echoes.months(desk.uow, desk.network, desk.round),
        has_answered=reply is not None and reply.stands,
    )


def given_back(desk: Desk) -> View:
    """To a member: what was told."""
    back = rounds.given_back(desk.uow, desk.round)
    desk.must(bool(back.answered))
    view = round_views.shareback(
        desk.theirs,
        desk.network,
        desk.round,
        desk.prompt,
        figures=back.figures,
        shared=back.shared,
        answered=back.answered,
    )
    months = echoes.months(desk.uow, desk.network, desk.round)
    return echo_views.given_back(desk.theirs, desk.network, view, months=months)


def inquiry(desk: Desk) -> View:
    """To somebody in a role."""
    asked = asking.to_answer(desk.uow, InquiryId(desk.delivery.subject), desk.person)
    desk.must(asked.inquiry.waits(desk.at) and _may_write(desk))
    return inquiry_views.card(desk.theirs, asked)


def digest(desk: Desk) -> View:
    """To the anchor: the month that the subject names."""
    month = date.fromisoformat(desk.delivery.subject)
    desk.must(desk.network.is_open and digests.is_for(desk.network, desk.person) and _may_write(desk))
    return digest_views.card(desk.theirs, digests.of_month(desk.uow, desk.network, month, at=desk.at))


def _may_write(desk: Desk) -> bool:
    return desk.person.may_be_written(local_day(desk.at, desk.network.zone))
