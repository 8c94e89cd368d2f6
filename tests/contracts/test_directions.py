"""How a platform's adapter reaches somebody again is remembered, on both databases."""

from core.model.ids import WorkspaceId
from storage.unit_of_work import SqlUnitsOfWork

HERE, THERE = WorkspaceId("w1"), WorkspaceId("w2")


def _note(uows: SqlUnitsOfWork, workspace: WorkspaceId, subject: str, **facts: str) -> None:
    with uows.writing() as uow:
        uow.directions.note(workspace, "place", subject, facts)
        uow.commit()


class TestDirections:
    def test_are_found_as_they_were_noted(self, any_uows: SqlUnitsOfWork) -> None:
        """By workspace, kind and subject; what was never noted is not there."""
        _note(any_uows, HERE, "æ", url="http://x", name="Økonomi")
        with any_uows.reading() as uow:
            assert uow.directions.find(HERE, "place", "æ") == {"url": "http://x", "name": "Økonomi"}
            assert uow.directions.find(THERE, "place", "æ") is None
            assert uow.directions.find(HERE, "person", "æ") is None

    def test_noted_anew_stand_beside_what_was_known(self, any_uows: SqlUnitsOfWork) -> None:
        """The newest of each name counts, and an empty text forgets."""
        _note(any_uows, HERE, "c", url="old", name="N", team="T")
        _note(any_uows, HERE, "c", url="new", name="")
        with any_uows.reading() as uow:
            assert uow.directions.find(HERE, "place", "c") == {"url": "new", "team": "T"}

    def test_are_listed_by_their_kind(self, any_uows: SqlUnitsOfWork) -> None:
        """All of one workspace, in the order of their subjects."""
        for subject in ("b", "a"):
            _note(any_uows, HERE, subject, url=subject)
        _note(any_uows, THERE, "c", url="c")
        with any_uows.reading() as uow:
            assert list(uow.directions.of_kind(HERE, "place").items()) == [("a", {"url": "a"}), ("b", {"url": "b"})]

    def test_can_be_forgotten(self, any_uows: SqlUnitsOfWork) -> None:
        """Forgetting what is not there is fine."""
        _note(any_uows, HERE, "c", url="x")
        for _ in range(2):
            with any_uows.writing() as uow:
                uow.directions.forget(HERE, "place", "c")
                uow.commit()
        with any_uows.reading() as uow:
            assert uow.directions.find(HERE, "place", "c") is None
