"""What the repositories of people and networks promise (core.ports), on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from core.errors import Conflict, NotFound
from core.model.ids import NetworkId, OrganisationId, PersonId, WorkspaceId
from core.model.members import MemberState
from core.model.networks import AnchorState, NetworkState, NetworkType, Phase
from core.model.organisations import Belonging, UnitKind
from storage.schema import NetworkRow
from storage.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork
from tests.builders import (
    NOW,
    ORGANISATION,
    PLATFORM,
    TEAM,
    TODAY,
    WORKSPACE,
    Municipality,
    a_member,
    a_municipality,
    a_network,
    a_person,
    a_unit,
    an_organisation,
    saved_network,
)

Save = Callable[..., None]


@pytest.fixture
def town(any_uows: SqlUnitsOfWork) -> Municipality:
    """A municipality, committed."""
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        uow.commit()
    return town


@pytest.fixture
def save(any_uows: SqlUnitsOfWork, town: Municipality) -> Save:
    """Saves values, each in the repository of its kind, and commits."""

    def save(**repositories: object) -> None:
        with any_uows.writing() as uow:
            for name, values in repositories.items():
                for value in values if isinstance(values, list) else [values]:
                    getattr(uow, name).save(value)
            uow.commit()

    return save


class TestOrganisations:
    def test_come_back_as_they_were_saved(self, any_uows: SqlUnitsOfWork) -> None:
        """Every field of an organisation is kept."""
        given = an_organisation(
            language="en",
            zone="America/Nuuk",
            k=7,
            retention_months=24,
            first_year_from=TODAY,
            area="Sundhed",
            area_in_chat="Ældre og omsorg",
        )
        with any_uows.writing() as uow:
            uow.organisations.save(given)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.organisations.get(given.id) == given

    def test_change_when_saved_again(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """The newest name stands."""
        with any_uows.writing() as uow:
            uow.organisations.save(replace(town.organisation, name="Albertslund"))
            uow.commit()
        with any_uows.reading() as uow:
            assert [one.name for one in uow.organisations.all()] == ["Albertslund"]

    def test_that_do_not_exist_are_not_found(self, any_uows: SqlUnitsOfWork) -> None:
        """`get` refuses, it does not give None."""
        with any_uows.reading() as uow, pytest.raises(NotFound):
            uow.organisations.get(OrganisationId("nowhere"))

    def test_have_their_units_in_the_order_they_were_saved(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """A unit saved again keeps its place."""
        late = a_unit(kind=UnitKind.COMMITTEE, parent_id=town.units[0].id)
        with any_uows.writing() as uow:
            uow.organisations.save_unit(late)
            uow.organisations.save_unit(replace(town.units[0], name="Omsorg"))
            uow.commit()
        with any_uows.reading() as uow:
            units = uow.organisations.units(ORGANISATION)
        assert units == [replace(town.units[0], name="Omsorg"), *town.units[1:], late]

    def test_have_workspaces_found_by_the_platform_s_id(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """The pair of platform and id names one workspace."""
        with any_uows.reading() as uow:
            assert uow.organisations.find_workspace(PLATFORM, TEAM) == town.workspace
            assert uow.organisations.find_workspace("another", TEAM) is None
            assert uow.organisations.workspace(WORKSPACE) == town.workspace
            assert uow.organisations.workspaces() == [town.workspace]


class TestPeople:
    def test_are_found_by_account(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """The account in the workspace names one person."""
        with any_uows.reading() as uow:
            assert uow.people.find(WORKSPACE, "U0ANNE") == town.anne
            assert uow.people.find(WorkspaceId("other"), "U0ANNE") is None

    def test_come_back_as_they_were_saved(self, any_uows: SqlUnitsOfWork, save: Save) -> None:
        """Every field of a person is kept."""
        given = a_person(
            language="en",
            belonging=Belonging.GUEST,
            informed_version=None,
            is_secretariat=True,
            gone=True,
            paused_until=TODAY,
        )
        save(people=given)
        with any_uows.reading() as uow:
            assert uow.people.get(given.id) == given

    def test_come_by_name_in_danish_order(self, any_uows: SqlUnitsOfWork, save: Save) -> None:
        """Æ, ø and å come last, and case does not count."""
        people = [a_person(name=name) for name in ("Åse", "Øjvind", "ærlig Eva", "Zenia", "anne")]
        save(people=people)
        with any_uows.reading() as uow:
            names = [person.name for person in uow.people.get_many([person.id for person in people])]
        assert names == ["anne", "Zenia", "ærlig Eva", "Øjvind", "Åse"]

    def test_that_do_not_exist_are_left_out_of_many(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Of those asked for, the ones there are."""
        with any_uows.reading() as uow:
            assert uow.people.get_many([town.bo.id, PersonId("nobody")]) == [town.bo]
            assert uow.people.find_many(WORKSPACE, ["U0BO", "U0ANNE", "U0NOBODY"]) == [town.anne, town.bo]
            assert uow.people.get_many([]) == []

    def test_of_the_secretariat_are_those_still_here(self, any_uows: SqlUnitsOfWork, save: Save) -> None:
        """Somebody who is gone is not told anything more."""
        save(people=a_person(is_secretariat=True, gone=True))
        with any_uows.reading() as uow:
            assert [person.account for person in uow.people.secretariat(ORGANISATION)] == ["U0SEKR"]


