"""What `doctor` says of Teams, asked of a local tenant."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.access import GraphUse, TeamsAccess
from bot.teams.doctor import findings
from storage.unit_of_work import SqlUnitsOfWork
from tests.bot.teams.places import APP, PASSWORD, Place, a_tenant


@pytest.fixture
def place(uows: SqlUnitsOfWork) -> Iterator[Place]:
    with a_tenant(uows) as place:
        yield place


def _access(place: Place) -> TeamsAccess:
    home = place.workspace
    return TeamsAccess(app_id=APP, password=PASSWORD, tenant=home, tenants=(home,), local_url=place.tenant.url)


def _found(access: TeamsAccess) -> list[tuple[bool, str]]:
    return list(findings(access, timeout=1.0, port=3100))


def test_all_is_well(place: Place) -> None:
    """The secret is accepted and the keys are there; that Graph is off is told as well."""
    found = _found(_access(place))
    assert [is_well for is_well, _ in found] == [True] * 4
    assert "TEAMS_GRAPH is empty" in found[-1][1]


def test_a_wrong_secret_is_told_with_what_to_do_and_never_shown(place: Place) -> None:
    """The sentence may end in somebody's mail."""
    found = _found(replace(_access(place), password="hemmelig"))
    [mend] = [text for is_well, text in found if not is_well]
    assert "make a new client secret" in mend
    assert "hemmelig" not in " ".join(text for _, text in found)


def test_keys_that_cannot_be_had_are_told(place: Place) -> None:
    """Without them every activity is put off."""
    place.driver.faults({"kind": "status", "status": 500, "method": "keys", "times": 9})
    assert any("keys cannot be fetched" in text for is_well, text in _found(_access(place)) if not is_well)


def test_each_missing_permission_is_named(place: Place) -> None:
    """With where an administrator gives it."""
    wanted = replace(_access(place), graph=frozenset(GraphUse))
    mend = " ".join(text for is_well, text in _found(wanted) if not is_well)
    assert "TeamMember.ReadWriteNonOwnerRole.All" in mend
    assert "User.Invite.All" in mend
    assert "grant admin consent" in mend


def test_that_the_playground_is_believed_is_told_and_nothing_of_microsofts_is_asked() -> None:
    """There is no secret, no key and no Graph to look at."""
    local = "http://127.0.0.1:9"
    access = TeamsAccess(app_id=APP, password="", tenant=APP, tenants=(APP,), local_url=local, trusts_playground=True)
    [(is_well, text)] = _found(access)
    assert is_well
    assert "believes whoever calls" in text
