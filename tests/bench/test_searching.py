"""The benchmark of search, small: what it writes is found, and both are timed on the same words."""

from sqlalchemy import Engine, text

from bench import searching
from core.model.searching import Sought
from core.services import searches
from storage.engine import connect
from storage.search_filling import fill
from storage.unit_of_work import SqlUnitsOfWork


def _filled(times: int) -> Engine:
    engine = connect("sqlite://")
    searching.write(engine, networks=2, replies=48)
    for _ in range(times):
        with engine.begin() as connection:
            fill(connection)
    return engine


def test_both_are_timed_for_words_of_every_frequency() -> None:
    """By the secretariat and by a member."""
    engine = _filled(1)
    with SqlUnitsOfWork(engine).reading() as uow:
        (organisation,) = uow.organisations.all()
    told = searching.raced(engine, organisation, repeats=1)
    assert {who.partition("_")[0] for who in told} == {"search", "secretariat", "member"}
    assert told["search_ratio"] > 0
    engine.dispose()


def test_filling_the_index_again_adds_nothing() -> None:
    """What is there is passed over, so it can be begun anew."""
    engine = _filled(2)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*) FROM search_words")).scalar_one()
        assert rows == connection.execute(text("SELECT count(*) FROM replies")).scalar_one() + 2
    engine.dispose()


def test_what_was_written_in_bulk_is_found() -> None:
    """As what was written one by one is."""
    engine = _filled(1)
    word = searching._words(engine)["frequent"]
    with SqlUnitsOfWork(engine).reading() as uow:
        (organisation,) = uow.organisations.all()
        sought = Sought(words=word)
        assert searches.look_up(uow, organisation, searching._secretariat(organisation), sought).found
    engine.dispose()
