"""Each effect: how it is carried out, and how it is found out whether it happened (docs/deliveries.md)."""

from collections.abc import Callable, Mapping
from functools import partial

from core.errors import Refusal
from core.failpoints import reach
from core.model.deliveries import (
    EVERYTHING,
    REPEATABLE,
    Absent,
    Cause,
    Delivery,
    Effect,
    Later,
    Obsolete,
    Outcome,
    Refused,
    Sent,
    Unreadable,
    Unsure,
)
from core.model.settling import Rules
from scheduler.addressing import Gone, NotYet, To
from scheduler.composing import Composer, Parcel
from scheduler.engine import Bug, attempt
from views import messenger as outside
from views.messenger import Messenger

UNSERVED_WAIT = 300.0
"""Seconds until a platform that this process does not serve is tried again: another process may."""

TOKEN_WAIT = 60.0
"""Seconds until a workspace that does not accept our token is tried again."""

Messengers = Mapping[str, Messenger]


def carry_out(
    delivery: Delivery, composer: Composer, messengers: Messengers, rules: Rules, *, may_begin: Callable[[], bool]
) -> Outcome | None:
    """Do it once; None if it was too late to begin. A bug before the call is a "not now", one in it a doubt."""
    parcel = attempt("composing", partial(_parcel, delivery, composer, rules)) if may_begin() else None
    if isinstance(parcel, Bug):
        return Later(rules.backoff(delivery.attempt), f"bug:{parcel.reference}")
    if not isinstance(parcel, Parcel):
        return parcel
    messenger = messengers.get(parcel.to.platform)
    if messenger is None:
        return Later(UNSERVED_WAIT, "platform_not_served")
    if not may_begin():  # composing may have waited for the database
        return None
    reach("deliveries.before_call", _what(delivery))
    outcome = attempt("sending", partial(_called, messenger, delivery, parcel, rules))
    reach("deliveries.after_call", _what(delivery))
    return Unsure(f"bug:{outcome.reference}") if isinstance(outcome, Bug) else outcome


def _what(delivery: Delivery) -> str:
    return f"{delivery.effect.value}.{delivery.content.value}"


def _parcel(delivery: Delivery, composer: Composer, rules: Rules) -> Parcel | Outcome:
    try:
        return composer.compose(delivery)
    except (Gone, Refusal):
        return Obsolete()
    except NotYet:
        return Later(rules.backoff(delivery.attempt), "not_yet")


def _called(messenger: Messenger, delivery: Delivery, parcel: Parcel, rules: Rules) -> Outcome:
    try:
        return _CALLS[delivery.effect](messenger, delivery, parcel)
    except outside.RateLimited as error:
        return Later(error.seconds, error.code, f"w:{delivery.workspace_id}:{error.lane}")
    except outside.TokenRefused as error:
        return Later(TOKEN_WAIT, error.code, f"{EVERYTHING}{delivery.workspace_id}")
    except outside.NeverSent as error:
        return Later(rules.backoff(delivery.attempt), error.code)
    except outside.Rejected as error:
        return Refused(error.code, _cause(error))
    except outside.DeliveryError as error:
        return Unsure(error.code)


def _cause(error: outside.Rejected) -> Cause:
    """What somebody would have to mend."""
    return next((cause for kind, cause in _CAUSES if isinstance(error, kind)), Cause.OTHER)


_CAUSES = (
    (outside.Archived, Cause.ARCHIVED),
    (outside.MessageGone, Cause.MESSAGE_GONE),
    (outside.RecipientGone, Cause.SHUT_OUT),
    (outside.NotPermitted, Cause.NOT_ALLOWED),
)


