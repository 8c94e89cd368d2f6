"""What a delivery shows, built when it is sent from how things are then. One table: Content to the one who makes it.

What is posted where a network talks is in the network's language, what is somebody's own in theirs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.model.deliveries import Content, Delivery, Effect
from core.model.ids import ConditionId, OutcomeId, PersonId
from core.model.members import MemberState
from core.ports import UnitsOfWork
from core.services import charters, conditions, desks, home, outcomes, rounds
from locales.words import Words
from scheduler import after, calls, life_cycle, quiet, readouts, untold
from scheduler.addressing import Gone, To, address
from scheduler.desk import Desk
from views import conditions as condition_views
from views import deliveries as delivery_views
from views import home as home_views
from views import members as member_views
from views import networks as network_views
from views import outcomes as outcome_views
from views import outsiders as outsider_views
from views import phases as phase_views
from views import replies as reply_views
from views import rounds as round_views
from views.codec import decode
from views.elements import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Everything that the call outside needs. `name`, `is_private`: of a conversation to be made."""

    to: To
    view: View | None = None
    name: str = ""
    is_private: bool = True

    @property
    def shown(self) -> View:
        if self.view is None:
            raise ValueError("this effect shows something")
        return self.view


@dataclass(frozen=True, kw_only=True)
class Composer:
    """`now`: calendar clock. `can_archive`: whether a platform lets the bot put a conversation away."""

    units_of_work: UnitsOfWork
    now: Callable[[], datetime]
    can_archive: Callable[[str], bool] = lambda platform: True

    def compose(self, delivery: Delivery) -> Parcel:
        """Raises `Gone` or a refusal if nothing is to be sent any more, `NotYet` if it must wait."""
        with self.units_of_work.reading() as uow:
            desk = Desk(uow, delivery, self.now())
            desk.must_be_wanted()
            to = address(uow, delivery)
            desk.can_archive = self.can_archive(to.platform)
            if delivery.effect is Effect.CREATE:
                return Parcel(to=to, name=desk.network.name, is_private=desk.network.is_private)
            view = None if delivery.content is Content.NOTHING else VIEWS[delivery.content](desk)
            return Parcel(to=to, view=view)

    def address(self, delivery: Delivery) -> To:
        """Where to look for it. Raises as `compose`."""
        with self.units_of_work.reading() as uow:
            return address(uow, delivery)


def _answer(desk: Desk) -> View:
    return decode(desk.delivery.payload)


def _charter(desk: Desk) -> View:
    desk.must(desk.network.is_open)
    return network_views.charter(
        desk.ours,
        desk.network,
        leader=desk.leader,
        anchor=desk.somebody(desk.network.anchor_id),
        units=desk.units(desk.network.unit_ids),
        members=desk.uow.members.count_active(desk.network.id),
        schedule=desk.uow.schedules.find(desk.network.id),
        k=desk.uow.organisations.get(desk.network.organisation_id).k,
        committee=next(iter(desk.units((desk.network.committee_id,) if desk.network.committee_id else ())), None),
        bonds=charters.bonds(desk.uow, desk.network),
    )


def _needs(desk: Desk) -> View:
    desk.must(desk.network.is_open and bool(desk.network.missing))
    return network_views.needs(desk.theirs, desk.network)


def _no_conversation(desk: Desk) -> View:
    desk.must(desk.network.is_open and desk.network.conversation is None)
    return network_views.no_conversation(desk.theirs, desk.network)


def _invitation(desk: Desk) -> View:
    desk.must(desk.network.is_open and desk.member.state is MemberState.INVITED)
    inviter = desk.somebody(desk.member.invited_by)
    return member_views.invitation(desk.theirs, desk.network, inviter=inviter, leader=desk.leader, member=desk.member)


def _welcome(desk: Desk) -> View:
    desk.must(desk.network.is_open and desk.member.is_active)
    person = desk.uow.people.get(desk.member.person_id)
    unit = next(iter(desk.units((person.unit_id,) if person.unit_id else ())), None)
    return member_views.welcome(desk.ours, desk.network, person=person, unit=unit)


def _removed(desk: Desk) -> View:
    return member_views.removed(desk.theirs, desk.network)


def _phases(desk: Desk) -> View:
    desk.must(desk.network.is_open and desk.member.is_active)
    return phase_views.told(desk.theirs, desk.network, desk.member)


def _left(desk: Desk) -> View:
    return member_views.left(desk.theirs, desk.network)


def _prompt(desk: Desk) -> View:
    desk.must(desk.round.is_open)
    view = round_views.prompt(
        desk.ours,
        desk.network,
        desk.round,
        desk.prompt,
        shared_last=_last_time(desk),
        done_about=_done_about(desk),
        answered=rounds.answered(desk.uow, desk.round),
    )
    return readouts.noted(desk, view)


def _last_time(desk: Desk) -> Words | None:
    last = rounds.previous(desk.uow, desk.round)
    if last is None:
        return None
    prompt, back = desk.prompt_of(last), rounds.given_back(desk.uow, last)
    asked = last.asked or back.answered
    return round_views.last_time(desk.ours, prompt, answered=back.answered, asked=asked, figures=back.figures)


