"""Who is in the workspace, and as what."""

from collections.abc import Iterator

import pytest

from bot.slack.directory import SlackDirectory, identify
from core.model.organisations import Belonging
from tests.bot.slack.places import BOT, METTE, TEAM, Place, a_workspace


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with a_workspace() as place:
        yield place


class TestTheDirectory:
    def test_lists_people_and_no_bots(self, place: Place) -> None:
        """With names, languages and how they belong."""
        found = {one.account: one for one in SlackDirectory(place.client, team=TEAM).everyone()}
        assert (found[METTE].name, found[METTE].language) == ("Mette Holm", "da-DK")
        assert found["U0HANNE01"].belonging is Belonging.GUEST
        assert BOT not in found

    def test_finds_one_and_nobody(self, place: Place) -> None:
        """Somebody of another organisation can be found though not listed; a bot is nobody."""
        directory = SlackDirectory(place.client, team=TEAM)
        strangers = [one for one in place.workspace.platform.workspace.people.values() if one.is_stranger]
        assert directory.find(strangers[0].id).belonging is Belonging.OUTSIDE
        assert (directory.find("U0NOBODY1"), directory.find(BOT)) == (None, None)

    def test_waits_as_long_as_it_is_told_to(self, place: Place) -> None:
        """A read changes nothing, so it is simply tried again."""
        waited: list[float] = []
        place.driver.faults({"kind": "rate_limit", "method": "users.info", "retry_after": 3})
        found = SlackDirectory(place.client, team=TEAM, sleep=waited.append).find(METTE)
        assert (found.account, waited) == (METTE, [3.0])

    def test_reads_what_an_event_tells(self, place: Place) -> None:
        """Somebody who left the organisation, and somebody of another team of the same enterprise."""
        directory = SlackDirectory(place.client, team=TEAM)
        left = {"event": {"type": "user_change", "user": {"id": "U1", "name": "bo", "team_id": TEAM, "deleted": True}}}
        near = {"id": "U2", "team_id": "T0ANOTHER", "enterprise_user": {"teams": [TEAM]}}
        far = {"id": "U3", "team_id": "T0ANOTHER"}
        people = [left, {"event": {"user": near}}, {"event": {"user": far}}]
        told = [directory.told(one) for one in people]
        assert [one.belonging for one in told] == [Belonging.EMPLOYEE, Belonging.EMPLOYEE, Belonging.OUTSIDE]
        assert (told[0].gone, told[0].name) == (True, "bo")
        assert directory.told({"event": {"user": METTE}}) is None


def test_a_token_says_whose_it_is_and_what_it_may(place: Place) -> None:
    """Asked once at start, so that nothing asks on the way."""
    me = identify(place.client)
    assert (me.team, me.bot_user) == (TEAM, BOT)
    assert "chat:write" in me.scopes
