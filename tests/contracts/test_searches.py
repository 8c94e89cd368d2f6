"""What the index of words promises (core.ports_search), on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, text

from core.model.ids import NetworkId
from core.model.networks import Network
from core.model.outcomes import Kind
from core.model.periods import Period
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.rounds import Round
from core.model.searching import Hit, Query, Sight, folded
from storage import search_filling, searches
from storage.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork
from tests.builders import (
    NOW,
    ORGANISATION,
    TODAY,
    Municipality,
    a_municipality,
    a_record,
    a_reply,
    a_round,
    saved_network,
    some_details,
)


class Town:
    """A network of Anne's with Bo in it, and a round of it."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self.uow = uow
        self.people: Municipality = a_municipality(uow)
        self.network: Network = saved_network(uow, self.people.anne, self.people.bo, name="Trygge veje", purpose="Ro")
        self.round: Round = self.a_round(TODAY)

    def a_round(self, day: date) -> Round:
        made = a_round(self.network, occurrence=day)
        self.uow.rounds.save(made)
        return made

    def says(self, words: str, round: Round | None = None, **changes: object) -> Reply:
        """Bo, shared unless it is said otherwise."""
        answers = (Answer(question=2, text=words),)
        reply = a_reply(round or self.round, self.people.bo, answers=answers, **changes)
        self.uow.replies.save(reply)
        return reply

    def find(self, words: str, **asked: object) -> list[Hit]:
        sight = Sight(person_id=self.people.sekretariat.id, organisation_id=ORGANISATION, is_whole=True)
        stems = self.uow.searches.stems([folded(word) for word in words.split()])
        return list(self.uow.searches.find(Query(**{"stems": stems, "sight": sight, **asked})))


@pytest.fixture
def town(any_uows: SqlUnitsOfWork) -> Iterator[Town]:
    with any_uows.writing() as uow:
        yield Town(uow)


class TestAReply:
    @pytest.mark.parametrize("words", ["møder", "MOEDET", "mødernes foraeldrene", "forældre Møde"])
    def test_is_found_by_its_words_however_they_end_or_are_spelled(self, town: Town, words: str) -> None:
        """Endings, case and æøå do not count; several words are all of them."""
        reply = town.says("Møderne med forældrene går godt")
        (hit,) = town.find(words)
        assert (hit.reply_id, hit.network, hit.round, hit.record) == (reply.id, town.network, town.round, None)

    def test_lacks_a_word_and_is_not_found(self, town: Town) -> None:
        """Neither is anything by no words."""
        town.says("Møderne går godt")
        assert town.find("møder jura") == []
        assert town.find("") == []

    def test_that_is_changed_is_found_by_what_it_says_now(self, town: Town) -> None:
        """In the same transaction."""
        reply = town.says("Regnen holder os inde")
        town.uow.replies.save(replace(reply, answers=(Answer(question=2, text="Solen skinner"),)))
        assert (town.find("regn"), len(town.find("sol"))) == ([], 1)

    def test_that_is_withdrawn_is_found_nowhere_at_once(self, town: Town) -> None:
        """And again when its writer answers anew."""
        reply = town.says("Regnen holder os inde")
        town.uow.replies.save(replace(reply, answers=(), withdrawn_at=NOW))
        assert town.find("regn") == []
        town.uow.replies.save(reply)
        assert len(town.find("regn")) == 1

    def test_that_is_deleted_is_found_nowhere(self, town: Town, any_uows: SqlUnitsOfWork) -> None:
        """Whoever deletes the row."""
        reply = town.says("Regnen holder os inde")
        town.uow._connection.execute(text("DELETE FROM replies WHERE id = :id"), {"id": reply.id})
        assert town.find("regn") == []

    def test_of_later_rounds_comes_first_and_a_page_goes_on_from_the_last(self, town: Town) -> None:
        """However they were written."""
        rounds = [town.a_round(TODAY + timedelta(days=days)) for days in (14, 7, 21)]
        for round in rounds:
            town.says("Regn igen", round)
        first = town.find("regn", most=2)
        assert [hit.round for hit in first] == [rounds[2], rounds[0]]
        assert [hit.round for hit in town.find("regn", before=first[-1].place)] == [rounds[1]]

    @pytest.mark.parametrize("enough", [1, 3, 4, 2_000])
    def test_that_is_one_of_many_comes_in_the_same_order(
        self, town: Town, monkeypatch: pytest.MonkeyPatch, enough: int
    ) -> None:
        """Whether a word is so common that it is read from the end, or not."""
        monkeypatch.setattr(searches, "_ENOUGH", enough)
        replies = [town.says("Vi mødes", town.a_round(TODAY + timedelta(day))) for day in (3, 1, 2)]
        found = town.find("møde", most=2)
        assert [hit.reply_id for hit in found] == [replies[0].id, replies[2].id]
        rest = town.find("møde", most=2, before=found[-1].place, network_id=town.network.id)
        assert [hit.reply_id for hit in rest] == [replies[1].id]
        assert town.find("møde flamingo") == []

    def test_looked_for_often_is_neither_prepared_nor_in_a_statement(self, town: Town) -> None:
        """A prepared statement is planned without the words, and a statement's text gets into logs."""
        town.says("Her er en flamingo")
        said: list[str] = []
        connection = town.uow._connection
        event.listen(connection, "before_cursor_execute", lambda _c, _cursor, statement, *_: said.append(statement))
        assert all(len(town.find("flamingo")) == 1 for _ in range(10))
        assert len(said) >= 10
        assert not [statement for statement in said if "flamingo" in statement]
        if connection.dialect.name == "postgresql":
            prepared = connection.execute(text("SELECT statement FROM pg_prepared_statements")).scalars().all()
            assert not [statement for statement in prepared if "to_tsquery" in statement]
            assert [statement for statement in prepared if "search_words.place = ANY" in statement]

    def test_of_a_period_is_of_the_rounds_that_opened_in_it(self, town: Town) -> None:
        """Both days included."""
        town.says("Regn igen")
        within = [Period(TODAY, TODAY), Period(None, TODAY - timedelta(days=1)), Period(TODAY + timedelta(days=1))]
        assert [len(town.find("regn", period=period)) for period in within] == [1, 0, 0]


