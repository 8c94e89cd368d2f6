"""What comes out for a request for access: whose name, which words, never what figures hide."""

from datetime import date, timedelta

from core.model.disclosures import Disclosure, Heard
from core.model.networks import Network
from core.model.outcomes import Kind
from core.model.periods import EVER
from core.model.prompts import QuestionKind
from core.ports import UnitOfWork
from core.services import disclosures
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import a_municipality, a_prompt, a_record
from tests.reflections import Said, a_library, a_reflecting_network, closed, leaves, said

ON = date(2026, 10, 2)


def _disclosed(uow: UnitOfWork, network: Network, *, masked: bool = False) -> Disclosure:
    return disclosures.of_network(uow, network, EVER, masked=masked)


def _network(uow: UnitOfWork) -> Network:
    a_municipality(uow)
    a_library(uow)
    return a_reflecting_network(uow, "Tryg hjem", members=8, outsiders=2, purpose="Hjælp DeltagerA på vej")


def _heard(uow: UnitOfWork, *replies: Said) -> Heard:
    network = _network(uow)
    closed(uow, network, "velf-undervejs-4", replies, on=ON)
    [heard] = _disclosed(uow, network).rounds
    return heard


class TestReplies:
    def test_that_were_shared_stand_with_the_name_and_all_of_it(self, any_uows: SqlUnitsOfWork) -> None:
        """Choices and words as they were given."""
        with any_uows.writing() as uow:
            [told] = _heard(uow, said(("tillid",), ("jura",), "DeltagerB ved det")).statements
            assert (told.who.endswith(" Prøvesen"), told.is_shared) == (True, True)
            assert [answer.choices or answer.text for _, answer in told.answers] == [
                *(("tillid",), ("jura",)),
                "DeltagerB ved det",
            ]

    def test_without_a_name_tell_words_only(self, any_uows: SqlUnitsOfWork) -> None:
        """No choice beside them, no name, and none in them: line by line they would tell what the figures hide."""
        with any_uows.writing() as uow:
            told = _heard(uow, *[said(("tillid",), ("jura",), "DeltagerB ved det", private=True)] * 5).statements
            assert {(one.who, one.is_shared) for one in told} == {("", False)}
            assert {question.kind for one in told for question, _ in one.answers} == {QuestionKind.OPEN}
            assert [answer.text for one in told for _, answer in one.answers] == ["[…] ved det"] * 5

    def test_without_a_name_are_left_out_under_k(self, any_uows: SqlUnitsOfWork) -> None:
        """Four of them are too few; how many there were cannot be seen."""
        with any_uows.writing() as uow:
            private = [said(("tillid",), None, "Kun jeg", private=True)] * 4
            assert len(_heard(uow, said(("frihed",)), *private).statements) == 1

    def test_that_were_taken_back_are_gone(self, any_uows: SqlUnitsOfWork) -> None:
        """There is nothing left of them to be given."""
        with any_uows.writing() as uow:
            network = _network(uow)
            round, [reply] = closed(uow, network, "velf-undervejs-4", [said(("frihed",), None, "Fortrudt")], on=ON)
            leaves(uow, reply, at=round.closes_at)
            assert _disclosed(uow, network).rounds[0].statements == ()


class TestACopyWithoutNames:
    def test_has_none_of_people_in_the_network(self, any_uows: SqlUnitsOfWork) -> None:
        """Neither who answered, nor in what they wrote, nor in the purpose."""
        with any_uows.writing() as uow:
            network = _network(uow)
            closed(uow, network, "velf-undervejs-4", [said(None, None, "DeltagerB, skriv til b@aaby.example")], on=ON)
            disclosure = _disclosed(uow, network, masked=True)
            [told] = disclosure.rounds[0].statements
            assert (told.who, told.answers[0][1].text) == ("", "[…], skriv til […]")
            assert (disclosure.purpose, disclosure.outsiders) == ("Hjælp […] på vej", 2)

    def test_asks_without_names_too(self, any_uows: SqlUnitsOfWork) -> None:
        """A question of a leader's own may name somebody; the library's stay as they are."""
        with any_uows.writing() as uow:
            network = _network(uow)
            uow.prompts.add(a_prompt(id="egen-1", title={"da": "Om DeltagerAs idé"}), 0)
            for prompt_id in ("egen-1", "velf-undervejs-4"):
                closed(uow, network, prompt_id, [said(None, None, "Den er god")], on=ON + timedelta(len(prompt_id)))
            own, shipped = (heard.prompt for heard in _disclosed(uow, network, masked=True).rounds)
            assert (own.title["da"], shipped) == ("Om […] idé", uow.prompts.get(shipped.id, shipped.version))


def test_what_was_recorded_goes_with_it(any_uows: SqlUnitsOfWork) -> None:
    """As the register has it, without the name of who wrote it."""
    with any_uows.writing() as uow:
        network = _network(uow)
        uow.outcomes.save(a_record(network, uow.people.get(network.leader_id), Kind.RESULT))
        assert len(_disclosed(uow, network).harvest.results) == 1
