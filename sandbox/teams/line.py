"""The way to the bot: activities over HTTP, with a token that Microsoft would have signed."""

import asyncio
import json
from dataclasses import dataclass
from typing import Literal

import aiohttp

from sandbox.settings import Foreign, Json
from sandbox.teams.platform import Platform

Outcome = Literal["ok", "http_timeout", "http_error", "connection_failed"]


@dataclass(frozen=True)
class Answer:
    """What came back within the time allowed."""

    outcome: Outcome
    status: int = 0
    body: Foreign = None

    @property
    def ok(self) -> bool:
        return self.outcome == "ok"


class Line:
    """Sends one activity and waits for the answer, never longer than Teams would."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def send(self, activity: Json, *, token: str | None = None) -> Answer:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        platform = self._platform
        shown = platform.keys.inbound(platform.settings.app_id, platform.service_url) if token is None else token
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
            "Authorization": f"Bearer {shown}",
        }
        limit = aiohttp.ClientTimeout(total=platform.settings.patience.answer)
        body = json.dumps(activity, ensure_ascii=False).encode()
        try:
            async with self._session.post(
                platform.settings.bot_url, data=body, headers=headers, timeout=limit, allow_redirects=False
            ) as response:
                return _answer(response.status, await response.text())
        except TimeoutError:
            return Answer("http_timeout")
        except (aiohttp.ClientError, asyncio.IncompleteReadError, OSError):
            return Answer("connection_failed")


def _answer(status: int, text: str) -> Answer:
    try:
        body = json.loads(text) if text.strip() else None
    except ValueError:
        body = text
    return Answer("ok" if 200 <= status < 300 else "http_error", status, body)
