"""Somebody from outside is invited by the operator, where the settings let the app do that."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.access import GraphUse, SettingsError, TeamsAccess
from bot.control import OperationError
from bot.teams.guests import invite
from storage.unit_of_work import SqlUnitsOfWork
from tests.bot.teams.places import APP, PASSWORD, Place, a_tenant

MAIL = "nora@firma.example"


@pytest.fixture
def place(uows: SqlUnitsOfWork) -> Iterator[Place]:
    with a_tenant(uows) as place:
        yield place


def _access(place: Place) -> TeamsAccess:
    return TeamsAccess(
        app_id=APP,
        password=PASSWORD,
        tenant=place.workspace,
        tenants=(place.workspace,),
        graph=frozenset({GraphUse.GUESTS}),
        team=str(place.names["group"]),
        local_url=place.tenant.url,
    )


def test_becomes_a_guest_and_is_in_the_team(place: Place) -> None:
    """So they are met by its roster, as everybody is."""
    assert "and is in the team" in invite(_access(place), MAIL, timeout=1.0)
    workspace = place.tenant.platform.workspace
    [guest] = [person for person in workspace.people.values() if person.email == MAIL]
    assert (guest.is_restricted, guest.id in workspace.general.members) == (True, True)


def test_is_told_when_microsoft_says_no(place: Place) -> None:
    """In a sentence, with Microsoft's own word for it."""
    with pytest.raises(OperationError, match="BadRequest"):
        invite(_access(place), "no address", timeout=1.0)


@pytest.mark.parametrize("is_set", [True, False])
def test_is_not_done_unless_it_is_switched_on(place: Place, is_set: bool) -> None:
    """Nobody is let into a tenant by accident."""
    access = replace(_access(place), graph=frozenset()) if is_set else None
    with pytest.raises(SettingsError, match="TEAMS_GRAPH=guests"):
        invite(access, MAIL, timeout=1.0)
