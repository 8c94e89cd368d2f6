"""What the secretariat asks for, read from its own words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.model import requests
from core.model.ids import UnitId
from core.model.networks import Network, NetworkState, NetworkType
from core.model.organisations import UnitKind
from core.model.periods import EVER, Period
from core.model.requests import Doubt, Request, When, understand
from core.model.scopes import WHOLE, Scope
from tests.builders import a_network, a_unit

LEARNING = a_network(name="Læselyst", type=NetworkType.LEARNING)
NETWORKS = (
    a_network(name="Tryg hjem fra sygehuset"),
    a_network(name="Grøn skolegård"),
    a_network(name="Velfærdsteknologi i hverdagen"),
    a_network(name="Grønne indkøb"),
    LEARNING,
)
UNITS = (
    a_unit(id=UnitId("bu"), name="Børn og Unge", kind=UnitKind.AREA),
    a_unit(id=UnitId("sundhed"), name="Sundhed og Omsorg"),
    a_unit(id=UnitId("forum"), name="Chefforum", kind=UnitKind.FORUM),
    a_unit(id=UnitId("lukket"), name="Havnen", closed_on=date(2026, 1, 1)),
)
TODAY = date(2026, 11, 22)
WELFARE = NetworkType.WELFARE


def asked(text: str, *more: object) -> Request:
    networks = (*NETWORKS, *(each for each in more if isinstance(each, Network)))
    units = (*UNITS, *(each for each in more if not isinstance(each, Network)))
    return understand(text, today=TODAY, known=requests.known(networks, units))


def of(network: Network) -> Scope:
    return Scope(network_id=network.id)


def offered(request: Request) -> list[Scope]:
    return [offer.scope for offer in request.offers]


class TestUnderstanding:
    @pytest.mark.parametrize("text", ["", "opsamling", "hele strukturen", "alle netværk, tak", "all networks please"])
    def test_nothing_in_particular_is_everything(self, text: str) -> None:
        """Small words are not asked about."""
        assert asked(text) == Request()

    @pytest.mark.parametrize("text", ["velfærd", "Velfaerd", "velfærdsnetværkene", "welfare", "welfare networks"])
    def test_a_type_is_known_in_both_languages(self, text: str) -> None:
        """With and without æ."""
        assert asked(text) == Request(scope=Scope(type=WELFARE))

    @pytest.mark.parametrize(
        ("text", "kind"),
        [("innovation", NetworkType.INNOVATION), ("læring", NetworkType.LEARNING), ("learning", NetworkType.LEARNING)],
    )
    def test_so_are_the_others(self, text: str, kind: NetworkType) -> None:
        """The three types of the strategy."""
        assert asked(text).scope.type is kind

    @pytest.mark.parametrize(
        "text", ["Tryg hjem fra sygehuset", "tryg hjem FRA sygehuset.", "»Tryg hjem fra sygehuset«"]
    )
    def test_a_network_is_known_by_its_name(self, text: str) -> None:
        """Case and quotes do not count, and the `fra` in it begins no period."""
        assert asked(text) == Request(scope=of(NETWORKS[0]))

    @pytest.mark.parametrize(
        "text", ["grøn skolegård", "groen skolegaard", "GRØN SKOLEGAARD", "om netværket grøn skolegård"]
    )
    def test_danish_letters_may_be_written_either_way(self, text: str) -> None:
        """æ, ø, å or ae, oe, aa."""
        assert asked(text).scope == of(NETWORKS[1])

    @pytest.mark.parametrize(("text", "scope"), [("tryg hjem", of(NETWORKS[0])), ("Sundhed", Scope(unit_id="sundhed"))])
    def test_part_of_a_name_is_enough_if_no_other_has_it(self, text: str, scope: Scope) -> None:
        """The beginnings of its words."""
        assert asked(text).scope == scope

    def test_a_type_inside_a_name_is_the_name(self) -> None:
        """The whole name comes first."""
        assert asked("Velfærdsteknologi i hverdagen") == Request(scope=of(NETWORKS[2]))

    def test_a_type_said_with_its_network_is_no_more(self) -> None:
        """People say `velfærdsnetværket Tryg hjem`."""
        assert asked("velfærdsnetværket grøn skolegård") == Request(scope=of(NETWORKS[1]))

    def test_a_period_may_stand_with_either(self) -> None:
        """The three kinds of words in one sentence."""
        assert asked("velfærd siden september") == Request(scope=Scope(type=WELFARE), period=Period(date(2026, 9, 1)))
        assert asked("groen skolegaard i september").period == Period(date(2026, 9, 1), date(2026, 9, 30))

    @pytest.mark.parametrize("text", ["uge 40-44", "uge 40–44", "uge 40 - 44", "weeks 40-44"])
    def test_weeks_may_be_written_with_any_dash(self, text: str) -> None:
        """As people type it."""
        assert asked(text) == Request(period=Period(date(2026, 9, 28), date(2026, 11, 1)))

    def test_a_day_with_dashes_stays_one(self) -> None:
        """2026-09-15 and 1/9-2025 are no ranges."""
        assert asked("siden 2026-09-15").period == Period(date(2026, 9, 15))
        assert asked("siden 1/9-2025").period == Period(date(2025, 9, 1))


class TestUnits:
    def test_are_known_by_name_with_a_type_and_a_period(self) -> None:
        """As the secretariat would say it."""
        assert asked("velfærd i Børn og Unge siden sommer") == Request(
            scope=Scope(type=WELFARE, unit_id="bu"), period=Period(date(2026, 8, 1))
        )

    @pytest.mark.parametrize(
        "text", ["afdelingen Sundhed og Omsorg", "direktørområdet sundhed", "area sundhed og omsorg"]
    )
    def test_may_be_called_what_they_are(self, text: str) -> None:
        """An area or a department."""
        assert asked(text).scope == Scope(unit_id="sundhed")

    @pytest.mark.parametrize("text", ["Chefforum", "Havnen"])
    def test_of_the_base_that_are_open_are_known(self, text: str) -> None:
        """No committee, and nothing that is closed."""
        assert asked(text).doubt is Doubt.UNKNOWN


class TestAYear:
    @pytest.mark.parametrize("text", ["2025", "året 2025"])
    def test_alone_is_looked_back_on(self, text: str) -> None:
        """Of the whole, or of a type."""
        assert asked(text).year == 2025
        assert asked("velfærd 2025") == Request(
            scope=Scope(type=WELFARE), period=Period(date(2025, 1, 1), date(2025, 12, 31)), year=2025
        )

    def test_of_one_network_is_a_period(self) -> None:
        """There is nothing to look back on but its summary."""
        assert asked("Læselyst 2025").year is None


class TestDoubts:
    @pytest.mark.parametrize("text", ["tryk hjem", "trygt hjem fra sygehus", "hjemme"])
    def test_a_near_miss_is_suggested_not_taken(self, text: str) -> None:
        """A wrong network is worse than a question."""
        request = asked(text)
        assert (request.doubt, offered(request), request.words) == (Doubt.UNKNOWN, [of(NETWORKS[0])], text)

    def test_what_fits_several_suggests_them_all(self) -> None:
        """`grøn` begins two names."""
        assert set(offered(asked("grøn"))) == {of(NETWORKS[1]), of(NETWORKS[3])}

    def test_what_resembles_nothing_is_told_as_it_was_written(self) -> None:
        """With its capitals."""
        assert asked("Noget Andet siden maj") == Request(doubt=Doubt.UNKNOWN, words="Noget Andet")

    def test_what_is_left_beside_a_network_is_asked_about(self) -> None:
        """The network is known, the rest is not: which time is meant?"""
        request = asked("Grøn skolegård siden arilds tid")
        assert (request.scope, request.doubt, request.words) == (of(NETWORKS[1]), Doubt.REST, "siden arilds tid")
        assert [offer.when for offer in request.offers] == list(When)
        assert set(offered(request)) == {of(NETWORKS[1])}

    def test_since_when_is_asked(self) -> None:
        """With the last month, the last quarter, this year and everything to choose from."""
        request = asked("velfærd siden sidst")
        assert (request.doubt, request.words, set(offered(request))) == (
            *(Doubt.WHEN, "siden sidst"),
            {Scope(type=WELFARE)},
        )
        assert [offer.period for offer in request.offers] == [
            *(Period(date(2026, 10, 1), date(2026, 10, 31)), Period(date(2026, 7, 1), date(2026, 9, 30))),
            *(Period(date(2026, 1, 1), TODAY), EVER),
        ]

    def test_a_week_that_is_not_there_is_asked_about(self) -> None:
        """As it was written."""
        request = asked("Uge 54")
        assert (request.doubt, request.words, request.scope) == (Doubt.NO_SUCH_WEEK, "Uge 54", WHOLE)

    def test_a_name_of_a_unit_and_a_network_is_asked_about(self) -> None:
        """Each keeps the period that was said."""
        unit = a_unit(name="Læselyst")
        request = asked("læselyst i september", unit)
        assert (request.doubt, offered(request)) == (Doubt.SEVERAL, [of(LEARNING), Scope(unit_id=unit.id)])
        assert {offer.period for offer in request.offers} == {Period(date(2026, 9, 1), date(2026, 9, 30))}

    def test_a_name_of_two_networks_is_asked_about(self) -> None:
        """One may be over: it says when it ended."""
        over = replace(LEARNING, id="0f", state=NetworkState.CLOSED, closed_at=datetime(2025, 6, 1, tzinfo=UTC))
        request = asked("Læselyst", over)
        assert [offer.name and offer.name.closed_on for offer in request.offers] == [None, date(2025, 6, 1)]

    def test_a_unit_that_is_called_as_a_type_is_asked_about(self) -> None:
        """The welfare networks, or those of the department of welfare."""
        unit = a_unit(name="Velfærd")
        assert offered(asked("velfærd", unit)) == [Scope(unit_id=unit.id), Scope(type=WELFARE)]

    @pytest.mark.parametrize("text", ["Læselyst Grøn skolegård", "Læselyst i Børn og Unge"])
    def test_two_names_are_one_too_many(self, text: str) -> None:
        """Which of them?"""
        request = asked(text)
        assert (request.doubt, len(request.offers)) == (Doubt.SEVERAL, 2)

    def test_a_network_of_another_type_is_asked_about(self) -> None:
        """Læselyst is no welfare network."""
        assert offered(asked("velfærd Læselyst")) == [of(LEARNING), Scope(type=WELFARE)]

    def test_two_doubts_at_once_offer_nothing(self) -> None:
        """A button would have to guess one of them."""
        request = asked("grøn siden sidst")
        assert (request.doubt, request.offers) == (Doubt.UNKNOWN, ())

    def test_a_single_letter_is_near_to_nothing(self) -> None:
        """Too little to guess from."""
        assert asked("x") == Request(doubt=Doubt.UNKNOWN, words="x")

    def test_without_names_nothing_is_near(self) -> None:
        """An empty organisation."""
        assert understand("x yz", today=TODAY, known=()).offers == ()
