"""What stands in the network report: three parts, whatever there is to tell."""

from dataclasses import replace

import pytest

from core.model.history import Event, Happened
from core.model.ids import EventId
from core.model.networks import NetworkState, Phase
from core.model.outcomes import Harvest, Kind, Noted
from core.model.reports import Report, Step
from core.model.summaries import Basis, Words
from locales.catalogue import Translator, translator
from locales.words import plain
from tests.builders import NOW, TODAY, a_network, a_person, a_question, a_record, a_unit
from views import reports as views
from views.documents import Document, Piece
from views.elements import Fields, Listing, Note, Quote, Text

DA, EN = translator("da"), translator("en")
LANGUAGES = pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
NETWORK = a_network(name="Tryg hjem", state=NetworkState.CLOSED, closed_at=NOW)
REPORT = Report(
    network=NETWORK,
    day=TODAY,
    leader="Anne Holm",
    anchor="Dorte Åkjær",
    members=9,
    departments=3,
    outsiders=1,
    basis=Basis(rounds=2, answered=11, asked=18, first=TODAY, last=TODAY),
    harvest=Harvest(),
    stories=(),
    steps=(),
    measures=(),
    drivers=None,
    barriers=None,
    conditions=(),
)


def noted(kind: Kind, text: str) -> Noted:
    return Noted(
        record=a_record(NETWORK, a_person(), kind), text=text, units=("Omsorg",) if kind is Kind.CHANGE else ()
    )


def lines(piece: Piece) -> list[str]:
    match piece:
        case Text(words) | Note(words):
            return [plain(words)]
        case Quote(text):
            return [text]
        case Listing(items):
            return [plain(item) for item in items]
        case Fields(pairs):
            return [f"{label}: {plain(words)}" for label, words in pairs]


def read(document: Document) -> dict[str, str]:
    """Each section by its title; the opening by the document's."""
    sections = {each.title: each.pieces for each in document.sections}
    both = {document.title: document.opening, **sections}
    return {title: "\n".join(line for piece in pieces for line in lines(piece)) for title, pieces in both.items()}


def report(t: Translator = DA, **changes: object) -> dict[str, str]:
    return read(views.document(t, replace(REPORT, **changes)))


class TestTheDocument:
    @LANGUAGES
    def test_of_nothing_says_so_in_each_part(self, t: Translator) -> None:
        """No part is left out, and nothing is called a change that is none."""
        told = report(t)
        titles = ["Idéer", "Fortællinger", "Beretning"] if t is DA else ["Ideas", "Stories", "Account"]
        assert [title for title in told if title in titles] == titles
        none = "Ingen registrerede forandringer endnu" if t is DA else "No recorded changes yet"
        assert sum(none in text for text in told.values()) == 2

    def test_opens_with_what_the_network_is(self) -> None:
        """Purpose, type, who leads, where it hangs, from when to when, how many of whom."""
        opening = report()["Netværksberetning: Tryg hjem"]
        assert NETWORK.purpose in opening
        assert "Anne Holm" in opening
        assert "Dorte Åkjær" in opening
        assert "9 deltagere · 3 afdelinger" in opening

    def test_has_proposals_and_offshoots_as_ideas(self) -> None:
        """The whole of each, with how far it has come."""
        long = "Fast telefontid " * 40
        harvest = Harvest(proposals=(noted(Kind.PROPOSAL, long),), offshoots=(noted(Kind.OFFSHOOT, "Morgenmøde"),))
        told = report(harvest=harvest)
        assert long in told["Forslag, og hvor langt de er"]
        assert "idé" in told["Forslag, og hvor langt de er"]
        assert "Morgenmøde" in told["Knopper"]

    def test_has_changes_and_what_may_be_quoted_as_stories(self) -> None:
        """The question above each; results are told in the account, apart from changes."""
        story = Words("Nu ringer jeg bare", (), question=a_question())
        harvest = Harvest(changes=(noted(Kind.CHANGE, "De ringer"),), results=(noted(Kind.RESULT, "En tjekliste"),))
        told = report(harvest=harvest, stories=(story,))
        assert "Omsorg · set selv" in told["Forandringer i basisorganisationen"]
        assert "Nu ringer jeg bare" in told["Med jeres egne ord"]
        assert "uden navne" in told["Med jeres egne ord"]
        assert "En tjekliste" in told["Hvad kom der ud af det?"]
        assert "En tjekliste" not in told["Forandringer i basisorganisationen"]

    def test_tells_the_course_by_phases(self) -> None:
        """What was asked, how many answered, and how the end was moved."""
        steps = tuple(
            Step(phase=phase, title={"da": f"Om {phase.value}"}, day=TODAY, answered=5, asked=9)
            for phase in (Phase.START, Phase.CLOSING)
        )
        moved = Event(
            id=EventId("e"),
            network_id=NETWORK.id,
            at=NOW,
            kind=Happened.END_MOVED,
            before=TODAY,
            after=TODAY,
            reason="Ét forsøg til",
        )
        course = read(views.document(DA, replace(REPORT, steps=steps, moves=(moved,))))["Forløb"]
        assert "Om opstart (5 af 9 svarede)" in course
        assert course.index("Opstart") < course.index("Afslutning")
        assert "Ét forsøg til" in course

    def test_says_who_takes_over(self) -> None:
        """By name and where they belong; what becomes daily operation stands beside."""
        told = report(receiver=a_person(name="Bo Kjær"), receives=True, receiving=a_unit(name="Omsorg"), operation="X")
        assert "Bo Kjær (Omsorg) har sagt ja" in told["Hvem tager over?"]
        assert told["Hvem tager over?"].endswith("X")

    def test_says_what_it_rests_on(self) -> None:
        """Rounds and replies, and whether private words are among the stories."""
        assert "11 svar af 18" in report()["Datagrundlag"]
        assert "kun svar, der var delt" in report()["Datagrundlag"]
        assert "svar uden navn" in report(has_private=True)["Datagrundlag"]