def _done_about(desk: Desk) -> tuple[Words, ...]:
    """What is being done about what the network has told."""
    return condition_views.returned(desk.ours, conditions.open_ones(desk.uow, desk.network))


def _condition(desk: Desk) -> View:
    id, opening, status = desk.delivery.subject.split("|")
    told = conditions.told(desk.uow, ConditionId(id), desk.network)
    desk.must((str(told.opening), told.status.value) == (opening, status))
    return condition_views.reported(desk.ours, told)


def _shared_reply(desk: Desk) -> View:
    desk.must(desk.reply.is_posted)
    person = desk.uow.people.get(desk.reply.person_id)
    return reply_views.shared(desk.ours, desk.network, desk.round, desk.prompt, desk.reply, person=person)


def _receipt(desk: Desk) -> View:
    desk.must(desk.reply.stands)
    return reply_views.thread_receipt(desk.theirs, desk.network, desk.round, desk.prompt, desk.reply)


def _shareback(desk: Desk) -> View:
    back = rounds.given_back(desk.uow, desk.round)
    return round_views.shareback(
        desk.ours,
        desk.network,
        desk.round,
        desk.prompt,
        figures=back.figures,
        shared=back.shared,
        answered=back.answered,
    )


def _outcome(desk: Desk) -> View:
    record = desk.uow.outcomes.get(OutcomeId(desk.delivery.subject))
    if not record.stands:
        raise Gone
    return outcome_views.post(desk.ours, outcomes.entry(desk.uow, desk.network, record))


def _home(desk: Desk) -> View:
    page = home.of(desk.uow, desk.person, at=desk.at)
    theirs = desks.of(desk.uow, desk.person, at=desk.at) if desks.is_for(desk.person) else None
    return home_views.page(desk.theirs, page, theirs)


def _asked(desk: Desk) -> View:
    member = desk.uow.members.find(desk.network.id, desk.person.id)
    desk.must(desk.round.is_open and member is not None and member.is_active and desk.person.wants_mail)
    told = _last_time(desk)
    return outsider_views.asked(desk.theirs, desk.network, desk.round, desk.prompt, shared_last=told)


def _farewell(desk: Desk) -> View:
    return outsider_views.farewell(desk.theirs, desk.network, leader=desk.leader)


def _not_theirs(desk: Desk) -> View:
    person = desk.uow.people.get(PersonId(desk.delivery.subject))
    return delivery_views.not_theirs(desk.theirs, desk.network, person=person.name)


VIEWS: Mapping[Content, Callable[[Desk], View]] = {
    Content.ANSWER: _answer,
    Content.CHARTER: _charter,
    Content.NEEDS: _needs,
    Content.NO_CONVERSATION: _no_conversation,
    Content.ANCHOR_QUESTION: life_cycle.anchor_question,
    Content.ROLE_QUESTION: life_cycle.role_question,
    Content.ROLE_DECLINED: life_cycle.role_declined,
    Content.END_QUESTION: life_cycle.end_question,
    Content.END_MOVED: life_cycle.end_moved,
    Content.INVITATION: _invitation,
    Content.WELCOME: _welcome,
    Content.PROMPT: _prompt,
    Content.REMINDER: quiet.reminder,
    Content.SHARED_REPLY: _shared_reply,
    Content.RECEIPT: _receipt,
    Content.SHAREBACK: _shareback,
    Content.OUTCOME: _outcome,
    Content.THANKS: life_cycle.harvest_card,
    Content.RESUMED: life_cycle.resumed,
    Content.REMOVED: _removed,
    Content.LEFT: _left,
    Content.SILENCE: quiet.silence,
    Content.CONDITION: _condition,
    Content.PHASES: _phases,
    Content.LEADER_CHANGED: life_cycle.leader_changed,
    Content.CO_LEADER: life_cycle.co_leader,
    Content.HOME: _home,
    Content.DIGEST: after.digest,
    Content.DIGEST_DESK: after.news,
    Content.DIGEST_COMMITTEE: after.committee,
    Content.ECHO: after.echo,
    Content.ECHO_BACK: after.given_back,
    Content.INQUIRY: after.inquiry,
    Content.CALL: calls.question,
    Content.CALL_ANSWERED: calls.answered,
    Content.INVITATIONS: quiet.invitations,
    Content.ASKED: _asked,
    Content.FAREWELL: _farewell,
    Content.NOT_THEIRS: _not_theirs,
    Content.READOUT: readouts.card,
    Content.MODEL_SWITCHED: readouts.switched,
    Content.HELD_QUESTION: untold.held_question,
    Content.STUCK: untold.stuck,
    Content.INVITATION_UNREACHED: untold.invitation_unreached,
    Content.ANCHOR_UNREACHED: untold.anchor_unreached,
    Content.ROLE_UNREACHED: untold.role_unreached,
    Content.NOT_LET_IN: untold.not_let_in,
}
