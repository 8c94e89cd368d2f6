"""An order: what is taken out, in a button, with a link, and back again."""

from datetime import date

import pytest

from core.model import exports
from core.model.exports import Order
from core.model.files import File, Wanted
from core.model.ids import NetworkId, UnitId
from core.model.networks import NetworkType
from core.model.periods import EVER, Period
from core.model.scopes import WHOLE, Scope

SCOPES = (WHOLE, Scope(type=NetworkType.WELFARE), Scope(unit_id=UnitId("care")), Scope(network_id=NetworkId("n")))
PERIODS = (EVER, Period(date(2026, 9, 1)), Period(None, date(2026, 9, 30)), Period(date(2026, 9, 1), date(2026, 9, 30)))


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("period", PERIODS)
class TestAnOrder:
    def test_goes_into_a_button_and_back(self, scope: Scope, period: Period) -> None:
        """Without its case: that is asked for afterwards."""
        assert exports.read(Order(scope=scope, period=period).code) == Order(scope=scope, period=period)

    def test_goes_with_a_link_and_back(self, scope: Scope, period: Period) -> None:
        """With its case, whatever stands in it."""
        order = Order(scope=scope, period=period, case='26|001, "æ"')
        assert exports.order_of(exports.wanted(File.JOURNAL, order)) == order


@pytest.mark.parametrize("code", ["", "|", "||||x", "x||||", "||||||"])
def test_a_code_that_is_none_is_refused(code: str) -> None:
    """Never read as something else."""
    with pytest.raises(ValueError, match=r".+"):
        exports.read(code)


def test_a_link_to_another_kind_of_file_holds_no_order() -> None:
    """The report has its own."""
    with pytest.raises(ValueError, match=r".+"):
        exports.order_of(Wanted(file=File.REPORT, about={"network": "n"}))
