"""Threads between departments and out to society, and what they never tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.ids import UnitId
from core.model.networks import NetworkState
from core.model.organisations import Belonging, Person, PersonKind
from core.model.ties import Band, Crew, Life, Tie, band_of, bands, life, matrix, month, tie
from tests.builders import CARE, CITY, NOW, SCHOOLS, a_member, a_network, a_person

UNITS = {unit: unit for unit in (CARE, SCHOOLS, CITY)}
COMMITTEE = UnitId("fagudvalg")


def a_crew(people: Sequence[Person], **changes: Any) -> Crew:
    network = a_network(**changes)
    return Crew(
        network=network,
        members=[a_member(network, person) for person in people],
        people={person.id: person for person in people},
    )


def a_tie(people: Sequence[Person] = (), *, k: int = 5, **changes: Any) -> Tie:
    found = tie(a_crew(people, **changes), NOW, units_now=UNITS, k=k, name="Tryg hjem")
    assert found is not None
    return found


def several(number: int, **changes: Any) -> list[Person]:
    return [a_person(**changes) for _ in range(number)]


def citizens(number: int) -> list[Person]:
    return several(number, belonging=Belonging.GUEST, kind=PersonKind.CITIZEN)


class TestTheMatrix:
    def test_of_two_networks_that_share_three_departments(self) -> None:
        """A12: each pair of the three is tied by both."""
        both = [a_tie(unit_ids=(CARE, SCHOOLS, CITY)) for _ in range(2)]
        assert matrix(both) == {(CITY, SCHOOLS): 2, (CITY, CARE): 2, (SCHOOLS, CARE): 2}

    def test_holds_kinds_from_outside_and_committees(self) -> None:
        """A15: citizens are tied to each department and to the committee."""
        one = a_tie([*several(3), *citizens(5)], unit_ids=(CARE, SCHOOLS), committee_id=COMMITTEE)
        found = matrix([one])
        assert found[(CARE, PersonKind.CITIZEN)] == 1
        assert found[(COMMITTEE, PersonKind.CITIZEN)] == 1
        assert len(found) == 6

    def test_is_of_those_asked_for(self) -> None:
        """Departments among themselves."""
        one = a_tie(citizens(6), unit_ids=(CARE, SCHOOLS), committee_id=COMMITTEE)
        assert matrix([one], {CARE, SCHOOLS}) == {(SCHOOLS, CARE): 1}

    def test_names_a_unit_as_what_it_has_become(self) -> None:
        """A department that was merged into another counts there."""
        found = tie(a_crew([]), NOW, units_now={CARE: CITY, SCHOOLS: SCHOOLS, CITY: CITY}, k=5, name="")
        assert found is not None
        assert set(found.departments) == {CITY, SCHOOLS}


class TestAFewPeople:
    def test_from_a_department_make_no_thread_to_it(self) -> None:
        """Four do not, five do."""
        assert a_tie(several(4, unit_id=CITY)).departments == (CARE, SCHOOLS)
        assert a_tie(several(5, unit_id=CITY)).departments == (CARE, SCHOOLS, CITY)

    def test_from_outside_join_the_others(self) -> None:
        """Five citizens and a company are citizens and others."""
        company = several(1, belonging=Belonging.GUEST, kind=PersonKind.COMPANY)
        assert a_tie([*citizens(5), *company]).outside == (PersonKind.CITIZEN, PersonKind.OTHER)

    def test_of_a_small_network_make_no_thread_at_all(self) -> None:
        """Whoever the four are."""
        assert a_tie(citizens(4)).outside == ()

    def test_are_fewer_than_k_and_no_number(self) -> None:
        """One and four are told the same."""
        assert a_tie(several(1)).crowd == a_tie(several(4)).crowd == Band(0, 4)

    @given(st.lists(st.sampled_from(PersonKind), max_size=30), st.integers(3, 9))
    def test_are_never_named_by_their_kind(self, kinds: list[PersonKind], k: int) -> None:
        """What is named stands for k or more, whatever people there are."""
        people = [a_person(kind=kind, belonging=Belonging.GUEST) for kind in kinds]
        named = set(a_tie(people, k=k).outside) - {PersonKind.OTHER}
        assert all(kinds.count(kind) >= k for kind in named)


class TestWhoIsStaff:
    @pytest.mark.parametrize("kind", [None, PersonKind.EMPLOYEE, PersonKind.MANAGER, PersonKind.OTHER])
    def test_is_no_thread_outwards(self, kind: PersonKind | None) -> None:
        """Whatever an employee says, unless it is that they bring society or politics in."""
        assert a_tie(several(9, kind=kind)).outside == ()

    def test_but_a_politician_with_an_account_is_one(self) -> None:
        """The political level is an end of its own."""
        assert a_tie(several(5, kind=PersonKind.POLITICIAN)).outside == (PersonKind.POLITICIAN,)

    def test_is_not_a_guest_without_a_kind(self) -> None:
        """From outside, as what is not known."""
        assert a_tie(several(6, belonging=Belonging.GUEST)).outside == (PersonKind.OTHER,)


class TestBands:
    def test_hold_every_number_once(self) -> None:
        """Fewer than k, and three more without a gap."""
        assert bands(5) == (Band(0, 4), Band(5, 9), Band(10, 19), Band(20, None))
        assert [band_of(n, 5).least for n in (0, 4, 5, 9, 10, 19, 20, 99)] == [0, 0, 5, 5, 10, 10, 20, 20]

    def test_never_begin_under_three(self) -> None:
        """No organisation may set its k lower."""
        assert bands(1)[0] == Band(0, 2)


class TestTheLife:
    def test_goes_on_with_the_network(self) -> None:
        """B6: idea, running, closed, followed up; before it was made it is not there."""
        day = timedelta(days=1)
        network = a_network(
            created_at=NOW,
            starts_on=NOW.date() + 10 * day,
            closed_at=NOW + 100 * day,
            followed_up_at=NOW + 300 * day,
            state=NetworkState.FOLLOWED_UP,
        )
        lives = [life(network, NOW + n * day) for n in (-1, 0, 10, 99, 100, 300)]
        assert lives == [None, Life.IDEA, Life.RUNNING, Life.RUNNING, Life.CLOSED, Life.FOLLOWED_UP]

    def test_of_what_lacks_something_is_an_idea(self) -> None:
        """Though its first day has come."""
        assert a_tie(state=NetworkState.IDEA).life is Life.IDEA

    def test_that_is_rounded_off_still_runs(self) -> None:
        """Its closing rounds are a part of it."""
        assert a_tie(state=NetworkState.CLOSING).life is Life.RUNNING


class TestEarlier:
    def test_only_those_who_were_in_it_count(self) -> None:
        """Who joined later and who had left are not among them."""
        crew = a_crew(several(6))
        joined_later = replace(crew.members[0], joined_at=NOW + timedelta(days=1))
        had_left = replace(crew.members[1], left_at=NOW - timedelta(days=1))
        invited = replace(crew.members[2], joined_at=None)
        then = replace(crew, members=(joined_later, had_left, invited, *crew.members[3:]))
        assert len(then.at(NOW)) == 3

    def test_who_leaves_after_the_end_was_in_it(self) -> None:
        """A closed network is as large as it was when it closed."""
        crew = a_crew(several(5), closed_at=NOW, state=NetworkState.CLOSED)
        left = [replace(member, left_at=NOW + timedelta(days=9)) for member in crew.members]
        assert len(replace(crew, members=left).at(NOW + timedelta(days=60))) == 5


class TestAMonth:
    def test_counts_what_runs(self) -> None:
        """Networks, departments on average, and pairs of departments tied together; ideas are none yet."""
        ties = [a_tie(unit_ids=(CARE, SCHOOLS, CITY)), a_tie(), a_tie(state=NetworkState.IDEA)]
        found = month(date(2026, 9, 1), ties)
        assert (found.networks, found.departments, found.links) == (2, 2.5, 3)

    def test_without_networks_has_no_average(self) -> None:
        """Rather than none of them."""
        assert month(date(2026, 9, 1), []).departments is None
