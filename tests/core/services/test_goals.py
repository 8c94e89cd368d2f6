"""The goals of the first year, from rounds that were answered and closed and from what was recorded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import NotAllowed, Unfit
from core.model.goals import Goals, Voice
from core.model.networks import Network, NetworkState, NetworkType
from core.model.organisations import PersonKind
from core.model.outcomes import Kind, Novelty, Stage
from core.model.periods import Period
from core.model.replies import Answer
from core.model.requests import Request
from core.model.scopes import Scope
from core.model.targets import Group, Moment, group_of
from core.ports import UnitOfWork
from core.services import goals, summaries
from tests.builders import Municipality, a_record, a_reply, some_details
from tests.reflections import Said, a_library, a_reflecting_network, closed, said

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
BEGUN = date(2026, 6, 1)
"""When networks of these tests started."""
FELT = "velf-afslutning-2"


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    a_library(uow)


def whole(uow: UnitOfWork, town: Municipality, **changes: object) -> Goals:
    return goals.of_structure(uow, replace(town.organisation, **changes), at=AT)


def welfare(uow: UnitOfWork, *, members: int = 8, outsiders: int = 0, name: str = "Tryg hjem") -> Network:
    """With so many members, of whom so many are from outside."""
    return a_reflecting_network(uow, name, members=members, outsiders=outsiders, starts_on=BEGUN)


def felt(*points: int, private: bool = False) -> list[Said]:
    return [said(point, private=private) for point in points]


def by_group(
    uow: UnitOfWork, network: Network, staff: Sequence[int], outside: Sequence[int], *, private: bool = False
) -> list[Said | None]:
    """What each of its members answers, whoever they are."""
    left = {Group.STAFF: list(staff), Group.OUTSIDE: list(outside)}
    groups = [group_of(uow.people.get(member.person_id)) for member in uow.members.active(network.id)]
    return [said(left[group].pop(), private=private) if left[group] else None for group in groups]


def propose(uow: UnitOfWork, network: Network, stage: Stage, *, at: datetime = AT, **changes: object) -> None:
    details = some_details(Kind.PROPOSAL, stage=stage, **{"novelty": Novelty.NEW, **changes})
    leader = uow.people.get(network.leader_id)
    uow.outcomes.save(a_record(network, leader, Kind.PROPOSAL, details=details, created_at=at))


class TestTheYear:
    def test_begins_with_the_first_network(self, uow: UnitOfWork, town: Municipality) -> None:
        """An idea is none yet."""
        assert whole(uow, town).year is None
        a_reflecting_network(uow, "Idé", members=5, starts_on=date(2026, 1, 1), state=NetworkState.IDEA)
        welfare(uow)
        a_reflecting_network(uow, "Senere", members=5, starts_on=date(2026, 8, 1))
        year = whole(uow, town).year
        assert year is not None
        assert (year.first, year.last) == (BEGUN, date(2027, 5, 31))

    def test_or_with_the_day_that_was_chosen(self, uow: UnitOfWork, town: Municipality) -> None:
        """By a setting."""
        year = whole(uow, town, first_year_from=date(2027, 1, 1)).year
        assert year is not None
        assert year.first == date(2027, 1, 1)

    def test_holds_only_what_came_in_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """Rounds that closed before it or after it, and proposals likewise, are another year's."""
        network = welfare(uow)
        closed(uow, network, FELT, felt(4, 4, 4, 4, 4), on=date(2026, 7, 3))
        propose(uow, network, Stage.TRIED, at=datetime(2026, 7, 3, tzinfo=UTC))
        inside = whole(uow, town)
        outside = [whole(uow, town, first_year_from=day) for day in (date(2026, 7, 4), date(2025, 7, 3))]
        assert (inside.proposals.is_reached, inside.experience.is_heard(Moment.CLOSING)) == (True, True)
        assert not any(each.proposals.is_reached or each.experience.is_heard(Moment.CLOSING) for each in outside)


