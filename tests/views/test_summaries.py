"""Summaries as the secretariat reads them: one screen, the changes first, short whatever people wrote."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.model.networks import Missing, NetworkType
from core.model.periods import EVER, Period
from core.model.prompts import Option
from core.model.requests import Doubt, Named, Offer, Request
from core.model.scopes import Scope
from core.model.signals import Rule, Signal
from core.model.summaries import Concern, NetworkSummary, StructureSummary
from core.services import summaries as services
from locales.catalogue import translator
from storage.engine import connect
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import buttons, said
from tests.builders import a_municipality, a_person, a_workspace
from tests.reflections import a_library, a_reflecting_network, tryg_hjem
from tests.support.hostile import Maker
from views import requests, screens, signals, structures, summaries
from views.elements import Actions, Heading, Listing, View

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
AUTUMN = Period(date(2026, 9, 1), date(2026, 10, 31))
LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])
HOSTILE = "*fed* _skrå_ <@U1> `kode` & " + "æøå" * 1000


@pytest.fixture(scope="module")
def made(migrated_sqlite: bytes) -> tuple[NetworkSummary, StructureSummary]:
    """The two summaries of one demonstration, worked out once."""
    engine = connect("sqlite://", wait_seconds=10)
    with engine.connect() as connection:
        connection.connection.driver_connection.deserialize(migrated_sqlite)
    with SqlUnitsOfWork(engine, lanes=Lanes.off()).writing() as uow:
        town = a_municipality(uow)
        a_library(uow)
        network = tryg_hjem(uow)
        a_reflecting_network(uow, "Grøn skolegård", members=6)
        one = services.of_network(uow, network, AUTUMN, at=AT)
        all_of_them = services.of_structure(uow, town.organisation, Request(), at=AT)
    engine.dispose()
    return one, all_of_them


def headings(view: View) -> list[str]:
    return [element.text for element in view.elements if isinstance(element, Heading)]


def points(view: View) -> int:
    """The headings, points and lines, whatever breaks people have written in them."""
    read = [element for element in view.elements if not isinstance(element, Actions)]
    return sum(len(element.items) if isinstance(element, Listing) else 1 for element in read)


def swollen(summary: NetworkSummary) -> NetworkSummary:
    """The same with far too much of everything, by somebody who means harm."""
    loud = replace(summary.changes[0], written=HOSTILE, network=HOSTILE)
    prompts = {"da": HOSTILE, "en": HOSTILE}
    measure = replace(summary.measures[0], question=replace(summary.measures[0].question, texts=prompts))
    reasons = tuple(Signal(rule=rule, on=date(2026, 1, 1), option=loud.label) for rule in Rule)
    return replace(
        summary,
        network=replace(summary.network, name=HOSTILE, purpose=HOSTILE, agenda=HOSTILE),
        leader=HOSTILE,
        changes=(loud,) * 50,
        results=(loud,) * 50,
        voices=(loud,) * 50,
        examples=(loud,) * 50,
        perspectives=(loud,) * 50,
        measures=(measure,) * 50,
        quotes=(HOSTILE,) * 50,
        signals=tuple(replace(reason, missing=tuple(Missing)) for reason in reasons),
    )


class TestOfANetwork:
    def test_the_sections_stand_in_their_order(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """Changes before results, before how it goes; the basis last."""
        assert headings(summaries.network(translator("da"), made[0]))[1:] == [
            "Kort fortalt",
            "Forandringer i basisorganisationen",
            "Hvordan det går",
            "Drivkræfter og barrierer",
            "Nye perspektiver",
            "Citater – eksempler, brugt med tilladelse",
            "Kræver opmærksomhed",
            "Datagrundlag",
        ]

    @pytest.mark.parametrize(
        "line",
        [
            "Opsamling: Tryg hjem fra sygehuset (velfærdsnetværk)",
            "Periode: 1. september 2026 til 31. oktober 2026",
            "11 deltagere · 3 afdelinger · 3 udefra",
            "»Visitationen og depotet holder fælles morgenmøde.« (set selv)",
            "»Hjemmeplejen ringer til pårørende dagen før.« (hørt fra en kollega)",
            "Midterværdi 4 af 5 (11 svar). 8 af 11 svarer 4 eller 5.",
            "Sidst: 3 (7 svar).",
            "Hjælper: Tillid til hinanden (6) og Frihed til at prøve af (4). 10 har svaret.",
            "Holder igen: Regler og jura (6), It-systemer og data (6) og Tid og travlhed (4). 10 har svaret.",
            "»Vi planlægger efter vagtplanen, ikke efter hvornår datteren kan komme.«",
            "Samme barriere 2 runder i træk: Regler og jura.",
            "7 runder, lukket 4. september 2026 til 30. oktober 2026. 44 svar af 77 mulige (57 %).",
            "Tal vises ved mindst 5 svar. Sammenfattet uden AI.",
        ],
    )
    def test_it_holds_what_the_example_holds(self, made: tuple[NetworkSummary, StructureSummary], line: str) -> None:
        """domain.md §4.2, line by line."""
        assert line in said(summaries.network(translator("da"), made[0]))

    def test_results_stand_under_their_own_name(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """They are never called changes."""
        text = said(summaries.network(translator("da"), made[0]))
        assert text.index("(en fornemmelse)") < text.index("Resultater i netværket") < text.index("fælles tjekliste")

    def test_the_agenda_stands_in_its_header(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """B14: on one line, below the purpose; where none was said there is none."""
        tied = replace(made[0], network=replace(made[0].network, agenda="Sundheds-\npolitikken"))
        lines = said(summaries.network(translator("da"), tied)).splitlines()
        assert lines[2] == "Spiller ind i: Sundheds- politikken"
        assert "Spiller ind i" not in said(summaries.network(translator("da"), made[0]))

    @LANGUAGES
    def test_it_is_one_screen(self, made: tuple[NetworkSummary, StructureSummary], language: str) -> None:
        """At most 40 lines, even with everything there can be."""
        for summary in (made[0], swollen(made[0])):
            assert len(said(summaries.network(translator(language), summary)).splitlines()) <= 40

    @LANGUAGES
    def test_it_is_short_whatever_people_wrote(
        self, made: tuple[NetworkSummary, StructureSummary], language: str
    ) -> None:
        """Below 12,000 characters, with what there is no room for counted."""
        text = said(summaries.network(translator(language), swollen(made[0])))
        assert len(text) < 12_000
        assert ("og 46 flere" if language == "da" else "and 46 more") in text

    def test_without_changes_it_says_so(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """A lively network is no success by itself."""
        bare = replace(made[0], changes=(), results=(), measures=())
        assert "Ingen registrerede forandringer endnu." in said(summaries.network(translator("da"), bare))

    def test_results_alone_are_not_called_effects(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """Output is told plainly as output."""
        text = said(summaries.network(translator("da"), replace(made[0], changes=())))
        assert "Der er beskrevet resultater, men ikke hvad de ændrer i basisorganisationen." in text

    def test_without_rounds_it_says_when_the_newest_closed(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """And nothing of what the rounds would have said."""
        basis = replace(made[0].basis, rounds=0, first=None, last=None)
        view = summaries.network(translator("da"), replace(made[0], basis=basis))
        assert "Den seneste lukkede 30. oktober 2026." in said(view)
        assert "Hvordan det går" not in headings(view)

    def test_what_another_section_tells_is_not_quoted_again(
        self, made: tuple[NetworkSummary, StructureSummary]
    ) -> None:
        """Another sentence takes its place, if there is one."""
        twice, once = made[0].perspectives[0].text, "Vi har fået et fælles sprog."
        both = said(summaries.network(translator("da"), replace(made[0], quotes=(twice, once))))
        assert both.split("Citater")[1].count("»") == 1
        assert f"»{once}«" in both.split("Citater")[1]
        alone = said(summaries.network(translator("da"), replace(made[0], quotes=(twice,))))
        assert f"»{twice}«" in alone.split("Citater")[1]

    def test_an_empty_section_says_that_nothing_was_said(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """No sentence without backing."""
        empty = replace(made[0], perspectives=(), quotes=(), signals=(), examples=(), drivers=None, barriers=None)
        text = said(summaries.network(translator("da"), empty))
        assert text.count("Det er der ikke belæg for i svarene.") == 2
        assert "Ingen citater med tilladelse." in text
        assert "Intet lige nu." in text

    def test_too_few_answers_are_told_as_such(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """n of N, and private answers that were left out."""
        progress = next(one for one in made[0].measures if one.question.scale == "fremdrift")
        few = replace(progress, figure=replace(progress.figure, n=3, is_shown=False, left_out=True))
        text = said(summaries.network(translator("da"), replace(made[0], measures=(few,), drivers=few)))
        assert "For få svar til at vise tal (3 af 11)." in text
        assert text.count("Private svar er ikke talt med.") == 2

    def test_a_perspective_says_who_gave_it(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """In the writer's own choice of words from the library."""
        giver = Option(id="borger", texts={"da": "En borger", "en": "A citizen"})
        seen = replace(made[0], perspectives=(replace(made[0].perspectives[0], label=giver),))
        assert "(blikket kom fra: En borger)" in said(summaries.network(translator("da"), seen))

    def test_a_network_without_a_type_or_leader_is_told_too(
        self, made: tuple[NetworkSummary, StructureSummary]
    ) -> None:
        """An idea has little yet."""
        idea = replace(made[0], network=replace(made[0].network, type=None), leader="")
        text = said(summaries.network(translator("da"), idea))
        assert "typen er ikke valgt endnu" in text
        assert "Netværksleder" not in text


