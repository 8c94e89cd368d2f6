"""A leader asks the secretariat for help, and is answered."""

from datetime import timedelta

import pytest

import handlers.calls  # noqa: F401
from core.model import keys
from core.model.calls import Call
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.model.periods import EVER
from core.model.signals import Rule
from core.services import summaries
from handlers.routing import Invalid, Open, Response
from scheduler.addressing import Gone
from scheduler.composing import Composer
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, inputs, said
from tests.builders import NOW, Municipality, a_person, saved_network

TEXT = "Hvem kan hjælpe os med jura?"


@pytest.fixture
def network(stage: Stage, town: Municipality) -> Network:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo, name="Tryg hjem", anchor_id=town.dorte.id)
        uow.commit()
    return network


@pytest.fixture
def call(stage: Stage, town: Municipality, network: Network) -> Call:
    stage.submit(town.anne, "calls.asked", network.id, text=TEXT)
    with stage.uows.reading() as uow:
        return uow.calls.unanswered([network.id])[0]


def written(stage: Stage, key: str) -> str:
    """A message as it would be sent now."""
    with stage.uows.reading() as uow:
        delivery = uow.deliveries.find(key)
    assert delivery
    return said(Composer(units_of_work=stage.uows, now=lambda: stage.now).compose(delivery).shown)


def attention(stage: Stage, network: Network, days: int) -> set[Rule]:
    with stage.uows.reading() as uow:
        found = summaries.of_network(uow, network, EVER, at=NOW + timedelta(days=days)).signals
    return {signal.rule for signal in found}


class TestAsking:
    @pytest.mark.parametrize("words", ["bed om hjælp", "ask for help", "bed om hjælp tryg hjem", "bed"])
    def test_is_a_word_of_the_leaders(self, stage: Stage, town: Municipality, network: Network, words: str) -> None:
        """In Danish and in English, with or without the name of the network."""
        asked = stage.act(town.anne, text=words, is_private=True)
        assert isinstance(asked, Open)
        assert (asked.form.value, set(inputs(asked))) == (network.id, {"text"})

    def test_is_written_to_the_secretariat(self, stage: Stage, town: Municipality, call: Call) -> None:
        """In private, with who asks, what and until when."""
        told = written(stage, keys.call(call.id, town.sekretariat.id))
        assert all(words in told for words in ("Tryg hjem beder om hjælp", "Anne Holm skriver", TEXT, "Svar senest"))

    @pytest.mark.parametrize("who", ["bo", "dorte", "camilla", "sekretariat", "guest"])
    def test_is_for_who_leads(self, stage: Stage, town: Municipality, network: Network, who: str) -> None:
        """Neither members nor the anchor, by form or by what is sent in."""
        person: Person = getattr(town, who)
        stage.submit(person, "calls.asked", network.id, text=TEXT)
        assert not isinstance(stage.act(person, "calls.ask", value=network.id), Open)
        with stage.uows.reading() as uow:
            assert uow.calls.unanswered([network.id]) == []

    @pytest.mark.parametrize("text", ["", "  ", "x" * 1001])
    def test_needs_words_and_not_too_many(self, stage: Stage, town: Municipality, network: Network, text: str) -> None:
        """The form stays open and says so."""
        assert isinstance(stage.submit(town.anne, "calls.asked", network.id, text=text), Invalid)

    def test_needs_a_network_that_lives(self, stage: Stage, town: Municipality) -> None:
        """A closed one is not changed any more."""
        with stage.uows.writing() as uow:
            network = saved_network(uow, town.anne, state=NetworkState.CLOSED)
            uow.commit()
        assert not isinstance(stage.act(town.anne, "calls.ask", value=network.id), Open)

    def test_needs_somebody_to_ask(self, uows: SqlUnitsOfWork, stage: Stage, town: Municipality) -> None:
        """Without a secretariat that is said, and how there comes to be one."""
        with uows.writing() as uow:
            network = saved_network(uow, town.anne)
            uow.people.save(a_person(id=town.sekretariat.id, account=town.sekretariat.account))
            uow.commit()
        assert "ingen i sekretariatet" in said(stage.act(town.anne, "calls.ask", value=network.id))


class TestAnswering:
    def answer(self, stage: Stage, person: Person, call: Call, text: str = "Ring til Jura") -> Response:
        return stage.submit(person, "calls.answered", call.id, answer=text)

    def test_reaches_who_asked(self, stage: Stage, town: Municipality, call: Call) -> None:
        """With the question, and who answers; the message to the secretariat says it too."""
        assert TEXT in said(stage.act(town.sekretariat, "calls.answer", value=call.id))
        shown = self.answer(stage, town.sekretariat, call)
        assert "Søs Lindegaard svarer" in said(shown)
        assert "calls.answer" not in buttons(shown)
        told = written(stage, keys.call_answered(call.id))
        assert all(words in told for words in ("Søs Lindegaard svarer", "Ring til Jura", TEXT))

    def test_is_done_once(self, stage: Stage, town: Municipality, call: Call) -> None:
        """Whoever comes second is told who was first; what is not sent yet is not sent any more."""
        self.answer(stage, town.sekretariat, call)
        assert "Søs Lindegaard har svaret" in said(self.answer(stage, town.sekretariat, call, "Nej"))
        with pytest.raises(Gone):
            written(stage, keys.call(call.id, town.sekretariat.id))

    @pytest.mark.parametrize("who", ["anne", "bo", "dorte", "camilla"])
    def test_is_for_the_secretariat(self, stage: Stage, town: Municipality, call: Call, who: str) -> None:
        """Others are not told that there is a call."""
        person: Person = getattr(town, who)
        assert TEXT not in said(stage.act(person, "calls.answer", value=call.id))
        self.answer(stage, person, call)
        with stage.uows.reading() as uow:
            assert not uow.calls.get(call.id).is_answered


class TestAttention:
    def test_is_called_for_after_five_working_days(self, stage: Stage, network: Network, call: Call) -> None:
        """Asked on a Sunday: the fifth working day is the Friday, and it is told from the Saturday on."""
        waits = (call.answer_by - NOW.date()).days
        assert [Rule.UNANSWERED in attention(stage, network, days) for days in (waits, waits + 1)] == [False, True]

    def test_is_not_called_for_once_it_is_answered(
        self, stage: Stage, town: Municipality, network: Network, call: Call
    ) -> None:
        """Then nothing waits."""
        stage.submit(town.sekretariat, "calls.answered", call.id, answer="Ring til Jura")
        assert Rule.UNANSWERED not in attention(stage, network, 30)
