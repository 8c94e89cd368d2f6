"""Slack over Socket Mode, for those whom Slack cannot reach: the same app, and a watch on the connection."""

import asyncio
import logging
import time
from collections.abc import Callable

from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.installation import API_URL

log = logging.getLogger(__name__)

PING_SECONDS = 10.0
_DEAF_AFTER = 4  # pings


async def run_socket(
    app: AsyncApp, app_token: str, *, api_url: str = API_URL, ping_seconds: float = PING_SECONDS
) -> None:
    """Listen until cancelled. The library's own "connected" can be wrong, so the last pong is what counts."""
    web = AsyncWebClient(token=app_token, base_url=api_url)
    handler = AsyncSocketModeHandler(app, app_token, web_client=web, ping_interval=ping_seconds)
    try:
        await handler.client.connect_to_new_endpoint()
        await watch(handler.client, ping_seconds=ping_seconds)
    finally:
        await handler.client.close()  # type: ignore[no-untyped-call]


async def watch(client: SocketModeClient, *, ping_seconds: float, clock: Callable[[], float] = time.time) -> None:
    """Make the connection anew whenever nothing has been heard of it for too long."""
    heard = clock()
    while not client.closed:
        await asyncio.sleep(ping_seconds)
        heard = max(heard, client.last_ping_pong_time or 0.0)
        silent = clock() - heard
        if silent < _DEAF_AFTER * ping_seconds:
            continue
        log.warning("Slack has not been heard for %.0f s: connecting anew", silent)
        try:
            await client.connect_to_new_endpoint(force=True)
        except (SlackClientError, ClientError, OSError) as error:
            log.warning("no connection yet: %s", type(error).__name__)
        heard = clock()