class TestNetworks:
    def test_come_back_as_they_were_saved(self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality) -> None:
        """Every field of a network is kept, instants to the microsecond."""
        parent = a_network(town.anne, name="Træet")
        given = a_network(
            town.anne,
            created_at=NOW.replace(microsecond=123456),
            type=NetworkType.LEARNING,
            anchor_id=town.dorte.id,
            anchor_state=AnchorState.WAITING,
            is_private=False,
            closed_at=NOW,
            state=NetworkState.CLOSED,
            co_leader_id=town.bo.id,
            co_leader_state=AnchorState.ACCEPTED,
            next_leader_id=town.camilla.id,
            receiver_id=town.dorte.id,
            receiver_state=AnchorState.WAITING,
            parent_id=parent.id,
            agenda="Sundhedspolitikken",
        )
        save(networks=[parent, given])
        with any_uows.reading() as uow:
            assert uow.networks.get(given.id) == given

    def test_may_be_ideas_that_lack_most(self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality) -> None:
        """None stays None, and no units stays no units."""
        given = a_network(town.anne, type=None, unit_ids=(), ends_on=None, conversation=None, state=NetworkState.IDEA)
        save(networks=given)
        with any_uows.reading() as uow:
            assert uow.networks.get(given.id) == given

    @pytest.mark.parametrize("name", ["Åbne døre", "  åbne DØRE ", "A\u030abne d\u00f8re"])
    def test_are_found_by_name_however_it_is_written(
        self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality, name: str
    ) -> None:
        """Case, surrounding space and the coding of Å do not count."""
        given = a_network(town.anne, name="Åbne døre")
        save(networks=given)
        with any_uows.reading() as uow:
            assert uow.networks.find_by_name(ORGANISATION, name) == given

    def test_leave_their_name_and_conversation_when_they_close(
        self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality
    ) -> None:
        """A new network may take both."""
        old = a_network(town.anne, name="Unge", conversation="C1", state=NetworkState.CLOSED)
        new = a_network(town.anne, name="Unge", conversation="C1")
        save(networks=[old, new])
        with any_uows.reading() as uow:
            assert uow.networks.find_by_name(ORGANISATION, "unge") == new
            assert uow.networks.find_by_conversation(WORKSPACE, "C1") == new
            assert uow.networks.find_by_conversation(WORKSPACE, "C2") is None

    def test_of_a_person_are_the_open_ones_led_or_joined(
        self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality
    ) -> None:
        """An invitation or a membership that ended does not count, nor does a network that has closed."""
        led, joined, invited, closed = (a_network(town.anne, name=name) for name in ("Å", "B", "C", "D"))
        joined, invited = replace(joined, leader_id=town.dorte.id), replace(invited, leader_id=town.dorte.id)
        closed = replace(closed, state=NetworkState.CLOSED)
        members = [a_member(joined, town.anne), a_member(invited, town.anne, state=MemberState.INVITED)]
        save(networks=[led, joined, invited, closed], members=[*members, a_member(led, town.anne)])
        with any_uows.reading() as uow:
            assert uow.networks.of_person(town.anne.id) == [joined, led]

    def test_that_grew_out_of_another_come_by_name(
        self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality
    ) -> None:
        """Closed ones too; what grew out of something else is not among them."""
        tree, other = a_network(town.anne, name="Træet"), a_network(town.anne, name="En anden")
        grown = [a_network(town.anne, name=name, parent_id=tree.id) for name in ("Kvist", "Gren")]
        save(networks=[tree, other, replace(grown[0], state=NetworkState.CLOSED), grown[1]])
        with any_uows.reading() as uow:
            assert [one.name for one in uow.networks.of_parent(tree.id)] == ["Gren", "Kvist"]
            assert uow.networks.of_parent(other.id) == []

    def test_of_an_organisation_come_by_name(self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality) -> None:
        """All of them, closed ones too."""
        last, first = (
            a_network(town.anne, name="Økologi", anchor_id=town.dorte.id),
            a_network(town.anne, name="Boliger"),
        )
        save(networks=[last, replace(first, state=NetworkState.CLOSED)])
        with any_uows.reading() as uow:
            assert [one.name for one in uow.networks.of_organisation(ORGANISATION)] == ["Boliger", "Økologi"]

    def test_that_do_not_exist_are_not_found(self, any_uows: SqlUnitsOfWork) -> None:
        """`get` refuses, it does not give None."""
        with any_uows.reading() as uow, pytest.raises(NotFound):
            uow.networks.get(NetworkId("nowhere"))


