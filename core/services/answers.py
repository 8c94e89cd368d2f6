"""The answer to something written to the bot: to one person, in the talk with them or where they wrote it."""

from datetime import datetime, timedelta

from core.model.deliveries import Content, Delivery, Effect, Urgency
from core.model.organisations import Person
from core.ports import UnitOfWork

ANSWER_LIVES = timedelta(days=2)
"""An answer that could not be told for that long is not told at all."""


def give(
    uow: UnitOfWork, person: Person, key: str, *, payload: str, at: datetime, conversation: str = "", thread: str = ""
) -> bool:
    """Leave it; False if it is there already. With `conversation` it is seen there, by the person alone."""
    return uow.deliveries.add(
        Delivery(
            key=key,
            effect=Effect.WHISPER if conversation else Effect.DIRECT,
            content=Content.ANSWER,
            organisation_id=person.organisation_id,
            workspace_id=person.workspace_id,
            person_id=person.id,
            conversation=conversation or None,
            thread=thread or None,
            payload=payload,
            due_at=at,
            expires_at=at + ANSWER_LIVES,
            urgency=Urgency.ANSWER,
        )
    )
