"""Senders that are killed, stopped and cut off lose nothing and double nothing; two wrong ones do, so it would show."""

import pytest
from sqlalchemy import Engine

from bench import ledgers
from bench.deliveries import LATEST, STOPPED, Plan
from bench.ledgers import lanes
from bench.senders import RULES
from core.model.deliveries import Effect
from tests.bench.printing import printed

FEW = ("--deliveries", "200", "--workspaces", "20", "--kills", "4", "--stops", "1", "--db-crashes", "1")
HOURS = 3 * 3600.0


class TestLosesAndDoublesNothing:
    def test_with_processes_killed_and_the_server_crashed(self) -> None:
        """Two processes on one PostgreSQL, and a platform that does everything wrong."""
        found = printed("bench.deliveries", *FEW, "--processes", "2")
        assert found["states"] == {"sent": 200}, found
        assert (found["sent"], found["lost"], found["duplicated"]) == (200, 0, 0), found
        assert (found["kills"], found["stops"], found["db_crashes"]) == (4, 1, 1)

    def test_with_one_process_on_a_file(self) -> None:
        """SQLite has one process, which is started again."""
        found = printed("bench.deliveries", *FEW, "--sqlite")
        assert (found["sent"], found["lost"], found["duplicated"]) == (200, 0, 0)
        assert (found["kills"], found["db_crashes"]) == (4, 0)

    @pytest.mark.soak
    @pytest.mark.parametrize("more", [(), ("--engine", "procrastinate"), ("--sqlite",)], ids=" ".join)
    def test_fifty_thousand(self, more: tuple[str, ...]) -> None:
        """A hundred kills, ten crashes of the database, either engine."""
        found = printed("bench.deliveries", *more, seconds=HOURS)
        assert (found["sent"], found["lost"], found["duplicated"]) == (50_000, 0, 0)
        assert found["kills"] >= 100


class TestControls:
    """The harness can fail: with the wrong idea of a doubt it shows the damage."""

    def test_who_sends_again_at_once_doubles(self) -> None:
        """What was taken and not confirmed is there twice."""
        assert printed("bench.deliveries", *FEW, "--sqlite", "--control", "retry-at-once")["duplicated"] > 0

    def test_who_gives_up_loses(self) -> None:
        """What was not taken is never there."""
        assert printed("bench.deliveries", *FEW, "--sqlite", "--control", "give-up")["lost"] > 0


class TestSpeed:
    def test_stands_beside_the_bound_of_the_lanes(self) -> None:
        """Nobody is faster than the lanes let them."""
        found = printed("bench.deliveries", "--deliveries", "120", "--workspaces", "4", "--no-faults", "--sqlite")
        assert found["bound_ratio"] >= 1
        assert (found["lost"], found["duplicated"], found["kills"]) == (0, 0, 0)

    def test_stands_beside_a_bare_sender(self) -> None:
        """In the same run, with limits off; how fast either was is asserted nowhere."""
        found = printed("bench.deliveries", "--deliveries", "100", "--no-faults", "--no-limits", "--sqlite")
        assert found["sender_ratio"] > 0
        assert (found["lost"], found["duplicated"]) == (0, 0)

    @pytest.mark.soak
    def test_keeps_to_the_bound(self) -> None:
        """Without faults it takes no more than a twentieth longer than the lanes need at best."""
        assert printed("bench.deliveries", "--no-faults", seconds=HOURS)["bound_ratio"] <= 1.05


class TestTheEnd:
    def test_is_looked_for_in_one_statement(self, sqlite_engine: Engine) -> None:
        """What goes from the last state back to the first between two looks would be in neither, and told as lost."""
        said: list[str] = []
        sqlite_engine.connect().connection.driver_connection.set_trace_callback(said.append)
        assert not ledgers.waits(sqlite_engine)
        assert len([one for one in said if one.startswith("SELECT")]) == 1


class TestPlan:
    def test_stands_still_for_longer_than_a_lease(self) -> None:
        """And goes on before its messages were looked for twice; a late one comes before the second look too."""
        assert RULES.lease < STOPPED < RULES.longest_stand
        assert 2 * RULES.settle > LATEST

    def test_fills_the_platforms_limits_to_85_percent(self) -> None:
        """One message a second in a conversation, five in a workspace."""
        name, rate = lanes().tiers[Effect.POST]
        assert (lanes().conversation.per_second, rate.per_second, name) == (0.85, 4.25, "post")

    def test_kills_nobody_without_faults(self) -> None:
        """What is measured then is speed."""
        plan = Plan(faults=False).settled
        assert (plan.kills, plan.stops, plan.db_crashes) == (0, 0, 0)