class TestMembers:
    def test_come_back_as_they_were_saved(self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality) -> None:
        """Every field of a member is kept."""
        network = a_network(town.anne)
        told = {"unreminded_at": NOW, "reminded_at": NOW + timedelta(days=7)}
        past = {"state": MemberState.LEFT, "left_at": NOW, "invited_by": None}
        given = a_member(network, town.bo, phases=tuple(Phase), **past, **told)
        save(networks=network, members=given)
        with any_uows.reading() as uow:
            assert uow.members.get(given.id) == uow.members.find(network.id, town.bo.id) == given
            assert uow.members.find(network.id, town.anne.id) is None

    def test_of_a_network_come_in_the_order_they_were_invited(
        self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality
    ) -> None:
        """In every state; the active ones alone when asked for."""
        network = a_network(town.anne)
        late = a_member(network, town.anne, invited_at=NOW)
        early = a_member(network, town.bo, invited_at=NOW - timedelta(days=9), state=MemberState.DECLINED)
        save(networks=network, members=[late, early])
        with any_uows.reading() as uow:
            assert uow.members.of_network(network.id) == uow.members.of_networks([network.id]) == [early, late]
            assert uow.members.active(network.id) == [late]
            assert uow.members.count_active(network.id) == 1

    def test_who_have_not_answered_come_by_person(
        self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality
    ) -> None:
        """To networks that are open, the longest invited first; whoever else was invited is left out."""
        asked = {"state": MemberState.INVITED, "joined_at": None}
        networks = [a_network(town.anne) for _ in range(3)]
        networks.append(a_network(town.anne, state=NetworkState.CLOSED))
        late = a_member(networks[0], town.bo, **{**asked, "invited_at": NOW})
        early = a_member(networks[1], town.camilla, **asked)
        joined, over = a_member(networks[2], town.bo), a_member(networks[3], town.bo, **asked)
        save(networks=networks, members=[late, early, joined, over, a_member(networks[0], town.dorte, **asked)])
        with any_uows.reading() as uow:
            assert uow.members.unanswered([town.bo.id, town.camilla.id]) == [early, late]
            assert uow.members.unanswered([]) == []


class TestSaving:
    def test_changes_only_what_differs(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """A network whose conversation was made meanwhile keeps it when its name is changed."""
        with any_uows.writing() as uow:
            network = saved_network(uow, town.anne, conversation=None)
            stale = uow.networks.get(network.id)
            elsewhere(uow, network.id, "C7")
            uow.networks.save(replace(stale, name="Nyt navn"))
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.networks.get(network.id) == replace(network, name="Nyt navn", conversation="C7")

    def test_works_for_what_was_never_read(self, any_uows: SqlUnitsOfWork, save: Save, town: Municipality) -> None:
        """The whole of it is written."""
        save(people=replace(town.bo, name="Bo Kjær Hansen", gone=True))
        with any_uows.reading() as uow:
            assert uow.people.get(town.bo.id) == replace(town.bo, name="Bo Kjær Hansen", gone=True)

    def test_of_something_that_names_a_stranger_fails(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """The database itself refuses a network led by nobody: a bug, not a refusal."""
        with pytest.raises(IntegrityError), any_uows.writing() as uow:
            uow.networks.save(a_network(leader_id=PersonId("nobody")))
            uow.commit()


def elsewhere(uow: SqlUnitOfWork, id: NetworkId, conversation: str) -> None:
    """What another transaction would do to a network, behind the repository's back."""
    statement = update(NetworkRow).where(NetworkRow.id == id).values(conversation=conversation)
    uow._connection.execute(statement)


def test_a_person_is_once_in_a_workspace(any_uows: SqlUnitsOfWork, town: Municipality) -> None:
    """A second person of the same account is refused, and the transaction goes on."""
    with any_uows.writing() as uow:
        with pytest.raises(Conflict):
            uow.people.save(replace(town.bo, id=PersonId("double")))
        uow.people.save(replace(town.bo, name="Bo"))
        uow.commit()
    with any_uows.reading() as uow:
        assert uow.people.get(town.bo.id).name == "Bo"