class TestOtherThings:
    def test_a_record_is_found_until_it_is_withdrawn(self, town: Town) -> None:
        """By what it says and what the network had to do with it."""
        record = a_record(town.network, town.people.bo)
        town.uow.outcomes.save(record)
        assert [hit.record for hit in town.find("morgenmøder bord")] == [record]
        town.uow.outcomes.save(replace(record, details=some_details(Kind.CHANGE, text=""), withdrawn_at=NOW))
        assert town.find("morgenmøder") == []

    def test_a_network_is_found_by_its_name_and_purpose_as_they_are(self, town: Town) -> None:
        """Its card stands alone."""
        town.uow.networks.save(replace(town.network, purpose="Flere skal cykle"))
        (hit,) = town.find("trygge cykler")
        assert (hit.network.id, hit.reply_id, hit.record) == (town.network.id, None, None)
        assert town.find("ro") == []

    def test_one_network_alone(self, town: Town) -> None:
        """Where it was named."""
        town.says("Regn igen")
        assert len(town.find("regn", network_id=town.network.id)) == 1
        assert town.find("regn", network_id=NetworkId("another")) == []


class TestWhoFinds:
    def sight(self, town: Town, **more: object) -> Sight:
        return Sight(person_id=town.people.camilla.id, organisation_id=ORGANISATION, **more)

    def test_what_is_shared_is_for_those_inside(self, town: Town) -> None:
        """What is private is not."""
        town.says("Regn igen")
        town.says("Regn igen", town.a_round(TODAY + timedelta(days=7)), visibility=ReplyVisibility.PRIVATE)
        inside = self.sight(town, inside=frozenset({town.network.id}))
        assert [hit.round for hit in town.find("regn", sight=inside)] == [town.round]
        assert town.find("regn", sight=self.sight(town, around=frozenset({town.network.id}))) == []

    def test_records_and_cards_are_for_those_around(self, town: Town) -> None:
        """And for nobody else."""
        town.uow.outcomes.save(a_record(town.network, town.people.bo))
        around = self.sight(town, around=frozenset({town.network.id}))
        assert len(town.find("morgenmøde", sight=around)) == len(town.find("trygge", sight=around)) == 1
        assert town.find("morgenmøde", sight=self.sight(town)) == town.find("trygge", sight=self.sight(town)) == []

    def test_ones_own_is_for_oneself(self, town: Town) -> None:
        """Private as it may be."""
        town.says("Regn igen", visibility=ReplyVisibility.PRIVATE)
        own = Sight(person_id=town.people.bo.id, organisation_id=ORGANISATION)
        assert len(town.find("regn", sight=own)) == 1

    def test_another_organisation_has_an_index_of_its_own(self, town: Town) -> None:
        """However much somebody sees there."""
        town.says("Regn igen")
        elsewhere = Sight(person_id=town.people.anne.id, organisation_id="elsewhere", is_whole=True)
        assert town.find("regn", sight=elsewhere) == []

    def test_the_marks_of_the_index_are_no_words(self, town: Town) -> None:
        """Nobody can look for what somebody has written by the mark of it; a word like one is a word."""
        town.says("zqabe", visibility=ReplyVisibility.PRIVATE)
        rows = town.uow._connection.execute(text("SELECT CAST(stems AS TEXT) FROM search_words")).scalars()
        marks = [word.split("'")[1] if "'" in word else word for row in rows for word in row.split() if "zqp" in word]
        assert marks
        assert [town.find(mark) for mark in marks] == [[] for _ in marks]
        assert len(town.find("zqabe")) == 1


class TestNames:
    def test_are_of_everybody_around_whose_words_they_are_masked_in(self, town: Town) -> None:
        """Members past and present, leader and anchor."""
        people = town.people
        town.uow.networks.save(replace(town.network, anchor_id=people.dorte.id))
        found = town.uow.searches.names([town.network.id])
        assert set(found[town.network.id]) == {people.anne.name, people.bo.name, people.dorte.name}


class TestFilling:
    def test_adds_what_the_index_lacks_and_nothing_twice(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        """A batch at a time, and begun anew where it ended: the same words in the same places as saving gives."""
        monkeypatch.setattr(search_filling, "_AT_A_TIME", 2)
        for day in range(5):
            town.says(f"Vi mangler {'en flamingo' if day % 2 else 'noget'}", town.a_round(TODAY + timedelta(day + 1)))
        town.says("Vi mangler tid", withdrawn_at=NOW)
        town.uow.outcomes.save(a_record(town.network, town.people.bo, Kind.RESULT, details=some_details(Kind.RESULT)))
        rows = text("SELECT place, network_id, reply_id, record_id, stems FROM search_words ORDER BY place")
        saved = town.uow._connection.execute(rows).all()
        assert len(saved) == 7
        for lost in ("reply_id IS NOT NULL", "record_id IS NOT NULL OR place % 2 = 0", "1 = 1", "1 = 0"):
            town.uow._connection.execute(text(f"DELETE FROM search_words WHERE {lost}"))
            search_filling.fill(town.uow._connection)
            assert town.uow._connection.execute(rows).all() == saved
