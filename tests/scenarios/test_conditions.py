"""What holds a network back is taken care of, and the network is told (B9)."""

from datetime import timedelta

from core.model.networks import Network
from core.model.replies import Answer, ReplyVisibility
from core.model.rounds import Round
from core.services import replies, rounds
from tests.builders import a_round
from tests.support.playing import MEMBERS, network, prompt
from tests.support.town import JONAS, METTE, SARA, Town

HEADWIND = "velf-undervejs-4"


class TestABarrier:
    def test_is_taken_care_of_and_reported_back(self, small_town: Town) -> None:
        """Raised by a round, given an owner, seen by members, told of when solved, and opened anew by the next."""
        town = small_town
        channel = network(town)
        _points_at_the_law(town, weeks=3)
        _is_seen_and_taken_up(town)
        _is_seen_by_members(town, channel)
        _is_solved_and_told(town, channel)
        _points_at_the_law(town, weeks=1)
        town.person(SARA).say_to_bot("barrierer")
        assert "Kom op igen, efter at den var løst." in town.hears(town.person(SARA), "Kom op igen").text


def _is_seen_and_taken_up(town: Town) -> None:
    sara = town.person(SARA)
    sara.say_to_bot("barrierer")
    line = town.hears(sara, "Regler og jura")
    assert "Peget på af Tryg hjem." in line.text
    _fill(town, "i gang", "Jura og Udbud", "Vi skriver ét fælles svar.")
    town.person(JONAS).say_to_bot("barrierer")
    assert "Sara Vestergaard" in town.hears(town.person(JONAS), "netværkssekretariatet").text


def _is_seen_by_members(town: Town, channel: str) -> None:
    shown = town.person(JONAS).command("/netvaerk status", channel=channel).text
    assert "Regler og jura: i gang. Ansvarlig: Jura og Udbud ·" in shown.replace("*", "")
    town.next_round()
    card = prompt(town, town.person(METTE), channel).text.replace("*", "")
    assert "Det sker der med det, I har peget på: Regler og jura: i gang." in card


def _is_solved_and_told(town: Town, channel: str) -> None:
    for _ in range(2):
        _fill(town, "løst", "Jura og Udbud", "Der er nu et fælles svar.")
        town.settle()
    told = [m for m in town.person(METTE).messages(channel) if "I sagde, vi gjorde" in m.text]
    assert len(told) == 1
    assert "Der er nu et fælles svar." in told[0].text
    assert "Jura og Udbud" in told[0].text


def _fill(town: Town, status: str, owner: str, action: str) -> None:
    sara = town.person(SARA)
    line = next(m for m in reversed(sara.dms()) if "Regler og jura" in m.text and "Ret" in m.buttons)
    modal = sara.click("Ret", in_message=line).modal
    assert modal is not None
    values = {"Hvor langt er I?": status, "Hvem tager sig af den?": owner}
    values["Hvad gør I, eller hvad gjorde I?"] = action
    modal.fill(values).submit()
    town.settle()


def _points_at_the_law(town: Town, *, weeks: int) -> None:
    """A round of the past, in which six of seven point at the same."""
    with town.house.units_of_work.writing() as uow:
        [ours] = uow.organisations.all()
        [home] = uow.networks.of_organisation(ours.id)
        asked = _asked(town, home, weeks)
        uow.rounds.save(asked)
        for place, member in enumerate(uow.members.active(home.id)):
            person = uow.people.get(member.person_id)
            law = place < len(MEMBERS) - 2
            choices = ("jura",) if law else ("tid",)
            answers = (Answer(question=0, choices=("tillid",)), Answer(question=1, choices=choices))
            draft = replies.Draft(answers=answers, visibility=ReplyVisibility.PRIVATE, knows=True)
            replies.save(uow, person, asked.id, draft, at=town.clock.now())
        rounds.finish(uow, asked, at=town.clock.now())
        uow.commit()
    town.settle()


def _asked(town: Town, home: Network, weeks: int) -> Round:
    at = town.clock.now() - timedelta(weeks=weeks)
    return a_round(
        home,
        occurrence=at.date(),
        due_at=at,
        opened_at=at,
        remind_at=None,
        closes_at=town.clock.now() + timedelta(days=1),
        prompt_id=HEADWIND,
    )
