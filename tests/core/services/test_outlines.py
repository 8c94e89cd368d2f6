"""What the words of a closed round come to is kept beside it, and nothing that is told depends on whether it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from sqlalchemy import Engine

from bench.reflecting import NOW, ORGANISATION, Reflecting, fill, outline
from core.model.figures import RoundFigures
from core.model.ids import RoundId
from core.model.networks import Phase
from core.model.periods import EVER, Period
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.requests import Request
from core.model.rounds import RoundState
from core.model.scopes import WHOLE
from core.ports import UnitOfWork
from core.services import outlines, summaries, years
from storage.engine import connect
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import a_municipality, a_record, a_round, saved_network
from tests.reflections import AT, one_round, said

SIZE = Reflecting(replies=900, networks=10)
WIRE = datetime(2026, 11, 3, 8, tzinfo=UTC)
PERIODS = [EVER, Period(date(2026, 7, 1), date(2026, 10, 15))]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, new_postgres: Callable[[], str]) -> Iterator[Engine]:
    """Networks that have reflected; of some replies a record was made. No outline is kept."""
    engine = connect("sqlite://" if request.param == "sqlite" else new_postgres())
    fill([engine], SIZE)
    with SqlUnitsOfWork(engine, lanes=Lanes.off()).writing() as uow:
        for network in uow.networks.of_organisation(ORGANISATION):
            for round in uow.rounds.closed([network.id])[::3]:
                reply = uow.replies.of_round(round.id)[0]
                uow.outcomes.save(a_record(network, uow.people.get(reply.person_id), reply_id=reply.id))
        uow.commit()
    yield engine
    engine.dispose()


def everything(uows: SqlUnitsOfWork, period: Period) -> tuple[object, ...]:
    """All that is told of many networks."""
    with uows.reading() as uow, uow.one_moment():
        organisation = uow.organisations.get(ORGANISATION)
        return (
            summaries.of_structure(uow, organisation, Request(period=period), at=NOW),
            years.split(uow, organisation, WHOLE, period),
            years.look_back(uow, organisation, WHOLE, 2026, at=NOW),
        )


CHANGES: Mapping[str, Callable[[Reply], Reply]] = {
    "taken back": lambda reply: replace(reply, answers=(), quotable=False, withdrawn_at=NOW),
    "shared": lambda reply: replace(reply, visibility=ReplyVisibility.SHARED, edited_at=NOW),
    "private": lambda reply: replace(reply, visibility=ReplyVisibility.PRIVATE, edited_at=NOW),
    "not to be quoted": lambda reply: replace(reply, quotable=False),
    "in other words": lambda reply: replace(reply, answers=tuple(map(_other, reply.answers)), edited_at=NOW),
}


def _other(answer: Answer) -> Answer:
    return replace(answer, text="Noget helt andet") if answer.text else answer


class TestWhatIsTold:
    def test_is_the_same_with_outlines_and_without(self, engine: Engine) -> None:
        """In any period; also when replies were changed after their outline was made, and when it was made anew."""
        uows = SqlUnitsOfWork(engine, lanes=Lanes.off())
        without = [everything(uows, period) for period in PERIODS]
        outline(engine)
        assert [everything(uows, period) for period in PERIODS] == without
        _change_some(uows)
        some_are_gone = [everything(uows, period) for period in PERIODS]
        assert some_are_gone != without
        outline(engine)
        assert [everything(uows, period) for period in PERIODS] == some_are_gone
        _take_all_away(engine)
        assert [everything(uows, period) for period in PERIODS] == some_are_gone


def _change_some(uows: SqlUnitsOfWork) -> None:
    """In one round each."""
    with uows.writing() as uow:
        rounds = iter(uow.rounds.closed([network.id for network in uow.networks.of_organisation(ORGANISATION)])[::5])
        for change in CHANGES.values():
            for round in islice(rounds, 3):
                for reply in uow.replies.of_round(round.id)[::2]:
                    uow.replies.save(change(reply))
        uow.commit()


def _take_all_away(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM outlines")


@pytest.fixture
def reply_id(any_uows: SqlUnitsOfWork) -> str:
    """One of six in a round that was closed and has its outline."""
    with any_uows.writing() as uow:
        told = [said(4, "Et ord", quotable=True)] * 6
        *_, replies = one_round(uow, "velf-undervejs-1", told, on=date(2026, 10, 1))
        uow.commit()
    keep(any_uows)
    return replies[0].id


def keep(uows: SqlUnitsOfWork) -> int:
    at = uows.wire_now() + timedelta(hours=1)
    with uows.writing() as uow:
        made = outlines.keep(uow, most=10, at=at)
        uow.commit()
    return made


def outline_of(uow: UnitOfWork, reply_id: str) -> outlines.Outline | None:
    id = uow.replies.get(reply_id).round_id
    return uow.outlines.read([id]).get(id)


class TestAnOutline:
    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
    def test_goes_with_the_first_change_and_comes_again(
        self, any_uows: SqlUnitsOfWork, reply_id: str, change: Callable[[Reply], Reply]
    ) -> None:
        """In the same transaction, whatever the change was: nothing that was taken back is kept in another form."""
        with any_uows.writing() as uow:
            assert outline_of(uow, reply_id) is not None
            uow.replies.save(change(uow.replies.get(reply_id)))
            assert outline_of(uow, reply_id) is None
            uow.commit()
        assert keep(any_uows) == 1
        with any_uows.reading() as uow:
            assert outline_of(uow, reply_id) is not None
        assert keep(any_uows) == 0

    def test_counts_a_reply_that_was_taken_back_no_more(self, any_uows: SqlUnitsOfWork, reply_id: str) -> None:
        """Neither as a quote, nor under whose it was."""
        with any_uows.writing() as uow:
            before, reply = outline_of(uow, reply_id), uow.replies.get(reply_id)
            uow.replies.save(CHANGES["taken back"](reply))
            uow.commit()
        keep(any_uows)
        with any_uows.reading() as uow:
            after = outline_of(uow, reply_id)
        assert before is not None
        assert after is not None
        quotable = {each.person_id for each in before.quotable}
        assert {each.person_id for each in after.quotable} == quotable - {reply.person_id} != quotable

    def test_waits_until_what_was_saved_at_the_closing_is_committed(self, any_uows: SqlUnitsOfWork) -> None:
        """So it is made some minutes later."""
        any_uows.wire_clock = lambda _connection: WIRE
        with any_uows.writing() as uow:
            one_round(uow, "velf-undervejs-1", [said(4, "Et ord")] * 6, on=date(2026, 10, 1))
            uow.commit()
        for late, made in ((timedelta(0), 0), (outlines.SETTLES, 0), (outlines.SETTLES + timedelta(seconds=1), 1)):
            with any_uows.writing() as uow:
                assert outlines.keep(uow, most=10, at=WIRE + late) == made
                uow.commit()

    @pytest.mark.parametrize("unlike", [{"phase": Phase.AFTER}, {"figures": None}], ids=["an echo", "no figures"])
    def test_is_not_made_of_what_may_read_otherwise_later(
        self, any_uows: SqlUnitsOfWork, unlike: Mapping[str, object]
    ) -> None:
        """What an echo asks follows the register; what was closed without figures follows the organisation's k."""
        with any_uows.writing() as uow:
            town = a_municipality(uow)
            network = saved_network(uow, town.anne)
            figures = RoundFigures(answered=0, members=6, k=5, figures=())
            closed_at = AT - timedelta(days=1)
            told = a_round(network, state=RoundState.CLOSED, closed_at=closed_at, figures=figures)
            for round in (told, replace(told, id=RoundId("other"), occurrence=date(2026, 1, 1), **unlike)):
                uow.rounds.save(round)
                outlines.expect(uow, round)
            assert uow.outlines.take_missing(10, before=datetime.now(UTC) + timedelta(hours=1)) == [told.id]
