"""What people do while the bot is killed: told that it went wrong they do it again, told nothing they do not."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sandbox.driver import Person
from sandbox.driver_parts import Message, Modal, Seen, Submitted
from sandbox.settings import Json
from tests.kills.ground import Ground
from tests.kills.scenes import CHANNEL
from tests.support import playing
from tests.support.town import JONAS, KIRSTEN, METTE

Told = TypeVar("Told", Seen, Submitted)

_TRIES = 12
"""More than the bot is ever killed in a row."""


@dataclass(frozen=True)
class Act:
    """`scene`: where it begins. `adds`: the messages that the bot has written after it, by what their keys say."""

    scene: str
    do: Callable[[Ground], None]
    adds: Mapping[str, int]


def insist(ground: Ground, act: Callable[[], Told]) -> Told:
    """Do it, and do it again when the bot is back if the platform said that it went wrong."""
    for _ in range(_TRIES):
        told = act()
        if not _is_trouble(told):
            return told
        ground.until(lambda: ground.is_dead, "the bot that did not answer is found to be dead")
        ground.revive()
    raise AssertionError(f"it never worked: {told}\n{ground.story()}")


def _is_trouble(told: Seen | Submitted) -> bool:
    if isinstance(told, Submitted):
        return told.outcome == "trouble"
    return told.kind == "error"


def modal_of(ground: Ground, person: Person, act: Callable[[], Seen]) -> Modal:
    """The form that it opens; something else may show before it, like a message that changes just then."""
    insist(ground, act)
    ground.until(lambda: person.modal_or_none() is not None, "a form is open")
    return person.modal


def send_in(ground: Ground, modal: Modal) -> None:
    """Sent in again as it stands, if it has to be, a form is the same act."""
    sent = insist(ground, modal.submit)
    assert sent.outcome in ("updated", "closed"), sent


def go_on(ground: Ground) -> None:
    """The calendar goes on to the next opening; who was killed on the way goes on from there."""
    target = datetime.fromisoformat(_calendar(ground)["next"])
    for _ in range(_TRIES):
        ground.calendar(to="next")
        ground.settle()
        now = datetime.fromisoformat(_calendar(ground)["now"])
        if now >= target:
            return
    raise AssertionError(f"the calendar stands at {now}, not {target}\n{ground.story()}")


def go_on_for(ground: Ground, *, weeks: int) -> None:
    """The calendar goes on, two days at a time, and all that belongs to them is done: a reminder that is still on its
    way when its round closes is not sent any more.
    """
    told = _calendar(ground)
    target = datetime.fromisoformat(told["now"]) + timedelta(weeks=weeks, days=-1)
    while datetime.fromisoformat(told["now"]) < target:
        ground.calendar(days=2)
        ground.settle()
        told = _calendar(ground)


def _calendar(ground: Ground) -> Json:
    """What the calendar says; the bot may die of what it does beside, and is asked again when it is back."""
    for _ in range(_TRIES):
        if told := ground.calendar():
            return told
        ground.settle()
    raise AssertionError(f"the calendar says nothing\n{ground.story()}")


def go_on_by_day(ground: Ground) -> None:
    """The calendar goes on to the next opening, and each day waits until all that belongs to it is done."""
    told = _calendar(ground)
    upcoming = told["next"]
    while told["now"] < upcoming:
        ground.calendar(days=1)
        ground.settle()
        told = _calendar(ground)


def charter_form(ground: Ground) -> Modal:
    """The form of `/netvaerk start`, filled in whole and not sent."""
    mette = ground.person(METTE)
    modal = modal_of(ground, mette, lambda: mette.command("/netvaerk start"))
    purpose = next(label for label in modal.fields if label.startswith("Formål"))
    given = {
        "Navn": "Tryg hjem",
        purpose: "Borgere skal opleve én vej hjem.",
        "Type": "Velfærdsnetværk",
        "Ledelsesophæng": KIRSTEN,
        "Afdelinger": [playing.HOME],
        "Forventet afslutning": (datetime.now(UTC) + timedelta(weeks=20)).date().isoformat(),
        "Rytme": "Hver uge",
        playing.PLACE: "Et nyt sted, kun for deltagerne",
        playing.READ: [playing.HAS_READ],
        playing.OWN_UNIT: playing.HOME,
    }
    return modal.fill({label: value for label, value in given.items() if label in modal.fields})


def _start(ground: Ground) -> None:
    send_in(ground, charter_form(ground))
    ground.settle()


def _invite(ground: Ground) -> None:
    mette, jonas = ground.person(METTE), ground.person(JONAS)
    insist(ground, lambda: mette.command(f"/netvaerk inviter <@{JONAS}>", channel=CHANNEL))
    ground.settle()
    invitation = next(m for m in jonas.dms() if "Jeg er med" in m.buttons)
    modal = modal_of(ground, jonas, lambda: jonas.click("Jeg er med", in_message=invitation))
    send_in(ground, modal.fill({playing.READ: [playing.HAS_READ], playing.OWN_UNIT: playing.HOME}))
    ground.settle()


def _prompt(ground: Ground) -> None:
    go_on(ground)


def reply_form(ground: Ground, member: str, seen_by: str) -> Modal:
    """The form behind the newest card, filled in and not sent."""
    person = ground.person(member)
    modal = modal_of(ground, person, lambda: person.click("Svar", in_message=card(ground)))
    return playing.fill(modal, "Vi mødes hver morgen nu.").fill({playing.SEEN_BY: seen_by})


def _reply(ground: Ground) -> None:
    send_in(ground, reply_form(ground, JONAS, playing.WITH_NAME))
    ground.settle()


def _thread(ground: Ground) -> None:
    ground.person(JONAS).say("Vi mødes hver morgen nu.", CHANNEL, thread=card(ground).ts)
    ground.until(lambda: _revived(ground) and "1 har svaret" in card(ground).text, "the card counts it")
    ground.settle()


def _close(ground: Ground) -> None:
    mette = ground.person(METTE)
    modal = modal_of(ground, mette, lambda: mette.command("/netvaerk afslut", channel=CHANNEL))
    send_in(ground, modal)
    ground.settle()
    go_on_for(ground, weeks=7)  # three small rounds, the end, and two weeks later the channel is put away
    ground.settle()


def _revived(ground: Ground) -> bool:
    ground.revive()
    return True


def card(ground: Ground) -> Message:
    """The newest card that asks."""
    return [m for m in ground.person(METTE).messages(CHANNEL) if "Svar" in m.buttons][-1]


ACTS: Mapping[str, Act] = {
    "start": Act("quiet", _start, {"network:charter": 1, "network:anchor": 1}),
    "invite": Act("started", _invite, {"member:invitation": 1, "member:welcome": 1}),
    "prompt": Act("joined", _prompt, {"round:prompt": 1}),
    "reply": Act("asked", _reply, {"reply:shared": 1}),
    "thread": Act("asked", _thread, {}),
    "close": Act(
        "answered", _close, {"round:shareback": 4, "round:prompt": 3, "person:reminder": 9, "network:thanks": 1}
    ),
}


def written(state: Json, bot: str) -> Counter[str]:
    """How many messages of each kind the bot has written, wherever they stand, by their keys without the ids.

    Two with the same key are what must never be. Digests are not counted: on which days they come is the calendar's.
    """
    said = [message for channel in state["channels"] for message in channel["messages"] if message["author"] == bot]
    tags = [message["metadata"]["event_payload"] for message in said if message["metadata"]]
    keys = Counter((tag["key"], tag.get("part", 1)) for tag in tags)
    assert not [key for key, times in keys.items() if times > 1], keys
    return Counter(_kind(key) for key, part in keys if part == 1 and not key.startswith("digest:"))


def _kind(key: str) -> str:
    noun, _, *rest = key.split(":")
    return ":".join((noun, *rest[:1]))
