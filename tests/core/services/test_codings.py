"""The secretariat codes replies, one at a time; what it says of them is counted in summaries."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Unfit
from core.model.codes import CodeKind, code_id
from core.model.ids import CodeId, OrganisationId
from core.model.networks import Network
from core.model.periods import EVER
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.requests import Request
from core.ports import UnitOfWork
from core.services import codes, codings, replies, summaries
from core.services.replies import Draft
from tests.builders import ORGANISATION, Municipality
from tests.reflections import Said, a_library, a_reflecting_network, closed, said

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
ON = date(2026, 10, 2)
LAW, TIME = (code_id(ORGANISATION, CodeKind.BARRIER, option) for option in ("jura", "tid"))


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    a_library(uow)


def words(count: int, *, private: bool, text: str = "Ingen ved, hvad vi må dele") -> list[Said]:
    return [said(("tillid",), ("jura",), f"{text} {n}", private=private) for n in range(count)]


def reflected(uow: UnitOfWork, given: list[Said], on: date = ON) -> tuple[Network, list[Reply]]:
    network = a_reflecting_network(uow, f"Tryg hjem {on}", members=11)
    return network, closed(uow, network, "velf-undervejs-4", given, on=on)[1]


def code_all(uow: UnitOfWork, town: Municipality, given: list[Reply], *ids: CodeId) -> None:
    for reply in given:
        codings.decide(uow, reply.id, town.sekretariat, ids, at=AT)


class TestTheNext:
    def test_is_of_the_round_that_closed_last(self, uow: UnitOfWork, town: Municipality) -> None:
        """Without a name, with what was asked and names masked."""
        reflected(uow, words(1, private=False))
        network, _ = reflected(uow, [said(None, None, "Anne Holm DeltagerB hjalp")], on=date(2026, 10, 9))
        found = codings.upcoming(uow, town.sekretariat)
        assert found is not None
        assert (found.network.id, found.day) == (network.id, date(2026, 10, 9))
        assert [piece.text for piece in found.pieces] == ["Anne Holm […] hjalp"]

    def test_is_none_when_all_are_coded(self, uow: UnitOfWork, town: Municipality) -> None:
        """Each comes once; what was passed over waits."""
        _, given = reflected(uow, words(3, private=False))
        first = codings.upcoming(uow, town.sekretariat)
        assert first is not None
        second = codings.upcoming(uow, town.sekretariat, after=first.reply_id)
        assert second is not None
        assert first.reply_id < second.reply_id
        assert codings.upcoming(uow, town.sekretariat, after=max(reply.id for reply in given)) is None
        code_all(uow, town, given, LAW)
        assert codings.upcoming(uow, town.sekretariat) is None

    @pytest.mark.parametrize(("private", "shown"), [(4, False), (5, True)])
    def test_is_private_only_where_k_are(self, uow: UnitOfWork, town: Municipality, private: int, shown: bool) -> None:
        """Under k nobody reads them, so nobody codes them."""
        _, given = reflected(uow, words(private, private=True))
        assert (codings.upcoming(uow, town.sekretariat) is not None) is shown
        if not shown:
            with pytest.raises(NotFound):
                codings.decide(uow, given[0].id, town.sekretariat, [LAW], at=AT)

    def test_has_words(self, uow: UnitOfWork, town: Municipality) -> None:
        """A reply of choices alone has nothing to code."""
        reflected(uow, [said(("tillid",), ("jura",))])
        assert codings.upcoming(uow, town.sekretariat) is None


class TestDeciding:
    def test_is_the_secretariat_s_of_that_house(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nobody else sees a reply so, decides or undoes; another house's is not told that it is there."""
        _, given = reflected(uow, words(1, private=False))
        for person in (town.anne, town.guest, town.outsider):
            for act in (codings.find, codings.undo):
                with pytest.raises(NotAllowed):
                    act(uow, given[0].id, person)
            with pytest.raises(NotAllowed):
                codings.upcoming(uow, person)
        stranger = replace(town.sekretariat, organisation_id=OrganisationId("another"))
        with pytest.raises(NotFound):
            codings.decide(uow, given[0].id, stranger, [], at=AT)

    def test_may_say_that_no_code_fits(self, uow: UnitOfWork, town: Municipality) -> None:
        """Then it is coded, with nothing; and undone it comes again."""
        _, given = reflected(uow, words(1, private=False))
        assert codings.decide(uow, given[0].id, town.sekretariat, [], at=AT).coded == ()
        assert codings.upcoming(uow, town.sekretariat) is None
        assert codings.undo(uow, given[0].id, town.sekretariat).coded is None
        assert codings.upcoming(uow, town.sekretariat) is not None

    def test_takes_five_codes_of_the_list(self, uow: UnitOfWork, town: Municipality) -> None:
        """No more, and none that is not offered."""
        _, given = reflected(uow, words(1, private=False))
        offered = [code.id for code in codes.offered(uow, ORGANISATION)]
        with pytest.raises(Unfit):
            codings.decide(uow, given[0].id, town.sekretariat, offered[:6], at=AT)
        with pytest.raises(Conflict):
            codings.decide(uow, given[0].id, town.sekretariat, [CodeId("x")], at=AT)
        assert uow.codings.find(given[0].id) is None

    def test_the_last_word_holds(self, uow: UnitOfWork, town: Municipality) -> None:
        """With who and when."""
        _, given = reflected(uow, words(1, private=False))
        code_all(uow, town, given, TIME)
        code_all(uow, town, given, LAW, LAW)
        kept = uow.codings.find(given[0].id)
        assert kept is not None
        assert (kept.codes, kept.by, kept.at) == ((LAW,), town.sekretariat.id, AT)


