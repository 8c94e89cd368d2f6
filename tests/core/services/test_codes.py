"""The list of codes: the library's, and the secretariat's own."""

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Unfit
from core.model.codes import MOST_OWN, CodeKind, code_id
from core.ports import UnitOfWork
from core.services import codes
from tests.builders import NOW, ORGANISATION, Municipality
from tests.reflections import a_library


def names(uow: UnitOfWork) -> list[str]:
    return [code.texts["da"] for code in codes.offered(uow, ORGANISATION) if code.is_own]


class TestTheList:
    def test_is_the_library_s_and_then_our_own(self, uow: UnitOfWork, town: Municipality) -> None:
        """Barriers, drivers, and what was added, by name."""
        a_library(uow)
        for name in ("Ventetid", "Arbejdsgange"):
            codes.add(uow, town.sekretariat, name=name, words="")
        found = codes.offered(uow, ORGANISATION)
        assert found[0].id == code_id(ORGANISATION, CodeKind.BARRIER, "tid")
        assert [code.texts["da"] for code in found[-2:]] == ["Arbejdsgange", "Ventetid"]

    def test_is_kept_by_the_secretariat(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nobody else adds, renames or retires."""
        code = codes.add(uow, town.sekretariat, name="Ventetid", words="")
        for person in (town.anne, town.guest):
            with pytest.raises(NotAllowed):
                codes.add(uow, person, name="Andet navn", words="")
            with pytest.raises(NotAllowed):
                codes.rename(uow, code.id, person, name="Andet navn", words="")
            with pytest.raises(NotAllowed):
                codes.retire(uow, code.id, person, at=NOW)
        assert names(uow) == ["Ventetid"]


class TestAnOwnCode:
    def test_is_renamed_retired_and_used_again(self, uow: UnitOfWork, town: Municipality) -> None:
        """It keeps its id, so what was coded with it stays."""
        code = codes.add(uow, town.sekretariat, name="Ventetid", words="kø, ventetid,kø,\n lang tid")
        assert code.words == ("kø", "ventetid", "lang tid")
        assert codes.rename(uow, code.id, town.sekretariat, name="Kø  og ventetid", words="").id == code.id
        codes.retire(uow, code.id, town.sekretariat, at=NOW)
        assert names(uow) == []
        assert codes.known(uow, ORGANISATION)[code.id].texts == {"da": "Kø og ventetid"}
        codes.retire(uow, code.id, town.sekretariat, at=None)
        assert names(uow) == ["Kø og ventetid"]

    @pytest.mark.parametrize(
        ("name", "words", "wrong"),
        [("", "", "name"), ("x" * 61, "", "name"), ("ventetid", "", "name"), ("Ny", "x" * 301, "words")],
    )
    def test_has_a_name_of_its_own(
        self, uow: UnitOfWork, town: Municipality, name: str, words: str, wrong: str
    ) -> None:
        """Not too long, and no other is called so."""
        codes.add(uow, town.sekretariat, name="Ventetid", words="")
        with pytest.raises(Unfit) as unfit:
            codes.add(uow, town.sekretariat, name=name, words=words)
        assert list(unfit.value.fields) == [wrong]

    def test_of_the_library_is_not_ours_to_change(self, uow: UnitOfWork, town: Municipality) -> None:
        """Its name comes from the prompts."""
        a_library(uow)
        with pytest.raises(NotFound):
            codes.rename(uow, code_id(ORGANISATION, CodeKind.BARRIER, "tid"), town.sekretariat, name="Ny", words="")

    def test_is_one_of_sixty(self, uow: UnitOfWork, town: Municipality) -> None:
        """A longer list is read by nobody."""
        for n in range(MOST_OWN):
            codes.add(uow, town.sekretariat, name=f"Kode {n}", words="")
        with pytest.raises(Conflict):
            codes.add(uow, town.sekretariat, name="En mere", words="")
