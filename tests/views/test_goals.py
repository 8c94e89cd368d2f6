"""The goals of the first year in words: each group by itself, each figure with its n, nothing made up."""

from dataclasses import replace
from datetime import date

import pytest

from core.model.goals import Competence, Experience, Goals, Proposals, Voice, year_from
from core.model.networks import NetworkType
from core.model.outcomes import Kind, Noted, Novelty, Stage
from core.model.targets import Group, Moment
from core.model.totals import Total
from locales.catalogue import translator
from tests.acting import said
from tests.builders import a_network, a_person, a_record, some_details
from views import goals as views
from views.elements import View

DA, EN = translator("da"), translator("en")
LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])
STAFF, OUTSIDE = Group.STAFF, Group.OUTSIDE
NETWORK = a_network(a_person())


def a_proposal(stage: Stage, network: str = "Grønne gårdrum") -> Noted:
    person = a_person()
    details = some_details(Kind.PROPOSAL, text="Beboere passer regnbedene", stage=stage, novelty=Novelty.NEW)
    record = a_record(NETWORK, person, Kind.PROPOSAL, details=details)
    return Noted(record=record, text=details.text, network=network)


WHOLE = Goals(
    year=year_from(date(2026, 1, 1)),
    area="Ældre og omsorg",
    proposals=Proposals(noted=(a_proposal(Stage.PRESENTED), a_proposal(Stage.DESCRIBED)), ideas=1, improving=2),
    experience=Experience(
        voices={
            (Moment.BASELINE, STAFF): Voice(n=20, is_shown=True, median=2, high=4),
            (Moment.CLOSING, STAFF): Voice(n=41, is_shown=True, high=30),
            (Moment.CLOSING, OUTSIDE): Voice(n=6, is_shown=True, median=4),
        }
    ),
    competence=Competence(
        n=21,
        is_shown=True,
        higher=17,
        start=Total(n=22, networks=2, lowest=2, highest=2),
        midway=Total(n=9, networks=1, lowest=3, highest=4),
    ),
    examples=("Jeg spørger først.",) * 5,
)


def line(goals: Goals, number: int) -> str:
    return said(View(summary="", elements=views.in_summary(DA, goals))).splitlines()[number]


class TestTheWhole:
    @pytest.mark.parametrize(
        "expected",
        [
            "Det første år går fra 1. januar 2026 til 31. december 2026.",
            "Område: Ældre og omsorg.",
            "2 forslag: 1 lagt frem og 1 beskrevet. 1 idé er ikke beskrevet endnu. "
            "2 forslag forbedrer noget, I har, og tælles for sig. Målet om mindst ét forslag er nået.",
            "»Beboere passer regnbedene« (lagt frem · Grønne gårdrum)",
            "Ved starten: Medarbejdere: midterværdi 2 af 5 (20 svar), 4 af 20 svarer 4 eller 5; "
            "borgere og andre udefra: ingen svar endnu.",
            "Ved slutningen: Medarbejdere: 30 af 41 svarer bedre end før; "
            "borgere og andre udefra: midterværdi 4 af 5 (6 svar).",
            "Begge grupper oplever en forbedring.",
            "Ved starten: Midterværdi 2 af 5 (22 svar).",
            "Midtvejs: Midterværdi mellem 3 og 4 af 5 (9 svar).",
            "17 af 21 vurderer sig højere nu, end da netværket begyndte (egen vurdering, set i bakspejlet).",
            "Læs derfor tallet sammen med eksemplerne.",
            "»Jeg spørger først.« – og 2 flere",
        ],
    )
    def test_holds_what_the_example_holds(self, expected: str) -> None:
        """domain.md §4.3, with what was known before and how to read it."""
        assert expected in said(views.structure(DA, WHOLE))

    def test_of_nothing_says_so(self) -> None:
        """No figure, no success."""
        told = said(views.structure(DA, Goals()))
        for expected in (
            "Det første år begynder, når det første netværk går i gang.",
            "Område: ikke fastlagt.",
            "Intet nyt forslag er beskrevet endnu.",
            "Medarbejdere: ingen svar endnu; borgere og andre udefra: ingen svar endnu.",
            "Ingen svar om nu og dengang endnu.",
        ):
            assert expected in told
        assert "er nået" not in told

    def test_says_that_private_answers_are_left_out(self) -> None:
        """Of each of the two that have them."""
        hidden = replace(WHOLE, experience=Experience(leaves_out=True), competence=Competence(leaves_out=True))
        assert said(views.structure(DA, hidden)).count("Nogle private svar er ikke talt med") == 2