class TestAReply:
    def test_that_is_taken_back_takes_its_codes_along(self, uow: UnitOfWork, town: Municipality) -> None:
        """At once."""
        _, given = reflected(uow, words(1, private=False))
        code_all(uow, town, given, LAW)
        replies.withdraw(uow, uow.people.get(given[0].person_id), given[0].id, at=AT)
        assert uow.codings.find(given[0].id) is None

    def test_whose_words_are_changed_is_coded_anew(self, uow: UnitOfWork, town: Municipality) -> None:
        """What was said of other words does not hold of these; a change of choices changes no words."""
        _, given = reflected(uow, words(1, private=False))
        code_all(uow, town, given, LAW)
        writer = uow.people.get(given[0].person_id)
        same = Draft(answers=given[0].answers[1:], visibility=ReplyVisibility.SHARED, knows=True)
        replies.save(uow, writer, given[0].round_id, same, at=AT)
        assert uow.codings.find(given[0].id) is not None
        replies.save(
            uow, writer, given[0].round_id, replace(same, answers=(Answer(question=2, text="Noget andet"),)), at=AT
        )
        assert uow.codings.find(given[0].id) is None


class TestTheSummary:
    def test_counts_the_codes_with_n(self, uow: UnitOfWork, town: Municipality) -> None:
        """Of a network and of the whole."""
        network, given = reflected(uow, words(8, private=False))
        assert summaries.of_network(uow, network, EVER, at=AT).codes is None
        code_all(uow, town, given[:4], LAW)
        code_all(uow, town, given[4:], TIME)
        of_one = summaries.of_network(uow, network, EVER, at=AT).codes
        of_all = summaries.of_structure(uow, town.organisation, Request(period=EVER), at=AT).codes
        assert of_one is not None
        assert of_one == of_all
        assert (of_one.n, {code.id: n for code, n in of_one.cells}) == (8, {LAW: 4, TIME: 4})

    def test_has_none_under_k(self, uow: UnitOfWork, town: Municipality) -> None:
        """Four coded replies tell nothing, shared or private."""
        network, given = reflected(uow, words(8, private=False))
        code_all(uow, town, given[:4], LAW)
        assert summaries.of_network(uow, network, EVER, at=AT).codes is None


class TestLearning:
    def test_is_from_what_is_coded_and_can_be_read_today(self, uow: UnitOfWork, town: Municipality) -> None:
        """Without names; a reply that nobody may read any more teaches nothing."""
        _, given = reflected(uow, words(5, private=True))
        code_all(uow, town, given, LAW)
        assert {each.codes for each in codings.examples(uow, town.organisation)} == {(LAW,)}
        assert len(codings.examples(uow, town.organisation)) == 5
        replies.withdraw(uow, uow.people.get(given[0].person_id), given[0].id, at=AT)
        assert codings.examples(uow, town.organisation) == ()
