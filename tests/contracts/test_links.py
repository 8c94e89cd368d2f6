"""What the repository of links promises (core.ports_links), on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.links import Link
from core.model.members import MemberState
from core.model.organisations import OURS, Belonging
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, Municipality, a_municipality, a_person, a_workspace, saved_network

DIGEST = "d" * 64


@pytest.fixture
def link(any_uows: SqlUnitsOfWork) -> Link:
    """Ulla's, to a network that she is a member of."""
    with any_uows.writing() as uow:
        town: Municipality = a_municipality(uow)
        uow.organisations.save_workspace(a_workspace(id="ours", platform=OURS, external_id="ours"))
        ulla = a_person(workspace_id="ours", account="ulla@x.example", name="Ulla Bak", belonging=Belonging.LINK)
        uow.people.save(ulla)
        network = saved_network(uow, town.anne, town.bo, ulla)
        made = Link(key="k", person_id=ulla.id, network_id=network.id, expires_at=NOW + timedelta(days=7))
        uow.links.add(made)
        uow.commit()
    return made


class TestLinks:
    def test_are_found_by_what_their_secret_is_known_by(self, any_uows: SqlUnitsOfWork, link: Link) -> None:
        """Once they have been sent, and whole as they were kept."""
        with any_uows.writing() as uow:
            assert uow.links.find("") is None
            assert uow.links.find(DIGEST) is None
            uow.links.seal("k", DIGEST)
            assert uow.links.find(DIGEST) == replace(link, digest=DIGEST)
            assert uow.links.of_key("k") == replace(link, digest=DIGEST)

    def test_are_kept_once_for_each_delivery(self, any_uows: SqlUnitsOfWork, link: Link) -> None:
        """A mail that is asked for again brings the same one."""
        with any_uows.writing() as uow:
            uow.links.add(replace(link, expires_at=NOW))
            assert uow.links.of_key("k") == link

    @pytest.mark.parametrize("everywhere", [True, False])
    def test_are_revoked_for_a_network_or_for_all(self, any_uows: SqlUnitsOfWork, link: Link, everywhere: bool) -> None:
        """Those of others, and of other networks, go on working."""
        other = replace(link, key="other", network_id=None)
        with any_uows.writing() as uow:
            uow.links.add(other)
            uow.links.revoke(link.person_id, None if everywhere else link.network_id, NOW)
            uow.links.revoke("nobody", None, NOW)
            gone, left = uow.links.of_key("k"), uow.links.of_key("other")
        assert gone is not None
        assert left is not None
        assert (gone.works(NOW), left.works(NOW)) == (False, not everywhere)

    def test_say_who_has_no_account(self, any_uows: SqlUnitsOfWork, link: Link) -> None:
        """The active members of several networks, by network."""
        with any_uows.writing() as uow:
            found = uow.links.without_account([link.network_id, "another"])
            assert {id: [person.name for person in people] for id, people in found.items()} == {
                link.network_id: ["Ulla Bak"]
            }
            member = uow.members.find(link.network_id, link.person_id)
            assert member is not None
            uow.members.save(replace(member, state=MemberState.LEFT))
            assert not uow.links.without_account([link.network_id])
