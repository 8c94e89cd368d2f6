"""The running bot: a web server, an engine, and where the command line reaches it; stopped cleanly by a signal."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from functools import partial

import uvicorn

from bot import operations
from bot.control import listening
from bot.house import House, opened
from bot.platforms import Listen
from bot.settings import Settings, SettingsError
from bot.slack.directory import Identity, identify
from bot.wiring import Bot, build, running, slack_client
from views.messenger import DeliveryError, Rejected

log = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds for what is being sent when the process is told to stop."""

ANSWERING = 5
"""Seconds for requests that are being answered then: the platform waits for three, and a caller may never finish."""

_MADE = 20_000
"""Things made before the collector looks for circles among them: some megabytes."""

Ready = Callable[[House], None]
"""Called once in a thread when the bot answers."""


def run(settings: Settings, *, ready: Ready | None = None) -> None:
    """Run until SIGTERM or SIGINT. Raises `SettingsError` with what is wrong, `SomebodyElseRuns`."""
    logging.basicConfig(
        level=settings.log_level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    if settings.slack is None and settings.teams is None:
        raise SettingsError(
            "no platform is set: fill in SLACK_BOT_TOKEN or TEAMS_APP_ID (see .env.example), or run `netvaerksbot try`."
        )
    spare_the_collector()
    with opened(settings) as house:
        asyncio.run(_serve(house, ready))


def spare_the_collector() -> None:
    """What has been imported lives as long as the process: the collector need not look through it again and again. And
    a summary of many networks makes many things and hardly a circle of them: it need not look after each 700 of them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE)


async def _serve(house: House, ready: Ready | None) -> None:
    identity = await _identity(house) if house.settings.slack else None
    bot = await asyncio.to_thread(build, running(house), identity)
    settings = house.settings
    config = uvicorn.Config(
        bot.app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=ANSWERING,
    )
    server = _Server(config)
    async with AsyncExitStack() as stack:
        if settings.control_socket is not None:
            operate = partial(operations.carry_out, bot.house)
            await stack.enter_async_context(listening(settings.control_socket, operate))
        await _work(bot, server, ready)


async def _work(bot: Bot, server: "_Server", ready: Ready | None) -> None:
    loop = asyncio.get_running_loop()
    for told in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(told, server.leave)
    bot.start()
    beside = [asyncio.create_task(_listen(listen)) for listen in bot.listeners]
    if ready is not None:
        beside.append(asyncio.create_task(_announce(server, partial(ready, bot.house))))
    try:
        await server.serve()
    finally:
        for task in beside:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await asyncio.to_thread(bot.stop, GRACE)


async def _listen(listen: Listen) -> None:
    """Where we call the platform: anew whenever it breaks off."""
    while True:
        try:
            await listen()
        except Exception as error:  # noqa: BLE001 - the edge of the process: a broken connection is made anew
            log.warning("the connection to the platform broke off (%s); calling again", type(error).__name__)
        await asyncio.sleep(1)


async def _announce(server: "_Server", ready: Callable[[], None]) -> None:
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event to wait for
        await asyncio.sleep(0.02)
    await asyncio.to_thread(ready)


async def _identity(house: House) -> Identity:
    """Whose token it is. A platform that does not answer is asked again; one that says no ends the start."""
    client = slack_client(house)
    wait = 1.0
    while True:
        try:
            return await asyncio.to_thread(identify, client)
        except Rejected as error:
            raise SettingsError(f"Slack does not accept SLACK_BOT_TOKEN ({error.code}): copy it anew.") from error
        except DeliveryError as error:
            log.warning("Slack does not answer (%s); asking again in %.0f s", error.code, wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, 60.0)


class _Server(uvicorn.Server):
    """A server that leaves signals to us: uvicorn would raise them again before what is under way has ended."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def leave(self) -> None:
        self.should_exit = True
