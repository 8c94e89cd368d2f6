"""The bot is killed, as by kill -9, before and after each commit and each call outside of what people do.

What was acknowledged is kept, once. What was not is told in the platform's own words, and done again works once.
"""

from dataclasses import replace

import pytest

from tests.kills.acts import ACTS
from tests.kills.places import PLACES, ROWS, on_postgresql, on_procrastinate, rows, while_reading_back
from tests.kills.rehearsal import Case, Rehearsal

pytestmark = pytest.mark.kills

_ONLY_IN_DOUBT = ("reconcile.", "outside.before_call@conversations.", "outside.after_call@conversations.")
_ONLY_ON_SOME_DAYS = "@direct.digest_desk"
ENDED_WELL = {"pending": 0, "sending": 0, "unknown": 0, "held": 0, "dead": 0}

QUIET = [Case(act) for act in ACTS]
KILLS = [*rows(), *while_reading_back(), *on_postgresql(), *on_procrastinate()]


@pytest.mark.parametrize("case", QUIET, ids=str)
class TestInPeace:
    def test_each_act_comes_by_the_places_that_are_written_down(self, rehearsal: Rehearsal, case: Case) -> None:
        """So that the list of places to kill at cannot grow short, or behind, unnoticed."""
        reached = set(rehearsal.outcome(case).places)
        assert reached >= PLACES[case.act]
        others = {place for place in reached - PLACES[case.act] if not place.startswith(_ONLY_IN_DOUBT)}
        assert {place for place in others if not place.endswith(_ONLY_ON_SOME_DAYS)} == set()

    def test_each_act_does_what_it_is_for(self, rehearsal: Rehearsal, case: Case) -> None:
        """What kills are measured against."""
        assert rehearsal.outcome(case).added == ACTS[case.act].adds


@pytest.mark.parametrize("case", KILLS, ids=str)
class TestKillsInARow:
    def test_leave_what_an_hour_of_peace_leaves(self, rehearsal: Rehearsal, case: Case) -> None:
        """Everything people see is there, once, and nothing else is."""
        _holds(rehearsal, case)


@pytest.mark.parametrize("act", list(ACTS))
def test_every_kind_of_place_that_an_act_comes_by_is_tried(act: str) -> None:
    """Each with one thing or another that comes by there, and no place that it never comes by."""
    tried = {place for row in ROWS[act] for place in row}
    assert {_kind(place) for place in tried} == {_kind(place) for place in PLACES[act]}
    assert tried <= PLACES[act]


@pytest.mark.soak
@pytest.mark.parametrize(
    ("database", "engine"), [("sqlite", "apscheduler"), ("postgresql", "apscheduler"), ("postgresql", "procrastinate")]
)
@pytest.mark.parametrize("act", list(ACTS))
class TestAKillAnywhere:
    def test_leaves_what_an_hour_of_peace_leaves(
        self, rehearsal: Rehearsal, act: str, database: str, engine: str
    ) -> None:
        """At every place that the act comes by, each time that it does."""
        quiet = Case(act, database=database, engine=engine)
        times = rehearsal.outcome(quiet).places.items()
        cases = [replace(quiet, failpoints=(f"{place}:{n}",)) for place, most in times for n in range(1, most + 1)]
        rehearsal.begin(cases)
        for case in cases:
            _holds(rehearsal, case, surely=case.failpoints[0].endswith(":1"))


def _holds(rehearsal: Rehearsal, case: Case, *, surely: bool = True) -> None:
    """`surely`: every kill must have happened; how often a place is reached may differ from one run to the next."""
    outcome, quiet = rehearsal.outcome(case), rehearsal.quiet(case)
    assert outcome.deaths == len(case.failpoints) or not surely, f"{case}: {outcome.deaths} deaths"
    assert outcome.added == ACTS[case.act].adds, case
    assert outcome.seen == quiet.seen, case
    assert outcome.whispers <= quiet.whispers, case
    assert {state: outcome.states[state] for state in ENDED_WELL} == ENDED_WELL, case


def _kind(place: str) -> str:
    return place.partition("@")[0]
