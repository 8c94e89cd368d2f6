"""The register of drivers and barriers (B9): raised by figures, taken care of, reported back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import NotAllowed, NotFound, Unfit
from core.model import keys
from core.model.conditions import Condition, ConditionKind, Line, Status, condition_id
from core.model.deliveries import Content, Delivery
from core.model.ids import OrganisationId
from core.model.networks import Network, NetworkState
from core.model.periods import EVER
from core.model.replies import Reply
from core.model.requests import Request
from core.ports import UnitOfWork
from core.services import conditions, summaries
from tests.builders import ORGANISATION, Municipality
from tests.reflections import Said, a_library, a_reflecting_network, closed, leaves, said

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 2), date(2026, 11, 6), date(2026, 12, 4)
HEADWIND = "velf-undervejs-4"
LAW = condition_id(ORGANISATION, ConditionKind.BARRIER, "jura")
WHOLE = {"owner": "Jura", "action": "Et fælles svar om at dele oplysninger", "day": date(2026, 12, 1)}


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    a_library(uow)


def headwind(*more: str) -> list[Said]:
    """Ten private replies: six point at the law, four at time; all trust each other, and so on."""
    law = [said(("tillid",), ("jura", *more), "Ingen ved, hvad vi må dele", private=True) for _ in range(6)]
    return [*law, *(said(("frihed",), ("tid",), "Møderne ryger", private=True) for _ in range(4))]


def network_with_headwind(uow: UnitOfWork, name: str, on: date = OCTOBER) -> tuple[Network, list[Reply]]:
    network = a_reflecting_network(uow, name, members=11)
    return network, closed(uow, network, HEADWIND, headwind(), on=on)[1]


def barriers(uow: UnitOfWork, town: Municipality) -> dict[str, Line]:
    lines = conditions.register(uow, town.organisation, ConditionKind.BARRIER)
    return {line.condition.code: line for line in lines}


def change(uow: UnitOfWork, town: Municipality, status: Status, **given: object) -> Condition:
    line = conditions.change(uow, LAW, town.sekretariat, status=status, **{**WHOLE, "at": AT, **given})
    return line.condition


def told(uow: UnitOfWork, network: Network, status: Status, opening: int = 1) -> Delivery | None:
    return uow.deliveries.find(keys.condition(LAW, opening, status.value, network.id))


class TestRaising:
    def test_a_barrier_of_three_networks_is_one_line(self, uow: UnitOfWork, town: Municipality) -> None:
        """With the three, by name."""
        for name in ("Tryg hjem", "Grøn skolegård", "Læselyst"):
            network_with_headwind(uow, name)
        found = barriers(uow, town)
        assert list(found) == ["jura", "tid"]
        assert [each.name for each in found["jura"].networks] == ["Grøn skolegård", "Læselyst", "Tryg hjem"]
        assert found["jura"].condition.status is Status.NEW

    def test_drivers_stand_in_a_register_of_their_own(self, uow: UnitOfWork, town: Municipality) -> None:
        """What helps is no barrier."""
        network_with_headwind(uow, "Tryg hjem")
        drivers = conditions.register(uow, town.organisation, ConditionKind.DRIVER)
        assert {line.condition.code for line in drivers} == {"frihed", "tillid"}

    def test_too_few_raise_nothing(self, uow: UnitOfWork, town: Municipality) -> None:
        """Four private replies are not counted, whatever they say."""
        network = a_reflecting_network(uow, "Tryg hjem", members=11)
        closed(uow, network, HEADWIND, headwind()[:4], on=OCTOBER)
        assert barriers(uow, town) == {}
        assert conditions.of_network(uow, network) == ()

    def test_what_few_have_chosen_is_not_raised(self, uow: UnitOfWork, town: Municipality) -> None:
        """Two of ten chose habits: that is not shown, so it is no line."""
        network = a_reflecting_network(uow, "Tryg hjem", members=11)
        few = [said(("tillid",), ("vaner",), "Sådan plejer vi", private=True) for _ in range(2)]
        closed(uow, network, HEADWIND, [*few, *headwind()[2:]], on=OCTOBER)
        assert "vaner" not in barriers(uow, town)

    def test_a_wish_for_help_and_nothing_at_all_are_no_barriers(self, uow: UnitOfWork, town: Municipality) -> None:
        """Another list of choices, and the options that name nothing."""
        network = a_reflecting_network(uow, "Tryg hjem", members=11)
        help_ = [said(("ingen",), ("jura",), "Spørg jura", private=True) for _ in range(6)]
        other = [said(("tid",), ("it",), "Spørg it", private=True) for _ in range(4)]
        closed(uow, network, "inno-midtvejs-5", [*help_, *other], on=OCTOBER)
        assert list(barriers(uow, town)) == ["tid"]

    def test_a_second_copy_of_a_closing_raises_nothing_anew(self, uow: UnitOfWork, town: Municipality) -> None:
        """Once for each line and round."""
        network, _ = network_with_headwind(uow, "Tryg hjem")
        before = uow.conditions.raisings([LAW])
        [round] = uow.rounds.of_network(network.id)
        prompt = uow.prompts.get(round.prompt_id, round.prompt_version)
        assert round.figures is not None
        conditions.note(uow, network, round, prompt, round.figures, at=AT)
        assert uow.conditions.raisings([LAW]) == before

    def test_counts_while_its_figure_stands(self, uow: UnitOfWork, town: Municipality) -> None:
        """Enough replies are taken back: the figure is gone, and the network has raised nothing."""
        network, replies = network_with_headwind(uow, "Tryg hjem")
        for reply in replies[:6]:
            leaves(uow, reply, at=AT)
        assert barriers(uow, town) == {}
        assert conditions.of_network(uow, network) == ()


class TestChanging:
    def test_a_line_gets_an_owner_an_action_and_a_date(self, uow: UnitOfWork, town: Municipality) -> None:
        """As the form says, and it stands in the register."""
        network_with_headwind(uow, "Tryg hjem")
        change(uow, town, Status.UNDERWAY)
        line = barriers(uow, town)["jura"].condition
        assert (line.status, line.owner, line.action, line.day) == (Status.UNDERWAY, *WHOLE.values())

    def test_each_change_is_kept_with_who_and_when(self, uow: UnitOfWork, town: Municipality) -> None:
        """Newest first; what changes nothing is no change."""
        network, _ = network_with_headwind(uow, "Tryg hjem")
        for hours, status in enumerate((Status.UNDERWAY, Status.UNDERWAY, Status.LIFTED)):
            change(uow, town, status, at=AT + timedelta(hours=hours))
        history = conditions.history(uow, LAW, town.sekretariat)
        assert [(each.status, who, each.at) for each, who in history.changes] == [
            (Status.LIFTED, "Søs Lindegaard", AT + timedelta(hours=2)),
            (Status.UNDERWAY, "Søs Lindegaard", AT),
        ]
        assert [each.id for each, _ in history.raised] == [network.id]

    def test_is_the_secretariat_s(self, uow: UnitOfWork, town: Municipality) -> None:
        """A leader changes nothing, and reads no history."""
        network_with_headwind(uow, "Tryg hjem")
        for person in (town.anne, town.guest, town.outsider):
            with pytest.raises(NotAllowed):
                conditions.change(uow, LAW, person, status=Status.SOLVED, at=AT, **WHOLE)
            with pytest.raises(NotAllowed):
                conditions.history(uow, LAW, person)
            with pytest.raises(NotAllowed):
                conditions.find(uow, LAW, person)

    def test_is_not_another_organisation_s(self, uow: UnitOfWork, town: Municipality) -> None:
        """Their secretariat is not told that the line is there."""
        network_with_headwind(uow, "Tryg hjem")
        stranger = replace(town.sekretariat, organisation_id=OrganisationId("another"))
        with pytest.raises(NotFound):
            conditions.change(uow, LAW, stranger, status=Status.SOLVED, at=AT, **WHOLE)

    @pytest.mark.parametrize(
        ("given", "wrong"),
        [
            ({"owner": ""}, "owner"),
            ({"action": ""}, "done"),
            ({"status": None}, "status"),
            ({"owner": "x" * 101}, "owner"),
            ({"action": "x" * 501}, "done"),
        ],
    )
    def test_what_is_told_back_needs_to_say_what_and_by_whom(
        self, uow: UnitOfWork, town: Municipality, given: dict[str, object], wrong: str
    ) -> None:
        """Else the networks would be told that something was done, and not what."""
        network_with_headwind(uow, "Tryg hjem")
        with pytest.raises(Unfit) as refused:
            conditions.change(uow, LAW, town.sekretariat, **{"status": Status.SOLVED, "at": AT, **WHOLE, **given})
        assert list(refused.value.fields) == [wrong]

    def test_a_driver_is_lifted_and_never_solved(self, uow: UnitOfWork, town: Municipality) -> None:
        """There is nothing to solve about what helps."""
        network_with_headwind(uow, "Tryg hjem")
        trust = condition_id(ORGANISATION, ConditionKind.DRIVER, "tillid")
        with pytest.raises(Unfit):
            conditions.change(uow, trust, town.sekretariat, status=Status.SOLVED, at=AT, **WHOLE)
        assert conditions.change(uow, trust, town.sekretariat, status=Status.LIFTED, at=AT, **WHOLE).networks


class TestReportingBack:
    @pytest.mark.parametrize("status", [Status.LIFTED, Status.SOLVED])
    def test_tells_each_network_that_raised_it_once(self, uow: UnitOfWork, town: Municipality, status: Status) -> None:
        """A message where each of the three talks; not where nobody raised it, and not twice."""
        three = [network_with_headwind(uow, name)[0] for name in ("Tryg hjem", "Grøn skolegård", "Læselyst")]
        quiet = a_reflecting_network(uow, "Stille", members=6)
        change(uow, town, status)
        first = [told(uow, network, status) for network in three]
        assert [each.content for each in first if each] == [Content.CONDITION] * 3
        assert told(uow, quiet, status) is None
        change(uow, town, Status.UNDERWAY)
        change(uow, town, status)
        assert [told(uow, network, status) for network in three] == first

    def test_says_nothing_of_what_is_only_under_way(self, uow: UnitOfWork, town: Municipality) -> None:
        """That is read in `status`, and as the next round begins."""
        network, _ = network_with_headwind(uow, "Tryg hjem")
        change(uow, town, Status.UNDERWAY)
        assert all(told(uow, network, status) is None for status in Status)
        assert {line.code: line.status for line in conditions.of_network(uow, network)}["jura"] is Status.UNDERWAY

    def test_is_not_said_to_a_network_that_has_ended(self, uow: UnitOfWork, town: Municipality) -> None:
        """It does not talk any more."""
        network, _ = network_with_headwind(uow, "Tryg hjem")
        uow.networks.save(replace(network, state=NetworkState.CLOSED, closed_at=AT))
        change(uow, town, Status.SOLVED)
        assert told(uow, network, Status.SOLVED) is None


class TestComingUpAgain:
    def test_opens_a_solved_line_anew_and_says_so(self, uow: UnitOfWork, town: Municipality) -> None:
        """New, for the second time, by the network that raised it now; the last action is history."""
        old, _ = network_with_headwind(uow, "Tryg hjem")
        change(uow, town, Status.SOLVED)
        again, _ = network_with_headwind(uow, "Læselyst", on=NOVEMBER)
        line = barriers(uow, town)["jura"]
        assert (line.condition.status, line.condition.opening, line.condition.action) == (Status.NEW, 2, "")
        assert line.condition.owner == "Jura"
        assert [each.id for each in line.networks] == [again.id]
        newest, who = conditions.history(uow, LAW, town.sekretariat).changes[0]
        assert (newest.by, who, newest.opening) == (None, "", 2)
        assert [each.id for each, _ in conditions.history(uow, LAW, town.sekretariat).raised] == [again.id, old.id]

    def test_and_solved_again_is_told_again_to_who_raised_it_again(self, uow: UnitOfWork, town: Municipality) -> None:
        """Each time that it was open is reported back by itself."""
        old, _ = network_with_headwind(uow, "Tryg hjem")
        change(uow, town, Status.SOLVED)
        again, _ = network_with_headwind(uow, "Læselyst", on=NOVEMBER)
        change(uow, town, Status.SOLVED)
        assert told(uow, again, Status.SOLVED, opening=2)
        assert told(uow, old, Status.SOLVED, opening=2) is None

    def test_does_not_open_what_is_only_lifted(self, uow: UnitOfWork, town: Municipality) -> None:
        """It is being decided on: who raises it now joins the others."""
        network_with_headwind(uow, "Tryg hjem")
        change(uow, town, Status.LIFTED)
        network_with_headwind(uow, "Læselyst", on=NOVEMBER)
        line = barriers(uow, town)["jura"]
        assert (line.condition.status, line.condition.opening, len(line.networks)) == (Status.LIFTED, 1, 2)


class TestTheSummary:
    def test_shows_the_line_of_the_register(self, uow: UnitOfWork, town: Municipality) -> None:
        """Of one network, and of all of them."""
        network, _ = network_with_headwind(uow, "Tryg hjem")
        change(uow, town, Status.UNDERWAY)
        one = summaries.of_network(uow, network, EVER, at=AT)
        every = summaries.of_structure(uow, town.organisation, Request(), at=AT)
        assert {line.code: line.status for line in one.conditions}["jura"] is Status.UNDERWAY
        assert "jura" in {line.condition.code for line in every.conditions}
