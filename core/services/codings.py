"""Coding: one readable reply at a time, what it is about; suggested by the bot, decided by a person, undone at will."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.errors import Conflict, NotFound, Unfit
from core.model import codes as rules
from core.model.codes import MOST_CODES, Code, CodeCounts, Coding, Example
from core.model.ids import CodeId, ReplyId, RoundId
from core.model.networks import Network
from core.model.organisations import Organisation, Person
from core.model.prompts import Texts
from core.model.readings import Asked, masked
from core.model.replies import Reply, Saying
from core.ports import UnitOfWork
from core.services import codes, permissions
from core.services.readings import Seen, of_round

MOST_EXAMPLES = 2000
"""How many of the last codings are learnt from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An open answer: what was asked, and what was written, names masked."""

    question: Texts
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCode:
    """A reply as whoever codes it sees it: no name, no time of day. `coded`: what it is about by now."""

    reply_id: ReplyId
    network: Network
    day: date
    pieces: tuple[Piece, ...]
    coded: tuple[Code, ...] | None = None

    @property
    def text(self) -> str:
        """All that was written, for who suggests."""
        return "\n".join(piece.text for piece in self.pieces)


def upcoming(uow: UnitOfWork, person: Person, *, after: ReplyId | None = None) -> ToCode | None:
    """The next reply that is not coded, of the round that closed last; `after`: the one that was passed over."""
    permissions.must_be_secretariat(person)
    for round_id in _rounds(uow, person, after):
        network, asked, names = of_round(uow, uow.rounds.get(round_id))
        replies = asked.readable
        done = {coding.reply_id for coding in uow.codings.of_replies([reply.id for reply in replies])}
        if after and any(reply.id == after for reply in replies):
            done |= {reply.id for reply in replies if reply.id <= after}
        for reply in replies:
            found = _to_code(network, asked, reply, names) if reply.id not in done else None
            if found and found.pieces:
                return found
    return None


def _rounds(uow: UnitOfWork, person: Person, after: ReplyId | None) -> Iterator[RoundId]:
    """The rounds with something left, from the one on in which somebody was."""
    rounds = uow.codings.rounds_left(person.organisation_id)
    here = uow.replies.get(after).round_id if after else None
    start = rounds.index(here) if here in rounds else 0
    yield from rounds[start:]


def find(uow: UnitOfWork, id: ReplyId, person: Person) -> ToCode:
    """One reply, to be coded anew. Raises `NotFound` where it cannot be read any more."""
    permissions.must_be_secretariat(person)
    network, asked, names = of_round(uow, uow.rounds.get(uow.replies.get(id).round_id))
    reply = next((each for each in asked.readable if each.id == id), None)
    if reply is None or network.organisation_id != person.organisation_id:
        raise NotFound("codes.reply_gone")
    coding = uow.codings.find(id)
    known = codes.known(uow, person.organisation_id) if coding else {}
    coded = tuple(known[each] for each in coding.codes if each in known) if coding else None
    return _to_code(network, asked, reply, names, coded)


def _to_code(
    network: Network, asked: Asked, reply: Saying, names: Sequence[str], coded: tuple[Code, ...] | None = None
) -> ToCode:
    given = [answer for answer in sorted(reply.answers, key=lambda answer: answer.question) if answer.text]
    pieces = tuple(
        Piece(question=asked.prompt.questions[answer.question].texts, text=masked(answer.text, names))
        for answer in given
    )
    return ToCode(reply_id=reply.id, network=network, day=asked.day, pieces=pieces, coded=coded)


def decide(uow: UnitOfWork, id: ReplyId, person: Person, chosen: Sequence[CodeId], *, at: datetime) -> ToCode:
    """The reply is about these, nothing else; none of them: about nothing on the list."""
    find(uow, id, person)
    chosen = tuple(dict.fromkeys(chosen))
    if len(chosen) > MOST_CODES:
        raise Unfit({"codes": "codes.too_many"})
    offered = {code.id: code for code in codes.offered(uow, person.organisation_id)}
    if not offered.keys() >= set(chosen):
        raise Conflict("codes.unknown")
    for code_id in chosen:
        uow.codes.add(offered[code_id])  # one of the library is kept by its name from the first time it is used
    uow.codings.set(
        Coding(reply_id=id, organisation_id=person.organisation_id, codes=tuple(chosen), by=person.id, at=at)
    )
    return find(uow, id, person)


def undo(uow: UnitOfWork, id: ReplyId, person: Person) -> ToCode:
    """Nothing is said of the reply any more."""
    find(uow, id, person)
    uow.codings.clear(id)
    return find(uow, id, person)


def follow(uow: UnitOfWork, before: Reply | None, after: Reply) -> None:
    """A reply was changed or taken back: what its words were said to be about is gone with them."""
    if before is not None and _words(before) != _words(after):
        uow.codings.clear(after.id)


def _words(reply: Saying) -> list[str]:
    return [answer.text for answer in reply.answers if answer.text]


def examples(uow: UnitOfWork, organisation: Organisation) -> tuple[Example, ...]:
    """What can be learnt from: the coded replies that may be read today."""
    codings = {each.reply_id: each for each in uow.codings.newest(organisation.id, limit=MOST_EXAMPLES)}
    rounds = {uow.replies.get(id).round_id for id in codings}
    found = []
    for round_id in sorted(rounds):
        network, asked, names = of_round(uow, uow.rounds.get(round_id))
        read = [_to_code(network, asked, reply, names) for reply in asked.readable if reply.id in codings]
        found += [Example(text=each.text, codes=codings[each.reply_id].codes) for each in read if each.pieces]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Coded:
    """What has been said of replies, by round."""

    rounds: Mapping[RoundId, Mapping[ReplyId, Coding]]

    def of(self, seen: Seen) -> list[tuple[Coding, bool]]:
        """Of the replies of a network's period that may be read, each with whether it is shared."""
        return [
            (codings[reply.id], reply.is_shared)
            for asked in seen.asked
            if (codings := self.rounds.get(asked.round.id))
            for reply in asked.readable
            if reply.id in codings
        ]


def coded(uow: UnitOfWork, networks: Sequence[Network]) -> Coded:
    """In some networks."""
    rounds: dict[RoundId, dict[ReplyId, Coding]] = {}
    for round_id, coding in uow.codings.of_networks([one.id for one in networks]) if networks else ():
        rounds.setdefault(round_id, {})[coding.reply_id] = coding
    return Coded(rounds)


def counts(
    uow: UnitOfWork, organisation: Organisation, about: Sequence[tuple[Coding, bool]], *, k: int
) -> CodeCounts | None:
    """What coded replies are about; for the secretariat, who has read them."""
    return rules.counted(about, list(codes.known(uow, organisation.id).values()), k=k) if about else None
