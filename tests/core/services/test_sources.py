"""What stands behind a summary's sentences, for who may read it when they ask."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.model.ids import ConditionId, OutcomeId, ReplyId
from core.model.outcomes import Kind
from core.model.periods import EVER
from core.model.replies import Reply
from core.model.sources import Origin, Source
from core.ports import UnitOfWork
from core.services import sources, summaries
from tests.builders import Municipality, a_record, some_details
from tests.reflections import a_library, a_reflecting_network, closed, leaves, said, tryg_hjem

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)


class Round:
    """A round in which five answered in private and one with the name."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.network = a_reflecting_network(uow, "Stier", members=8)
        told = [*[said("Det går trægt", "Vi mødtes", private=True)] * 5, said("Det går godt")]
        _, replies = closed(uow, self.network, "velf-efter-4", told, on=date(2026, 10, 30))
        self.private: list[Reply] = replies[:5]
        self.shared: Reply = replies[5]
        self.ids = [reply.id for reply in replies]


@pytest.fixture
def round(uow: UnitOfWork, town: Municipality) -> Round:
    a_library(uow)
    return Round(uow)


def origins(opened: sources.Opened) -> list[Origin]:
    return [source.origin for source in opened.sources]


class TestOpening:
    def test_shows_the_secretariat_what_is_readable(self, uow: UnitOfWork, town: Municipality, round: Round) -> None:
        """Whole replies with their questions and their round's day; the name with what is shared alone."""
        opened = sources.opened(uow, town.sekretariat, reply_ids=round.ids)
        private, shared = opened.sources[0], opened.sources[5]
        assert origins(opened) == [*[Origin.PRIVATE] * 5, Origin.SHARED]
        assert ([told.text for told in private.told], private.writer) == (["Det går trægt", "Vi mødtes"], "")
        assert (private.day, private.network) == (date(2026, 10, 23), "Stier")
        assert shared.writer == uow.people.get(round.shared.person_id).name

    def test_leaves_out_what_has_been_taken_back_and_says_so(
        self, uow: UnitOfWork, town: Municipality, round: Round
    ) -> None:
        """With four left the private ones are gone together: they are too few."""
        leaves(uow, round.private[0], at=AT)
        opened = sources.opened(uow, town.sekretariat, reply_ids=round.ids)
        assert (origins(opened), opened.gone) == ([Origin.SHARED], 5)

    def test_looks_at_the_rights_of_whoever_presses(self, uow: UnitOfWork, town: Municipality, round: Round) -> None:
        """A member reads what is shared and their own; others nothing, whatever ids they send."""
        writer = uow.people.get(round.private[0].person_id)
        assert origins(sources.opened(uow, writer, reply_ids=round.ids)) == [Origin.OWN, Origin.SHARED]
        anchor = uow.people.get(round.network.anchor_id)
        for person in (anchor, town.anne, town.guest):
            assert sources.opened(uow, person, reply_ids=round.ids) == sources.Opened(sources=(), gone=6)

    def test_shows_records_masked_and_lines_of_the_register(self, uow: UnitOfWork, town: Municipality) -> None:
        """As summaries do."""
        a_library(uow)
        network = tryg_hjem(uow)
        details = some_details(Kind.RESULT, text="DeltagerB skrev en tjekliste")
        record = a_record(network, town.anne, Kind.RESULT, details=details)
        uow.outcomes.save(record)
        lines = [line.id for line in uow.conditions.of_organisation(town.organisation.id)]
        opened = sources.opened(uow, town.sekretariat, record_ids=[record.id], condition_ids=lines)
        assert ([source.told[0].text for source in opened.sources]) == ["[…] skrev en tjekliste"]
        assert [line.id for line in opened.lines] == lines
        assert sources.opened(uow, town.anne, condition_ids=lines).lines == ()

    def test_of_what_never_was_is_of_nothing(self, uow: UnitOfWork, town: Municipality, round: Round) -> None:
        """Who guesses learns nothing."""
        ids = {"reply_ids": [ReplyId("x")], "record_ids": [OutcomeId("x")], "condition_ids": [ConditionId("x")]}
        assert sources.opened(uow, town.sekretariat, **ids) == sources.Opened(sources=(), gone=2)

    def test_of_a_withdrawn_record_is_of_nothing(self, uow: UnitOfWork, town: Municipality, round: Round) -> None:
        """Its words are gone."""
        record = a_record(round.network, town.anne, withdrawn_at=AT)
        uow.outcomes.save(record)
        assert sources.opened(uow, town.sekretariat, record_ids=[record.id]).gone == 1


class TestASummary:
    def test_knows_of_each_of_its_words_where_it_stands(self, uow: UnitOfWork, town: Municipality) -> None:
        """So that every one of them opens, and says there what it says here."""
        a_library(uow)
        summary = summaries.of_network(uow, tryg_hjem(uow), EVER, at=AT)
        told = (*summary.changes, *summary.results, *summary.voices, *summary.examples, *summary.perspectives)
        pairs = [(some.text, some.reply_id) for some in told] + list(zip(summary.quotes, summary.quoted, strict=True))
        assert pairs
        assert all(text in _texts(_open(uow, town, id)) for text, id in pairs)


def _open(uow: UnitOfWork, town: Municipality, id: ReplyId | None) -> Source:
    (source,) = sources.opened(uow, replace(town.sekretariat), reply_ids=[id]).sources
    return source


def _texts(source: Source) -> list[str]:
    return [told.text for told in source.told]
