"""The secretariat and a language model: switched on for a network, asked for, read, edited, approved, taken down."""

from datetime import UTC, date, datetime, timedelta

import pytest

import handlers.readouts
import handlers.summaries  # noqa: F401
from core.model.claims import Checked
from core.model.deliveries import Content
from core.model.ids import ReadoutId, new_id
from core.model.networks import Network
from core.model.readouts import Claim, Readout
from core.model.replies import Reply
from core.services import drafting, readouts, replies
from handlers.routing import Invalid
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, inputs, said
from tests.builders import Municipality
from tests.reflections import a_library, a_reflecting_network, closed
from tests.reflections import said as reflected

TOLD_AT, AT = datetime(2026, 9, 1, 8, tzinfo=UTC), datetime(2026, 11, 2, 8, tzinfo=UTC)
WORDS = "Juristen siger nej til at dele oplysninger"
LABEL = "Udkast skrevet med AI ud fra 6 svar, gennemgået af sekretariatet"


@pytest.fixture
def network(uows: SqlUnitsOfWork, stage: Stage, town: Municipality) -> Network:
    """One with a round of six replies, where nothing is switched on."""
    stage.now, stage.model = AT, "proeve-1"
    with uows.writing() as uow:
        a_library(uow)
        network = a_reflecting_network(uow, "Tryg hjem", members=11)
        words = [reflected(None, None, f"{WORDS} {n}") for n in range(6)]
        closed(uow, network, "velf-undervejs-4", words, on=date(2026, 10, 2))
        uow.commit()
    return network


@pytest.fixture
def told(uows: SqlUnitsOfWork, town: Municipality, network: Network) -> Network:
    """The network was told before that round opened."""
    with uows.writing() as uow:
        readouts.switch(uow, network.id, town.sekretariat, on=True, at=TOLD_AT)
        uow.commit()
    return network


@pytest.fixture
def written(stage: Stage, town: Municipality, uows: SqlUnitsOfWork, told: Network) -> ReadoutId:
    """A draft with one sentence waits to be read."""
    stage.act(town.sekretariat, "readouts.ask", value=f"{told.id}||")
    with uows.writing() as uow:
        work = drafting.begin(uow, token=new_id(), at=AT, now=AT, lease_until=AT + timedelta(minutes=4))
        assert work is not None
        sentence = Claim(text="Jura holder igen", sources=(work.items["S1"].reply_id,), quote="Juristen siger nej")
        assert drafting.finish(uow, work, Checked(claims=(sentence,), dropped=0), model="proeve-1", at=AT)
        uow.commit()
    return work.id


def summary(stage: Stage, town: Municipality):
    return stage.act(town.sekretariat, text="opsamling tryg hjem", is_private=True)


def all_of(uows: SqlUnitsOfWork, network: Network) -> list[Readout]:
    with uows.reading() as uow:
        return list(uow.readouts.of_network(network.id))


class TestOff:
    def test_nothing_of_it_is_seen_without_a_model(self, stage: Stage, town: Municipality, network: Network) -> None:
        """And an old button says so."""
        stage.model = ""
        assert "Udkast med AI" not in said(summary(stage, town))
        for route in ("readouts.switch_on", "readouts.ask"):
            assert "MODEL_URL" in said(stage.act(town.sekretariat, route, value=network.id))

    def test_a_network_is_off_until_the_secretariat_says_so(
        self, stage: Stage, town: Municipality, network: Network
    ) -> None:
        """Its summary offers to switch it on, and no draft."""
        shown = summary(stage, town)
        assert "readouts.switch_on" in buttons(shown)
        assert "readouts.ask" not in buttons(shown)
        assert "ikke slået til" in said(stage.act(town.sekretariat, "readouts.ask", value=network.id))


class TestSwitching:
    def test_tells_the_network_where_it_talks(
        self, stage: Stage, town: Municipality, network: Network, uows: SqlUnitsOfWork
    ) -> None:
        """Once for each time it is switched, on or off."""
        for route in ("on", "on", "off", "on"):
            stage.act(town.sekretariat, f"readouts.switch_{route}", value=network.id)
        with uows.reading() as uow:
            keys_left = [uow.deliveries.find(f"network:{network.id}:model:{n}") for n in (1, 2, 3, 4)]
        assert [each.content if each else None for each in keys_left] == [*[Content.MODEL_SWITCHED] * 3, None]

    def test_off_takes_what_is_not_approved(
        self, stage: Stage, town: Municipality, told: Network, written: ReadoutId, uows: SqlUnitsOfWork
    ) -> None:
        """Its words are gone."""
        stage.act(town.sekretariat, "readouts.switch_off", value=told.id)
        assert [each.claims for each in all_of(uows, told)] == [()]

    @pytest.mark.parametrize(
        "route", ["switch_on", "switch_off", "ask", "edit", "approve", "retract"], ids=lambda name: name
    )
    def test_and_all_else_is_the_secretariat_s(
        self, stage: Stage, town: Municipality, told: Network, written: ReadoutId, route: str
    ) -> None:
        """A right is checked when it is used."""
        value = told.id if route in ("switch_on", "switch_off", "ask") else written
        for person in (town.anne, town.guest, town.outsider):
            refused = said(stage.act(person, f"readouts.{route}", value=value, answers={"text": "Min tekst"}))
            assert refused == "Det er kun netværkssekretariatet, der kan det. Spørg dem gerne."


