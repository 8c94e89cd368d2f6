"""A network is rounded off: small rounds, a harvest card, thanks by name, and its channel is put away."""

import json
import re
from io import BytesIO

import docx

from sandbox.driver import Person
from sandbox.driver_parts import Message, Modal, Seen
from tests.support.playing import answer, network
from tests.support.town import JONAS, LARS, METTE, Town


class TestRoundingOff:
    def test_in_three_small_rounds_ends_with_a_harvest(self, small_town: Town) -> None:
        """Each asks something else; the card has what was recorded, who takes over, and thanks by name."""
        channel = network(small_town, members=(LARS, JONAS))
        mette = small_town.person(METTE)
        _record(small_town.person(JONAS), channel)
        small_town.settle()
        sent = _close(small_town, mette, channel).submit()
        assert sent.modal is not None
        assert "Ingen er peget ud til at tage over" in sent.modal.text
        for number in (1, 2, 3):
            _go_on(small_town, mette, channel, f"Afrunding: runde {number} af 3")
            answer(small_town, LARS, channel, f"Det vigtigste er nummer {number}.", quote=True)
        _go_on(small_town, mette, channel, "Høst: Tryg hjem")
        card = small_town.sees(mette, channel, "Høst: Tryg hjem")
        assert "Vi ringer dagen før" in card.text
        assert "Det vigtigste er nummer 3." in card.text
        assert "Ingen har sagt ja til at tage over endnu" in card.text
        assert "@Lars Østergaard" in card.text
        assert "Tryg hjem" not in mette.command("/netvaerk mine").text

    def test_can_be_taken_back(self, small_town: Town) -> None:
        """The network goes on, and its next round comes."""
        channel = network(small_town, members=(LARS,))
        mette = small_town.person(METTE)
        _close(small_town, mette, channel).submit()
        small_town.settle()
        shown = mette.command("/netvaerk afslut", channel=channel)
        assert shown.message is not None
        mette.click("Fortryd afrunding", in_message=shown.message)
        assert small_town.sees(mette, channel, "Afrundingen er fortrudt")
        small_town.days(15)
        assert not any("runde 2 af 3" in message.text for message in mette.messages(channel))
        assert "Tryg hjem" in mette.command("/netvaerk mine").text


class TestTheChannel:
    def test_is_archived_on_slack_two_weeks_after(self, slack_town: Town) -> None:
        """The card says so beforehand."""
        mette, channel, card = _over(slack_town)
        assert "bliver arkiveret" in card.text
        slack_town.days(15)
        assert channel in _archived(mette)

    def test_stays_if_the_leader_wants(self, slack_town: Town) -> None:
        """One press, and the card says that it stays."""
        mette, channel, card = _over(slack_town)
        mette.click("Behold kanalen", in_message=card)
        assert slack_town.sees(mette, channel, "Kanalen bliver stående")
        slack_town.days(15)
        assert channel not in _archived(mette)

    def test_stays_on_teams_and_the_card_says_so(self, in_teams: Town) -> None:
        """A bot is not let: no promise is made that cannot be kept."""
        mette, channel, card = _over(in_teams)
        assert "Kanalen bliver stående" in card.text
        in_teams.days(15)
        assert channel not in _archived(mette)


class TestTheReport:
    def test_is_fetched_as_a_file_when_all_is_over(self, small_town: Town) -> None:
        """From the card, or by its word; as Word and as text, by a link of one's own."""
        mette, channel, card = _over(small_town)
        pressed = mette.click("Hent beretningen", in_message=card)
        file = docx.Document(BytesIO(_fetched(small_town, mette, channel, pressed, "docx")))
        assert file.paragraphs[0].text == "Netværksberetning: Tryg hjem"
        told = mette.command("/netvaerk beretning", channel=channel)
        assert "## Idéer" in _fetched(small_town, mette, channel, told, "md").decode()


def _fetched(town: Town, person: Person, channel: str, seen: Seen, kind: str) -> bytes:
    """The file behind the newest link that somebody sees: at once, or as soon as the message is there."""
    town.settle()
    there = [*person.messages(channel), *person.dms(), *([seen.message] if seen.message else [])]
    found = re.findall(rf"http://[\d.]+:\d+/f/[\w-]+\.{kind}", json.dumps([each.content for each in there]))
    assert found, seen
    answer = town.workspace.http.get(found[-1])
    assert answer.status_code == 200, answer.text
    return answer.content


def _over(town: Town) -> tuple[Person, str, Message]:
    """A network that was rounded off the short way."""
    channel = network(town, members=(LARS,))
    mette = town.person(METTE)
    _close(town, mette, channel).fill({"Hvordan vil I slutte?": "1 runde"}).submit()
    _go_on(town, mette, channel, "Høst: Tryg hjem")
    return mette, channel, town.sees(mette, channel, "Høst: Tryg hjem")


def _go_on(town: Town, person: Person, channel: str, words: str) -> None:
    """The calendar goes on until this is to be read; holidays may come between."""
    for _ in range(30):
        town.settle()
        if any(words in message.text for message in person.messages(channel)):
            return
        town.days(1)
    raise AssertionError(words)


def _close(town: Town, by: Person, channel: str) -> Modal:
    modal = by.command("/netvaerk afslut", channel=channel).modal
    assert modal is not None
    return modal


def _record(by: Person, channel: str) -> None:
    """Something that came out of it."""
    shown = by.command("/netvaerk udbytte", channel=channel)
    assert shown.message is not None
    modal = by.click("Resultat", in_message=shown.message).modal
    assert modal is not None
    modal.fill({modal.fields[0]: "Vi ringer dagen før"}).submit()


def _archived(person: Person) -> list[str]:
    return [room["name"].lower().replace(" ", "-") for room in person.sidebar()["archived"]]
