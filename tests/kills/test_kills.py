"""The bot is killed, as by kill -9, before and after each commit and each call outside of what people do.

What was acknowledged is kept, once. What was not is told in the platform's own words, and done again works once.
"""

from dataclasses import replace

import pytest

from tests.kills.acts import ACTS
from tests.kills.places import PLACES, on_postgresql, one_of_each_kind, while_reading_back
from tests.kills.rehearsal import Case, Rehearsal

_ONLY_IN_DOUBT = ("reconcile.", "outside.before_call@conversations.", "outside.after_call@conversations.")
ENDED_WELL = {"pending": 0, "sending": 0, "unknown": 0, "held": 0, "dead": 0}

QUIET = [Case(act) for act in ACTS]
KILLS = [*one_of_each_kind(), *while_reading_back(), *on_postgresql()]


@pytest.mark.parametrize("case", QUIET, ids=str)
class TestInPeace:
    def test_each_act_comes_by_the_places_that_are_written_down(self, rehearsal: Rehearsal, case: Case) -> None:
        """So that the list of places to kill at cannot grow short, or behind, unnoticed."""
        reached = set(rehearsal.outcome(case).places)
        assert reached >= PLACES[case.act]
        assert {place for place in reached - PLACES[case.act] if not place.startswith(_ONLY_IN_DOUBT)} == set()

    def test_each_act_does_what_it_is_for(self, rehearsal: Rehearsal, case: Case) -> None:
        """What kills are measured against."""
        assert rehearsal.outcome(case).added == ACTS[case.act].adds


@pytest.mark.parametrize("case", KILLS, ids=str)
class TestAKill:
    def test_leaves_what_an_hour_of_peace_leaves(self, rehearsal: Rehearsal, case: Case) -> None:
        """Everything people see is there, once, and nothing else is."""
        _holds(rehearsal, case)


@pytest.mark.soak
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("act", list(ACTS))
class TestAKillAnywhere:
    def test_leaves_what_an_hour_of_peace_leaves(self, rehearsal: Rehearsal, act: str, database: str) -> None:
        """At every place that the act comes by, each time that it does."""
        quiet = Case(act, database=database)
        times = rehearsal.outcome(quiet).places.items()
        cases = [replace(quiet, failpoint=f"{place}:{n}") for place, most in times for n in range(1, most + 1)]
        rehearsal.begin(cases)
        for case in cases:
            _holds(rehearsal, case, surely=case.failpoint.endswith(":1"))


def _holds(rehearsal: Rehearsal, case: Case, *, surely: bool = True) -> None:
    """`surely`: the kill must have happened; how often a place is reached may differ from one run to the next."""
    outcome, quiet = rehearsal.outcome(case), rehearsal.quiet(case)
    assert outcome.deaths == 1 or not (surely or outcome.deaths), f"{case}: {outcome.deaths} deaths"
    assert outcome.added == ACTS[case.act].adds, case
    assert outcome.seen == quiet.seen, case
    assert outcome.whispers <= quiet.whispers, case
    assert {state: outcome.states[state] for state in ENDED_WELL} == ENDED_WELL, case
