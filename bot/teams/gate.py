"""Whether an activity comes from Microsoft: its token is verified before anything of it is looked at.

The library downloads Microsoft's keys inside the call that needs them, and blocks meanwhile; so it is only called in
threads of its own, and the keys are fetched ahead of need. A download that hangs keeps nobody but Teams waiting.
"""

import asyncio
import logging
from collections.abc import Mapping
from enum import Enum
from typing import Any, Protocol

import jwt

from bot.crew import Stopping, Threads
from bot.teams.installation import Installation
from bot.teams.sdk import PUBLIC, InboundActivityTokenValidator, with_overrides

log = logging.getLogger(__name__)

WARM_SECONDS = 240.0
"""How often the keys are fetched: the library takes those it has for good for five minutes."""

_PATIENCE = 8.0
_MOST_WAITING = 64


class Verdict(Enum):
    """What becomes of who knocks."""

    COMES_IN = 200
    TURNED_AWAY = 401
    NOT_NOW = 503  # the keys cannot be had, or the bot is being stopped: Teams asks again


class Keeper(Protocol):
    """Decides who comes in."""

    async def verdict(self, headers: Mapping[str, str], activity: Mapping[str, Any]) -> Verdict:
        """Of an activity that came with these headers."""
        ...

    def warm(self) -> bool:
        """Have ready what a verdict needs; False if that cannot be had."""
        ...

    def close(self) -> None: ...


class Gate:
    """One app's. `threads`: how many tokens are looked at side by side."""

    def __init__(self, me: Installation, *, threads: int = 4, patience: float = _PATIENCE) -> None:
        cloud = with_overrides(PUBLIC, openid_metadata_url=me.openid)
        self._validator = InboundActivityTokenValidator(me.app_id, cloud=cloud)
        self._threads = Threads(threads, "teams-keys")
        self._patience = patience
        self._waiting = 0

    async def verdict(self, headers: Mapping[str, str], activity: Mapping[str, Any]) -> Verdict:
        """By the token in the headers."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            return Verdict.TURNED_AWAY
        if self._waiting >= _MOST_WAITING:
            return Verdict.NOT_NOW
        self._waiting += 1
        try:
            judged = self._threads.run(self._judge, token.strip(), activity.get("serviceUrl"))
            return await asyncio.wait_for(judged, self._patience)
        except Stopping:
            return Verdict.NOT_NOW
        except TimeoutError:
            log.warning("Microsoft's keys are not to be had in time: an activity is put off")
            return Verdict.NOT_NOW
        finally:
            self._waiting -= 1

    def warm(self) -> bool:
        """Fetch the keys, needed yet or not: a token that names none of them makes the library look."""
        unknown = jwt.encode({"iss": PUBLIC.token_issuer}, "-" * 32, algorithm="HS256", headers={"kid": "warm"})
        if self._judge(unknown, "https://warm/") is Verdict.NOT_NOW:
            log.warning("Microsoft's keys could not be fetched; tried again in %.0f minutes", WARM_SECONDS / 60)
            return False
        return True

    def close(self) -> None:
        self._threads.close()

    def _judge(self, token: str, service: object) -> Verdict:
        """Where to answer to is part of what is signed: without it our own token could be lured anywhere."""
        if not isinstance(service, str) or not service:
            return Verdict.TURNED_AWAY
        try:
            claims = asyncio.run(self._validator.validate_token(token, service))
        except (jwt.PyJWKClientConnectionError, jwt.PyJWKSetError, OSError):
            return Verdict.NOT_NOW
        except jwt.PyJWTError as error:
            log.debug("a token is turned away: %s", type(error).__name__)
            return Verdict.TURNED_AWAY
        except ValueError:  # what came was no JSON
            return Verdict.NOT_NOW
        signed = claims.get("serviceurl")
        is_same = isinstance(signed, str) and signed.rstrip("/") == service.rstrip("/")
        return Verdict.COMES_IN if is_same else Verdict.TURNED_AWAY
