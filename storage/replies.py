"""Replies: one per (round, person)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

import msgspec
from sqlalchemy import Connection, bindparam, func, or_, select, text

from core.model.ids import NetworkId, PersonId, ReplyId, RoundId, WorkspaceId
from core.model.replies import Answer, Reply, ReplySource, ReplyVisibility, Saying
from core.model.rounds import Round
from core.ports_replies import Asking
from storage.many import one_of
from storage.members import MEMBERS
from storage.networks import NETWORKS
from storage.rounds import IS_OPEN, ROUNDS
from storage.rows import Kind, Rows, Values, parts
from storage.schema import GONE, MemberRow, NetworkRow, ReplyRow, RoundRow
from storage.schema_outcomes import OutcomeRow
from storage.search_index import SearchIndex, Where
from storage.types import by_value, to_json


def _to_reply(row: ReplyRow) -> Reply:
    return Reply(
        id=ReplyId(row.id),
        round_id=RoundId(row.round_id),
        person_id=PersonId(row.person_id),
        visibility=ReplyVisibility(row.visibility),
        answers=to_answers(row.answers),
        submitted_at=row.submitted_at,
        quotable=row.quotable,
        source=ReplySource(row.source),
        source_message=row.source_message,
        is_late=row.is_late,
        edited_at=row.edited_at,
        withdrawn_at=row.withdrawn_at,
    )


_DECODER = msgspec.json.Decoder(tuple[Answer, ...])
"""A summary reads many of them; this reads them in a third of the time that `json` and our own code took."""


def to_answers(text: str) -> tuple[Answer, ...]:
    """Answers as `from_answers` wrote them."""
    return _DECODER.decode(text)


def from_answers(answers: Iterable[Answer]) -> str:
    """Answers as a JSON list."""
    return to_json([_to_given(answer) for answer in answers])


def _to_given(answer: Answer) -> Mapping[str, object]:
    if answer.scale is not None:
        return {"question": answer.question, "scale": answer.scale}
    if answer.choices:
        other = {"text": answer.text} if answer.text else {}
        return {"question": answer.question, "choices": answer.choices, **other}
    return {"question": answer.question, "text": answer.text}


def _to_row(reply: Reply) -> Values:
    return {
        "id": reply.id,
        "round_id": reply.round_id,
        "person_id": reply.person_id,
        "visibility": reply.visibility.value,
        "answers": from_answers(reply.answers),
        "submitted_at": reply.submitted_at,
        "quotable": reply.quotable,
        "source": reply.source.value,
        "source_message": reply.source_message,
        "is_late": reply.is_late,
        "edited_at": reply.edited_at,
        "withdrawn_at": reply.withdrawn_at,
    }


_VISIBILITIES = by_value(ReplyVisibility)
REPLIES = Kind(ReplyRow, read=_to_reply, write=_to_row)

_FIND = REPLIES.select.where(ReplyRow.round_id == bindparam("round"), ReplyRow.person_id == bindparam("person"))
_IN_ORDER = REPLIES.select.order_by(ReplyRow.submitted_at, ReplyRow.id)
_OF_ROUND = _IN_ORDER.where(ReplyRow.round_id == bindparam("round"))
_OF_ROUNDS = _IN_ORDER.where(ReplyRow.round_id.in_(bindparam("rounds", expanding=True)))
_AT_A_TIME = 1_000
_SAID = select(
    ReplyRow.id,
    ReplyRow.round_id,
    ReplyRow.person_id,
    ReplyRow.visibility,
    ReplyRow.answers,
    ReplyRow.quotable,
    ReplyRow.is_late,
    ReplyRow.edited_at,
).where(one_of(ReplyRow.round_id, "rounds"), ReplyRow.withdrawn_at.is_(None))
_GONE = (
    select(ReplyRow.round_id, ReplyRow.id)
    .join(RoundRow, RoundRow.id == ReplyRow.round_id)
    .where(one_of(RoundRow.network_id, "networks"), text(GONE))
)
_LIFTED = (
    select(ReplyRow.round_id)
    .join(OutcomeRow, OutcomeRow.reply_id == ReplyRow.id)
    .where(one_of(OutcomeRow.network_id, "networks"), OutcomeRow.withdrawn_at.is_(None))
)
_HIDING = (
    select(ReplyRow.round_id, func.count())
    .join(RoundRow, RoundRow.id == ReplyRow.round_id)
    .where(
        one_of(ReplyRow.round_id, "rounds"),
        ReplyRow.visibility == ReplyVisibility.PRIVATE.value,
        ReplyRow.withdrawn_at.is_(None),
        ReplyRow.is_late.is_(False),
        or_(ReplyRow.edited_at.is_(None), RoundRow.closed_at.is_(None), ReplyRow.edited_at <= RoundRow.closed_at),
    )
    .group_by(ReplyRow.round_id)
)
_PERSON_S = (ReplyRow.round_id == RoundRow.id) & (ReplyRow.person_id == bindparam("person"))
_OF_OPEN_ROUNDS = (
    select(*ROUNDS.table.c, *REPLIES.table.c)
    .outerjoin(ReplyRow, _PERSON_S)
    .where(RoundRow.network_id.in_(bindparam("networks", expanding=True)), IS_OPEN)
    .order_by(RoundRow.due_at, RoundRow.occurrence)
)
_, _THEIRS = parts(ROUNDS, REPLIES)
_ASKING = (
    select(*ROUNDS.table.c, *NETWORKS.table.c, *MEMBERS.table.c, *REPLIES.table.c)
    .join(NetworkRow, NetworkRow.id == RoundRow.network_id)
    .outerjoin(MemberRow, (MemberRow.network_id == NetworkRow.id) & (MemberRow.person_id == bindparam("person")))
    .outerjoin(ReplyRow, _PERSON_S)
    .where(RoundRow.id == bindparam("round"))
)
_ROUND, _NETWORK, _MEMBER, _REPLY = parts(ROUNDS, NETWORKS, MEMBERS, REPLIES)
_BY_MESSAGE = (
    REPLIES.select.join(RoundRow, RoundRow.id == ReplyRow.round_id)
    .join(NetworkRow, NetworkRow.id == RoundRow.network_id)
    .where(
        ReplyRow.source_message == bindparam("message"),
        ReplyRow.withdrawn_at.is_(None),
        NetworkRow.workspace_id == bindparam("workspace"),
        NetworkRow.conversation == bindparam("conversation"),
    )
    .order_by(ReplyRow.submitted_at.desc())
    .limit(1)
)


class SqlReplies:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, REPLIES)
        self._search = SearchIndex(connection)
        self._where: dict[RoundId, Where] = {}

    def get(self, id: ReplyId) -> Reply:
        return self._rows.get(id)

    def find(self, round_id: RoundId, person_id: PersonId) -> Reply | None:
        return self._rows.one(_FIND, round=round_id, person=person_id)

    def find_by_message(self, workspace_id: WorkspaceId, conversation: str, message: str) -> Reply | None:
        return self._rows.one(_BY_MESSAGE, workspace=workspace_id, conversation=conversation, message=message)

    def of_round(self, round_id: RoundId) -> Sequence[Reply]:
        return self._rows.many(_OF_ROUND, round=round_id)

    def of_rounds(self, round_ids: Collection[RoundId]) -> Sequence[Reply]:
        """In the order they came."""
        return self._rows.many(_OF_ROUNDS, rounds=list(round_ids))

    def said(self, round_ids: Collection[RoundId], *, in_full: Collection[RoundId]) -> Iterator[Saying]:
        found = self._connection.execute(_SAID, {"rounds": list(round_ids)})
        for rows in found.partitions(_AT_A_TIME):
            for id, round, person, visibility, answers, quotable, is_late, edited_at in rows:
                yield Saying(
                    id=ReplyId(id),
                    round_id=RoundId(round),
                    person_id=PersonId(person),
                    visibility=_VISIBILITIES[visibility],
                    answers=to_answers(answers) if quotable or round in in_full else (),
                    quotable=quotable,
                    is_late=is_late,
                    edited_at=edited_at,
                )

    def lifted(self, network_ids: Collection[NetworkId]) -> Set[RoundId]:
        found = self._connection.execute(_LIFTED, {"networks": list(network_ids)}).scalars()
        return {RoundId(id) for id in found}

    def hiding(self, round_ids: Collection[RoundId]) -> Mapping[RoundId, int]:
        found = self._connection.execute(_HIDING, {"rounds": list(round_ids)}).all()
        return {RoundId(round): count for round, count in found}

    def gone(self, network_ids: Collection[NetworkId]) -> Sequence[tuple[RoundId, ReplyId]]:
        found = self._connection.execute(_GONE, {"networks": list(network_ids)}).all()
        return [(RoundId(round), ReplyId(id)) for round, id in found]

    def of_open_rounds(
        self, network_ids: Collection[NetworkId], person_id: PersonId
    ) -> Sequence[tuple[Round, Reply | None]]:
        asked = {"networks": list(network_ids), "person": person_id}
        rows = self._connection.execute(_OF_OPEN_ROUNDS, asked).all()
        return [(ROUNDS.value(row[_ROUND]), REPLIES.outer(row[_THEIRS])) for row in rows]

    def find_asking(self, round_id: RoundId, person_id: PersonId) -> Asking | None:
        row = self._connection.execute(_ASKING, {"round": round_id, "person": person_id}).first()
        if row is None:
            return None
        asked, network = ROUNDS.value(row[_ROUND]), NETWORKS.value(row[_NETWORK])
        self._where[asked.id] = Where(asked.occurrence, network.id, network.organisation_id)
        return Asking(
            round=asked,
            network=network,
            member=MEMBERS.outer(row[_MEMBER]),
            reply=self._rows.outer(row[_REPLY]),
        )

    def save(self, reply: Reply) -> None:
        before = self._rows.known(reply.id)
        self._rows.save(reply)
        self._search.reply(reply, before, self._where.get(reply.round_id))
