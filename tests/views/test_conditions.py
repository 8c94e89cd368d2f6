"""The register in words: what the secretariat reads, and what the networks are told."""

from datetime import date

from core.model.conditions import Condition, ConditionKind, Line, Status, condition_id
from locales.catalogue import translator
from locales.words import plain
from tests.acting import inputs, said
from tests.builders import ORGANISATION, a_network, a_prompt, a_round
from views import conditions as views
from views import rounds

T, EN = translator("da"), translator("en")
TEXTS = {"da": "Regler og jura", "en": "Rules and law"}


def a_condition(kind: ConditionKind = ConditionKind.BARRIER, **given: object) -> Condition:
    id = condition_id(ORGANISATION, kind, "jura")
    return Condition(id=id, organisation_id=ORGANISATION, kind=kind, code="jura", texts=TEXTS, **given)


DONE = a_condition(status=Status.SOLVED, owner="Jura", action="Et fælles svar", day=date(2026, 12, 1))


class TestReportedBack:
    def test_says_what_was_said_what_was_done_and_by_whom(self) -> None:
        """I sagde, vi gjorde."""
        told = said(views.reported(T, DONE)).split("\n")
        assert told == [
            "I sagde, vi gjorde",
            "I sagde, at det her holdt jer tilbage: Regler og jura.",
            "Nu er det løst. Det har Jura gjort:",
            "Et fælles svar",
            "Dato: 1. december 2026",
            "Mærker I det stadig, så peg på det igen i en refleksion.",
        ]

    def test_of_what_is_lifted_says_so(self) -> None:
        """A driver helped, it did not hold back; and it is not called solved."""
        lifted = a_condition(ConditionKind.DRIVER, status=Status.LIFTED, owner="Jura", action="Bredt ud")
        told = said(views.reported(EN, lifted))
        assert "You said that this helped you: Rules and law." in told
        assert "lifted to those who can decide" in told
        assert "still feel" not in told


class TestTheCardOfARound:
    def test_begins_with_what_is_being_done(self) -> None:
        """About what the network has pointed at: two lines, before what is asked."""
        lines = views.returned(T, [DONE, a_condition(), a_condition()])
        network = a_network()
        card = rounds.prompt(T, network, a_round(network), a_prompt(), shared_last=None, done_about=lines, answered=0)
        told = said(card).split("\n")
        assert told[0].startswith("Det sker der med det, I har peget på: Regler og jura: løst. Ansvarlig: Jura ·")
        assert told[1].endswith("Ingen har taget fat på den endnu.")
        assert told[2] == "Hvordan går det?"


class TestTheRegister:
    def test_counts_what_it_has_no_room_for(self) -> None:
        """A long one is cut, and says so."""
        lines = [Line(condition=a_condition(), networks=(a_network(name="A"), a_network(name="B")))] * 14
        told = said(views.register(T, ConditionKind.BARRIER, lines))
        assert "Peget på af 2 netværk: A og B." in told
        assert "Og 2 linjer mere." in told

    def test_says_that_a_line_came_up_again(self) -> None:
        """After it was solved."""
        line = Line(condition=a_condition(opening=2), networks=())
        assert "Kom op igen" in said(views.register(T, ConditionKind.BARRIER, [line]))

    def test_offers_to_solve_barriers_only(self) -> None:
        """A driver is lifted at most."""
        for kind, count in ((ConditionKind.BARRIER, 4), (ConditionKind.DRIVER, 3)):
            form = views.form(T, Line(condition=a_condition(kind), networks=()))
            assert len(inputs(form)["status"].options) == count


class TestTheNetworksOwn:
    def test_lines_stand_with_how_far_they_are(self) -> None:
        """In `status`; without any there is nothing."""
        assert views.of_network(T, []) == ()
        elements = views.of_network(T, [a_condition(status=Status.UNDERWAY, owner="Jura")])
        assert "i gang. Ansvarlig: Jura" in plain(elements[1].items[0])

    def test_summary_tells_of_what_somebody_has_touched(self) -> None:
        """What nobody has taken up stands among the figures only."""
        assert views.in_summary(T, [a_condition()]) == ()
        assert views.in_summary(T, [a_condition(), DONE]) != ()
