"""Somebody without an account: invited by mail, in by a link, answering on a page, heard in the conversation."""

from email.message import EmailMessage

import httpx
import pytest

from core.model.organisations import PersonKind
from core.services import people
from tests.support.playing import network, prompt
from tests.support.town import LARS, METTE, Town
from tests.support.visiting import Visit, link_in, mails_to, words_of

ULLA = "ulla@boligforeningen.example"


@pytest.fixture
def http() -> httpx.Client:
    with httpx.Client(timeout=10) as client:
        yield client


def _mails(town: Town, about: str = "") -> list[EmailMessage]:
    town.settle()
    access = town.house.settings.mail
    assert access is not None
    assert access.folder is not None
    return [mail for mail in mails_to(access.folder, ULLA) if about in str(mail["Subject"])]


def _joined(town: Town, http: httpx.Client, channel: str) -> Visit:
    """Ulla has been invited, and has said yes."""
    town.person(METTE).command(f"/netvaerk inviter {ULLA} som borger", channel=channel)
    [mail] = _mails(town)
    page = Visit.to(http, link_in(mail)).press("Jeg er med")
    return page.press("Jeg er med", {"Hvad hedder du?": "Ulla Bak"}, choose=("Jeg har læst teksten",))


class TestAnOutsider:
    def test_is_in_by_a_link_and_heard_in_the_conversation(self, small_town: Town, http: httpx.Client) -> None:
        """Invited by mail, told what it means, asked by mail, and what she shares stands with the others' replies."""
        town = small_town
        channel = network(town, members=(LARS,))
        assert "Du er nu med" in _joined(town, http, channel).text
        town.settle()
        assert town.sees(town.person(METTE), channel, "Ulla Bak er kommet med")
        with town.house.units_of_work.reading() as uow:
            [organisation] = uow.organisations.all()
            ours = people.without_accounts(uow, organisation.id)
            assert ours is not None
            ulla = uow.people.find(ours.id, ULLA)
            assert ulla is not None
            assert ulla.kind is PersonKind.CITIZEN
        town.next_round()
        card = prompt(town, town.person(METTE), channel)
        [asked] = _mails(town, "spørger")
        assert "Du kan svare indtil" in words_of(asked)
        form = Visit.to(http, link_in(asked)).press("Svar")
        said = form.press(_submit(form), _first_text(form), choose=("Netværket, med mit navn",))
        assert "Tak" in said.text
        town.settle()
        thread = " ".join(message.text for message in town.person(METTE).thread(channel, card.ts))
        assert "Ulla Bak" in thread
        assert "Vi mødtes med beboerne" in thread

    def test_gets_one_mail_for_a_round_and_no_reminder(self, small_town: Town, http: httpx.Client) -> None:
        """And none when she wants none."""
        town = small_town
        channel = network(town, members=(LARS,))
        _joined(town, http, channel)
        town.next_round()
        town.days(5)
        [asked] = _mails(town, "spørger")
        town.days(2)
        page = Visit.to(http, link_in(_mails(town)[-1]))
        page.press("Send mig ikke flere mails")
        before = len(_mails(town))
        town.next_round()
        assert len(_mails(town)) == before
        assert asked

    def test_who_does_not_answer_is_written_to_once_more(self, small_town: Town, http: httpx.Client) -> None:
        """After five working days all that waits for her is one mail, whose link takes a yes; then there is none."""
        town = small_town
        channel = network(town, members=(LARS,))
        town.person(METTE).command(f"/netvaerk inviter {ULLA}", channel=channel)
        assert len(_mails(town)) == 1
        town.days(15)
        [again] = _mails(town, "venter på dit svar")
        assert "Tryg hjem" in words_of(again)
        assert "Jeg er med" in Visit.to(http, link_in(again)).buttons
        town.days(30)
        assert len(_mails(town)) == 2

    def test_is_out_when_she_is_removed(self, small_town: Town, http: httpx.Client) -> None:
        """Her links stop working at once."""
        town = small_town
        channel = network(town, members=(LARS,))
        _joined(town, http, channel)
        link = link_in(_mails(town)[0])
        town.person(METTE).command(f"/netvaerk fjern {ULLA}", channel=channel)
        town.settle()
        assert Visit.to(http, link).answer.status_code == 404


def _submit(form: Visit) -> str:
    return next(words for words in form.buttons if words in ("Send", "Gem", "Send svar", "Svar"))


def _first_text(form: Visit) -> dict[str, str]:
    """What she writes, in the first place for words."""
    sheet = next(sheet for sheet in form.sheets if sheet.labels)
    return {next(iter(sheet.labels)): "Vi mødtes med beboerne på trappen."}
