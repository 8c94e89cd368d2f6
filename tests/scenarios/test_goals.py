"""The goals of the first year, from what members answer and write down to what the secretariat reads."""

from datetime import datetime, timedelta

from core.model.networks import Network, Phase
from core.model.replies import Answer, ReplyVisibility
from core.model.rounds import Round
from core.services import replies, rounds
from tests.builders import a_round
from tests.support.playing import MEMBERS, invite, join, start
from tests.support.town import JONAS, METTE, SARA, Town

CHANNEL = "tryg-hjem"
AGENDA, HEALTH = "Hvilken dagsorden spiller det ind i?", "Sundhedspolitikken"
FELT = "velf-afslutning-2"
PROPOSAL = "En fast telefontid om aftenen."


class TestTheGoals:
    def test_are_told_as_far_as_they_have_come(self, any_town: Town) -> None:
        """A31, A32, B14: the proposal with its area, staff and citizens apart, and the agenda in the summary."""
        town = any_town
        _is_started_with_an_agenda(town)
        _nothing_is_known_yet(town)
        _staff_feel_a_difference(town)
        _a_proposal_is_described(town)
        _the_area_is_settled(town)
        _everybody_sees_what_is_theirs(town)


def _is_started_with_an_agenda(town: Town) -> None:
    assert start(town, **{AGENDA: HEALTH}).outcome == "updated"
    town.settle()
    assert HEALTH in town.sees(town.person(METTE), CHANNEL, "Borgere skal opleve én vej hjem.").text
    invite(town, CHANNEL)
    for member in MEMBERS:
        assert join(town, member).outcome == "updated"
    town.settle()


def _told(town: Town, words: str, expected: str) -> str:
    """What the bot answers the secretariat, without the marks of a chat."""
    town.person(SARA).say_to_bot(words)
    return town.hears(town.person(SARA), expected).text.replace("*", "").replace("_", "")


def _nothing_is_known_yet(town: Town) -> None:
    text = _told(town, "mål", "Intet nyt forslag er beskrevet endnu.")
    assert "Medarbejdere: ingen svar endnu; borgere og andre udefra: ingen svar endnu." in text


def _staff_feel_a_difference(town: Town) -> None:
    with town.house.units_of_work.writing() as uow:
        [ours] = uow.organisations.all()
        [home] = uow.networks.of_organisation(ours.id)
        at = town.clock.now()
        asked = _asked(home, at)
        uow.rounds.save(asked)
        rounds.ask(uow, home, asked, at=at)
        for place, member in enumerate(uow.members.active(home.id)):
            person = uow.people.get(member.person_id)
            answers = (Answer(question=0, scale=4 if place % 2 else 3),)
            draft = replies.Draft(answers=answers, visibility=ReplyVisibility.SHARED, knows=True)
            replies.save(uow, person, asked.id, draft, at=at)
        rounds.finish(uow, asked, at=at)
        uow.commit()
    town.settle()


def _asked(home: Network, at: datetime) -> Round:
    return a_round(
        home,
        occurrence=at.date(),
        due_at=at,
        opened_at=at,
        remind_at=None,
        closes_at=at + timedelta(days=1),
        prompt_id=FELT,
        phase=Phase.CLOSING,
    )


def _a_proposal_is_described(town: Town) -> None:
    jonas = town.person(JONAS)
    listed = jonas.command("/netvaerk udbytte", channel=CHANNEL).message
    assert listed is not None
    modal = jonas.click("Forslag", in_message=listed).modal
    assert modal is not None
    given = {"Hvad foreslår I?": PROPOSAL, "Hvor langt er det?": "Beskrevet", "Er det noget nyt?": "Noget nyt"}
    assert modal.fill(given).submit().outcome == "updated"
    town.settle()


def _the_area_is_settled(town: Town) -> None:
    assert "Område: ikke fastlagt." in _told(town, "mål", "1 forslag: 1 beskrevet.")
    _told(town, "mål område Ældre og omsorg", "Område: Ældre og omsorg.")


def _everybody_sees_what_is_theirs(town: Town) -> None:
    text = _told(town, "mål", "Målet om mindst ét forslag er nået.")
    assert "borgere og andre udefra: for få svar til at vise tal" in text
    assert "Medarbejdere: midterværdi" in text
    summary = _told(town, "opsamling", "Opsamling: netværksstrukturen")
    assert "(område: Ældre og omsorg). 1 forslag: 1 beskrevet." in summary
    assert f"Spiller ind i: {HEALTH}" in _told(town, "opsamling tryg hjem", "Opsamling: Tryg hjem")
    theirs = town.person(JONAS).command("/netvaerk mål", channel=CHANNEL).text
    assert "Netværkets mål er det andet" in theirs
    assert PROPOSAL in theirs
    assert "for få svar" in town.person(JONAS).command("/netvaerk status", channel=CHANNEL).text