class TestTheProposal:
    def test_is_reached_from_described_on(self, uow: UnitOfWork, town: Municipality) -> None:
        """A31: an idea leaves the counter where it is; what has come further counts, whatever network it is of."""
        network = welfare(uow)
        propose(uow, network, Stage.IDEA)
        assert (whole(uow, town).proposals.is_reached, whole(uow, town).proposals.ideas) == (False, 1)
        propose(uow, network, Stage.DESCRIBED)
        assert len(whole(uow, town).proposals.noted) == 1

    def test_that_was_taken_back_counts_no_more(self, uow: UnitOfWork, town: Municipality) -> None:
        """The words are gone, and so is the proposal."""
        network = welfare(uow)
        leader = uow.people.get(network.leader_id)
        uow.outcomes.save(a_record(network, leader, Kind.PROPOSAL, withdrawn_at=AT))
        assert whole(uow, town).proposals.noted == ()

    def test_has_an_area_once_it_is_settled(self, uow: UnitOfWork, town: Municipality) -> None:
        """A31: by the settings to begin with, and by the secretariat from then on, also that it is open."""
        assert whole(uow, town).area == ""
        ours = replace(town.organisation, area="Sundhed")
        assert goals.of_structure(uow, ours, at=AT).area == "Sundhed"
        ours = goals.set_area(uow, ours, town.sekretariat, "  Ældre \n og omsorg ")
        assert uow.organisations.get(ours.id).target_area == "Ældre og omsorg"
        assert goals.set_area(uow, ours, town.sekretariat, "").target_area == ""

    def test_s_area_is_settled_by_the_secretariat(self, uow: UnitOfWork, town: Municipality) -> None:
        """In few words."""
        with pytest.raises(NotAllowed):
            goals.set_area(uow, town.organisation, town.anne, "Sundhed")
        with pytest.raises(Unfit):
            goals.set_area(uow, town.organisation, town.sekretariat, "x" * 121)


