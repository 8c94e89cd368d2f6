"""Replies: given in the form or in the thread, changed, withdrawn; what others see of them follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from core.errors import Conflict, NotAllowed, NotFound, Refusal, Unfit
from core.model import keys, masking
from core.model.deliveries import Content
from core.model.ids import ReplyId, RoundId, new_id
from core.model.masking import Finding, Trace
from core.model.networks import Network
from core.model.organisations import Person
from core.model.prompts import Prompt
from core.model.replies import (
    MOST_TEXT,
    Answer,
    Reply,
    ReplySource,
    ReplyVisibility,
    input_of,
    other_input_of,
    unfit,
)
from core.model.rounds import Round, RoundState
from core.ports import UnitOfWork
from core.services import asking, codings, outbox, people, permissions, publishing, readouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a member is asked, and the reply they have given, whatever became of it."""

    network: Network
    round: Round
    prompt: Prompt
    reply: Reply | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a form says. `knows`: what was pointed out is seen, and is to be saved."""

    answers: tuple[Answer, ...]
    visibility: ReplyVisibility
    quotable: bool = False
    knows: bool = False
    source: ReplySource = ReplySource.FORM


@dataclass(frozen=True, slots=True)
class PointedOut:
    """Nothing is saved yet: this stands in the texts, by the name of the input."""

    findings: Mapping[str, tuple[Finding, ...]]


class Heard(Enum):
    """What became of a message in a thread."""

    NOTHING = "nothing"  # talk, or nothing of ours: stored nowhere
    TAKEN = "taken"  # it is a reply now, or the reply follows it
    CPR = "cpr"  # it holds a CPR number, so nothing of it is stored


def ask(uow: UnitOfWork, person: Person, round_id: RoundId) -> Asked:
    """The form of a round: for its network's active members who have read the information text."""
    found = uow.replies.find_asking(round_id, person.id)
    if found is None:
        raise NotFound("errors.not_found")
    current = found.round
    permissions.must_be_active(found.member)
    if not current.is_echo:
        permissions.must_be_open(found.network)
    if not people.is_informed(person):
        raise NotAllowed("replies.read_first")
    if current.state is RoundState.SKIPPED:
        raise NotFound("replies.round_gone")
    prompt = asking.of_round(uow, current)
    return Asked(network=found.network, round=current, prompt=prompt, reply=found.reply)


def save(uow: UnitOfWork, person: Person, round_id: RoundId, draft: Draft, *, at: datetime) -> Reply | PointedOut:
    """Keep what the form says; or, the first time, point out what should perhaps not stand there."""
    return take(uow, person, ask(uow, person, round_id), draft, at=at)


def take(uow: UnitOfWork, person: Person, asked: Asked, draft: Draft, *, at: datetime) -> Reply | PointedOut:
    """`save`, where `ask` was called before in the same transaction."""
    answers = tuple(answer for answer in draft.answers if answer.is_given)
    wrong: dict[str, str | Refusal] = {**unfit(asked.prompt, answers)}
    pointed_out = point_out(uow, asked.network, answers, wrong)
    if wrong:
        raise Unfit(wrong)
    if pointed_out.findings and not draft.knows:
        return pointed_out
    reply = _written(asked, person, replace(draft, answers=answers), at)
    return _keep(uow, asked, person, reply, at=at)


def point_out(
    uow: UnitOfWork, network: Network, answers: tuple[Answer, ...], wrong: dict[str, str | Refusal]
) -> PointedOut:
    """What should perhaps not stand in the texts; what must not is added to what is `wrong`."""
    findings = _findings(uow, network, answers)
    wrong |= {name: "replies.cpr" for name, found in findings.items() if _has_cpr(found)}
    return PointedOut(findings)


def withdraw(uow: UnitOfWork, person: Person, reply_id: ReplyId, *, at: datetime) -> Reply:
    """The answers are gone at once, here and where the bot posted them; that there was a reply stays known."""
    reply = uow.replies.get(reply_id)
    if reply.person_id != person.id:
        raise NotFound("replies.gone")
    return _withdraw(uow, person, reply, at=at) if reply.stands else reply


def hear(
    uow: UnitOfWork, person: Person, *, conversation: str, thread: str, message: str, text: str, at: datetime
) -> Heard:
    """A message in a thread: a member's first one under an open prompt answers its open question.

    Not on private prompts, not for those who have replied in some way, and nothing else is ever stored.
    """
    asked = _asked_there(uow, person, conversation, thread) if text.strip() else None
    if asked is None or asked.prompt.open_question is None:
        return Heard.NOTHING
    if masking.holds_cpr(text):
        return Heard.CPR
    reply = Reply(
        id=ReplyId(new_id()),
        round_id=asked.round.id,
        person_id=person.id,
        visibility=ReplyVisibility.SHARED,
        answers=(Answer(question=asked.prompt.open_question, text=text.strip()[:MOST_TEXT]),),
        submitted_at=at,
        source=ReplySource.THREAD,
        source_message=message,
    )
    _keep(uow, asked, person, reply, at=at)
    key = keys.receipt(reply.id, message)
    outbox.whisper(
        uow,
        asked.network,
        person,
        Content.RECEIPT,
        key,
        subject=reply.id,
        at=at,
        thread=thread,
        expires_at=asked.round.closes_at,
    )
    return Heard.TAKEN


