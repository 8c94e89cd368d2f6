"""Slack's error codes as delivery errors: the one table. A code we do not know is a definite no."""

import socket
import ssl
from collections.abc import Mapping
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

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

CODES: Mapping[type[DeliveryError], frozenset[str]] = {
    RecipientGone: frozenset(
        [
            "account_not_found",
            "cannot_dm_bot",
            "cannot_find_user",
            "channel_not_found",
            "not_in_channel",
            "user_disabled",
            "user_not_found",
            "user_not_in_channel",
            "user_not_visible",
            "users_not_found",
        ]
    ),
    Archived: frozenset(["channel_is_archived", "is_archived", "is_inactive"]),
    MessageGone: frozenset(["message_not_found", "thread_not_found"]),
    NotPermitted: frozenset(
        [
            "access_denied",
            "cant_archive_general",
            "cant_archive_required",
            "cant_invite",
            "cant_invite_self",
            "cant_kick_from_general",
            "cant_kick_from_restricted_channel",
            "cant_kick_self",
            "cant_post_message",
            "ekm_access_denied",
            "enterprise_is_restricted",
            "external_channel_migrating",
            "is_general_channel_restricted",
            "method_not_supported_for_channel_type",
            "missing_scope",
            "no_permission",
            "not_allowed",
            "not_allowed_token_type",
            "not_authorized",
            "not_enabled",
            "permission_denied",
            "posting_to_general_channel_denied",
            "restricted_action",
            "restricted_action_non_threadable_channel",
            "restricted_action_read_only_channel",
            "restricted_action_thread_only_channel",
            "team_access_not_granted",
            "ura_max_channels",
            "user_is_restricted",
            "user_is_ultra_restricted",
            "user_team_not_in_channel",
        ]
    ),
    # Nothing was done and nothing is wrong with what was asked: it goes once somebody has mended the token.
    TokenRefused: frozenset(
        ["account_inactive", "invalid_auth", "not_authed", "org_login_required", "token_expired", "token_revoked"]
    ),
    # Slack's own words on these: part of it may have been done.
    Ambiguous: frozenset(["fatal_error", "internal_error", "request_timeout", "service_unavailable", "unknown_error"]),
}
_BY_CODE = {code: kind for kind, codes in CODES.items() for code in codes}
_LIMITED = ("ratelimited", "rate_limited", "message_limit_exceeded")
_PATIENCE = 30.0


def translate(method: str, error: Exception) -> DeliveryError:
    """What went wrong with a call, for the delivery policy. The exceptions are those of `SENDING`."""
    if isinstance(error, SlackApiError):
        return _answered(method, error)
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError):
        return NeverSent(type(reason).__name__)
    return Ambiguous(type(reason).__name__)


SENDING = (SlackApiError, OSError, HTTPException)
"""What a call can raise; anything else is a bug."""


def code_of(error: SlackApiError) -> str:
    """Slack's own word for it, or the HTTP status if it gave none."""
    data = error.response.data
    code = data.get("error") if isinstance(data, dict) else None
    if isinstance(code, str) and code.replace("_", "").isalnum():
        return code
    return f"http_{error.response.status_code}"


def _answered(method: str, error: SlackApiError) -> DeliveryError:
    code, status = code_of(error), error.response.status_code
    if status == 429 or code in _LIMITED:
        return RateLimited(code, seconds=_patience(error), lane=method)
    if status >= 500 or code == "http_200":
        return Ambiguous(code)
    return _BY_CODE.get(code, Rejected)(code)


def _patience(error: SlackApiError) -> float:
    headers = {name.lower(): value for name, value in error.response.headers.items()}
    value = str(headers.get("retry-after", ""))
    return float(value) if value.isdigit() else _PATIENCE
