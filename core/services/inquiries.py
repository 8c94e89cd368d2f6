"""Those in a role are asked something of their own: planned, asked, answered, taken back, told to the secretariat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Refusal, Unfit
from core.model import keys
from core.model.deliveries import Content
from core.model.ids import InquiryId, NetworkId, PersonId, UnitId
from core.model.inquiries import ANSWER_DAYS, AT, ROLES, Inquiry, Said, asking_on, choose, inquiry_id
from core.model.networks import Network, NetworkState, Phase
from core.model.organisations import Person, PersonKind
from core.model.periods import local_day
from core.model.prompts import Audience, Prompt
from core.model.replies import Answer, unfit
from core.model.roles import held
from core.model.rounds import closing_at
from core.model.schedules import localise
from core.model.timers import Timed, Timer
from core.ports import Calendar, UnitOfWork
from core.services import asking, echoes, outbox, people, weekly
from core.services.asking import Inquired, to_answer
from core.services.confirmations import receiver_notices
from core.services.replies import PointedOut, point_out

_PHASES = (Phase.UNDERWAY, Phase.MIDWAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What somebody says who has not read the information text before: that they have now, and where they belong."""

    has_read: bool = False
    unit_id: UnitId | None = None
    kind: PersonKind | None = None


def plan(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """A network is under way, or has another end: from here on this is when those in a role are asked."""
    forget(uow, network)
    if network.state is not NetworkState.ACTIVE:
        return
    today = local_day(at, network.zone)
    for phase, day in asking_on(network):
        if day > today:
            uow.timers.set(Timer(Timed.ASK_ROLES, _subject(network, phase), localise(day, AT, network.zone)))


def forget(uow: UnitOfWork, network: Network) -> None:
    """Nobody is asked any more."""
    uow.timers.clear(*((Timed.ASK_ROLES, _subject(network, phase)) for phase in _PHASES))


def _subject(network: Network, phase: Phase) -> str:
    return f"{network.id}|{phase.value}"


def ring(uow: UnitOfWork, subject: str, at: datetime, calendar: Calendar) -> None:
    """The time has come, if the network still lives."""
    id, _, phase = subject.partition("|")
    network = uow.networks.get(NetworkId(id))
    if network.state is NetworkState.ACTIVE:
        ask(uow, network, Phase(phase), at=at, calendar=calendar)


def ask(
    uow: UnitOfWork, network: Network, phase: Phase, *, months: int = 0, at: datetime, calendar: Calendar
) -> Sequence[Inquiry]:
    """Everybody in a role for whom the library has something in this phase; nobody is asked the same twice."""
    library = uow.prompts.newest()
    closes_at = closing_at(at, network.zone, ANSWER_DAYS, calendar.is_working_day)
    new: list[Inquiry] = []
    for audience, ids in _holders(network).items():
        prompt = choose(library, audience, phase, months)
        for person_id in ids if prompt else ():
            new += _asked(uow, network, person_id, audience, prompt, phase, months, at, closes_at) if prompt else ()
    return new


def _holders(network: Network) -> Mapping[Audience, Sequence[PersonId]]:
    holders = {audience: held(network, role) for audience, role in ROLES.items()}
    return {Audience.LEADER: network.leaders, **{role: (id,) for role, id in holders.items() if id}}


def _asked(
    uow: UnitOfWork,
    network: Network,
    person_id: PersonId,
    audience: Audience,
    prompt: Prompt,
    phase: Phase,
    months: int,
    at: datetime,
    closes_at: datetime,
) -> tuple[Inquiry, ...]:
    id = inquiry_id(network.id, person_id, prompt.id, months)
    person = uow.people.get(person_id)
    if person.gone or uow.inquiries.find(id) is not None:
        return ()
    inquiry = Inquiry(
        id=id,
        network_id=network.id,
        person_id=person_id,
        audience=audience,
        prompt_id=prompt.id,
        prompt_version=prompt.version,
        phase=phase,
        months=months,
        asked_at=at,
        closes_at=closes_at,
    )
    uow.inquiries.save(inquiry)
    if person.may_be_written(local_day(at, network.zone)):
        _tell(uow, network, inquiry, person, at)
    outbox.home(uow, person, at=at)
    return (inquiry,)


def _tell(uow: UnitOfWork, network: Network, inquiry: Inquiry, person: Person, at: datetime) -> None:
    """While the network lives it stands in the one message of the week; after the closing it comes by itself."""
    if inquiry.phase is not Phase.AFTER:
        weekly.tell(uow, [person], network.zone, at=at)
        return
    key, until = keys.inquiry(inquiry.id), inquiry.closes_at
    outbox.direct(uow, person, Content.INQUIRY, key, subject=inquiry.id, at=at, network_id=network.id, expires_at=until)


def save(
    uow: UnitOfWork,
    person: Person,
    id: InquiryId,
    answers: Sequence[Answer],
    reading: Reading,
    *,
    knows: bool,
    at: datetime,
) -> Inquired | PointedOut:
    """Keep what the form says; or, the first time, point out what should perhaps not stand there."""
    asked = to_answer(uow, id, person)
    given = tuple(answer for answer in answers if answer.is_given)
    wrong: dict[str, str | Refusal] = {**unfit(asked.prompt, given)}
    if not people.is_informed(person):
        wrong |= people.unready(uow, person, has_read=reading.has_read, unit_id=reading.unit_id)
    pointed_out = point_out(uow, asked.network, given, wrong)
    if wrong:
        raise Unfit(wrong)
    if pointed_out.findings and not knows:
        return pointed_out
    if not people.is_informed(person):
        person = people.inform(uow, person, unit_id=reading.unit_id, kind=reading.kind)
    before = asked.inquiry
    kept = replace(before, answers=given, withdrawn_at=None)
    kept = replace(kept, edited_at=at) if before.is_answered else replace(kept, answered_at=at)
    return _keep(uow, replace(asked, inquiry=kept), person, at)


def withdraw(uow: UnitOfWork, person: Person, id: InquiryId, *, at: datetime) -> Inquired:
    """The answers are gone at once."""
    asked = to_answer(uow, id, person)
    if not asked.inquiry.is_answered:
        return asked
    return _keep(uow, replace(asked, inquiry=replace(asked.inquiry, answers=(), withdrawn_at=at)), person, at)


def _keep(uow: UnitOfWork, asked: Inquired, person: Person, at: datetime) -> Inquired:
    inquiry, network = asked.inquiry, asked.network
    uow.inquiries.save(inquiry)
    if inquiry.audience is Audience.RECEIVER and inquiry.phase is Phase.AFTER:
        echoes.note_changes(uow, network, inquiry.months, at=at)
        receiver_notices(uow, network, person, echoes.noticed(uow, inquiry) or (), at=at)
    key = keys.inquiry(inquiry.id)
    if uow.deliveries.find(key) is not None:
        outbox.update(uow, person, Content.INQUIRY, key, subject=inquiry.id, at=at, network_id=network.id)
    weekly.show_anew(uow, person, network.zone, at=at)
    outbox.home(uow, person, at=at)
    return asked


def said(uow: UnitOfWork, network: Network) -> tuple[Said, ...]:
    """What those in a role have answered, newest first."""
    answered = [inquiry for inquiry in uow.inquiries.of_networks([network.id]) if inquiry.is_answered]
    return tuple(Said(inquiry=each, prompt=asking.of_inquiry(uow, each)) for each in reversed(answered))