def hear_edit(uow: UnitOfWork, person: Person, *, conversation: str, message: str, text: str, at: datetime) -> Heard:
    """The member's own message was changed: the reply that it became follows."""
    reply = uow.replies.find_by_message(person.workspace_id, conversation, message)
    if reply is None or reply.person_id != person.id:
        return Heard.NOTHING
    if masking.holds_cpr(text):
        _withdraw(uow, person, reply, at=at)
        return Heard.CPR
    if not text.strip():
        _withdraw(uow, person, reply, at=at)
        return Heard.TAKEN
    try:
        asked = ask(uow, person, reply.round_id)
    except Refusal:
        return Heard.NOTHING
    answers = tuple(replace(answer, text=text.strip()[:MOST_TEXT]) for answer in reply.answers)
    _keep(uow, asked, person, replace(reply, answers=answers, edited_at=at), at=at)
    return Heard.TAKEN


def hear_removal(uow: UnitOfWork, person: Person, *, conversation: str, message: str, at: datetime) -> Heard:
    """The member's own message is gone, and the reply that it became with it."""
    reply = uow.replies.find_by_message(person.workspace_id, conversation, message)
    if reply is None or reply.person_id != person.id:
        return Heard.NOTHING
    _withdraw(uow, person, reply, at=at)
    return Heard.TAKEN


def open_to(uow: UnitOfWork, person: Person, *, conversation: str = "") -> tuple[Asked, ...]:
    """The open rounds that the person can answer: the one where they are, else those of all their networks."""
    here = uow.networks.find_by_conversation(person.workspace_id, conversation) if conversation else None
    if here is not None:
        found = uow.rounds.open_of(here.id)
        return (ask(uow, person, found.id),) if found else ()
    theirs = [network for network, place in uow.networks.around(person.id) if place is not None and place.is_active]
    rounds = [found for network in theirs if (found := uow.rounds.open_of(network.id)) is not None]
    return tuple(ask(uow, person, found.id) for found in rounds)


def waiting(uow: UnitOfWork, person: Person, *, conversation: str = "") -> tuple[Asked, ...]:
    """Of those, the ones not answered yet; if all are, all of them, to be changed."""
    asked = open_to(uow, person, conversation=conversation)
    if not asked:
        raise Conflict("rounds.nothing_open")
    return tuple(each for each in asked if each.reply is None or not each.reply.stands) or asked


def to_keep(uow: UnitOfWork, person: Person, *, author: str, conversation: str) -> Asked:
    """Where a message of the person's own can be saved as a reflection: the open round that it fits."""
    if author != person.account:
        raise NotAllowed("replies.not_your_message")
    found = open_to(uow, person, conversation=conversation)
    if len(found) != 1:
        raise Conflict("replies.several_open" if found else "replies.nothing_open")
    asked = found[0]
    if asked.prompt.open_question is None:
        raise Conflict("replies.no_open_question")
    return asked


def _asked_there(uow: UnitOfWork, person: Person, conversation: str, thread: str) -> Asked | None:
    card = uow.deliveries.find_by_message(person.workspace_id, conversation, thread) if thread else None
    if card is None or card.content is not Content.PROMPT:
        return None
    try:
        asked = ask(uow, person, RoundId(card.subject))
    except Refusal:
        return None
    talks = asked.reply is not None or asked.prompt.is_private or not asked.round.is_open
    return None if talks else asked


def _findings(uow: UnitOfWork, network: Network, answers: tuple[Answer, ...]) -> dict[str, tuple[Finding, ...]]:
    texts = {
        (other_input_of if answer.choices else input_of)(answer.question): answer.text
        for answer in answers
        if answer.text
    }
    if not texts:
        return {}
    names = uow.members.names(network.id)
    found = {name: masking.find(text, names) for name, text in texts.items()}
    return {name: findings for name, findings in found.items() if findings}


def _has_cpr(findings: tuple[Finding, ...]) -> bool:
    return any(finding.trace is Trace.CPR for finding in findings)


def _written(asked: Asked, person: Person, draft: Draft, at: datetime) -> Reply:
    """The reply as the draft says: a first one, a changed one, or a new one after a withdrawal."""
    before = asked.reply
    if before is not None and before.stands:
        source = ReplySource.FORM if before.source is ReplySource.THREAD else before.source
        reply = replace(before, source=source, source_message=None, edited_at=at)
    else:
        reply = Reply(
            id=before.id if before else ReplyId(new_id()),
            round_id=asked.round.id,
            person_id=person.id,
            visibility=draft.visibility,
            answers=(),
            submitted_at=at,
            source=draft.source,
            is_late=not asked.round.is_open,
        )
    return replace(reply, answers=draft.answers, visibility=draft.visibility, quotable=draft.quotable)


def _withdraw(uow: UnitOfWork, person: Person, reply: Reply, *, at: datetime) -> Reply:
    current = uow.rounds.get(reply.round_id)
    asked = Asked(
        network=uow.networks.get(current.network_id),
        round=current,
        prompt=asking.of_round(uow, current),
        reply=reply,
    )
    gone = replace(reply, answers=(), quotable=False, source_message=None, withdrawn_at=at)
    return _keep(uow, asked, person, gone, at=at)


def _keep(uow: UnitOfWork, asked: Asked, person: Person, reply: Reply, *, at: datetime) -> Reply:
    uow.replies.save(reply)
    codings.follow(uow, asked.reply, reply)
    readouts.follow(uow, asked.reply, reply, at=at)
    publishing.follow(uow, asked.network, asked.round, person, asked.reply, reply, at=at)
    return reply