class TestInASummary:
    def test_is_three_lines_below_a_heading(self) -> None:
        """A31 to A33."""
        told = said(View(summary="", elements=views.in_summary(DA, WHOLE))).splitlines()
        assert [part[:3] for part in told] == ["Mål", "1. ", "2. ", "3. "]
        assert views.in_summary(DA, None) == ()

    def test_staff_alone_stands_alone(self) -> None:
        """A32: never a merged number."""
        staff = {(Moment.CLOSING, STAFF): Voice(n=9, is_shown=True, median=4, high=6)}
        assert line(replace(WHOLE, experience=Experience(voices=staff)), 2) == (
            "2. Bedre arbejdsgange. Medarbejdere: midterværdi 4 af 5 (9 svar), 6 af 9 svarer bedre end før; "
            "borgere og andre udefra: ingen svar endnu. Medarbejdere oplever en forbedring."
        )

    def test_a_group_of_few_is_told_as_such(self) -> None:
        """Without how many; and midway is said to be midway."""
        few = {(Moment.MIDWAY, STAFF): Voice(n=2), (Moment.MIDWAY, OUTSIDE): Voice(n=7, is_shown=True, median=4)}
        assert line(replace(WHOLE, experience=Experience(voices=few)), 2) == (
            "2. Bedre arbejdsgange. Midtvejs: Medarbejdere: for få svar til at vise tal; "
            "borgere og andre udefra: midterværdi 4 af 5 (7 svar). Borgere og andre udefra oplever en forbedring."
        )

    @pytest.mark.parametrize(
        ("competence", "expected"),
        [
            (Competence(), "Ingen svar om nu og dengang endnu."),
            (Competence(n=4), "For få svar til at vise tal."),
            (Competence(n=6, is_shown=True), "6 har vurderet sig selv nu og dengang. Andelen vises ikke"),
            (Competence(n=21, is_shown=True, higher=17), "17 af 21 vurderer sig højere nu"),
        ],
    )
    def test_competence_is_a_share_or_why_there_is_none(self, competence: Competence, expected: str) -> None:
        """A33: n shown, suppressed under k."""
        assert expected in line(replace(WHOLE, competence=competence), 3)


class TestOfANetwork:
    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            (NetworkType.INNOVATION, "Netværkets mål er det første"),
            (NetworkType.WELFARE, "Netværkets mål er det andet"),
            (NetworkType.LEARNING, "Netværkets mål er det tredje"),
            (None, "Når netværket har en type"),
        ],
    )
    def test_names_its_own_target_and_what_it_has_proposed(self, kind: NetworkType | None, expected: str) -> None:
        """Whatever its type, its proposals are told."""
        told = said(views.network(DA, replace(NETWORK, type=kind), WHOLE))
        assert expected in told
        assert "2 forslag: 1 lagt frem og 1 beskrevet." in told

    def test_gives_words_without_names_to_the_secretariat_only(self) -> None:
        """Members read what was shared with them where it was shared."""
        learning = replace(NETWORK, type=NetworkType.LEARNING)
        assert "Jeg spørger først" in said(views.network(DA, learning, WHOLE, examples=True))
        assert "Jeg spørger først" not in said(views.network(DA, learning, WHOLE))

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            (NetworkType.INNOVATION, "2 forslag"),
            (NetworkType.WELFARE, "30 af 41 svarer bedre end før"),
            (NetworkType.LEARNING, "17 af 21"),
        ],
    )
    def test_is_one_line_in_its_status(self, kind: NetworkType, expected: str) -> None:
        """None without a type."""
        (told,) = said(View(summary="", elements=views.in_status(DA, replace(NETWORK, type=kind), WHOLE))).splitlines()
        assert expected in told
        assert views.in_status(DA, replace(NETWORK, type=None), WHOLE) == ()


@LANGUAGES
def test_it_is_short_whatever_people_wrote(language: str) -> None:
    """One screen, with what there is no room for counted."""
    loud = replace(a_proposal(Stage.TRIED), text="æøå *fed* " * 500, network="x " * 500)
    swollen = replace(WHOLE, proposals=Proposals(noted=(loud,) * 50), examples=("æ " * 5000,) * 50, area="æ" * 120)
    for view in (views.structure(translator(language), swollen), views.network(translator(language), NETWORK, swollen)):
        assert len(said(view).splitlines()) <= 40
        assert len(said(view)) < 6_000


def test_both_languages_say_the_same() -> None:
    """A32 in English."""
    told = said(views.structure(EN, WHOLE))
    assert "Staff: 30 of 41 answer better than before; citizens and others from outside: middle value 4 of 5" in told
