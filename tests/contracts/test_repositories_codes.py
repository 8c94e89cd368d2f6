"""What the repositories of codes and codings promise (core.ports_codes), on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.codes import Code, CodeKind, Coding
from core.model.ids import CodeId
from core.model.replies import Reply
from core.model.rounds import Round, RoundState
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, ORGANISATION, Municipality, a_municipality, a_reply, a_round, saved_network

OWN = Code(
    id=CodeId("a"), organisation_id=ORGANISATION, kind=CodeKind.OWN, texts={"da": "Ventetid"}, words=("kø", "vente")
)


@pytest.fixture
def scene(any_uows: SqlUnitsOfWork) -> tuple[Municipality, Round, list[Reply]]:
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        round = a_round(saved_network(uow, town.anne), state=RoundState.CLOSED, closed_at=NOW)
        uow.rounds.save(round)
        replies = [a_reply(round, person) for person in (town.anne, town.bo)]
        for reply in replies:
            uow.replies.save(reply)
        uow.commit()
    return town, round, sorted(replies, key=lambda reply: reply.id)


def coding(town: Municipality, reply: Reply, *codes: str, hours: int = 0) -> Coding:
    ids = tuple(CodeId(code) for code in codes)
    at = NOW + timedelta(hours=hours)
    return Coding(reply_id=reply.id, organisation_id=ORGANISATION, codes=ids, by=town.sekretariat.id, at=at)


class TestCodes:
    def test_come_back_as_they_were_added_and_saved(self, any_uows: SqlUnitsOfWork, scene: object) -> None:
        """Every field, and each once."""
        library = replace(OWN, id=CodeId("b"), kind=CodeKind.BARRIER, option="jura", texts={"da": "J", "en": "L"})
        retired = replace(OWN, retired_at=NOW)
        with any_uows.writing() as uow:
            assert uow.codes.add(OWN)
            assert uow.codes.add(library)
            assert not uow.codes.add(replace(OWN, texts={"da": "Andet"}))
            assert uow.codes.find(OWN.id) == OWN
            uow.codes.save(retired)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.codes.of_organisation(ORGANISATION) == [library, retired]
            assert uow.codes.find(CodeId("x")) is None


class TestCodings:
    def test_are_one_for_each_reply_the_last_one_set(
        self, any_uows: SqlUnitsOfWork, scene: tuple[Municipality, Round, list[Reply]]
    ) -> None:
        """Until it is cleared; none for another reply."""
        town, round, (first, second) = scene
        last, other = coding(town, first, "a", "b", hours=1), coding(town, second, hours=2)
        with any_uows.writing() as uow:
            for each in (coding(town, first, "a"), last, other):
                uow.codings.set(each)
            uow.commit()
        with any_uows.writing() as uow:
            assert uow.codings.of_replies([first.id, second.id]) == [last, other]
            assert uow.codings.newest(ORGANISATION, limit=1) == [other]
            assert sorted(uow.codings.of_networks([round.network_id]), key=lambda pair: pair[1].at) == [
                (round.id, last),
                (round.id, other),
            ]
            uow.codings.clear(first.id)
            uow.codings.clear(first.id)
            assert uow.codings.find(first.id) is None

    def test_leave_the_rounds_with_a_reply_that_stands(
        self, any_uows: SqlUnitsOfWork, scene: tuple[Municipality, Round, list[Reply]]
    ) -> None:
        """And is not coded: closed ones, the newest closing first."""
        town, round, (first, second) = scene
        with any_uows.writing() as uow:
            newer = a_round(saved_network(uow, town.bo), state=RoundState.CLOSED, closed_at=NOW + timedelta(1))
            still_open = a_round(saved_network(uow, town.bo))
            for each in (newer, still_open):
                uow.rounds.save(each)
                uow.replies.save(a_reply(each, town.bo))
            assert uow.codings.rounds_left(ORGANISATION) == [newer.id, round.id]
            uow.codings.set(coding(town, first))
            uow.replies.save(replace(second, withdrawn_at=NOW))
            assert uow.codings.rounds_left(ORGANISATION) == [newer.id]
