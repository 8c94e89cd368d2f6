"""A summary of many networks says what it would say if every reply of every round were looked at."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, select, update

from bench.reflecting import NOW, ORGANISATION, Reflecting, fill
from core.model import readings
from core.model.periods import EVER, Period
from core.model.requests import Request
from core.model.summaries import StructureSummary
from core.model.tellings import HELD
from core.services import conditions, summaries
from storage.engine import connect
from storage.rates import Lanes
from storage.schema import ReplyRow, RoundRow
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.plain_summaries import Plain, raised

SIZE = Reflecting(replies=1_200, networks=12)
PERIODS = [EVER, Period(date(2026, 7, 1), date(2026, 10, 15))]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def reflected(request: pytest.FixtureRequest, new_postgres: Callable[[], str]) -> SqlUnitsOfWork:
    engine = connect("sqlite://" if request.param == "sqlite" else new_postgres())
    fill([engine], SIZE)
    _disturb(engine)
    yield SqlUnitsOfWork(engine, lanes=Lanes.off())
    engine.dispose()


def _disturb(engine: Engine) -> None:
    """Some come late, a network closed its rounds earlier, and from some rounds nearly everything is taken back."""
    with engine.begin() as connection:
        connection.execute(update(ReplyRow).where(ReplyRow.id < "1").values(is_late=True))
        taken = ReplyRow.round_id.in_(_first_ids(connection, RoundRow, 30)) & (ReplyRow.id > "3")
        connection.execute(update(ReplyRow).where(taken).values(answers="[]", quotable=False, withdrawn_at=NOW))
        connection.execute(update(RoundRow).where(RoundRow.network_id == "n4").values(closed_at=RoundRow.due_at))


def _first_ids(connection, row, most: int) -> list[str]:
    return list(connection.execute(select(row.id).order_by(row.id).limit(most)).scalars())


@pytest.fixture(params=PERIODS, ids=["ever", "a period"])
def both(request: pytest.FixtureRequest, reflected: SqlUnitsOfWork) -> tuple[StructureSummary, Plain]:
    with reflected.reading() as uow, uow.one_moment():
        organisation = uow.organisations.get(ORGANISATION)
        summary = summaries.of_structure(uow, organisation, Request(period=request.param), at=NOW)
        return summary, Plain(uow, organisation, request.param, at=NOW)


class TestASummaryOfManyNetworks:
    @pytest.mark.parametrize("kind", ["changes", "results", "perspectives", "quotes"])
    def test_holds_the_first_words_and_counts_the_rest(self, both, kind: str) -> None:
        """In the same order, and as many."""
        summary, plain = both
        assert getattr(summary, kind) == getattr(plain, kind)[:HELD]
        assert len(getattr(summary, kind)) + getattr(summary.beyond, kind) == len(getattr(plain, kind)) > 0

    @pytest.mark.parametrize("kind", ["harvest", "goals", "pooled"])
    def test_has_the_same_figures(self, both, kind: str) -> None:
        """Totals, goals, and what is recorded."""
        summary, plain = both
        assert getattr(summary, kind) == getattr(plain, kind)

    def test_counts_what_was_seen_and_by_type(self, both) -> None:
        """Also where only the first words are held."""
        summary, plain = both
        seen = sum(some.certainty.value == "set" for some in plain.changes)
        assert sum(some.certainty.value == "set" for some in summary.changes) + summary.beyond.seen == seen
        assert dict(summary.changes_by_type) == {kind: n for kind, n in plain.by_type.items() if n}

    def test_rests_on_the_same_rounds(self, both) -> None:
        """And on the same answers."""
        summary, plain = both
        assert summary.basis == summaries.basis(plain.seen, plain.period, plain.k)

    def test_names_the_same_drivers_and_barriers(self, both) -> None:
        """In as many networks."""
        summary, plain = both
        told = {each.option.id: each.networks for each in (*summary.drivers, *summary.barriers)}
        assert told == {**raised(plain.seen, readings.DRIVERS), **raised(plain.seen, readings.BARRIERS)}


class TestTheRegister:
    def test_holds_what_figures_show_still(self, reflected: SqlUnitsOfWork) -> None:
        """A line's networks are those with a round that shows it now."""
        with reflected.reading() as uow:
            organisation = uow.organisations.get(ORGANISATION)
            lines = {
                (line.condition.code, network.id)
                for line in conditions.register(uow, organisation)
                for network in line.networks
            }
            seen = Plain(uow, organisation, EVER, at=NOW).seen
        shown = {
            (option.id, one.network.id)
            for one in seen
            for asked in one.past
            for _, option in readings.raised(asked.prompt, asked.figures)
        }
        assert lines == shown
