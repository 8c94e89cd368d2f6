"""What is taken out: of what, for whom, and where it comes from."""

from dataclasses import replace
from datetime import date

import pytest

from core.errors import NotAllowed, NotFound
from core.model import exports
from core.model.exports import Order
from core.model.files import File
from core.model.networks import NetworkType
from core.model.periods import EVER, Period
from core.model.scopes import WHOLE, Scope
from core.model.summaries import NetworkSummary, StructureSummary
from core.services import exporting
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import CARE, a_municipality
from tests.handlers.test_summaries import AT
from tests.reflections import a_library, a_reflecting_network, tryg_hjem


class TestAnOrder:
    def test_is_of_one_network_or_of_several(self, any_uows: SqlUnitsOfWork) -> None:
        """And named after it, or after the unit."""
        with any_uows.writing() as uow:
            town = a_municipality(uow)
            a_library(uow)
            one = Order(scope=Scope(network_id=tryg_hjem(uow).id))
            kinds = [type(exporting.summary(uow, each, town.organisation, at=AT)) for each in (one, Order())]
            assert kinds == [NetworkSummary, StructureSummary]
            names = [exporting.name(uow, each, town.organisation) for each in (one, Order(scope=Scope(unit_id=CARE)))]
            assert [*names, exporting.name(uow, Order(), town.organisation)] == [
                *("Tryg hjem fra sygehuset", "Sundhed og omsorg"),
                "",
            ]

    def test_is_the_secretariats(self, any_uows: SqlUnitsOfWork) -> None:
        """By a button it is said whose; by a link that was given before there is nothing."""
        with any_uows.writing() as uow:
            town = a_municipality(uow)
            network = a_reflecting_network(uow, "Grøn skolegård", members=6)
            order = Order(scope=Scope(network_id=network.id))
            assert exporting.find(uow, order.code, town.sekretariat) == order
            with pytest.raises(NotAllowed):
                exporting.find(uow, order.code, town.anne)
            with pytest.raises(NotFound, match="no_link"):
                exporting.opened(uow, exports.wanted(File.SUMMARY, order), town.anne)

    def test_is_of_their_own_organisation(self, any_uows: SqlUnitsOfWork) -> None:
        """Who is the secretariat elsewhere is not told that there is such a network."""
        with any_uows.writing() as uow:
            town = a_municipality(uow)
            network = a_reflecting_network(uow, "Grøn skolegård", members=6)
            stranger = replace(town.sekretariat, organisation_id="elsewhere")
            with pytest.raises(NotFound):
                exporting.find(uow, Order(scope=Scope(network_id=network.id)).code, stranger)


class TestItsOrigin:
    @pytest.mark.parametrize(
        ("scope", "period", "asked"),
        [
            (WHOLE, EVER, ["velf-efter-4", *(f"velf-undervejs-{n}" for n in (1, 2, 3, 4))]),
            (WHOLE, Period(date(2026, 9, 1), date(2026, 9, 30)), ["velf-undervejs-1", "velf-undervejs-4"]),
            (Scope(type=NetworkType.LEARNING), EVER, []),
        ],
    )
    def test_names_each_version_that_was_asked_once(
        self, any_uows: SqlUnitsOfWork, scope: Scope, period: Period, asked: list[str]
    ) -> None:
        """In the closed rounds of the period, of the networks that it is about."""
        with any_uows.writing() as uow:
            town = a_municipality(uow)
            a_library(uow)
            tryg_hjem(uow)
            order = Order(scope=scope, period=period)
            origin = exporting.origin(uow, order, town.organisation, town.sekretariat, at=AT)
            assert [prompt.id for prompt in origin.prompts] == asked
            assert (origin.by, origin.day, origin.k) == ("Søs Lindegaard", date(2026, 11, 2), 5)
