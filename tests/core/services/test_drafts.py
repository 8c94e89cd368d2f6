"""What a form may say of a network."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.networks import Network
from core.ports import UnitOfWork
from core.services import drafts
from core.services.drafts import Draft, Setting
from tests.builders import CARE, NOW, TODAY, Municipality, saved_network

FINE = Draft(name="Tryg hjem", purpose="Borgere skal trygt hjem")


def _wrong(uow: UnitOfWork, town: Municipality, draft: Draft, network: Network | None = None) -> dict[str, str]:
    wrong = drafts.unfit(uow, town.organisation, town.anne, draft, NOW, network)
    return {name: why if isinstance(why, str) else why.key for name, why in wrong.items()}


class TestADraft:
    def test_that_is_fine_is_fine(self, uow: UnitOfWork, town: Municipality) -> None:
        """Name and purpose are enough."""
        assert _wrong(uow, town, FINE) == {}

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"name": ""}, {"name": "errors.name_needed"}),
            ({"name": "x" * 81}, {"name": "errors.too_long"}),
            ({"purpose": ""}, {"purpose": "errors.purpose_needed"}),
            ({"purpose": "x" * 301}, {"purpose": "errors.too_long"}),
            ({"why": "x" * 1501}, {"why": "errors.too_long"}),
            ({"agenda": "x" * 301}, {"agenda": "errors.too_long"}),
            ({"ends_on": TODAY}, {"ends_on": "errors.end_past"}),
            ({"ends_on": TODAY + timedelta(1)}, {}),
            ({"anchor": "U0INGEN"}, {"anchor": "errors.person_unknown"}),
            ({"anchor": "U0GAEST"}, {"anchor": "errors.anchor_employee"}),
            ({"anchor": "U0ANNE"}, {"anchor": "errors.anchor_leader"}),
            ({"anchor": "U0DORTE"}, {}),
            ({"unit_ids": (CARE, "andet")}, {"units": "errors.unit_unknown"}),
        ],
    )
    def test_says_what_is_wrong(
        self, uow: UnitOfWork, town: Municipality, change: dict[str, object], expected: dict[str, str]
    ) -> None:
        """Each input has its own kind word."""
        assert _wrong(uow, town, replace(FINE, **change)) == expected

    def test_takes_no_name_in_use(self, uow: UnitOfWork, town: Municipality) -> None:
        """However it is written; a network may keep its own."""
        network = saved_network(uow, town.anne, name="Tryg Hjem")
        assert _wrong(uow, town, FINE) == {"name": "errors.name_taken"}
        assert _wrong(uow, town, FINE, network) == {}

    def test_keeps_an_end_that_has_passed(self, uow: UnitOfWork, town: Municipality) -> None:
        """A network over its end can still be given another name."""
        network = saved_network(uow, town.anne, ends_on=TODAY - timedelta(1))
        assert _wrong(uow, town, replace(FINE, ends_on=network.ends_on), network) == {}


class TestASetting:
    def test_is_a_free_place(self, uow: UnitOfWork, town: Municipality) -> None:
        """Where another network talks there is no room."""
        saved_network(uow, town.bo, conversation="C1")
        assert set(drafts.unset(uow, town.anne, Setting(conversation="C1"))) == {"place"}
        assert drafts.unset(uow, town.anne, Setting(conversation="C2")) == {}

    def test_is_after_the_information_text(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nothing is stored of who has not read it and said where they belong."""
        new = replace(town.anne, informed_version=None, unit_id=None)
        assert set(drafts.unset(uow, new, Setting())) == {"informed", "unit"}
        assert drafts.unset(uow, new, Setting(has_read=True, unit_id=CARE)) == {}


def test_today_is_the_organisations_day() -> None:
    """Late in the evening in UTC it is tomorrow in Denmark."""
    assert drafts.today("Europe/Copenhagen", NOW.replace(hour=23)) == TODAY + timedelta(1)