class TestOfTheStructure:
    @pytest.mark.parametrize(
        "line",
        [
            "Opsamling: netværksstrukturen",
            "hele forløbet · 2 i gang · 2 velfærd",
            "1. Ny velfærdsydelse (område: ikke fastlagt). Intet nyt forslag er beskrevet endnu.",
            "2. Bedre arbejdsgange. Medarbejdere: ingen svar endnu; borgere og andre udefra: ingen svar endnu.",
            "3. Kompetencer i læringsnetværk. Ingen svar om nu og dengang endnu.",
            "3 forandringer er beskrevet, 1 af dem er set selv eller talt op.",
            "Fordelt på type: 3 velfærd",
            "Midterværdi 4 af 5 (11 svar). Fra 1 netværk.",
            "Holder igen: Regler og jura (1 netværk)",
            "ingen udefra er med: Grøn skolegård.",
            "Netværk rangordnes ikke.",
        ],
    )
    def test_it_holds_what_the_example_holds(self, made: tuple[NetworkSummary, StructureSummary], line: str) -> None:
        """domain.md §4.3, as far as this data goes."""
        assert line in said(structures.structure(translator("da"), made[1]))

    @LANGUAGES
    def test_it_is_one_short_screen(self, made: tuple[NetworkSummary, StructureSummary], language: str) -> None:
        """Whatever the data."""
        loud = replace(made[1].changes[0], written=HOSTILE, network=HOSTILE)
        concern = Concern(signal=Signal(rule=Rule.PAST_END, on=date(2026, 1, 1)), networks=(HOSTILE,) * 50)
        summary = replace(
            made[1],
            changes=(loud,) * 50,
            results=(loud,) * 50,
            perspectives=(loud,) * 50,
            quotes=(HOSTILE,) * 50,
            pooled=made[1].pooled * 50,
            barriers=made[1].barriers * 50,
            concerns=(concern,) * 50,
        )
        text = said(structures.structure(translator(language), summary))
        assert len(text.splitlines()) <= 40
        assert len(text) < 12_000

    @LANGUAGES
    def test_with_all_that_there_can_be_it_is_one_screen(self, language: str) -> None:
        """At most 40 headings, points and lines, and the two goals more that there are for every type at once."""
        full = Maker(language, full=True).make(StructureSummary)
        view = structures.structure(translator(language), replace(full, basis=replace(full.basis, period=EVER)))
        assert points(view) + 2 <= screens.LINES

    @LANGUAGES
    def test_so_is_a_network_with_all_that_its_members_can_tell(self, language: str) -> None:
        """Its purpose takes three lines more; what those in a role have answered comes besides."""
        full = replace(Maker(language, full=True).make(NetworkSummary), said=(), undelivered=())
        assert points(summaries.network(translator(language), full)) + 3 <= screens.LINES

    def test_without_rounds_it_is_short(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """Nothing to sum up yet."""
        basis = replace(made[1].basis, rounds=0, first=None, last=None, newest=None, period=EVER)
        text = said(structures.structure(translator("da"), replace(made[1], basis=basis, drivers=(), barriers=())))
        assert "Ingen runde er lukket endnu" in text
        assert "Nye perspektiver" not in text

    def test_without_barriers_none_is_named(self, made: tuple[NetworkSummary, StructureSummary]) -> None:
        """Nor an effect of none."""
        bare = replace(made[1], drivers=(), barriers=(), changes_by_type=())
        text = said(structures.structure(translator("da"), bare))
        assert "Det holder igen" not in text
        assert "Fordelt på type" not in text


@LANGUAGES
@pytest.mark.parametrize("rule", Rule, ids=str)
def test_every_reason_has_words(rule: Rule, language: str) -> None:
    """For one network, and for several."""
    option = Option(id="jura", texts={"da": "Jura", "en": "Law"})
    signal = Signal(rule=rule, n=1, of=2, on=date(2026, 1, 1), option=option, missing=(Missing.END,))
    assert signals.signal(translator(language), signal)
    several = () if rule is Rule.SHARED_BARRIER else ("A", "B", "C", "D", "E", "F")
    assert signals.concern(translator(language), Concern(signal=signal, networks=several))


class TestWithoutASummary:
    def test_who_may_ask_are_listed_as_people_say_it(self) -> None:
        """Somebody of another workspace by name, for there is nobody to mention."""
        people = [a_person(name=name) for name in ("Ane", "Bo", "Ea")]
        people[1] = replace(people[1], workspace_id=a_workspace(id="andet").id)
        text = said(requests.not_yours(translator("da"), people, a_workspace()))
        assert "Spørg Ane, Bo eller Ea." in text

    @pytest.mark.parametrize("scope", [Scope(network_id="0f"), Scope(unit_id="0f"), Scope(type=NetworkType.WELFARE)])
    @LANGUAGES
    def test_a_long_name_is_cut_to_fit_its_button(self, language: str, scope: Scope) -> None:
        """With what it stands for."""
        named = Named(scope=scope, name="Et langt navn " * 20, closed_on=date(2026, 1, 1))
        request = Request(words="x", offers=(Offer(scope=scope, name=named),))
        button = buttons(requests.question(translator(language), request, Doubt.SEVERAL, "x"))["summaries.show"]
        assert len(button.label) <= 75
        assert button.value == f"{scope.code}||"