class TestAsking:
    def test_shows_that_it_is_on_its_way(self, stage: Stage, town: Municipality, told: Network) -> None:
        """And so does the summary."""
        button = buttons(summary(stage, town))["readouts.ask"]
        assert "Jeg skriver et udkast om Tryg hjem" in said(
            stage.act(town.sekretariat, button.route, value=button.value)
        )
        assert "Jeg skriver på et udkast" in said(summary(stage, town))

    def test_needs_rounds_that_opened_after_the_network_was_told(
        self, stage: Stage, town: Municipality, network: Network
    ) -> None:
        """What was written before that is given to no model."""
        stage.act(town.sekretariat, "readouts.switch_on", value=network.id)
        refused = said(stage.act(town.sekretariat, "readouts.ask", value=network.id))
        assert "mindst 5 læselige svar" in refused

    def test_needs_k_replies_of_a_round(
        self, stage: Stage, town: Municipality, told: Network, uows: SqlUnitsOfWork
    ) -> None:
        """Two of six are taken back: a round under k goes to no model."""
        with uows.writing() as uow:
            for reply in _replies(uow, told)[:2]:
                replies.withdraw(uow, uow.people.get(reply.person_id), reply.id, at=AT)
            uow.commit()
        assert "for få svar" in said(stage.act(town.sekretariat, "readouts.ask", value=told.id))


def _replies(uow, network: Network) -> list[Reply]:
    [round] = uow.rounds.of_network(network.id)
    return list(uow.replies.of_round(round.id))


class TestADraft:
    def test_is_edited_and_approved_before_it_stands(
        self, stage: Stage, town: Municipality, written: ReadoutId
    ) -> None:
        """In the summary with its label, in the words of the person; before that nowhere."""
        assert "Jura holder igen" not in said(summary(stage, town))
        field = inputs(stage.act(town.sekretariat, "readouts.edit", value=written))["text"]
        assert field.value == "Jura holder igen »Juristen siger nej«"
        stage.submit(town.sekretariat, "readouts.approve", written, text="Jura holder netværket tilbage.")
        shown = said(summary(stage, town))
        assert LABEL in shown
        assert "Jura holder netværket tilbage." in shown

    @pytest.mark.parametrize("text", ["", "x" * 2501, "Ring om 010190-1234"])
    def test_is_not_approved_empty_too_long_or_with_a_cpr_number(
        self, stage: Stage, town: Municipality, written: ReadoutId, text: str
    ) -> None:
        """Told beneath the input."""
        assert isinstance(stage.submit(town.sekretariat, "readouts.approve", written, text=text), Invalid)
        assert LABEL not in said(summary(stage, town))

    def test_is_taken_down_again(
        self, stage: Stage, town: Municipality, told: Network, written: ReadoutId, uows: SqlUnitsOfWork
    ) -> None:
        """With all its words; it cannot be approved any more."""
        stage.submit(town.sekretariat, "readouts.approve", written, text="Jura holder netværket tilbage.")
        button = buttons(summary(stage, town))["readouts.retract"]
        assert "er taget ned" in said(stage.act(town.sekretariat, button.route, value=button.value))
        assert LABEL not in said(summary(stage, town))
        assert [(each.claims, each.text) for each in all_of(uows, told)] == [((), "")]
        stage.submit(town.sekretariat, "readouts.approve", written, text="Igen")
        assert LABEL not in said(summary(stage, town))

    def test_goes_with_a_reply_that_is_changed(
        self, stage: Stage, town: Municipality, told: Network, written: ReadoutId, uows: SqlUnitsOfWork
    ) -> None:
        """Approved or not, whichever of its replies."""
        stage.submit(town.sekretariat, "readouts.approve", written, text="Jura holder netværket tilbage.")
        with uows.writing() as uow:
            reply = _replies(uow, told)[3]
            replies.withdraw(uow, uow.people.get(reply.person_id), reply.id, at=AT)
            uow.commit()
        assert LABEL not in said(summary(stage, town))

    def test_stands_under_no_shorter_period_than_it_rests_on(
        self, stage: Stage, town: Municipality, written: ReadoutId
    ) -> None:
        """A period without its replies does not show it."""
        stage.submit(town.sekretariat, "readouts.approve", written, text="Jura holder netværket tilbage.")
        later = stage.act(town.sekretariat, text="opsamling tryg hjem siden 20. oktober", is_private=True)
        assert LABEL not in said(later)
