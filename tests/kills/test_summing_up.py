"""Summaries are asked for while a round closes and a member takes a reply back, and the bot is killed over it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest

from sandbox.driver_parts import Modal, Seen
from tests.kills.acts import card, go_on, insist, modal_of
from tests.kills.ground import Ground, ground
from tests.kills.scenes import Scenes
from tests.support.town import LARS, SARA

pytestmark = pytest.mark.kills

PLACES = (
    "events.after_commit",
    "inbox.before_commit",
    "sweep.after_commit",
    "acts.after_commit@replies.withdraw",
    "deliveries.before_call@direct.answer",
)
MORE_PLACES = (
    "events.before_commit",
    "inbox.after_commit",
    "sweep.before_commit",
    "acts.before_commit@replies.withdraw",
    "deliveries.after_call@direct.answer",
)
WORDS = "Morgenmødet har hjulpet os alle."
HEADING = "Opsamling: Tryg hjem"


@contextmanager
def _at_work(scenes: Scenes, *failpoints: str) -> Iterator[Ground]:
    folder, database = scenes.copy("answered")
    with ground(database, folder) as here:
        here.start(*failpoints)
        yield here


def _asks_three_times(here: Ground, *, deaths: int = 0, rests: bool = False) -> Sequence[str]:
    """Before the round closes, after it, and at last, the reply being taken back. `rests`: all is done before the next
    thing happens; else things happen beside each other.
    """
    lars, sara = here.person(LARS), here.person(SARA)
    receipt = insist(here, modal_of(here, lars, lambda: lars.click("Svar", in_message=card(here))).submit).modal
    assert receipt is not None
    sara.say_to_bot("opsamling tryg hjem")
    if rests:
        here.settle()
    go_on(here)
    sara.say_to_bot("opsamling tryg hjem")
    if rests:
        here.settle()
    insist(here, lambda: _taken_back(receipt))
    here.live_through(deaths)
    so_far = len(_heard(here))
    sara.say_to_bot("opsamling tryg hjem")
    here.until(lambda: len(_heard(here)) > so_far, "the last question is answered")
    here.settle()
    return _heard(here)


def _taken_back(receipt: Modal) -> Seen:
    """The bot may have died after it had shown that it is done: then the button is gone."""
    told = receipt.click("Træk tilbage")
    return replace(told, kind="nothing") if told.error == "no such element" else told


def _heard(here: Ground) -> Sequence[str]:
    return [message.text for message in here.person(SARA).dms() if HEADING in message.text]


@pytest.fixture(scope="module")
def in_peace(sqlite_scenes: Scenes) -> Sequence[str]:
    with _at_work(sqlite_scenes) as here:
        return _asks_three_times(here, rests=True)


def test_in_peace_each_tells_what_there_is(in_peace: Sequence[str]) -> None:
    """No round is closed; then there are words; then there are none any more."""
    before, closed, taken = in_peace
    assert WORDS not in before
    assert WORDS in closed
    assert WORDS not in taken
    assert len({before, closed, taken}) == 3


@pytest.mark.parametrize("place", [*PLACES, *(pytest.param(each, marks=pytest.mark.soak) for each in MORE_PLACES)])
def test_with_a_kill_each_tells_one_moment_and_the_last_the_truth(
    sqlite_scenes: Scenes, in_peace: Sequence[str], place: str
) -> None:
    """An answer is true before something that happens beside it, or after it. The one to the first question may be left
    out: a week has gone by when the bot is back.
    """
    with _at_work(sqlite_scenes, place) as here:
        heard = _asks_three_times(here, deaths=1)
        assert here.deaths == 1
    assert len(heard) in (2, 3)
    assert set(heard) <= set(in_peace)
    assert heard[-1] == in_peace[-1]