class TestTheExperience:
    def test_tells_staff_and_citizens_apart(self, uow: UnitOfWork, town: Municipality) -> None:
        """A32: two networks together, each group for itself."""
        for name in ("Tryg hjem", "Madglæde"):
            network = welfare(uow, members=8, outsiders=3, name=name)
            closed(uow, network, FELT, by_group(uow, network, (4, 4, 3, 3, 4), (5, 5, 4)), on=date(2026, 10, 2))
        found = whole(uow, town).experience
        assert found.voice(Moment.CLOSING, Group.STAFF) == Voice(n=10, is_shown=True, median=4, high=6)
        assert found.voice(Moment.CLOSING, Group.OUTSIDE) == Voice(n=6, is_shown=True, median=5)
        assert found.improved == (Group.STAFF, Group.OUTSIDE)

    def test_of_staff_alone_says_that_citizens_have_not_answered(self, uow: UnitOfWork, town: Municipality) -> None:
        """A32: no number of theirs is made up, or merged."""
        closed(uow, welfare(uow), FELT, felt(4, 4, 4, 3, 3), on=date(2026, 10, 2))
        assert whole(uow, town).experience.voice(Moment.CLOSING, Group.OUTSIDE) == Voice()

    def test_is_of_whoever_was_asked(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who takes on what the network found, and citizens outside it, need not be members."""
        network = welfare(uow)
        round, _ = closed(uow, network, FELT, felt(4, 4, 4), on=date(2026, 10, 2))
        for person in (town.dorte, town.camilla, town.guest):
            answers = (Answer(question=0, scale=5),)
            uow.replies.save(a_reply(round, person, answers=answers))
        found = whole(uow, town).experience
        assert [found.voice(Moment.CLOSING, group).n for group in Group] == [5, 1]
        assert found.voice(Moment.CLOSING, Group.STAFF).is_shown

    def test_has_a_start_and_a_midway(self, uow: UnitOfWork, town: Municipality) -> None:
        """By the phase of the round."""
        network = welfare(uow)
        closed(uow, network, "velf-opstart-2", felt(2, 2, 2, 3, 3), on=date(2026, 6, 12))
        closed(uow, network, "velf-midtvejs-2", felt(4, 4, 4, 3, 3), on=date(2026, 9, 4))
        found = whole(uow, town).experience
        medians = [found.voice(moment, Group.STAFF).median for moment in Moment]
        assert (medians, found.newest) == ([2, 4, None], Moment.MIDWAY)

    def test_of_private_answers_is_fixed_when_the_round_closes(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who says later that they are a citizen takes no answer from staff to citizens; nobody can subtract it."""
        network = welfare(uow)
        _, replies = closed(uow, network, FELT, felt(4, 4, 4, 5, 3, 3, 2, 2, private=True), on=date(2026, 10, 2))
        before = whole(uow, town).experience
        uow.people.save(replace(uow.people.get(replies[0].person_id), kind=PersonKind.CITIZEN))
        assert whole(uow, town).experience == before
        assert before.voice(Moment.CLOSING, Group.STAFF) == Voice(n=8, is_shown=True, high=4)

    def test_leaves_out_private_answers_that_are_too_few(self, uow: UnitOfWork, town: Municipality) -> None:
        """Six of staff and two of citizens: neither group is told apart."""
        network = welfare(uow, members=8, outsiders=2)
        answers = by_group(uow, network, (4, 4, 4, 3, 3, 2), (4, 2), private=True)
        closed(uow, network, FELT, answers, on=date(2026, 10, 2))
        found = whole(uow, town).experience
        assert (found.voice(Moment.CLOSING, Group.STAFF), found.leaves_out) == (Voice(), True)


class TestTheCompetence:
    def test_is_those_who_are_higher_now_than_then(self, uow: UnitOfWork, town: Municipality) -> None:
        """A33: of those who have said both, with the start beside it and words that show it."""
        network = a_reflecting_network(uow, "Læselyst", members=8, type=NetworkType.LEARNING, starts_on=BEGUN)
        wishes = [said("Lytte bedre", point) for point in (1, 2, 2, 3, 3)]
        closed(uow, network, "laer-opstart-1", wishes, on=date(2026, 6, 12))
        rated = _pairs((4, 2), (4, 3), (5, 2), (4, 3), (3, 3), (3, 3), (2, 3))
        closed(uow, network, "laer-afslutning-2", rated, on=date(2026, 10, 2))
        found = whole(uow, town)
        assert (found.competence.n, found.competence.higher) == (7, 4)
        assert found.competence.start is not None
        assert (found.competence.start.n, found.competence.start.median) == (5, 2)
        assert found.examples[0] == "Jeg spørger først"

    def test_is_hidden_under_k(self, uow: UnitOfWork, town: Municipality) -> None:
        """A33: four have said both; nothing but that they are too few."""
        network = a_reflecting_network(uow, "Læselyst", members=8, type=NetworkType.LEARNING, starts_on=BEGUN)
        closed(uow, network, "laer-afslutning-2", _pairs((4, 2), (4, 3), (5, 2), (3, 3)), on=date(2026, 10, 2))
        found = whole(uow, town).competence
        assert (found.is_shown, found.higher) == (False, None)


def _pairs(*pairs: tuple[int, int]) -> Sequence[Said]:
    return [said(now, then, "Jeg spørger først") for now, then in pairs]


class TestOfANetwork:
    def test_is_its_own_part(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nothing of another's; the year is everybody's."""
        one, other = welfare(uow), welfare(uow, name="Madglæde")
        closed(uow, one, FELT, felt(4, 4, 4, 3, 3), on=date(2026, 10, 2))
        propose(uow, other, Stage.TRIED)
        ours, theirs = (goals.of_network(uow, town.organisation, network) for network in (one, other))
        assert (ours.proposals.is_reached, theirs.proposals.is_reached) == (False, True)
        assert [each.experience.is_heard(Moment.CLOSING) for each in (ours, theirs)] == [True, False]
        assert ours.year == theirs.year


class TestInTheSummary:
    def test_are_of_the_first_year_whatever_is_asked_for(self, uow: UnitOfWork, town: Municipality) -> None:
        """Of all networks, or of those of a type; the year is everybody's."""
        welfare(uow)
        later = a_reflecting_network(
            uow, "Læselyst", members=8, type=NetworkType.LEARNING, starts_on=BEGUN + timedelta(30)
        )
        propose(uow, later, Stage.TRIED)
        found = [
            summaries.of_structure(uow, town.organisation, request, at=AT).goals
            for request in (Request(period=Period(AT.date())), Request(scope=Scope(type=NetworkType.WELFARE)))
        ]
        assert found[0] == whole(uow, town)
        assert found[1] is not None
        assert (found[1].year, found[1].proposals.is_reached) == (whole(uow, town).year, False)

    def test_staff_and_citizens_are_one_number_nowhere(self, uow: UnitOfWork, town: Municipality) -> None:
        """A32: what is told with the goals is not told again over everybody."""
        closed(uow, welfare(uow), FELT, felt(4, 4, 4, 3, 3), on=date(2026, 10, 2))
        assert summaries.of_structure(uow, town.organisation, Request(), at=AT).pooled == ()
