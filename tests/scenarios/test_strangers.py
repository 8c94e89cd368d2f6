"""Somebody new in the workspace is met, whether the platform tells of them or not."""

from tests.support.town import Town

NEW = "U0NYNYNY1"


class TestSomebodyNew:
    def test_is_known_as_soon_as_the_platform_tells(self, small_town: Town) -> None:
        """After `team_join` the first command works."""
        small_town.workspace.add_person(id=NEW, name="ny", real_name="Ny Nielsen")
        small_town.settle()
        small_town.workspace.eventually(lambda: _knows(small_town))
        assert small_town.person(NEW).command("/netvaerk start").modal is not None

    def test_who_was_never_told_of_can_begin_a_moment_later(self, small_town: Town) -> None:
        """If the telling was lost the bot asks who it is, or says to try again and reads the people anew meanwhile."""
        small_town.workspace.faults(events={"hold": True})
        small_town.workspace.add_person(id=NEW, name="ny", real_name="Ny Nielsen")
        seen = small_town.person(NEW).command("/netvaerk start")
        assert seen.modal is not None or "kender dig ikke endnu" in seen.text
        small_town.workspace.eventually(lambda: _knows(small_town))
        assert small_town.person(NEW).command("/netvaerk start").modal is not None


def _knows(town: Town) -> bool:
    with town.house.units_of_work.reading() as uow:
        [workspace] = [each for each in uow.organisations.workspaces() if each.platform == town.platform]
        return uow.people.find(workspace.id, town.account(NEW)) is not None
