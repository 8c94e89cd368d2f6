"""Summaries of one network and of all of them, worked out from rounds that were answered and closed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import NotFound
from core.model import keys
from core.model.deliveries import Content
from core.model.networks import NetworkState, NetworkType
from core.model.organisations import Organisation
from core.model.periods import EVER, Period
from core.model.requests import Request
from core.model.scopes import Scope
from core.model.signals import Rule
from core.model.summaries import Certainty, NetworkSummary, StructureSummary
from core.ports import UnitOfWork
from core.services import outbox, summaries
from tests.builders import Municipality, a_network
from tests.reflections import Said, a_library, a_reflecting_network, closed, leaves, said, tryg_hjem

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
AUTUMN = Period(date(2026, 9, 1), date(2026, 10, 31))


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    a_library(uow)


def whole(uow: UnitOfWork, organisation: Organisation, **request: object) -> StructureSummary:
    return summaries.of_structure(uow, organisation, Request(**request), at=AT)


def progress(*points: int, private: bool = False) -> list[Said]:
    return [said(point, private=private) for point in points]


class TestAsking:
    def test_the_secretariat_may(self, town: Municipality) -> None:
        """Those named to it."""
        assert summaries.may_ask(town.sekretariat)

    def test_others_may_not(self, town: Municipality) -> None:
        """Leader, guest or outsider."""
        assert not any(summaries.may_ask(person) for person in (town.anne, town.guest, town.outsider))

    def test_a_network_of_another_organisation_is_not_there(self, uow: UnitOfWork, town: Municipality) -> None:
        """It is not even told that it exists."""
        network = a_network(town.anne)
        uow.networks.save(network)
        assert summaries.find(uow, network.id, town.sekretariat) == network
        with pytest.raises(NotFound):
            summaries.find(uow, network.id, town.anne)

    def test_of_two_with_a_name_the_open_one_comes_last(self, uow: UnitOfWork, town: Municipality) -> None:
        """A name then means the open one."""
        past = a_network(town.anne, name="Ens", state=NetworkState.CLOSED, closed_at=AT)
        present = a_network(town.anne, name="Ens")
        for network in (present, past):
            uow.networks.save(network)
        assert summaries.networks(uow, town.organisation)[-1] == present


class TestOfANetwork:
    @pytest.fixture
    def summary(self, uow: UnitOfWork, town: Municipality) -> NetworkSummary:
        return summaries.of_network(uow, tryg_hjem(uow), AUTUMN, at=AT)

    def test_who_is_in_it(self, summary: NetworkSummary) -> None:
        """Members, departments, those from outside."""
        assert (summary.members, summary.departments, summary.outsiders) == (11, 3, 3)

    def test_what_it_rests_on(self, summary: NetworkSummary) -> None:
        """Whole rounds, n of N, from the first closing to the last."""
        basis = summary.basis
        assert (basis.rounds, basis.answered, basis.asked, basis.percent) == (7, 44, 77, 57)
        assert (basis.first, basis.last, basis.k) == (date(2026, 9, 4), date(2026, 10, 30), 5)

    def test_the_changes_stand_with_the_surest_first(self, summary: NetworkSummary) -> None:
        """Seen, told, felt."""
        assert [some.certainty for some in summary.changes] == [Certainty.SEEN, Certainty.TOLD, Certainty.FELT]

    def test_the_results_stand_apart(self, summary: NetworkSummary) -> None:
        """What the network made itself."""
        assert [some.text for some in summary.results] == ["En fælles tjekliste, prøvet af i to distrikter"]

    def test_progress_is_told_with_its_own_past(self, summary: NetworkSummary) -> None:
        """Four now, three before."""
        measure = next(one for one in summary.measures if one.question.scale == "fremdrift")
        assert measure.earlier is not None
        assert (measure.figure.median, measure.figure.high, measure.earlier.median) == (4, 8, 3)

    def test_drivers_and_barriers_are_counted(self, summary: NetworkSummary) -> None:
        """Private, and ten of them."""
        assert summary.drivers is not None
        assert summary.barriers is not None
        assert summary.drivers.figure.cells == (("tillid", 6), ("frihed", 4))
        assert summary.barriers.figure.cells == (("jura", 6), ("it", 6), ("tid", 4))

    def test_words_stand_under_their_dimension(self, summary: NetworkSummary) -> None:
        """How it goes, examples of what holds back, new views."""
        assert (len(summary.voices), len(summary.examples), len(summary.perspectives)) == (18, 20, 2)

    def test_quotes_are_of_those_who_said_yes(self, summary: NetworkSummary) -> None:
        """Once each."""
        assert summary.quotes == ("Nu ringer jeg bare til visitationen",)

    def test_what_needs_attention_has_its_reason(self, summary: NetworkSummary) -> None:
        """The barrier that stands, and a round whose share-back waits still."""
        assert [signal.rule for signal in summary.signals] == [Rule.SAME_BARRIER, Rule.NOT_GIVEN_BACK]


class TestPerspectives:
    def test_carry_who_gave_the_view(self, uow: UnitOfWork, town: Municipality) -> None:
        """The writer's own choice in the same reply; without one there is no label."""
        network = a_reflecting_network(uow, "Blik", members=6, type=NetworkType.INNOVATION)
        replies = [said("Fra den anden side", ("borger",)), said("Bare et blik")]
        closed(uow, network, "inno-undervejs-2", replies, on=date(2026, 10, 1))
        found = summaries.of_network(uow, network, EVER, at=AT).perspectives
        assert {some.text: some.label and some.label.id for some in found} == {
            "Fra den anden side": "borger",
            "Bare et blik": None,
        }


