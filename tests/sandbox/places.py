"""Workspaces with the toy bot in them, over HTTP and over Socket Mode."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.driver import Driver
from sandbox.serve import running
from sandbox.settings import Patience, Settings
from sandbox.slack.driver import SlackDriver
from tests.sandbox.toybot import Bot
from tests.sandbox.toymanifest import APP_TOKEN, SECRET, TOKEN, a_manifest
from tests.support.ports import free_port

QUICK = Patience(acknowledgement=3.0, trigger=2.0, event_retries=(0.0, 0.05, 0.1), snapshot=0.05)


class Serving(uvicorn.Server):
    """uvicorn in a thread, which may not install signal handlers."""

    def work(self) -> None:
        asyncio.run(self.serve())


@contextmanager
def in_thread(app: Starlette, port: int) -> Iterator[None]:
    server = Serving(uvicorn.Config(app, port=port, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.work, daemon=True)
    thread.start()
    until(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(5)


def until(holds: Callable[[], object], seconds: float = 5) -> object:
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
    return found


@contextmanager
def over_http(manifest: dict | None = None, **settings: object) -> Iterator[tuple[Driver, Bot]]:
    """A workspace and a bot that hears it over signed HTTP."""
    port = free_port()
    wanted = {"patience": QUICK} | settings
    address = f"http://127.0.0.1:{port}/slack/events"
    told = Settings(manifest or a_manifest(), address, SECRET, TOKEN, APP_TOKEN, **wanted)
    with running(told) as workspace:
        bot = Bot(workspace.url)
        handler = AsyncSlackRequestHandler(bot.app)

        async def endpoint(request: Request) -> Response:
            return await handler.handle(request)

        app = Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])
        with in_thread(app, port), SlackDriver(workspace.url) as driver:
            yield driver, bot


@contextmanager
def over_socket(**settings: object) -> Iterator[tuple[Driver, Bot]]:
    """A workspace and a bot that hears it through Socket Mode."""
    wanted = {"patience": QUICK} | settings
    told = Settings(a_manifest(socket_mode=True), "http://127.0.0.1:9/", SECRET, TOKEN, APP_TOKEN, **wanted)
    with running(told) as workspace:
        bot = Bot(workspace.url)
        with connected(bot), SlackDriver(workspace.url) as driver:
            until(lambda: driver.get("/sandbox/sockets")["open"])
            yield driver, bot


@contextmanager
def connected(bot: Bot) -> Iterator[None]:
    """The bot's socket handler in a thread with a loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def opened() -> AsyncSocketModeHandler:
        handler = AsyncSocketModeHandler(bot.app, APP_TOKEN, ping_interval=1)
        await handler.connect_async()
        return handler

    handler = asyncio.run_coroutine_threadsafe(opened(), loop).result(5)
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(handler.close_async(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
