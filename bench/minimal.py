"""The second baseline: what a simple author writes who needs the same rows and answers with a fixed text.

SQLAlchemy Core in a worker thread, one function per act, the statements built once, joins where they save a round
trip, one commit. No model, no language, no right but membership, nothing rendered. SQLite as the bot has it (WAL,
FULL, one connection), PostgreSQL with a pool of the same size.

    python -m bench.minimal PORT DATABASE_URL
"""

import asyncio
import json
import sys
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from slack_bolt.async_app import AsyncAck, AsyncApp
from sqlalchemy import (
    Connection,
    Engine,
    QueuePool,
    Row,
    Text,
    bindparam,
    cast,
    create_engine,
    event,
    insert,
    or_,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection

from bench import door
from bench.access import TEAM, TEXT
from storage.rows import table_of
from storage.schema import MemberRow, NetworkRow, PersonRow, PromptRow, ReplyRow, RoundRow, ScheduleRow, WorkspaceRow
from storage.schema_inquiries import InquiryRow
from storage.schema_outside import ActRow, DeliveryRow
from storage.schema_search import SearchRow
from storage.search_index import Lexemes, by, inside, lexemes, place

_PERSON = (
    select(*table_of(PersonRow).c)
    .join(WorkspaceRow, WorkspaceRow.id == PersonRow.workspace_id)
    .where(
        WorkspaceRow.platform == "slack",
        WorkspaceRow.external_id == bindparam("team"),
        PersonRow.account == bindparam("account"),
        ~PersonRow.gone,
    )
)
_NETWORKS = (
    select(*table_of(NetworkRow).c, MemberRow.id.label("member_id"), ScheduleRow.next_due_at)
    .outerjoin(
        MemberRow,
        (MemberRow.network_id == NetworkRow.id)
        & (MemberRow.person_id == bindparam("person"))
        & (MemberRow.state == "med"),
    )
    .outerjoin(ScheduleRow, ScheduleRow.network_id == NetworkRow.id)
    .where(or_(NetworkRow.leader_id == bindparam("person"), MemberRow.id.is_not(None)), NetworkRow.state != "afsluttet")
    .order_by(NetworkRow.name_key)
)
_OPEN_ROUNDS = (
    select(*table_of(RoundRow).c, ReplyRow.id.label("reply_id"))
    .outerjoin(ReplyRow, (ReplyRow.round_id == RoundRow.id) & (ReplyRow.person_id == bindparam("person")))
    .where(RoundRow.network_id.in_(bindparam("networks", expanding=True)), RoundRow.state == "aaben")
)
_INVITATIONS = (
    select(MemberRow.id, NetworkRow.name)
    .join(NetworkRow, NetworkRow.id == MemberRow.network_id)
    .where(MemberRow.person_id == bindparam("person"), MemberRow.state == "inviteret")
)
_ANCHORED = select(NetworkRow.id, NetworkRow.name, NetworkRow.anchor_state).where(
    NetworkRow.anchor_id == bindparam("person"), NetworkRow.state != "afsluttet"
)
_UNREACHED = select(*table_of(DeliveryRow).c).where(
    or_(
        DeliveryRow.network_id.in_(select(NetworkRow.id).where(NetworkRow.leader_id == bindparam("person")))
        & DeliveryRow.state.in_(("dead", "held")),
        (DeliveryRow.person_id == bindparam("person")) & DeliveryRow.state.in_(("dead", "expired")),
    ),
    text("state IN ('dead', 'held', 'expired', 'cancelled')"),
)
_INQUIRIES = select(*table_of(InquiryRow).c).where(
    InquiryRow.person_id == bindparam("person"), InquiryRow.answered_at.is_(None)
)
_ASKED = (
    select(*table_of(RoundRow).c, NetworkRow.conversation, NetworkRow.organisation_id, NetworkRow.workspace_id)
    .join(NetworkRow, NetworkRow.id == RoundRow.network_id)
    .join(MemberRow, (MemberRow.network_id == NetworkRow.id) & (MemberRow.person_id == bindparam("person")))
    .where(RoundRow.id == bindparam("round"), MemberRow.state == "med", NetworkRow.state != "afsluttet")
)
_PROMPT = select(PromptRow.body).where(PromptRow.id == bindparam("prompt"), PromptRow.version == bindparam("number"))
_NAMES = (
    select(PersonRow.name)
    .join(MemberRow, MemberRow.person_id == PersonRow.id)
    .where(MemberRow.network_id == bindparam("network"), MemberRow.state == "med")
)
_CLAIM = insert(ActRow)


def engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=8, max_overflow=0, pool_timeout=60)
    made = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=60,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(made, "connect")
    def set_up(connection: DBAPIConnection, _: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
            connection.cursor().execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


class Book:
    """The two acts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
        reply = dialect.insert(table_of(ReplyRow))
        changed = {name: reply.excluded[name] for name in ("answers", "visibility", "quotable")}
        self._reply = reply.on_conflict_do_update(
            index_elements=["round_id", "person_id"],
            set_={**changed, "edited_at": reply.excluded.submitted_at, "withdrawn_at": None},
        ).returning(ReplyRow.id)
        delivery = dialect.insert(table_of(DeliveryRow))
        self._delivery = delivery.on_conflict_do_update(
            index_elements=["key"],
            set_={"state": "pending", "revision": DeliveryRow.revision + 1, "due_at": delivery.excluded.due_at},
        )

        words = dialect.insert(table_of(SearchRow))
        self._words = words.on_conflict_do_update(
            index_elements=["reply_id"], set_={"stems": words.excluded.stems}
        ).values(stems=Lexemes(cast(bindparam("words"), Text)))

    def mine(self, account: str) -> int:
        """Read what the answer would be made of."""
        with self._engine.connect() as connection:
            person = connection.execute(_PERSON, {"team": TEAM, "account": account}).one()
            networks = connection.execute(_NETWORKS, {"person": person.id}).all()
            ids = [network.id for network in networks]
            rounds = connection.execute(_OPEN_ROUNDS, {"person": person.id, "networks": ids}).all()
            invitations = connection.execute(_INVITATIONS, {"person": person.id}).all()
            anchored = connection.execute(_ANCHORED, {"person": person.id}).all()
            unreached = connection.execute(_UNREACHED, {"person": person.id}).all()
            inquiries = connection.execute(_INQUIRIES, {"person": person.id}).all()
            return sum(map(len, (networks, rounds, invitations, anchored, unreached, inquiries)))

    def save(self, account: str, round_id: str, key: str, given: dict[str, Any]) -> None:
        """Keep a reply, once, with what is to be sent because of it."""
        now = datetime.now(UTC)
        with self._engine.begin() as connection:
            connection.execute(_CLAIM, {"key": key, "claimed_at": now})
            person = connection.execute(_PERSON, {"team": TEAM, "account": account}).one()
            asked = connection.execute(_ASKED, {"person": person.id, "round": round_id}).one()
            body = connection.execute(_PROMPT, {"prompt": asked.prompt_id, "number": asked.prompt_version}).scalar_one()
            answers = _answers(json.loads(body), given)
            names = connection.execute(_NAMES, {"network": asked.network_id}).scalars().all()
            if any(name in answers for name in names):
                return
            values = _reply(person.id, round_id, answers, now)
            reply_id = connection.execute(self._reply, values).scalar_one()
            connection.execute(self._words, _words(asked, reply_id, person.id, answers))
            for key, effect, content, subject, whom in (
                (f"reply:{reply_id}:shared", "post", "shared_reply", reply_id, None),
                (f"update:round:{round_id}:prompt", "update", "prompt", round_id, None),
                (f"person:{person.id}:home", "home", "home", person.id, person.id),
            ):
                connection.execute(self._delivery, _delivery(asked, key, effect, content, subject, whom, now))


def _answers(prompt: dict[str, Any], given: dict[str, Any]) -> str:
    return json.dumps([next(iter(given[f"q{place}"].values())) for place in range(len(prompt["questions"]))])


def _reply(person: str, round_id: str, answers: str, now: datetime) -> dict[str, object]:
    return {
        "id": uuid4().hex,
        "round_id": round_id,
        "person_id": person,
        "visibility": "delt",
        "answers": answers,
        "submitted_at": now,
        "quotable": True,
        "source": "formular",
        "source_message": None,
        "is_late": False,
        "edited_at": None,
        "withdrawn_at": None,
    }


def _words(asked: Row[Any, *tuple[Any, ...]], reply_id: str, person: str, answers: str) -> dict[str, object]:
    """What the reply is found by, as the bot keeps it."""
    return {
        "place": place(asked.occurrence, reply_id),
        "organisation_id": asked.organisation_id,
        "network_id": asked.network_id,
        "reply_id": reply_id,
        "record_id": None,
        "words": lexemes(answers, [by(person), inside(asked.network_id)]),
    }


def _delivery(
    asked: Row[Any, *tuple[Any, ...]],
    key: str,
    effect: str,
    content: str,
    subject: str,
    person: str | None,
    now: datetime,
) -> dict[str, object]:
    nothing = ("expires_at", "thread", "thread_key", "after_key", "target_key", "token", "lease_until", "retry_at")
    return {
        **dict.fromkeys((*nothing, "first_try_at", "settled_at", "sent_conversation", "sent_message", "error")),
        "id": uuid4().hex,
        "key": key,
        "effect": effect,
        "content": content,
        "subject": subject,
        "payload": "",
        "organisation_id": asked.organisation_id,
        "workspace_id": asked.workspace_id,
        "person_id": person,
        "network_id": asked.network_id,
        "conversation": asked.conversation,
        "urgency": 2,
        "due_at": now,
        "written": int(now.timestamp() * 1e6),
        "state": "pending",
        "attempt": 0,
        "booked": False,
        "absent_reads": 0,
        "revision": 1,
    }


def listen(app: AsyncApp, book: Book) -> None:
    @app.command("/netvaerk")
    async def command(ack: AsyncAck, command: dict[str, Any]) -> None:
        await asyncio.to_thread(book.mine, command["user_id"])
        await ack(TEXT)

    @app.view("replies.save")
    async def submission(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        key, given = f"{view['id']}:{view['hash']}", view["state"]["values"]
        await asyncio.to_thread(book.save, body["user"]["id"], view["private_metadata"], key, given)
        await ack(door.RECEIPT)


def main(port: int, url: str) -> None:
    app = door.app()
    listen(app, Book(engine(url)))
    door.serve(app, port)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
