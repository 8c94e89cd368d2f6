"""The benchmark of schedules says what it promises; how fast anything was is asserted by the soak alone."""

import pytest

from tests.bench.printing import printed


def test_prints_its_figures_beside_what_people_do_today() -> None:
    """Every round that was due is open and has its message, or it would have failed."""
    found = printed("bench.schedules", "--schedules", "100", "--rounds", "20", "--jobs", "20", "--database", "sqlite")
    assert {"idle_tick_ratio", "open_20_s", "extra_mb"} <= found.keys()
    assert found["idle_tick_ratio"] > 0
    assert found["apscheduler"]["jobs"] == 20


@pytest.mark.soak
def test_a_hundred_thousand() -> None:
    """An idle tick costs at most twice its own question, and ten thousand rounds open within ten seconds."""
    found = printed("bench.schedules", seconds=3600)
    assert found["idle_tick_ratio"] <= 2
    assert found["open_10000_s"] < 10
