"""What is not begun because the bot stops says so, instead of failing or never ending."""

import asyncio
from contextlib import closing
from threading import Event

import pytest

from bot.crew import Stopping, Threads


def test_threads_that_are_shut_begin_nothing() -> None:
    """Whoever asks is told that, and not that something broke."""
    threads = Threads(1, "t")
    threads.close()
    with pytest.raises(Stopping):
        asyncio.run(threads.run(int))


def test_what_waits_for_its_turn_when_they_are_shut_is_told_too() -> None:
    """What is under way comes to its end."""

    async def shut_meanwhile() -> list[object]:
        threads, go = Threads(1, "t"), Event()
        asked = [asyncio.ensure_future(threads.run(go.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        threads.close()
        go.set()
        return await asyncio.gather(*asked, return_exceptions=True)

    first, second = asyncio.run(shut_meanwhile())
    assert (first, type(second)) == (True, Stopping)


def test_who_gives_up_waiting_is_not_told_that_the_bot_stops() -> None:
    """It does not: the caller's own time was over."""

    async def given_up() -> None:
        go = Event()
        with closing(Threads(1, "t")) as threads:
            waiting = asyncio.ensure_future(threads.run(go.wait))
            await asyncio.sleep(0)
            waiting.cancel()
            go.set()
            with pytest.raises(asyncio.CancelledError):
                await waiting

    asyncio.run(given_up())
