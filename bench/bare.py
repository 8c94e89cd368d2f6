"""A bare sender: the same HTTP client and as many threads, one commit for each message, and nothing else.

No claim, no lease, no lane, no doubt: what the ledger's sender is measured beside when nothing limits either.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing.synchronize import Event

from sqlalchemy import Engine, bindparam, select, update

from bench.ledgers import table_of
from bench.senders import Job
from bot.slack.blocks import Json, render_message
from bot.slack.client import SlackClient
from bot.slack.messenger import EVENT
from core.model.deliveries import DeliveryState
from storage.engine import connect
from storage.schema_outside import DeliveryRow
from views.codec import decode

_TABLE = table_of(DeliveryRow)
_SENT = (
    update(_TABLE)
    .where(DeliveryRow.id == bindparam("delivery"))
    .values(
        state=DeliveryState.SENT.value,
        sent_message=bindparam("message"),
        sent_conversation=bindparam("channel"),
        settled_at=bindparam("at", type_=DeliveryRow.settled_at.type),
        payload="",
    )
)


def send(job: Job, share: tuple[int, int], ready: Event, go: Event) -> None:
    """A process's life: `share` is which of how many this is."""
    engine = connect(job.database, pool_size=job.senders)
    number, count = share
    mine = _letters(engine)[number::count]
    client = SlackClient("xoxb-bench", api_url=job.api, timeout=job.rules.timeout)

    def one(letter: tuple[str, Json]) -> None:
        id, arguments = letter
        answer = client.call("chat.postMessage", **arguments)
        with engine.begin() as connection:
            given = {"delivery": id, "message": answer["ts"], "channel": answer["channel"], "at": datetime.now(UTC)}
            connection.execute(_SENT, given)

    with ThreadPoolExecutor(job.senders) as pool:
        ready.set()
        go.wait()
        list(pool.map(one, mine))
    engine.dispose()


def _letters(engine: Engine) -> Sequence[tuple[str, Json]]:
    """Everything there is to send, rendered."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(DeliveryRow.id, DeliveryRow.key, DeliveryRow.conversation, DeliveryRow.payload)
        ).all()
    letters: list[tuple[str, Json]] = []
    for id, key, conversation, payload in rows:
        body, _ = render_message(decode(payload), key)
        metadata = {"event_type": EVENT, "event_payload": {"key": key}}
        letters.append((id, {"channel": conversation, "metadata": metadata, **body}))
    return letters
