"""The way to the bot: signed HTTP requests, or envelopes over Socket Mode."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

import aiohttp

from sandbox.settings import Json, Settings
from sandbox.slack.sockets import Sockets

Kind = Literal["events_api", "interactive", "slash_commands"]
Outcome = Literal["ok", "http_timeout", "http_error", "connection_failed"]


@dataclass(frozen=True)
class Answer:
    """What came back within the time allowed; `outcome` uses Slack's retry reasons."""

    outcome: Outcome
    body: Json | str | None = None
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        return self.outcome == "ok"


class Line:
    """Sends one payload and waits for its acknowledgement, never longer than Slack would."""

    def __init__(self, settings: Settings, sockets: Sockets, socket_mode: bool) -> None:
        self._settings = settings
        self._sockets = sockets
        self._socket_mode = socket_mode
        self._session: aiohttp.ClientSession | None = None

    async def send(self, kind: Kind, payload: Json, *, retry: int = 0, reason: str = "") -> Answer:
        if self._socket_mode:
            return await self._over_socket(kind, payload, retry, reason)
        return await self._over_http(kind, payload, retry, reason)

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def _over_socket(self, kind: Kind, payload: Json, retry: int, reason: str) -> Answer:
        limit = self._settings.patience.acknowledgement
        try:
            body = await self._sockets.deliver(kind, payload, limit, retry, reason)
        except TimeoutError:
            return Answer("http_timeout")
        except ConnectionError:
            return Answer("connection_failed")
        return Answer("ok", body)

    async def _over_http(self, kind: Kind, payload: Json, retry: int, reason: str) -> Answer:
        body = _encoded(kind, payload)
        stamp = str(int(time.time()))
        digest = hmac.new(self._settings.signing_secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
        headers = {
            "Content-Type": "application/json" if kind == "events_api" else "application/x-www-form-urlencoded",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={digest.hexdigest()}",
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        return await self._post(body, headers)

    async def _post(self, body: bytes, headers: dict[str, str]) -> Answer:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        limit = aiohttp.ClientTimeout(total=self._settings.patience.acknowledgement)
        try:
            async with self._session.post(
                self._settings.bot_url, data=body, headers=headers, timeout=limit, allow_redirects=False
            ) as response:
                text = await response.text()
                no_retry = response.headers.get("x-slack-no-retry") == "1"
                if not 200 <= response.status < 300:
                    return Answer("http_error", text, no_retry)
                return Answer("ok", _decoded(text), no_retry)
        except TimeoutError:
            return Answer("http_timeout")
        except (aiohttp.ClientError, asyncio.IncompleteReadError, OSError):
            return Answer("connection_failed")


def _encoded(kind: Kind, payload: Json) -> bytes:
    if kind == "events_api":
        return json.dumps(payload).encode()
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode()
    return urlencode(payload).encode()


def _decoded(text: str) -> Json | str | None:
    """An empty acknowledgement, a JSON object, or plain text to show."""
    if not text.strip():
        return None
    try:
        body = json.loads(text)
    except ValueError:
        return text
    return body if isinstance(body, dict) else text
