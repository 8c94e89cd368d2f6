"""What the secretariat's lines promise (core.ports_remarks), on both databases."""

from core.model.networks import NetworkType
from core.model.remarks import Remark
from core.model.scopes import WHOLE, Scope
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import CARE, NOW, ORGANISATION, Municipality, a_municipality


def a_remark(town: Municipality, number: int, scope: Scope, text: str = "Det går godt, æøå") -> Remark:
    by = town.sekretariat.id
    return Remark(id=f"r{number}", organisation_id=ORGANISATION, scope=scope, text=text, by=by, at=NOW)


class TestRemarks:
    def test_come_back_newest_first_each_under_its_scope(self, any_uows: SqlUnitsOfWork) -> None:
        """Written at one instant too: the order is that of writing."""
        scope = Scope(type=NetworkType.WELFARE, unit_id=CARE)
        with any_uows.writing() as uow:
            town = a_municipality(uow)
            first, second, other = a_remark(town, 2, scope), a_remark(town, 1, scope, ""), a_remark(town, 3, WHOLE)
            for remark in (first, second, other):
                uow.remarks.add(remark)
            assert list(uow.remarks.of_scope(ORGANISATION, scope)) == [second, first]
            assert list(uow.remarks.of_scope(ORGANISATION, WHOLE)) == [other]
            assert not uow.remarks.of_scope("glostrup", scope)
