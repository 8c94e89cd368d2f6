"""What people do in a scenario, in the words that they see."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode

import httpx

from sandbox.driver import Person
from sandbox.driver_parts import Message, Modal, Submitted
from tests.support.town import EMMA, FATIMA, HANNE, JONAS, KIRSTEN, LARS, METTE, PETER, Town

PLACE = "Hvor skal netværket tale sammen?"
READ, OWN_UNIT = "Før du er med", "Din egen afdeling"
HAS_READ = "Jeg har læst teksten"
SEEN_BY, QUOTE = "Hvem må se dit svar?", "Må vi bruge en sætning fra dit svar i en opsamling?"
WITH_NAME, WITHOUT_NAME = "Netværket, med mit navn", "Kun sekretariatet, uden mit navn"
HOME = "Sundhed og Omsorg"
MEMBERS = (JONAS, LARS, EMMA, HANNE, FATIMA, PETER)

_ENGLISH = {READ: "Before you join", OWN_UNIT: "Your own department", HAS_READ: "I have read the text"}


def in_weeks(town: Town, weeks: int) -> str:
    """A day, as a date picker gives it."""
    return (town.clock.now() + timedelta(weeks=weeks)).date().isoformat()


def start(
    town: Town, by: str = METTE, name: str = "Tryg hjem", *, channel: str = "#generelt", **other: object
) -> Submitted:
    """The form of `/netvaerk start`, filled in whole; `other` by label wins, None leaves it out."""
    town.settle()
    modal = town.person(by).command("/netvaerk start", channel=channel).modal
    assert modal is not None
    given: dict[str, object] = {
        "Navn": name,
        _label(modal, "Formål"): "Borgere skal opleve én vej hjem.",
        "Type": "Velfærdsnetværk",
        "Ledelsesophæng": KIRSTEN,
        "Afdelinger": [HOME],
        "Forventet afslutning": in_weeks(town, 20),
        "Rytme": "Hver uge",
        PLACE: "Et nyt sted, kun for deltagerne",
    }
    if READ in modal.fields:
        given |= {READ: [HAS_READ], OWN_UNIT: HOME}
    given = {label: value for label, value in (given | other).items() if value is not None}
    return modal.fill(given).submit()


def _label(modal: Modal, begins: str) -> str:
    return next(label for label in modal.fields if label.startswith(begins))


def invite(town: Town, channel: str, members: Sequence[str] = MEMBERS, *, by: str = METTE) -> None:
    """`/netvaerk inviter @a @b`, and everybody has the invitation."""
    names = " ".join(f"<@{member}>" for member in members)
    town.person(by).command(f"/netvaerk inviter {names}", channel=channel)
    town.settle()


def join(town: Town, member: str, *, unit: str = HOME) -> Submitted:
    """Yes to the newest invitation, the information text read."""
    person = town.person(member)
    yes, words = ("I am in", _ENGLISH) if member == EMMA else ("Jeg er med", {word: word for word in _ENGLISH})
    asked = next(m for m in reversed(person.dms()) if yes in m.buttons)
    modal = person.click(yes, in_message=asked).modal
    assert modal is not None
    given: dict[str, object] = {words[READ]: [words[HAS_READ]]}
    if member != HANNE:
        given[words[OWN_UNIT]] = unit
    return modal.fill(given).submit()


def network(town: Town, *, members: Sequence[str] = MEMBERS, channel: str = "tryg-hjem") -> str:
    """A network under way with so many members; its channel."""
    assert start(town).outcome == "updated"
    town.settle()
    invite(town, channel, members)
    for member in members:
        assert join(town, member).outcome == "updated"
    town.settle()
    return channel


def prompt(town: Town, person: Person, channel: str) -> Message:
    """The newest card that asks."""
    cards = [m for m in person.messages(channel) if "Svar" in m.buttons]
    assert cards, [m.text for m in person.messages(channel)]
    return cards[-1]


def forged(town: Town) -> httpx.Response:
    """What the bot answers somebody who only says that they are the platform."""
    if town.platform == "teams":
        activity = {"type": "message", "text": "mine", "id": "1", "serviceUrl": f"{town.workspace.url}/connector/"}
        lie = {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}
        return town.workspace.http.post(f"{town.url}/api/messages", json=activity, headers=lie)
    body = urlencode({"command": "/netvaerk", "text": "mine", "user_id": METTE, "team_id": "T0KOMMUNE"})
    lie = {"Content-Type": "application/x-www-form-urlencoded", "X-Slack-Signature": "v0=forged"}
    return town.workspace.http.post(f"{town.url}/slack/events", content=body, headers=lie)


def answer_form(town: Town, member: str, channel: str) -> Modal:
    """The form behind the button of the newest card."""
    person = town.person(member)
    seen = person.click("Svar", in_message=prompt(town, person, channel))
    assert seen.modal is not None, seen.text
    return seen.modal


def fill(modal: Modal, text: str, *, choice: int = 3) -> Modal:
    """Every open question gets the text, every scale and choice one of its options."""
    for one in modal.inputs:
        if one.kind == "text":
            modal.fill({one.label: text})
        elif one.name.startswith("q"):
            options = modal.choices(one.label)
            label = options[min(choice, len(options) - 1)]
            modal.fill({one.label: [label] if one.kind == "many" else label})
    return modal


def answer(
    town: Town, member: str, channel: str, text: str, *, private: bool = False, quote: bool = False
) -> Submitted:
    """Answer the newest card in the form."""
    modal = fill(answer_form(town, member, channel), text)
    english = member == EMMA
    if not english:
        modal.fill({SEEN_BY: WITHOUT_NAME if private else WITH_NAME})
        if quote:
            modal.fill({QUOTE: ["Ja, uden mit navn"]})
    sent = modal.submit()
    town.settle()
    return sent
