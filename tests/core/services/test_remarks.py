"""The secretariat's own line on a summary."""

from datetime import date

import pytest

from core.errors import NotAllowed, Unfit
from core.model.remarks import LONGEST, Signed
from core.model.scopes import WHOLE, Scope
from core.ports import UnitOfWork
from core.services import remarks
from tests.builders import CARE, NOW, Municipality


def write(uow: UnitOfWork, town: Municipality, text: str, scope: Scope = WHOLE) -> Signed | None:
    return remarks.write(uow, town.organisation, scope, town.sekretariat, text, at=NOW)


class TestALine:
    def test_stands_with_name_and_day(self, uow: UnitOfWork, town: Municipality) -> None:
        """On one line, on the summary it was written to."""
        write(uow, town, " Vi  holder øje\nmed tiden ")
        line = Signed(text="Vi holder øje med tiden", author="Søs Lindegaard", day=date(2026, 9, 7))
        assert remarks.current(uow, town.organisation, WHOLE) == line
        assert remarks.current(uow, town.organisation, Scope(unit_id=CARE)) is None

    def test_is_replaced_and_taken_away_and_each_is_kept(self, uow: UnitOfWork, town: Municipality) -> None:
        """With who and when; the same again is no new one."""
        write(uow, town, "Før")
        assert write(uow, town, "Nu") == write(uow, town, "Nu")
        assert write(uow, town, "") is None
        kept = uow.remarks.of_scope(town.organisation.id, WHOLE)
        assert [(each.text, each.by, each.at) for each in kept] == [
            (text, town.sekretariat.id, NOW) for text in ("", "Nu", "Før")
        ]

    def test_that_is_not_there_cannot_be_taken_away(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nothing is written of it."""
        assert write(uow, town, "  ") is None
        assert not uow.remarks.of_scope(town.organisation.id, WHOLE)

    def test_is_short(self, uow: UnitOfWork, town: Municipality) -> None:
        """One that is too long is refused."""
        assert write(uow, town, "x" * LONGEST)
        with pytest.raises(Unfit):
            write(uow, town, "x" * (LONGEST + 1))

    def test_is_the_secretariat_s_to_write(self, uow: UnitOfWork, town: Municipality) -> None:
        """A leader or an anchor has no hand in it."""
        with pytest.raises(NotAllowed):
            remarks.write(uow, town.organisation, WHOLE, town.anne, "Jeg", at=NOW)
