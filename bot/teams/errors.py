"""What the connector and Graph answer as delivery errors: the one table. An answer that we do not know is a no."""

from collections.abc import Mapping
from typing import Any

import httpx

from views.messenger import (
    Ambiguous,
    Archived,
    DeliveryError,
    MessageGone,
    NeverSent,
    NotPermitted,
    RateLimited,
    RecipientGone,
    Rejected,
    TokenRefused,
)

CODES: Mapping[str, type[DeliveryError]] = {
    # Nobody is there to be told: left, blocked the bot, removed it, or never had it.
    "MessageWritesBlocked": RecipientGone,
    "ConversationBlockedByUser": RecipientGone,
    "ForbiddenOperationException": RecipientGone,
    "BotNotInConversationRoster": RecipientGone,
    "BotDisabledByAdmin": RecipientGone,
    "ConversationNotFound": RecipientGone,
    "MemberNotFoundInConversation": RecipientGone,
    "TeamArchived": Archived,
    "ActivityNotFoundInConversation": MessageGone,
    "MessageNotFound": MessageGone,
    "NotEnoughPermissions": NotPermitted,
    "Authorization_RequestDenied": NotPermitted,
}
"""By Microsoft's own word, the more exact one where it gives two."""

STATUSES: Mapping[int, type[DeliveryError]] = {
    401: TokenRefused,
    403: NotPermitted,
    404: RecipientGone,
    410: RecipientGone,
    # Microsoft's pages tell to send these again; part of it may have been done, and nothing says that it was not.
    408: Ambiguous,
    412: Ambiguous,
}

SENDING = (httpx.TransportError, httpx.InvalidURL)
"""What a call can raise; anything else is a bug."""

_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_PATIENCE = 30.0
_LONGEST = 3600.0


def broken(error: Exception) -> DeliveryError:
    """A call that ended without an answer."""
    unsent = isinstance(error, (*_UNSENT, httpx.InvalidURL))
    return (NeverSent if unsent else Ambiguous)(type(error).__name__)


def answered(response: httpx.Response, lane: str) -> DeliveryError:
    """An answer that is an error. `lane`: what the platform limits with it, if it does."""
    codes, status = codes_of(response), response.status_code
    code = codes[0] if codes else f"http_{status}"
    if status == 429:
        return RateLimited(code, seconds=_patience(response), lane=lane)
    if status >= 500:
        return Ambiguous(code)
    if status in (408, 412, 401):
        return STATUSES[status](code)
    named = next((CODES[each] for each in codes if each in CODES), None)
    return (named or STATUSES.get(status, Rejected))(code)


def codes_of(response: httpx.Response) -> list[str]:
    """Microsoft's own words for it, the most exact first."""
    try:
        body = response.json()
    except ValueError:
        return []
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, str):  # the sign-in service
        return [error] if _is_word(error) else []
    found: Any = error if isinstance(error, dict) else {}
    return [found[name] for name in ("subCode", "code") if _is_word(found.get(name))]


def _is_word(code: object) -> bool:
    return isinstance(code, str) and code.replace("_", "").isalnum() and len(code) <= 80


def _patience(response: httpx.Response) -> float:
    value = response.headers.get("retry-after", "")
    return min(max(float(value), 1.0), _LONGEST) if value.isdigit() else _PATIENCE
