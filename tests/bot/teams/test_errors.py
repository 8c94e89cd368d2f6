"""Microsoft's answers as delivery errors, by the one table."""

import httpx
import pytest

from bot.teams.errors import answered, broken
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


def _answer(status: int, code: str = "", sub: str = "", **headers: str) -> DeliveryError:
    error = {"code": code, "message": "Bo skrev noget privat"} | ({"subCode": sub} if sub else {})
    return answered(httpx.Response(status, json={"error": error}, headers=headers), "activities")


@pytest.mark.parametrize(
    ("status", "code", "sub", "kind"),
    [
        (400, "BadSyntax", "", Rejected),
        (401, "Unauthorized", "", TokenRefused),
        (403, "Forbidden", "MessageWritesBlocked", RecipientGone),
        (403, "ConversationBlockedByUser", "", RecipientGone),
        (403, "BotNotInConversationRoster", "", RecipientGone),
        (403, "NotEnoughPermissions", "TeamArchived", Archived),
        (403, "SomethingElse", "", NotPermitted),
        (404, "ConversationNotFound", "", RecipientGone),
        (404, "ActivityNotFoundInConversation", "", MessageGone),
        (404, "", "", RecipientGone),
        (413, "MessageSizeTooBig", "", Rejected),
        (408, "RequestTimeout", "", Ambiguous),
        (412, "PreconditionFailed", "", Ambiguous),
        (500, "ServiceError", "", Ambiguous),
        (502, "", "", Ambiguous),
        (503, "ServiceUnavailable", "", Ambiguous),
        (504, "GatewayTimeout", "", Ambiguous),
        (418, "", "", Rejected),
    ],
)
def test_an_answer_is_what_it_says(status: int, code: str, sub: str, kind: type[DeliveryError]) -> None:
    """The more exact word counts; what may have been done is never taken for a no."""
    error = _answer(status, code, sub)
    assert type(error) is kind
    assert error.code == (sub or code or f"http_{status}")


class TestALimit:
    def test_says_how_long(self) -> None:
        """Microsoft's own word for it, and what it is for."""
        error = _answer(429, "Throttled", **{"retry-after": "17"})
        assert isinstance(error, RateLimited)
        assert (error.seconds, error.lane) == (17, "activities")

    @pytest.mark.parametrize("told", ["", "soon", "-4", "Wed, 21 Oct 2026 07:28:00 GMT"])
    def test_without_a_number_is_half_a_minute(self, told: str) -> None:
        """Better too long than a storm."""
        error = _answer(429, "Throttled", **{"retry-after": told})
        assert isinstance(error, RateLimited)
        assert error.seconds == 30


class TestNoAnswer:
    @pytest.mark.parametrize("error", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x")])
    def test_when_nothing_was_reached_is_a_definite_not_now(self, error: Exception) -> None:
        """No byte of it left."""
        assert type(broken(error)) is NeverSent

    @pytest.mark.parametrize(
        "error", [httpx.ReadTimeout("x"), httpx.WriteTimeout("x"), httpx.ReadError("x"), httpx.RemoteProtocolError("x")]
    )
    def test_after_something_was_said_is_a_doubt(self, error: Exception) -> None:
        """It may have been heard."""
        assert type(broken(error)) is Ambiguous


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"error": {"code": ["x"]}}', b'{"error": {"code": "a b"}}'])
def test_what_is_no_word_of_microsofts_is_not_repeated(body: bytes) -> None:
    """Codes stand in the log and in the operator's list."""
    assert answered(httpx.Response(403, content=body), "activities").code == "http_403"
