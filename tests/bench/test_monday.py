"""A simulated morning keeps to the lanes, forgets nobody, and names who waited longest."""

from xml.etree import ElementTree

import pytest

from bench.monday import Day, Seen, at_best, picture, simulated, told
from core.model.deliveries import Effect
from storage.rates import Lanes

DAY = Day(municipalities=1, networks=10)


@pytest.fixture(scope="module")
def seen() -> Seen:
    return simulated(DAY)


class TestSimulated:
    def test_sends_whatever_came(self, seen: Seen) -> None:
        """Every prompt, and in the end nothing waits."""
        assert len(seen.went["prompts"]) == DAY.networks
        assert {kind: len(times) for kind, times in seen.came.items()} == {
            kind: len(times) for kind, times in seen.went.items()
        }

    @pytest.mark.parametrize(("kind", "effect"), [("card updates", Effect.UPDATE), ("personal pages", Effect.HOME)])
    def test_keeps_to_the_lanes(self, seen: Seen, kind: str, effect: Effect) -> None:
        """In no minute more than the rate allows, and the burst."""
        _, rate = Lanes().tiers[effect]
        times = sorted(seen.went[kind])
        most = max(sum(start <= at < start + 60 for at in times) for start in times)
        assert most <= 60 * rate.per_second + rate.burst + 1

    def test_waits_for_nothing_without_lanes(self) -> None:
        """What is waited for is the lanes."""
        assert all(took == 0 for waits in simulated(DAY, Lanes.off()).waits.values() for took, _ in waits)

    def test_shows_a_card_that_changes_twice_once(self, seen: Seen) -> None:
        """While it waits, the newest state takes the place of the one before."""
        answering = DAY.networks * DAY.members * DAY.answering
        assert len(seen.went["personal pages"]) < DAY.networks * DAY.members + answering


class TestTold:
    def test_names_the_slowest_beside_the_platforms_own_bound(self, seen: Seen) -> None:
        """It waits at least as long as the platform alone would have it wait."""
        found = told(DAY, seen)
        assert found["slowest_s"] == round(max(took for waits in seen.waits.values() for took, _ in waits), 1)
        assert found["slowest_s"] >= found["platform_s"] == round(at_best(DAY)[Effect.HOME], 1)
        assert "municipality 1" in str(found["slowest"])


def test_the_picture_is_svg_with_its_text(seen: Seen) -> None:
    """A curve for each kind, and for those who do not see it the same in words."""
    root = ElementTree.fromstring(picture(seen))
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}polyline")) == len(seen.came)
    assert "personal pages: at most" in str(root.findtext(f"{space}desc"))
