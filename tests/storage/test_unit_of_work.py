"""One transaction: committed whole or not at all, one at a time in each thread."""

from contextlib import nullcontext, suppress
from threading import Thread

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, PendingRollbackError

from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, a_delivery, a_municipality, an_organisation


class TestWriting:
    def test_keeps_what_was_committed(self, any_uows: SqlUnitsOfWork) -> None:
        """And the next transaction sees it."""
        with any_uows.writing() as uow:
            uow.organisations.save(an_organisation())
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.organisations.all() == [an_organisation()]

    def test_undoes_what_was_not_committed(self, any_uows: SqlUnitsOfWork) -> None:
        """Leaving is enough."""
        with any_uows.writing() as uow:
            a_municipality(uow)
            uow.deliveries.add(a_delivery())
        with any_uows.reading() as uow:
            assert uow.organisations.all() == []

    def test_undoes_everything_when_something_fails(self, any_uows: SqlUnitsOfWork) -> None:
        """What failed is told as it was."""
        with pytest.raises(ZeroDivisionError), any_uows.writing() as uow:
            a_municipality(uow)
            raise ZeroDivisionError
        with any_uows.reading() as uow:
            assert uow.organisations.all() == []

    def test_ends_with_its_commit(self, any_uows: SqlUnitsOfWork) -> None:
        """What would come after it could not be committed, so it is an error."""
        with any_uows.writing() as uow:
            uow.commit()
            with pytest.raises(Exception, match="closed"):
                uow.acts.claim("act", NOW)


class TestReading:
    def test_has_nothing_to_commit(self, any_uows: SqlUnitsOfWork) -> None:
        """Asking for it is a bug."""
        with any_uows.reading() as uow, pytest.raises(RuntimeError, match="only reads"):
            uow.commit()

    def test_writes_nothing(self, any_uows: SqlUnitsOfWork) -> None:
        """Trying to is a bug, and nothing comes of it."""
        with pytest.raises(Exception, match=r"only reads|read-only"), any_uows.reading() as uow:
            uow.acts.claim("act", NOW)
        with any_uows.writing() as uow:
            uow.acts.claim("act", NOW)


class TestNesting:
    def test_is_a_bug(self, any_uows: SqlUnitsOfWork) -> None:
        """Said at once, rather than waiting for itself."""
        with any_uows.writing(), pytest.raises(RuntimeError, match="inside another"), any_uows.reading():
            pass

    def test_does_not_spoil_the_outer_one(self, any_uows: SqlUnitsOfWork) -> None:
        """Nor those that come after it."""
        with any_uows.writing() as uow:
            with pytest.raises(RuntimeError), any_uows.writing():
                pass
            uow.acts.claim("act", NOW)
            uow.commit()
        with any_uows.writing() as uow:
            uow.commit()

    def test_is_about_one_thread(self, any_uows: SqlUnitsOfWork) -> None:
        """Others wait for their turn and get it."""
        done = []

        def work() -> None:
            with any_uows.writing() as uow:
                uow.acts.claim("theirs", NOW)
                uow.commit()
            done.append(True)

        thread = Thread(target=work)
        with any_uows.writing() as uow:
            thread.start()
            uow.acts.claim("mine", NOW)
            uow.commit()
        thread.join()
        assert done


END_OTHERS = text(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    "WHERE pid != pg_backend_pid() AND datname = current_database()"
)


@pytest.mark.parametrize("is_swallowed", [True, False])
def test_after_a_lost_connection_the_thread_goes_on(postgres_engine: Engine, is_swallowed: bool) -> None:
    """Whatever became of the error: the next unit of work on this thread finds its way."""
    uows = SqlUnitsOfWork(postgres_engine)
    with pytest.raises((DBAPIError, PendingRollbackError)), uows.reading() as uow:
        uow.organisations.all()
        with postgres_engine.connect() as other:
            other.execute(END_OTHERS)
        with suppress(DBAPIError) if is_swallowed else nullcontext():
            uow.organisations.all()
    with uows.writing() as uow:
        assert uow.organisations.all() == []
