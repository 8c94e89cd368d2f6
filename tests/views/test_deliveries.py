"""What people are told of messages that did not get through."""

import pytest

from core.model.deliveries import Cause, Content, DeliveryState
from core.model.ids import DeliveryId
from core.model.networks import NetworkState
from core.model.untold import Held, Missed, Undelivered, Unheard
from locales.catalogue import Translator, translator
from tests.acting import buttons, said
from tests.builders import a_network, a_person
from views import deliveries as views
from views.elements import View

DA, EN = translator("da"), translator("en")
NETWORK = a_network(a_person(), name="Tryg hjem")
TITLES = {"da": "Hvordan går det?", "en": "How is it going?"}


def held(content: Content, titles: dict[str, str] | None = None) -> Held:
    return Held(id=DeliveryId("d"), content=content, network=NETWORK, titles=titles or {})


class TestAQuestion:
    @pytest.mark.parametrize(
        ("t", "content", "titles", "words"),
        [
            (DA, Content.PROMPT, TITLES, "refleksionen »Hvordan går det?« til Tryg hjem"),
            (EN, Content.SHAREBACK, TITLES, "the summing up of “How is it going?”"),
            (DA, Content.SHARED_REPLY, TITLES, "et svar, som en deltager har delt"),
            (DA, Content.CHARTER, None, "netværkets kort"),
            (DA, Content.THANKS, None, "takken for denne gang"),
            (EN, Content.WELCOME, None, "a welcome"),
            (DA, Content.LEADER_CHANGED, None, "hvem der leder nu"),
            (DA, Content.CO_LEADER, None, "hvem der er medleder"),
            (EN, Content.END_MOVED, None, "the network goes on"),
            (DA, Content.ANSWER, None, "en besked"),
        ],
    )
    def test_says_which_post_and_where(
        self, t: Translator, content: Content, titles: dict[str, str] | None, words: str
    ) -> None:
        """As the leader knows it."""
        assert words in said(views.held_question(t, held(content, titles)))

    def test_has_both_answers(self) -> None:
        """In the words that were promised."""
        found = buttons(views.held_question(DA, held(Content.CHARTER)))
        labels = {route: button.label for route, button in found.items()}
        assert labels == {"deliveries.arrived": "Ja, den er der", "deliveries.send_again": "Send igen"}


class TestANotice:
    @pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
    @pytest.mark.parametrize("cause", Cause)
    def test_says_what_to_do(self, t: Translator, cause: Cause) -> None:
        """Whatever the cause, with a way to go on."""
        shown = views.stuck(t, NETWORK, cause)
        assert len(said(shown).splitlines()) == 2
        assert set(buttons(shown)) == {"deliveries.try_again", "networks.use_conversation"}

    def test_of_a_network_that_is_over_offers_no_other_place(self) -> None:
        """It is not changed any more."""
        closed = a_network(a_person(), state=NetworkState.CLOSED)
        assert set(buttons(views.stuck(DA, closed, Cause.OTHER))) == {"deliveries.try_again"}


class TestWhatWasNotHeard:
    def test_is_nothing_if_there_is_none(self) -> None:
        """No heading over nothing; nor over what does not matter any more."""
        over = Missed(content=Content.NEEDS, network=a_network(a_person(), state=NetworkState.CLOSED))
        assert views.unheard(DA, Unheard()) == ()
        assert views.unheard(DA, Unheard(missed=(over,))) == ()

    def test_is_cut_where_there_is_much(self) -> None:
        """The newest of what was missed."""
        many = Unheard(missed=tuple(Missed(content=Content.ANSWER) for _ in range(30)))
        assert len(views.unheard(DA, many)) == 6


class TestTheSecretariat:
    def test_reads_counts_and_kinds(self) -> None:
        """Refused in one line, in doubt in another, and what to do."""
        kinds = [
            Undelivered(content=Content.PROMPT, state=DeliveryState.DEAD, count=1),
            Undelivered(content=Content.SHARED_REPLY, state=DeliveryState.DEAD, count=2),
            Undelivered(content=Content.NOTHING, state=DeliveryState.HELD, count=1),
        ]
        text = said(View(summary="", elements=views.undelivered(DA, [(NETWORK, kinds)])))
        assert "Tryg hjem: 1 refleksion og 2 delte svar kunne ikke leveres." in text
        assert "Tryg hjem: 1 sted at tale sammen er måske nået frem." in text
