"""What the secretariat asks for, read from its own words."""

from datetime import date

import pytest

from core.model.networks import NetworkType
from core.model.periods import EVER, Period
from core.model.requests import Request, understand
from core.model.scopes import Scope

NAMES = ("Tryg hjem fra sygehuset", "Grøn skolegård", "Velfærdsteknologi i hverdagen", "Grønne indkøb")


def asked(text: str) -> Request:
    return understand(text, today=date(2026, 11, 22), names=NAMES)


class TestUnderstanding:
    @pytest.mark.parametrize("text", ["", "opsamling", "hele strukturen", "alle netværk, tak", "all networks please"])
    def test_nothing_in_particular_is_everything(self, text: str) -> None:
        """Small words are not asked about."""
        assert asked(text) == Request()

    @pytest.mark.parametrize("text", ["velfærd", "Velfaerd", "velfærdsnetværkene", "welfare", "welfare networks"])
    def test_a_type_is_known_in_both_languages(self, text: str) -> None:
        """With and without æ."""
        assert asked(text) == Request(scope=Scope(type=NetworkType.WELFARE))

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
        assert asked(text) == Request(network=NAMES[0])

    @pytest.mark.parametrize(
        "text", ["grøn skolegård", "groen skolegaard", "GRØN SKOLEGAARD", "om netværket grøn skolegård"]
    )
    def test_danish_letters_may_be_written_either_way(self, text: str) -> None:
        """æ, ø, å or ae, oe, aa."""
        assert asked(text).network == NAMES[1]

    def test_part_of_a_name_is_enough_if_no_other_has_it(self) -> None:
        """The beginnings of its words."""
        assert asked("tryg hjem").network == NAMES[0]

    def test_a_type_inside_a_name_is_the_name(self) -> None:
        """The whole name comes first."""
        assert asked("Velfærdsteknologi i hverdagen") == Request(network=NAMES[2])

    def test_a_period_may_stand_with_either(self) -> None:
        """The three kinds of words in one sentence."""
        welfare = Scope(type=NetworkType.WELFARE)
        assert asked("velfærd siden september") == Request(scope=welfare, period=Period(date(2026, 9, 1)))
        assert asked("groen skolegaard i september").period == Period(date(2026, 9, 1), date(2026, 9, 30))


class TestNotUnderstanding:
    @pytest.mark.parametrize("text", ["tryk hjem", "trygt hjem fra sygehus", "hjemme"])
    def test_a_near_miss_is_suggested_not_taken(self, text: str) -> None:
        """A wrong network is worse than a question."""
        request = asked(text)
        assert (request.network, request.near, request.unknown) == (None, (NAMES[0],), text)

    def test_what_fits_several_suggests_them_all(self) -> None:
        """`grøn` begins two names."""
        assert set(asked("grøn").near) == {NAMES[1], NAMES[3]}

    def test_what_resembles_nothing_is_told_as_it_was_written(self) -> None:
        """With its capitals."""
        assert asked("Noget Andet siden maj") == Request(period=Period(date(2026, 5, 1)), unknown="Noget Andet")

    def test_what_is_left_beside_a_network_is_told_too(self) -> None:
        """The network is known, the rest is not."""
        request = asked("Grøn skolegård siden sidst")
        assert (request.network, request.unknown, request.near, request.period) == (NAMES[1], "siden sidst", (), EVER)

    def test_a_single_letter_is_near_to_nothing(self) -> None:
        """Too little to guess from."""
        assert asked("x") == Request(unknown="x")

    def test_without_networks_nothing_is_near(self) -> None:
        """An empty organisation."""
        assert understand("x yz", today=date(2026, 1, 1), names=()).near == ()