class TestOldRounds:
    def test_without_a_snapshot_are_counted_as_they_would_have_been(self, uow: UnitOfWork, town: Municipality) -> None:
        """A round that was brought in closed."""
        network = a_reflecting_network(uow, "Gammel", members=6)
        round, _ = closed(uow, network, "velf-undervejs-1", progress(4, 4, 4, 4, 4, 4), on=date(2026, 10, 1))
        uow.rounds.save(replace(round, figures=None))
        summary = summaries.of_network(uow, network, EVER, at=AT)
        assert (summary.basis.asked, summary.measures[0].figure.median) == (6, 4)

    def test_of_an_idea_without_an_anchor_are_read_too(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nobody but the members is known."""
        network = a_reflecting_network(uow, "Uden", members=6, anchor_id=None)
        assert Rule.NO_ANCHOR in {signal.rule for signal in summaries.of_network(uow, network, EVER, at=AT).signals}

    def test_of_a_network_without_a_type_are_in_the_whole_only(self, uow: UnitOfWork, town: Municipality) -> None:
        """They belong to no type."""
        network = a_reflecting_network(uow, "Utypet", members=6, type=None)
        closed(uow, network, "velf-efter-4", [said("En forandring")], on=date(2026, 10, 1))
        summary = whole(uow, town.organisation)
        assert (len(summary.changes), summary.changes_by_type) == (1, ())


class TestPeriods:
    def test_snap_to_whole_closed_rounds(self, uow: UnitOfWork, town: Municipality) -> None:
        """October's are those that closed in October."""
        october = Period(date(2026, 10, 1), date(2026, 10, 31))
        basis = summaries.of_network(uow, tryg_hjem(uow), october, at=AT).basis
        assert (basis.rounds, basis.first) == (5, date(2026, 10, 2))

    def test_without_a_round_say_when_the_newest_closed(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nothing is made up."""
        basis = summaries.of_network(uow, tryg_hjem(uow), Period(date(2026, 11, 1)), at=AT).basis
        assert (basis.rounds, basis.newest) == (0, date(2026, 10, 30))

    def test_compare_with_what_came_before_them(self, uow: UnitOfWork, town: Municipality) -> None:
        """The earlier figure may lie outside."""
        october = Period(date(2026, 10, 1), date(2026, 10, 31))
        measures = summaries.of_network(uow, tryg_hjem(uow), october, at=AT).measures
        assert any(one.earlier and one.earlier.median == 3 for one in measures)


class TestDeletions:
    def test_take_the_words_at_once_and_leave_the_figure(self, uow: UnitOfWork, town: Municipality) -> None:
        """Six answered, one takes it back: five are left."""
        network = a_reflecting_network(uow, "Sletning", members=6)
        replies = [said(4, "Et ord") for _ in range(6)]
        _, given = closed(uow, network, "velf-undervejs-1", replies, on=date(2026, 10, 1))
        leaves(uow, given[0], at=AT)
        summary = summaries.of_network(uow, network, EVER, at=AT)
        assert (summary.measures[0].figure.n, len(summary.voices), summary.basis.answered) == (6, 5, 6)

    def test_take_the_figure_when_fewer_than_k_are_left(self, uow: UnitOfWork, town: Municipality) -> None:
        """Two of six."""
        network = a_reflecting_network(uow, "Sletning", members=6)
        _, given = closed(uow, network, "velf-undervejs-1", progress(4, 4, 4, 4, 4, 4), on=date(2026, 10, 1))
        for reply in given[:2]:
            leaves(uow, reply, at=AT)
        assert summaries.of_network(uow, network, EVER, at=AT).measures == ()


class TestSignals:
    def test_a_share_back_that_is_on_its_way_is_not_late(self, uow: UnitOfWork, town: Municipality) -> None:
        """It has a day."""
        network = a_reflecting_network(uow, "Frisk", members=6)
        closed(uow, network, "velf-undervejs-1", progress(4, 4, 4, 4, 4, 4), on=date(2026, 11, 1))
        assert Rule.NOT_GIVEN_BACK not in {s.rule for s in summaries.of_network(uow, network, EVER, at=AT).signals}

    def test_without_a_delivery_nothing_is_claimed(self, uow: UnitOfWork, town: Municipality) -> None:
        """An idea has no rounds."""
        network = a_reflecting_network(uow, "Ny", members=6)
        outbox.post(uow, network, Content.CHARTER, keys.charter(network.id), subject=network.id, at=AT)
        signals = summaries.of_network(uow, network, EVER, at=AT + timedelta(days=9)).signals
        assert [signal.rule for signal in signals] == [Rule.NO_OUTSIDERS]

    def test_low_safety_is_read_from_the_figure_that_is_shown(self, uow: UnitOfWork, town: Municipality) -> None:
        """A median of two among six private answers."""
        network = a_reflecting_network(uow, "Utryg", members=8, outsiders=1, type=NetworkType.INNOVATION)
        closed(uow, network, "inno-opstart-5", [said(2, private=True) for _ in range(6)], on=date(2026, 8, 1))
        assert Rule.LOW_SAFETY in {signal.rule for signal in summaries.of_network(uow, network, EVER, at=AT).signals}

    def test_who_takes_over_is_read_from_the_choices_shown(self, uow: UnitOfWork, town: Municipality) -> None:
        """Five of eight say that it is not settled, and the network is closing."""
        network = a_reflecting_network(uow, "Sidst", members=8, outsiders=1, state=NetworkState.CLOSING)
        prompt = next(p for p in uow.prompts.newest() if any(q.choices == "ejer" for q in p.questions))
        place = next(n for n, q in enumerate(prompt.questions) if q.choices == "ejer")
        answers = [("uklart",)] * 5 + [("leder",)] * 3
        replies = [Said(answers={place: answer}) for answer in answers]
        closed(uow, network, prompt.id, replies, on=date(2026, 10, 30))
        assert Rule.NO_OWNER in {signal.rule for signal in summaries.of_network(uow, network, EVER, at=AT).signals}


class TestOfTheStructure:
    def test_an_empty_one_is_empty(self, uow: UnitOfWork, town: Municipality) -> None:
        """No networks at all."""
        summary = whole(uow, town.organisation)
        assert (summary.networks, summary.basis.rounds, summary.concerns) == (0, 0, ())

    def test_people_are_counted_once(self, uow: UnitOfWork, town: Municipality) -> None:
        """Whoever is in two networks is one."""
        tryg_hjem(uow)
        summary = whole(uow, town.organisation)
        assert (summary.networks, summary.members, summary.outsiders) == (1, 11, 3)

    def test_a_type_holds_only_its_networks(self, uow: UnitOfWork, town: Municipality) -> None:
        """And its changes."""
        tryg_hjem(uow)
        summary = whole(uow, town.organisation, scope=Scope(type=NetworkType.LEARNING))
        assert (summary.networks, summary.changes) == (0, ())

    def test_the_types_add_up_to_the_whole(self, uow: UnitOfWork, town: Municipality) -> None:
        """Every change belongs to one type."""
        tryg_hjem(uow)
        other = a_reflecting_network(uow, "Læring", members=6, type=NetworkType.LEARNING)
        closed(uow, other, "laer-efter-3", [said("De spørger mere", ("set",))], on=date(2026, 10, 1))
        summary = whole(uow, town.organisation)
        assert dict(summary.changes_by_type) == {NetworkType.WELFARE: 3, NetworkType.LEARNING: 1}
        assert len(summary.changes) == 4

    @pytest.mark.parametrize(("both", "totals"), [(True, [7]), (False, [])], ids=["two together", "one alone"])
    def test_networks_under_k_enter_a_total_only_together(
        self, uow: UnitOfWork, town: Municipality, both: bool, totals: list[int]
    ) -> None:
        """Three and four are seven; with one of them alone there is no total."""
        first = a_reflecting_network(uow, "Første", members=6)
        closed(uow, first, "velf-undervejs-1", progress(4, 4, 4), on=date(2026, 10, 1))
        other = a_reflecting_network(uow, "Anden", members=6)
        closed(uow, other, "velf-undervejs-1", progress(*[3] * 4) if both else [], on=date(2026, 10, 1))
        assert [one.total.n for one in whole(uow, town.organisation).pooled] == totals

    def test_requests_that_overlap_leave_no_network_alone(self, uow: UnitOfWork, town: Municipality) -> None:
        """Two welfare networks hide three and two, a learning network four: it waits, whichever are asked for."""
        kinds = (NetworkType.WELFARE, NetworkType.WELFARE, NetworkType.LEARNING)
        for day, (kind, n) in enumerate(zip(kinds, (3, 2, 4), strict=True), start=1):
            network = a_reflecting_network(uow, f"Netværk {day}", members=9, type=kind)
            closed(uow, network, "velf-undervejs-1", progress(*[4] * n, private=True), on=date(2026, 10, day))
        asked = (Scope(), *(Scope(type=kind) for kind in dict.fromkeys(kinds)))
        found = [whole(uow, town.organisation, scope=scope).pooled for scope in asked]
        assert [[(one.total.n, one.total.networks) for one in pooled] for pooled in found] == [[(5, 2)], [(5, 2)], []]

    def test_a_period_has_what_is_hidden_together_whole_or_not(self, uow: UnitOfWork, town: Municipality) -> None:
        """One of the two closed in September."""
        for name, day in (("A", date(2026, 9, 30)), ("B", date(2026, 10, 1))):
            network = a_reflecting_network(uow, name, members=9)
            closed(uow, network, "velf-undervejs-1", progress(4, 4, 4, 4, private=True), on=day)
        october = whole(uow, town.organisation, period=Period(date(2026, 10, 1)))
        assert (len(whole(uow, town.organisation).pooled), october.pooled) == (1, ())

    def test_what_closes_today_is_told_tomorrow(self, uow: UnitOfWork, town: Municipality) -> None:
        """Until the day is over another round may come before it."""
        for name in ("A", "B"):
            network = a_reflecting_network(uow, name, members=9)
            closed(uow, network, "velf-undervejs-1", progress(4, 4, 4, 4, private=True), on=AT.date())
        found = [summaries.of_structure(uow, town.organisation, Request(), at=AT + timedelta(days=n)) for n in (0, 1)]
        assert [len(summary.pooled) for summary in found] == [0, 1]

    def test_a_middle_that_is_not_known_to_the_point_is_told_between_two(
        self, uow: UnitOfWork, town: Municipality
    ) -> None:
        """Two networks that are all private."""
        for name, point in (("A", 2), ("B", 4)):
            network = a_reflecting_network(uow, name, members=9)
            closed(uow, network, "velf-undervejs-1", progress(*[point] * 5, private=True), on=date(2026, 10, 1))
        [one] = whole(uow, town.organisation).pooled
        assert (one.total.lowest, one.total.highest, one.total.n) == (2, 4, 10)

    def test_barriers_are_counted_in_networks(self, uow: UnitOfWork, town: Municipality) -> None:
        """Three that show the same are told of, by the barrier and not by their names."""
        for name in ("A", "B", "C"):
            network = a_reflecting_network(uow, name, members=9, outsiders=1)
            replies = [said(("tillid",), ("jura",), private=True) for _ in range(5)]
            replies += [said(("frihed",), ("tid",), private=True) for _ in range(4)]
            closed(uow, network, "velf-undervejs-4", replies, on=date(2026, 10, 30))
        summary = whole(uow, town.organisation)
        assert [(common.option.id, common.networks) for common in summary.barriers] == [("jura", 3), ("tid", 3)]
        assert [concern.networks for concern in summary.concerns[:2]] == [(), ()]

    def test_a_reason_is_told_once_with_its_networks(self, uow: UnitOfWork, town: Municipality) -> None:
        """By name, in the alphabet's order."""
        for name in ("Beta", "Alfa"):
            a_reflecting_network(uow, name, members=6)
        (concern,) = whole(uow, town.organisation).concerns
        assert (concern.signal.rule, concern.networks) == (Rule.NO_OUTSIDERS, ("Alfa", "Beta"))
