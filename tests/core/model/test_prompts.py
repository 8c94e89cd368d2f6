"""The choice of the next prompt (domain.md §3), tried over the whole library."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from bot.house import content
from core.errors import NotFound
from core.model.networks import NetworkType, Phase
from core.model.prompts import Audience, Prompt, Visibility, choose
from core.services.prompts import read
from tests.builders import a_prompt, a_question

LIBRARY = read(content("prompts.yaml"))
COURSES = [(kind, phase) for kind in NetworkType for phase in Phase]
ROUNDS = 40


def of(kind: NetworkType, phase: Phase) -> list[Prompt]:
    return [p for p in LIBRARY if p.type is kind and p.phase is phase and p.audience is Audience.MEMBER]


def course(kind: NetworkType, phase: Phase, rounds: int = ROUNDS) -> list[Prompt]:
    """The prompts of so many rounds in a row in one phase."""
    chosen: list[Prompt] = []
    for _ in range(rounds):
        chosen.append(choose(LIBRARY, kind, phase, [p.id for p in chosen]))
    return chosen


def a_small_one(id: str, dimension: str = "fremdrift", **changes: object) -> Prompt:
    return a_prompt(id=id, questions=(a_question(dimension=dimension),), **changes)


@pytest.mark.parametrize(("kind", "phase"), COURSES)
class TestChoosing:
    def test_it_fits_the_network(self, kind: NetworkType, phase: Phase) -> None:
        """Every prompt is written for members, for the type and for the phase."""
        assert all(p in of(kind, phase) for p in course(kind, phase))

    def test_none_comes_again_within_three_rounds(self, kind: NetworkType, phase: Phase) -> None:
        """Three other rounds lie between two askings of the same prompt, "Hvordan går det?" excepted."""
        chosen = course(kind, phase)
        assert all(p.is_trend or p not in chosen[max(0, n - 3) : n] for n, p in enumerate(chosen))

    def test_the_phase_goes_round(self, kind: NetworkType, phase: Phase) -> None:
        """Every prompt of the phase gets its turn within a dozen rounds, again and again."""
        chosen, all_of_them = [p.id for p in course(kind, phase)], {p.id for p in of(kind, phase)}
        assert all(set(chosen[n : n + 12]) == all_of_them for n in range(ROUNDS - 12))

    def test_two_rounds_in_a_row_never_stay_on_the_surface(self, kind: NetworkType, phase: Phase) -> None:
        """Of any two rounds one asks for a perspective, an outcome, a barrier or a driver, if the free ones can."""
        chosen = course(kind, phase)
        for n in range(1, ROUNDS):
            free = [p for p in of(kind, phase) if p.is_trend or p not in chosen[max(0, n - 3) : n]]
            could = any(p.goes_deeper for p in free)
            assert chosen[n - 1].goes_deeper or chosen[n].goes_deeper or not could


class TestTrend:
    @pytest.mark.parametrize("kind", list(NetworkType))
    def test_how_is_it_going_comes_every_fourth_or_fifth_round(self, kind: NetworkType) -> None:
        """The trend line gets a point at least every fifth round, and not more often than every fourth."""
        places = [n for n, p in enumerate(course(kind, Phase.UNDERWAY)) if p.is_trend]
        assert places[0] == 0
        assert {later - earlier for earlier, later in pairwise(places)} <= {4, 5}

    def test_it_comes_again_at_once_when_there_is_nothing_else(self) -> None:
        """A phase of one prompt asks it every time."""
        only = a_small_one("velf-undervejs-1")
        assert choose([only], NetworkType.WELFARE, Phase.UNDERWAY, [only.id]) == only


class TestRules:
    def test_the_oldest_comes_first(self) -> None:
        """Of those that have rested, the one asked longest ago."""
        four = [a_small_one(f"p-{n}", "outcome") for n in range(5)]
        assert choose(four, None, Phase.UNDERWAY, ["p-3", "p-4", "p-0", "p-1", "p-2"]).id == "p-3"

    def test_a_phase_of_few_prompts_repeats_the_oldest(self) -> None:
        """Where three rounds of rest would leave nothing, the rest is shortened."""
        two = [a_small_one("p-0"), a_small_one("p-1")]
        assert choose(two, None, Phase.UNDERWAY, ["p-0", "p-1"]).id == "p-0"

    def test_after_the_surface_comes_something_deeper(self) -> None:
        """A prompt on progress is followed by one on barriers although another was written first."""
        library = [a_small_one("p-0"), a_small_one("p-1"), a_small_one("p-2", "barriere")]
        assert choose(library, None, Phase.UNDERWAY, ["p-0"]).id == "p-2"

    def test_one_written_for_all_types_fits_each(self) -> None:
        """A prompt without a type is asked in a network of any type."""
        library = [a_small_one("p-0", type=None)]
        assert choose(library, NetworkType.LEARNING, Phase.UNDERWAY, []).id == "p-0"

    def test_a_prompt_for_another_role_is_never_chosen(self) -> None:
        """What is written for anchors is not asked of members."""
        library = [a_small_one("p-0", audience=Audience.ANCHOR)]
        with pytest.raises(NotFound, match=r"rounds\.no_prompt"):
            choose(library, None, Phase.UNDERWAY, [])


class TestPrompt:
    def test_a_private_one_says_so(self) -> None:
        """Only prompts marked private are."""
        assert a_prompt(visibility=Visibility.PRIVATE).is_private
        assert not a_prompt(visibility=Visibility.OPTIONAL).is_private

    def test_the_open_question_is_the_first_that_takes_text(self) -> None:
        """A message in the thread answers that one; a prompt of scales has none."""
        scale = a_prompt().questions[0]
        assert a_prompt().open_question == 2
        assert a_prompt(questions=(scale,)).open_question is None

    def test_a_question_with_other_takes_words(self) -> None:
        """The library's list of barriers ends with "Andet", which is told more about."""
        barriers = _questions(LIBRARY, "barrierer")
        assert barriers
        assert all(question.takes_other for question in barriers)


def _questions(prompts: Sequence[Prompt], choices: str):
    return [question for p in prompts for question in p.questions if question.choices == choices]