def _post(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    to = parcel.to
    at = messenger.post(to.workspace, to.conversation, parcel.shown, key=delivery.key, thread=to.thread)
    return Sent(at.conversation, at.message)


def _direct(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    at = messenger.direct(parcel.to.workspace, parcel.to.account, parcel.shown, key=delivery.key)
    return Sent(at.conversation, at.message)


def _whisper(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    to = parcel.to
    messenger.whisper(to.workspace, to.conversation, to.account, parcel.shown, thread=to.thread)
    return Sent()


def _update(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    messenger.update(parcel.to.workspace, parcel.to.message, parcel.shown, key=delivery.target_key or delivery.key)
    return Sent()


def _remove(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    messenger.remove(parcel.to.workspace, parcel.to.message)
    return Sent()


def _pin(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    messenger.pin(parcel.to.workspace, parcel.to.message)
    return Sent()


def _create(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    made = messenger.create(parcel.to.workspace, parcel.name, private=parcel.is_private, key=delivery.key)
    return Sent(made)


def _add(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    messenger.add(parcel.to.workspace, parcel.to.conversation, (parcel.to.account,))
    return Sent()


def _drop(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    messenger.drop(parcel.to.workspace, parcel.to.conversation, parcel.to.account)
    return Sent()


def _archive(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    messenger.archive(parcel.to.workspace, parcel.to.conversation)
    return Sent()


def _home(messenger: Messenger, delivery: Delivery, parcel: Parcel) -> Sent:
    messenger.publish_home(parcel.to.workspace, parcel.to.account, parcel.shown)
    return Sent()


_CALLS: Mapping[Effect, Callable[[Messenger, Delivery, Parcel], Sent]] = {
    Effect.POST: _post,
    Effect.DIRECT: _direct,
    Effect.WHISPER: _whisper,
    Effect.UPDATE: _update,
    Effect.REMOVE: _remove,
    Effect.CREATE: _create,
    Effect.ADD: _add,
    Effect.DROP: _drop,
    Effect.PIN: _pin,
    Effect.HOME: _home,
    Effect.ARCHIVE: _archive,
}


def read_back(delivery: Delivery, composer: Composer, messengers: Messengers, rules: Rules) -> Outcome:
    """Find out whether it happened. What may be done again is not read but taken for absent: it is done again."""
    if delivery.effect in REPEATABLE:
        return Absent()
    if delivery.effect is Effect.WHISPER:
        return Unreadable()
    reach("reconcile.before_read", _what(delivery))
    found = attempt("reading back", partial(_found, delivery, composer, messengers, rules))
    reach("reconcile.after_read", _what(delivery))
    return Unsure(f"bug:{found.reference}") if isinstance(found, Bug) else found


def _found(delivery: Delivery, composer: Composer, messengers: Messengers, rules: Rules) -> Outcome:
    try:
        to = composer.address(delivery)
        messenger = messengers.get(to.platform)
        return _looked_for(messenger, delivery, to, rules) if messenger else Unsure("platform_not_served")
    except NotYet:
        return Unsure("not_yet")
    except outside.RateLimited as error:
        return Later(error.seconds, error.code, f"w:{delivery.workspace_id}:{error.lane}")
    except outside.SecondCopyIsKnown:
        return Absent() if delivery.attempt <= 1 else Unreadable()
    except outside.RecipientGone as error:
        return Refused(error.code)
    except (Gone, outside.Unreadable, outside.Rejected):
        return Unreadable()
    except outside.DeliveryError as error:
        return Unsure(error.code)


def _looked_for(messenger: Messenger, delivery: Delivery, to: To, rules: Rules) -> Outcome:
    since = delivery.first_try_at.timestamp() - rules.skew if delivery.first_try_at else 0
    if delivery.effect is Effect.CREATE:
        made = messenger.find_conversation(to.workspace, key=delivery.key)
        return Sent(made) if made else Absent()
    if delivery.effect is Effect.DIRECT:
        at = messenger.find_direct(to.workspace, to.account, key=delivery.key, since=since)
    else:
        at = messenger.find_message(to.workspace, to.conversation, key=delivery.key, since=since, thread=to.thread)
    return Sent(at.conversation, at.message) if at else Absent()
