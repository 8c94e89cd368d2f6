"""What the command line does to a running bot's data, in a real town."""

from pathlib import Path

import pytest

from bot.control import OperationError
from bot.operations import carry_out
from tests.support.town import JONAS, SARA, Town, free_port, town


@pytest.fixture
def small_town(tmp_path: Path):
    """A town over signed HTTP on SQLite."""
    with town(f"sqlite:///{tmp_path / 'town.db'}", tmp_path, port=free_port()) as place:
        yield place


class TestTheSecretariat:
    def test_is_named_added_to_and_taken_from(self, small_town: Town) -> None:
        """The setting named Sara; Jonas comes and goes by command."""
        house = small_town.house
        carry_out(house, "secretariat_add", {"account": JONAS})
        assert {JONAS, SARA} <= set(carry_out(house, "secretariat_list", {}).split())
        carry_out(house, "secretariat_remove", {"account": JONAS})
        assert JONAS not in carry_out(house, "secretariat_list", {})

    def test_nobody_unknown_is_named(self, small_town: Town) -> None:
        """An account that nobody has is a sentence, not a crash."""
        with pytest.raises(OperationError):
            carry_out(small_town.house, "secretariat_add", {"account": "U0NOBODY"})


class TestSeeding:
    def test_makes_three_networks_in_different_phases_with_a_summary_to_read(self, small_town: Town) -> None:
        """Demo data comes through the same services; the secretariat can ask for a summary at once."""
        assert carry_out(small_town.house, "seed", {}) == "Made 3 demo networks."
        small_town.settle()
        sara = small_town.person(SARA)
        sara.say_to_bot("opsamling tryg hjem")
        summary = small_town.hears(sara, "Opsamling: Tryg hjem").text
        assert "midterværdi" in summary or "runder" in summary
        sara.say_to_bot("barrierer")
        assert "Ansvarlig: " in small_town.hears(sara, "Barrierer").text
        assert small_town.person("U0METTE01").channels()[-1] == "tryg-hjem-fra-sygehuset"

    def test_has_recorded_something_of_each_kind_and_one_change_that_waits(self, small_town: Town) -> None:
        """The network has heard of it, the summary tells it, and the secretariat has one to confirm."""
        carry_out(small_town.house, "seed", {})
        small_town.settle()
        sara = small_town.person(SARA)
        sara.say_to_bot("opsamling")
        summary = small_town.hears(sara, "Opsamling: netværksstrukturen").text
        assert "2 forandringer er skrevet ned, 1 er bekræftet." in summary
        assert "2 forslag (prøvet 1 · lagt frem 1)" in summary
        assert "2 knopper: 1 ny samarbejdsform og 1 nyt engagement." in summary
        assert small_town.sees(sara.workspace.person("U0METTE01"), "tryg-hjem-fra-sygehuset", "fælles tjekliste")
        sara.say_to_bot("bekræft")
        assert "ringer til de pårørende" in small_town.hears(sara, "venter på at blive bekræftet").text

    def test_is_not_done_twice_by_mistake(self, small_town: Town) -> None:
        """With networks there it asks for --again."""
        carry_out(small_town.house, "seed", {})
        with pytest.raises(OperationError, match="again"):
            carry_out(small_town.house, "seed", {})


class TestSayingThatItWasRestored:
    def test_has_everything_looked_for_before_it_is_sent(self, small_town: Town) -> None:
        """At once, in the running bot."""
        told = carry_out(small_town.house, "restored", {"since": "2026-01-02T02:00+01:00"})
        assert "2026-01-02T02:00:00+01:00" in told
        assert small_town.house.units_of_work.doubt is not None

    @pytest.mark.parametrize("since", ["yesterday", "2999-01-01T00:00+00:00"])
    def test_needs_a_time_that_has_been(self, small_town: Town, since: str) -> None:
        """Anything else is a sentence, and nothing changes."""
        with pytest.raises(OperationError):
            carry_out(small_town.house, "restored", {"since": since})
        assert small_town.house.units_of_work.doubt is None
