"""A file that somebody asks for: their own link to it, for a day, and that they took it out."""

from dataclasses import replace

import pytest

from core.errors import NotFound
from core.model.files import File, Wanted
from core.model.links import FILE_LASTS, Link
from core.ports import UnitOfWork
from core.services import files, outsiders
from tests.builders import NOW, Municipality, saved_network

DIGEST = "d" * 64


def _issued(uow: UnitOfWork, town: Municipality, digest: str = DIGEST) -> Wanted:
    network = saved_network(uow, town.anne, town.bo)
    wanted = Wanted(file=File.REPORT, about={"network": network.id})
    files.issue(uow, town.bo, wanted, network=network, act="1", digest=digest, at=NOW)
    return wanted


class TestItsLink:
    def test_is_one_person_s_for_a_day(self, uow: UnitOfWork, town: Municipality) -> None:
        """It leads to what was asked for and to who asked; later, and with another secret, it leads nowhere."""
        wanted = _issued(uow, town)
        assert files.opens(uow, DIGEST, at=NOW) == (town.bo, wanted)
        for digest, at in ((DIGEST, NOW + FILE_LASTS), ("e" * 64, NOW)):
            with pytest.raises(NotFound):
                files.opens(uow, digest, at=at)

    def test_is_of_nobody_who_is_gone(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who has left the workspace fetches nothing more."""
        _issued(uow, town)
        uow.people.save(replace(town.bo, gone=True))
        with pytest.raises(NotFound):
            files.opens(uow, DIGEST, at=NOW)

    def test_opens_no_page_and_a_page_s_link_opens_no_file(self, uow: UnitOfWork, town: Municipality) -> None:
        """Each door takes its own."""
        _issued(uow, town)
        with pytest.raises(NotFound):
            outsiders.opens(uow, DIGEST, at=NOW)
        page = Link(key="round:1:asked:2", person_id=town.bo.id, network_id=None, expires_at=NOW + FILE_LASTS)
        uow.links.add(page)
        uow.links.seal(page.key, "f" * 64)
        with pytest.raises(NotFound):
            files.opens(uow, "f" * 64, at=NOW)


class TestThatItWasTakenOut:
    def test_is_kept(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who, when, which, and of which network; not what stood in it."""
        wanted = _issued(uow, town)
        [access] = uow.accesses.of_organisation(town.organisation.id, 9)
        assert (access.person_id, access.network_id, access.at, access.file) == (
            town.bo.id,
            wanted.about["network"],
            NOW,
            File.REPORT,
        )
