"""What is shown to one person for their part in a network: the echo, and questions to those in a role."""

from core.model.ids import InquiryId
from core.model.periods import local_day
from core.model.subscriptions import Kind
from core.services import asking, digesting, digests, echoes, rounds, subscriptions
from core.services.asking import is_asked
from scheduler.addressing import Gone
from scheduler.desk import Desk
from views import digests as digest_views
from views import echoes as echo_views
from views import inquiries as inquiry_views
from views import news as news_views
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
    """To the anchor: the months that the subject names."""
    wants = subscriptions.of_anchor(desk.uow, desk.person).is_on
    desk.must(wants and desk.network.is_open and digests.is_for(desk.network, desk.person) and _may_write(desk))
    return digest_views.card(desk.theirs, digests.of_subject(desk.uow, desk.network, desk.delivery.subject, at=desk.at))


def news(desk: Desk) -> View:
    """To the secretariat: the days that the subject names, and the desk as it is."""
    wanted = digesting.is_wanted(desk.uow, Kind.DESK, desk.person) and _may_be_written(desk)
    if not wanted:
        raise Gone
    told, is_first = digesting.of_desk(desk.uow, desk.person, desk.delivery.subject, at=desk.at)
    return news_views.card(desk.theirs, told, is_first=is_first)


def committee(desk: Desk) -> View:
    """To somebody named for a committee: the months that the subject names, of the networks tied to it."""
    about = desk.delivery.subject.split("|", 3)[3]
    told = digesting.of_committee(desk.uow, desk.person, desk.delivery.subject, at=desk.at)
    if told is None or not digesting.is_wanted(desk.uow, Kind.COMMITTEE, desk.person, about):
        raise Gone
    desk.must(_may_be_written(desk))
    return digest_views.committee(desk.theirs, told)


def _may_be_written(desk: Desk) -> bool:
    organisation = desk.uow.organisations.get(desk.person.organisation_id)
    return desk.person.may_be_written(local_day(desk.at, organisation.zone))


def _may_write(desk: Desk) -> bool:
    return desk.person.may_be_written(local_day(desk.at, desk.network.zone))
