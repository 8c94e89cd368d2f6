"""A whole year of a municipality, its calendar moved: two networks born, somebody from outside, every phase, Christmas
and both changes of the clock, a barrier that is solved, a split, a closing with its harvest, both echoes (A17, A21).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import httpx
import pytest

from core.model.networks import Network, NetworkState, Phase
from core.model.rounds import Round
from sandbox.driver import Person
from sandbox.driver_parts import Modal
from tests.support.playing import (
    HAS_READ,
    HOME,
    OWN_UNIT,
    PLACE,
    READ,
    SEEN_BY,
    WITH_NAME,
    WITHOUT_NAME,
    answer,
    answer_form,
    fill,
    in_weeks,
    invite,
    join,
    prompt,
    start,
)
from tests.support.town import FATIMA, HANNE, JONAS, KIRSTEN, LARS, METTE, PETER, SARA, Town
from tests.support.visiting import Visit, link_in, mails_to

ULLA = "ulla@boligforeningen.example"
HOUR = 9
ZONE = ZoneInfo("Europe/Copenhagen")
MEMBERS = (JONAS, LARS, HANNE, FATIMA, PETER)
WELFARE, LEARNING = "tryg-hjem", "laeselyst"
HEADWIND = "Medvind og modvind"
CHANGE = "Visitationen og depotet holder fælles morgenmøde."
NOTICED = "Hvad af det, netværket var med til at ændre, mærker du i dag?"


@pytest.fixture
def http() -> httpx.Client:
    with httpx.Client(timeout=10) as client:
        yield client


def test_a_year(small_town: Town, http: httpx.Client) -> None:
    """In Danish, on either platform, each step as those see it whom it concerns."""
    town = small_town
    begun = town.clock.now()
    _two_networks_are_born(town)
    _somebody_from_outside_comes_in(town, http)
    _a_barrier_is_raised(town)
    _it_is_solved_and_told(town)
    _ulla_answers_by_mail(town, http)
    _a_change_is_written_down(town)
    _it_splits(town)
    _it_goes_on_until_its_end_is_near(town)
    _it_is_rounded_off(town)
    _what_is_noticed_after(town, http, months=3)
    _what_is_noticed_after(town, http, months=6)
    _the_secretariat_reads_it(town)
    _the_other_goes_on(town, begun)
    _everything_came_at_its_hour(town, begun)


def _networks(town: Town) -> dict[str, Network]:
    with town.house.units_of_work.reading() as uow:
        [ours] = uow.organisations.all()
        return {network.name: network for network in uow.networks.of_organisation(ours.id)}


def _rounds(town: Town, name: str = "Tryg hjem") -> Sequence[Round]:
    network = _networks(town)[name]
    with town.house.units_of_work.reading() as uow:
        return [one for one in uow.rounds.of_network(network.id) if one.was_asked]


def _two_networks_are_born(town: Town) -> None:
    """A welfare network of half a year with a receiver, and a learning network of a whole one."""
    given = {"Forventet afslutning": in_weeks(town, 26), "Rytme": "Hver anden uge"}
    assert start(town, **given).outcome == "updated"
    town.settle()
    invite(town, WELFARE, MEMBERS)
    for member in MEMBERS:
        assert join(town, member).outcome == "updated"
    town.settle()
    mette = town.person(METTE)
    form = mette.command("/netvaerk roller", channel=WELFARE).modal
    assert form is not None
    form.fill({"Modtager": KIRSTEN}).submit()
    town.settle()
    kirsten = town.person(KIRSTEN)
    kirsten.click("Ja, det vil jeg gerne", in_message=town.hears(kirsten, "om du vil være modtager"))
    learning = {
        "Type": "Læringsnetværk",
        "Forventet afslutning": in_weeks(town, 52),
        "Rytme": "Hver måned, første gang ugedagen falder",
    }
    assert start(town, name="Læselyst", by=LARS, **learning).outcome == "updated"
    town.settle()
    assert {"Tryg hjem", "Læselyst"} <= set(_networks(town))
    assert "Modtager" in mette.command("/netvaerk status", channel=WELFARE).text


def _mails(town: Town, about: str) -> list[EmailMessage]:
    town.settle()
    access = town.house.settings.mail
    assert access is not None
    assert access.folder is not None
    return [mail for mail in mails_to(access.folder, ULLA) if about in str(mail["Subject"])]


def _somebody_from_outside_comes_in(town: Town, http: httpx.Client) -> None:
    """By mail and a link; everybody sees that she is there."""
    town.person(METTE).command(f"/netvaerk inviter {ULLA} som borger", channel=WELFARE)
    [mail] = _mails(town, "")
    page = Visit.to(http, link_in(mail)).press("Jeg er med")
    page = page.press("Jeg er med", {"Hvad hedder du?": "Ulla Bak"}, choose=("Jeg har læst teksten",))
    assert "Du er nu med" in page.text
    assert town.sees(town.person(METTE), WELFARE, "Ulla Bak er kommet med")


def _a_barrier_is_raised(town: Town) -> None:
    """The leader asks what holds back; of six in private three say the law, which is enough to be told."""
    mette = town.person(METTE)
    shown = mette.command("/netvaerk næste", channel=WELFARE)
    assert shown.message is not None
    form = mette.click("Vælg andre spørgsmål", in_message=shown.message).modal
    assert form is not None
    asked = next(label for label in form.choices("Hvad skal der spørges om?") if HEADWIND in label)
    form.fill({"Hvad skal der spørges om?": asked}).submit()
    town.next_round()
    for place, member in enumerate((METTE, *MEMBERS)):
        _says_what_holds_back(town, member, "Regler og jura" if place < 3 else "Tid og travlhed")
    town.days(10)
    sara = town.person(SARA)
    sara.say_to_bot("barrierer")
    assert "Peget på af Tryg hjem" in town.hears(sara, "Regler og jura").text


def _says_what_holds_back(town: Town, member: str, what: str) -> None:
    modal = answer_form(town, member, WELFARE)
    holds = next(one.label for one in modal.inputs if one.kind == "many" and what in modal.choices(one.label))
    modal.fill({holds: [what], SEEN_BY: WITHOUT_NAME})
    sent = modal.submit()
    assert sent.outcome == "updated", sent
    town.settle()


def _it_is_solved_and_told(town: Town) -> None:
    """ "I sagde, vi gjorde", once, with who did it."""
    sara = town.person(SARA)
    line = next(m for m in reversed(sara.dms()) if "Regler og jura" in m.text and "Ret" in m.buttons)
    form = sara.click("Ret", in_message=line).modal
    assert form is not None
    told = {"Hvor langt er I?": "løst", "Hvem tager sig af den?": "Jura og Udbud"}
    form.fill({**told, "Hvad gør I, eller hvad gjorde I?": "Der er nu et fælles svar."}).submit()
    town.settle()
    seen = [m for m in town.person(METTE).messages(WELFARE) if "I sagde, vi gjorde" in m.text]
    assert len(seen) == 1
    assert "Jura og Udbud" in seen[0].text


def _ulla_answers_by_mail(town: Town, http: httpx.Client) -> None:
    """What she shares stands in the thread with her name."""
    town.next_round()
    card = prompt(town, town.person(METTE), WELFARE)
    form = Visit.to(http, link_in(_mails(town, "spørger")[-1])).press("Svar")
    sheet = next(sheet for sheet in form.sheets if sheet.labels)
    words = {next(iter(sheet.labels)): "Vi mødtes med beboerne på trappen."}
    button = next(words for words in form.buttons if words in ("Send", "Gem", "Send svar", "Svar"))
    assert "Tak" in form.press(button, words, choose=(WITH_NAME,)).text
    town.settle()
    thread = " ".join(message.text for message in town.person(METTE).thread(WELFARE, card.ts))
    assert "Ulla Bak" in thread


def _a_change_is_written_down(town: Town) -> None:
    jonas = town.person(JONAS)
    shown = jonas.command("/netvaerk udbytte", channel=WELFARE)
    assert shown.message is not None
    form = jonas.click("Forandring", in_message=shown.message).modal
    assert form is not None
    told = {"Hvem gør hvad anderledes?": CHANGE, "Hvor i organisationen?": [HOME], "Hvordan ved I det?": "Set selv"}
    assert form.fill({**told, "Er det noget nyt?": "Forbedrer noget, vi har"}).submit().outcome == "updated"
    town.settle()
    assert town.sees(town.person(METTE), WELFARE, CHANGE)


def _it_splits(town: Town) -> None:
    """A4: the new one knows its parent, and the parent its child."""
    mette = town.person(METTE)
    form = mette.command("/netvaerk del", channel=WELFARE).modal
    assert form is not None
    purpose = next(label for label in form.fields if label.startswith("Formål"))
    form.fill({"Navn": "Ro på", purpose: "Ro de første dage.", PLACE: "Et nyt sted, kun for deltagerne"}).submit()
    town.settle()
    assert "Ro på" in mette.command("/netvaerk status", channel=WELFARE).text
    found = _networks(town)
    assert found["Ro på"].parent_id == found["Tryg hjem"].id


def _it_goes_on_until_its_end_is_near(town: Town) -> None:
    """Fortnight by fortnight; the leader is asked in private what is to happen."""
    mette, asked = town.person(METTE), "slutter efter planen"
    ends_on = _networks(town)["Tryg hjem"].ends_on
    assert ends_on is not None
    while town.clock.now().date() < ends_on - timedelta(days=14):
        town.days(7)
    assert town.hears(mette, asked)
    assert not any(asked in message.text for message in town.person(LARS).dms())
    phases = [one.phase for one in _rounds(town)]
    assert list(dict.fromkeys(phases)) == [Phase.START, Phase.UNDERWAY, Phase.MIDWAY]
    assert phases.count(Phase.MIDWAY) == 1


def _it_is_rounded_off(town: Town) -> None:
    """Three small rounds, then the card with what came out of it and thanks by name."""
    mette = town.person(METTE)
    form = mette.command("/netvaerk afslut", channel=WELFARE).modal
    assert form is not None
    form.submit()
    for number in (1, 2, 3):
        _until_seen(town, f"Afrunding: runde {number} af 3")
        answer(town, LARS, WELFARE, f"Det vigtigste er nummer {number}.", quote=True)
    _until_seen(town, "Høst: Tryg hjem")
    card = town.sees(mette, WELFARE, "Høst: Tryg hjem").text
    assert CHANGE in card
    assert "@Lars Østergaard" in card
    assert "Ulla Bak" in card
    assert len({one.prompt_id for one in _rounds(town) if one.phase is Phase.CLOSING}) == 3
    assert _networks(town)["Tryg hjem"].state is NetworkState.CLOSED
    [farewell] = _mails(town, "er slut")
    assert "Tryg hjem" in str(farewell["Subject"])


def _until_seen(town: Town, words: str) -> None:
    for _ in range(30):
        town.settle()
        if any(words in message.text for message in town.person(METTE).messages(WELFARE)):
            return
        town.days(1)
    raise AssertionError(words)


def _what_is_noticed_after(town: Town, http: httpx.Client, *, months: int) -> None:
    """Members in private, Ulla by mail, the receiver for the unit: each is asked once, and answers."""
    mails = len(_mails(town, "spørger"))
    while not any(one.is_echo and one.is_open for one in _rounds(town)):
        town.days(7)
    for member in (METTE, JONAS, LARS):
        person = town.person(member)
        asked = town.hears(person, f"For {months} måneder siden sluttede netværket Tryg hjem")
        _notices(town, person.click("Svar", in_message=asked).modal, "Vi mødes hver morgen.")
    [mail] = _mails(town, "spørger")[mails:]
    page = Visit.to(http, link_in(mail)).press("Svar")
    assert "Til dig, der kommer udefra" in page.text
    _the_receiver_answers(town, town.person(KIRSTEN), months)
    town.days(20)
    assert town.hears(town.person(LARS), f"{months} måneder efter at netværket sluttede")
    after = {3: NetworkState.CLOSED, 6: NetworkState.FOLLOWED_UP}[months]
    assert _networks(town)["Tryg hjem"].state is after


def _notices(town: Town, modal: Modal | None, words: str) -> None:
    assert modal is not None
    fill(modal, words).fill({NOTICED: CHANGE})
    if SEEN_BY in modal.fields:
        modal.fill({SEEN_BY: WITH_NAME})
    assert modal.submit().outcome == "updated"
    town.settle()


def _the_receiver_answers(town: Town, kirsten: Person, months: int) -> None:
    asked = town.hears(kirsten, f"som sluttede for {months} måneder siden")
    form = kirsten.click("Svar", in_message=asked).modal
    assert form is not None
    if READ in form.fields:
        form.fill({READ: [HAS_READ], OWN_UNIT: HOME})
    _notices(town, form, "Der er blevet ro om morgenen.")


def _the_secretariat_reads_it(town: Town) -> None:
    """The change first, with what became of it; who said it for their unit; the goals; the history."""
    sara = town.person(SARA)
    sara.say_to_bot("opsamling tryg hjem")
    told = town.hears(sara, "Opsamling: Tryg hjem").text
    assert "mærkes stadig efter 6 måneder" in told
    assert "1 er bekræftet" in told
    assert "Der er blevet ro om morgenen." in told
    sara.say_to_bot("historik tryg hjem")
    assert "Netværket er fulgt op" in town.hears(sara, "det er der sket").text


def _the_other_goes_on(town: Town, begun: datetime) -> None:
    """The learning network is asked month by month, until a whole year has passed."""
    while town.clock.now() < begun + timedelta(days=370):
        town.days(7)
    months = {(one.occurrence.year, one.occurrence.month) for one in _rounds(town, "Læselyst")}
    assert len(months) >= 11


def _everything_came_at_its_hour(town: Town, begun: datetime) -> None:
    """By the clock on the wall on both sides of both changes, and never on a day when the town hall is closed."""
    planned = [
        one
        for name in ("Tryg hjem", "Læselyst")
        for one in _rounds(town, name)
        if one.phase not in (Phase.CLOSING, Phase.AFTER)
    ]
    local = [one.due_at.astimezone(ZONE) for one in planned]
    assert {at.hour for at in local} == {HOUR}
    assert len({at.utcoffset() for at in local}) == 2
    days = {at.date() for at in local}
    for year in {begun.year, begun.year + 1}:
        closed = {date(year, 12, day) for day in (24, 25, 26, 31)}
        assert not days & closed
    with town.house.units_of_work.reading() as uow:
        [ours] = uow.organisations.all()
    calendar = town.house.calendar(ours)
    assert all(calendar.is_working_day(one.occurrence) for one in _rounds(town) if one.is_echo)
