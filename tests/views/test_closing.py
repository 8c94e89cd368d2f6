"""The end of a network as people meet it: the form, what is told, and the harvest card."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.networks import AnchorState, NetworkState
from core.model.outcomes import Harvest, Kind, Noted
from core.services.harvest_cards import Card
from locales.catalogue import Translator, translator
from locales.words import Mention, plain
from tests.acting import buttons, inputs, said
from tests.builders import NOW, a_network, a_person, a_record, a_unit
from views import closing as views
from views.closing import Plan
from views.elements import Text

DA, EN = translator("da"), translator("en")
LANGUAGES = pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
ANNE, BO = a_person(name="Anne Holm"), a_person(name="Bo Kjær")
NETWORK = a_network(ANNE, name="Tryg hjem", archives_at=NOW + timedelta(days=14))
PLANS = (Plan(3, NOW + timedelta(days=18)), Plan(1, NOW + timedelta(days=7)))
CARD = Card(network=NETWORK, leader=ANNE, members=(ANNE, BO), harvest=Harvest())


def noted(kind: Kind, text: str = "De ringer dagen før") -> Noted:
    units = ("Sundhed og Omsorg",) if kind is Kind.CHANGE else ()
    return Noted(record=a_record(NETWORK, BO, kind), text=text, units=units)


def card(t: Translator = DA, *, goes_away: bool = True, **changes: object) -> str:
    return said(views.harvest_card(t, replace(CARD, **changes), goes_away=goes_away))


class TestTheForm:
    @LANGUAGES
    def test_has_words_that_fit(self, t: Translator) -> None:
        """Titles, buttons and options are short enough for both platforms."""
        form = views.form(t, NETWORK, PLANS, receiver=None)
        assert max(len(form.title), len(form.submit), len(form.close)) <= 24
        options = inputs(form)["rounds"].options
        assert all(len(option.label) <= 75 and len(option.hint) <= 75 for option in options)

    def test_of_what_never_began_says_that_it_is_over_at_once(self) -> None:
        """And that it cannot be undone."""
        text = said(views.form(DA, NETWORK, (), receiver=None))
        assert "med det samme" in text
        assert "kan ikke fortrydes" in text


class TestWhatIsTold:
    @LANGUAGES
    def test_of_the_beginning_names_both_days(self, t: Translator) -> None:
        """Until when the first round is open, and when all is over; of one alone there is one day."""
        begun = views.begun(t, replace(NETWORK, closing_rounds=3), until="fredag", over="25. september")
        assert "fredag" in said(begun)
        assert "25. september" in said(begun)
        alone = views.begun(t, replace(NETWORK, closing_rounds=1), until="fredag", over="fredag")
        assert said(alone).count("fredag") == 1

    def test_of_one_that_is_over_at_once(self) -> None:
        """There is nothing to take back."""
        shown = views.begun(DA, replace(NETWORK, closing_rounds=1, state=NetworkState.CLOSED), until="", over="")
        assert "er afsluttet" in said(shown)
        assert set(buttons(shown)) == {"guides.show"}

    def test_warns_only_while_nobody_takes_over(self) -> None:
        """Somebody who is asked is enough."""
        waiting = replace(NETWORK, closing_rounds=3, receiver_id=BO.id, receiver_state=AnchorState.WAITING)
        assert "peget ud" not in said(views.begun(DA, waiting, until="fredag", over="lørdag"))
        assert "peget ud" in said(views.under_way(DA, replace(waiting, receiver_id=None)))

    @LANGUAGES
    def test_of_a_closing_taken_back(self, t: Translator) -> None:
        """With the next round, if one comes; the network hears who decided."""
        assert "torsdag" in said(views.cancelled(t, NETWORK, following="torsdag"))
        assert NETWORK.name in said(views.cancelled(t, NETWORK, following=""))
        assert "Anne Holm" in said(views.resumed(t, NETWORK, by=ANNE))
        assert "Anne Holm" not in said(views.resumed(t, NETWORK, by=None))

    def test_on_the_card_that_asks_says_which_round_it_is(self) -> None:
        """Nothing where there is but one."""
        three, one = (replace(NETWORK, closing_round=1, closing_rounds=n) for n in (3, 1))
        assert [plain(note.words) for note in views.stage(DA, three)] == ["Afrunding: runde 1 af 3."]
        assert views.stage(DA, one) == views.stage(DA, NETWORK) == ()


class TestTheHarvestCard:
    @LANGUAGES
    def test_of_nothing_recorded_says_so(self, t: Translator) -> None:
        """A30: no activity is made a success of."""
        text = card(t)
        assert ("Ingen registrerede forandringer endnu" if t is DA else "No recorded changes yet") in text
        assert ("Resultater" if t is DA else "Results") not in text

    def test_begins_with_the_changes_and_how_they_are_known(self) -> None:
        """The unit and the source stand beside each; what the network made and proposes comes after."""
        kinds = {
            "changes": (noted(Kind.CHANGE),),
            "results": (noted(Kind.RESULT),),
            "proposals": (noted(Kind.PROPOSAL),),
            "offshoots": (noted(Kind.OFFSHOOT),),
        }
        text = card(harvest=Harvest(**kinds))
        assert "Sundhed og Omsorg · set selv" in text
        order = ["Forandringer", "Resultater", "Forslag, og hvor langt", "Knopper", "Hvem tager over", "\nTak\n"]
        assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)

    def test_counts_what_there_is_no_room_for(self) -> None:
        """A long harvest stays a card."""
        text = card(harvest=Harvest(results=tuple(noted(Kind.RESULT) for _ in range(40))))
        assert text.count("De ringer dagen før") == 5
        assert "35" in text

    def test_thanks_every_single_one_by_name(self) -> None:
        """However many they are."""
        people = tuple(a_person(name=f"Person {n:03}") for n in range(120))
        shown = views.harvest_card(DA, replace(CARD, members=people), goes_away=True)
        named = [
            span.name
            for element in shown.elements
            if isinstance(element, Text)
            for span in element.words
            if isinstance(span, Mention)
        ]
        assert {person.name for person in people} <= set(named)

    def test_says_who_takes_over_and_what_becomes_of_it(self) -> None:
        """Yes, asked, or nobody yet."""
        unit = a_unit(name="Omsorg")
        assert "Bo Kjær (Omsorg) har sagt ja til at tage over." in card(receiver=BO, receives=True, receiving=unit)
        assert "Bo Kjær er spurgt" in card(receiver=BO)
        assert "Ingen har sagt ja til at tage over endnu" in card()
        assert "Morgenmødet" in card(operation="Morgenmødet")

    def test_quotes_some(self) -> None:
        """As examples, and only if there are any."""
        assert "Eksempler, brugt med tilladelse" in card(quotes=("Nu ringer jeg bare",))
        assert "Eksempler" not in card()

    def test_says_what_becomes_of_the_conversation(self) -> None:
        """The day it is put away, and a button to keep it; or that it stays."""
        assert "arkiveret 21. september 2026" in card()
        assert "bliver stående" in card(goes_away=False)
        stays = views.harvest_card(DA, replace(CARD, network=replace(NETWORK, archives_at=None)), goes_away=True)
        assert "bliver stående" in said(stays)
        assert "closing.keep" not in buttons(stays)
