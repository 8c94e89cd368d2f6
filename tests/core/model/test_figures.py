"""Figures of a closed round: what small groups may be told, and that nothing hidden can be worked out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import figures
from core.model.figures import Figure, RoundFigures
from core.model.ids import PersonId, ReplyId, RoundId
from core.model.prompts import Option, Prompt, QuestionKind
from core.model.replies import Answer, Reply, ReplyVisibility
from tests.builders import NOW, a_prompt, a_question
from tests.support.counts import examples

SCALE = a_prompt(questions=(a_question(QuestionKind.SCALE),))
OPTIONS = tuple(Option(id=id, texts={"da": id, "en": id}) for id in "abcd")


def choices(most: int = 1, options: Sequence[Option] = OPTIONS) -> Prompt:
    return a_prompt(questions=(a_question(QuestionKind.CHOICE, options=tuple(options), most=most),))


def reply(number: int, answer: Answer | None, *, private: bool = False) -> Reply:
    return Reply(
        id=ReplyId(f"r{number}"),
        round_id=RoundId("round"),
        person_id=PersonId(f"p{number}"),
        visibility=ReplyVisibility.PRIVATE if private else ReplyVisibility.SHARED,
        answers=(answer,) if answer else (),
        submitted_at=NOW,
    )


def scaled(shared: Sequence[int] = (), private: Sequence[int] = ()) -> list[Reply]:
    points = [(point, False) for point in shared] + [(point, True) for point in private]
    return [reply(n, Answer(question=0, scale=point), private=hidden) for n, (point, hidden) in enumerate(points)]


def chosen(shared: Sequence[str] = (), private: Sequence[str] = ()) -> list[Reply]:
    """Each text is one person's choices: "ab" is two."""
    picks = [(pick, False) for pick in shared] + [(pick, True) for pick in private]
    return [reply(n, Answer(question=0, choices=tuple(pick)), private=hidden) for n, (pick, hidden) in enumerate(picks)]


def the_figure(prompt: Prompt, replies: Sequence[Reply], *, members: int = 12, k: int = 5) -> Figure:
    return figures.count(prompt, replies, members=members, k=k).figures[0]


class TestCounting:
    def test_what_came_in_time_and_stands_counts(self) -> None:
        """A reply that stands and came before the closing is counted."""
        counted = figures.count(SCALE, scaled([3, 4, 4, 5, 2]), members=9, k=5)
        assert (counted.answered, counted.members, counted.figures[0].n) == (5, 9, 5)

    @pytest.mark.parametrize("change", [{"is_late": True}, {"withdrawn_at": NOW}], ids=str)
    def test_what_came_late_or_was_taken_back_does_not(self, change: dict[str, object]) -> None:
        """A late or withdrawn reply enters no figure and no participation."""
        replies = scaled([3, 4, 4, 5, 2])
        counted = figures.count(SCALE, [*replies[:4], replace(replies[4], **change)], members=9, k=3)
        assert (counted.answered, counted.figures[0].n) == (4, 4)

    def test_a_question_that_was_skipped_is_not_counted_for(self) -> None:
        """`n` is the answers to that question, not the replies."""
        counted = figures.count(SCALE, [*scaled([3, 4, 4]), reply(7, None)], members=9, k=3)
        assert (counted.answered, counted.figures[0].n) == (4, 3)

    def test_open_questions_have_no_figure(self) -> None:
        """Words are no numbers."""
        assert [one.question for one in figures.count(a_prompt(), [], members=9, k=5).figures] == [0, 1]

    @pytest.mark.parametrize(("n", "shown"), [(4, False), (5, True)])
    def test_a_figure_needs_k(self, n: int, shown: bool) -> None:
        """With fewer than k counted only their number is told."""
        figure = the_figure(SCALE, scaled([4] * n))
        assert (figure.is_shown, figure.median, figure.n) == (shown, 4 if shown else None, n)

    @pytest.mark.parametrize(("n", "shown"), [(2, False), (3, True)])
    def test_k_is_never_under_three(self, n: int, shown: bool) -> None:
        """An organisation that asks for less gets three."""
        assert the_figure(SCALE, scaled([4] * n), k=1).is_shown is shown

    def test_k_can_be_raised(self) -> None:
        """An organisation may be stricter."""
        assert not the_figure(SCALE, scaled([4] * 7), k=8).is_shown

    def test_the_median_is_the_lower_middle(self) -> None:
        """It is one of the answers: the mean of two would tell how many stand on each side."""
        assert the_figure(SCALE, scaled([1, 2, 2, 4, 5, 5])).median == 2


class TestPrivateReplies:
    def test_k_of_them_are_counted(self) -> None:
        """Five private replies stand behind each other."""
        figure = the_figure(SCALE, scaled([3, 3], [4, 4, 4, 4, 5]))
        assert (figure.n, figure.left_out) == (7, False)

    def test_fewer_are_left_out_and_that_is_told(self) -> None:
        """With four, subtracting the shared ones would give four people's answers."""
        figure = the_figure(SCALE, scaled([3, 3, 4, 4, 5], [1, 1, 1, 1]))
        assert (figure.n, figure.left_out, figure.median) == (5, True, 4)

    def test_it_is_each_question_that_counts(self) -> None:
        """Five private replies of which one answers this question are one, and stay out."""
        silent = [reply(20 + n, None, private=True) for n in range(4)]
        figure = the_figure(SCALE, [*scaled([3, 3, 4, 4, 5], [1]), *silent])
        assert (figure.n, figure.left_out) == (5, True)

    @pytest.mark.parametrize(("members", "n"), [(4, 0), (5, 4)])
    def test_a_network_under_five_has_no_private_figures(self, members: int, n: int) -> None:
        """Whatever k is: in so small a group everyone can guess."""
        assert the_figure(SCALE, scaled([], [2, 3, 4, 4]), members=members, k=3).n == n

    def test_nothing_private_is_left_out_where_nobody_was_private(self) -> None:
        """The text then says nothing about it."""
        assert not the_figure(SCALE, scaled([3, 3, 4, 4, 5])).left_out


class TestShares:
    def test_three_in_it_and_three_not_is_shown(self) -> None:
        """Of eight, five answer 4 or 5."""
        assert the_figure(SCALE, scaled([4, 4, 5, 5, 5, 1, 2, 3])).high == 5

    @pytest.mark.parametrize("points", [[4, 5, 1, 2, 3, 3], [4, 4, 5, 5, 1, 2]], ids=str)
    def test_two_in_it_or_two_not_is_only_median_and_n(self, points: list[int]) -> None:
        """A share of two, or one that all but two are in, points at those two."""
        figure = the_figure(SCALE, scaled(points))
        assert (figure.high, figure.n) == (None, 6)
        assert figure.median is not None

    def test_an_option_is_shown_with_three_in_it_and_three_not(self) -> None:
        """The most named come first, the few are not told apart."""
        figure = the_figure(choices(), chosen("aaaaabbbcd"))
        assert (figure.cells, figure.hides) == ((("a", 5),), True)

    def test_where_all_options_hold_three_all_are_shown(self) -> None:
        """Then nothing is hidden."""
        figure = the_figure(choices(options=OPTIONS[:3]), chosen("aaaaabbbcccc"))
        assert (figure.cells, figure.hides) == ((("a", 5), ("c", 4), ("b", 3)), False)

    def test_a_figure_whose_options_are_all_hidden_has_no_number_to_tell(self) -> None:
        """One that shows an option has, and so has a scale."""
        assert not the_figure(choices(), chosen("aabbcd")).tells
        assert the_figure(choices(), chosen("aaaaabbbcd")).tells
        assert the_figure(SCALE, scaled([4, 4, 5, 5, 1, 2])).tells

    def test_one_hidden_option_takes_a_second_along(self) -> None:
        """Else the total minus the others gives it."""
        figure = the_figure(choices(options=OPTIONS[:3]), chosen("aaaaabbbbc"))
        assert figure.cells == (("a", 5),)

    def test_the_private_ones_alone_must_bear_it_too(self) -> None:
        """Three shared 4s known to all, minus them: one private reply would stand there alone."""
        figure = the_figure(SCALE, scaled([4, 4, 4, 1, 1], [5, 1, 1, 2, 3, 3]))
        assert (figure.n, figure.high) == (11, None)

    def test_and_do_where_there_are_enough(self) -> None:
        """Three private in it, three private not."""
        assert the_figure(SCALE, scaled([4, 1], [5, 5, 4, 1, 2, 3])).high == 4

    def test_a_unanimous_group_is_not_told(self) -> None:
        """Shared low, all private high: the share would be everyone's answer."""
        figure = the_figure(SCALE, scaled([1, 1, 1, 1], [5, 5, 5, 5, 5]))
        assert (figure.n, figure.median, figure.high) == (9, None, None)


class TestSubtracting:
    """Somebody who knows every shared reply and subtracts learns no hidden number."""

    @settings(max_examples=examples(40), deadline=None)
    @given(shared=st.lists(st.integers(1, 5), max_size=7), size=st.integers(3, 6))
    def test_no_point_of_a_scale_can_be_recomputed(self, shared: list[int], size: int) -> None:
        """For each point at least two numbers of private answers fit what is shown."""
        every = list(combinations_with_replacement(range(1, 6), size))
        for median, high in {_told(shared, private) for private in every}:
            possible = [private for private in every if _fits(shared, private, median, high)]
            for point in range(1, 6):
                assert len({private.count(point) for private in possible}) > 1, (median, high, point)

    @settings(max_examples=examples(40), deadline=None)
    @given(shared=st.lists(st.integers(1, 5), max_size=7), size=st.integers(3, 7))
    def test_nor_by_who_knows_these_rules(self, shared: list[int], size: int) -> None:
        """That a middle or a share is not told does not say what anybody answered: another number fits as well."""
        behind: dict[tuple[int | None, int | None], list[Sequence[int]]] = defaultdict(list)
        for private in combinations_with_replacement(figures.POINTS, size):
            behind[_told(shared, private)].append(private)
        for told, possible in behind.items():
            for point in set(possible[0]):
                assert len({private.count(point) for private in possible}) > 1, (told, point)

    def test_nor_where_nothing_is_told(self) -> None:
        """One shared 4 and three private 5: were the middle hidden for them alone, that would say that all are 5."""
        assert _told([4], [5, 5, 5]) == _told([4], [4, 5, 5]) == (None, None)
        assert _told([4], [1, 3, 5]) == (3, None)

    @settings(max_examples=examples(40), deadline=None)
    @given(shared=st.lists(st.sampled_from("abcd"), max_size=7), size=st.integers(3, 8))
    def test_no_hidden_option_can_be_recomputed(self, shared: list[str], size: int) -> None:
        """Not even by who knows these rules: for each hidden option several numbers give the very same figure."""
        behind: dict[Figure, list[Sequence[str]]] = defaultdict(list)
        for private in combinations_with_replacement("abcd", size):
            behind[_published(the_figure(choices(), chosen(shared, private), k=3))].append(private)
        for figure, possible in behind.items():
            for option in set("abcd") - {option for option, _ in figure.cells}:
                assert len({private.count(option) for private in possible}) > 1, (figure, option)

    @settings(max_examples=examples(15), deadline=None)
    @given(shared=st.lists(st.sampled_from(["a", "b", "c", "ab", "ac", "bc"]), max_size=5), size=st.integers(3, 6))
    def test_nor_where_two_may_be_chosen(self, shared: list[str], size: int) -> None:
        """Up to two of three: several numbers fit what is shown."""
        _assert_hidden(choices(2, OPTIONS[:3]), shared, ["a", "b", "c", "ab", "ac", "bc"], size)

    @settings(max_examples=examples(15), deadline=None)
    @given(shared=st.lists(st.sampled_from(["a", "b", "c", "ab"]), max_size=5), size=st.integers(3, 7))
    def test_nor_where_one_choice_stands_alone(self, shared: list[str], size: int) -> None:
        """The same where "none" cannot stand beside another."""
        options = (*OPTIONS[:2], replace(OPTIONS[2], exclusive=True))
        _assert_hidden(choices(2, options), shared, ["a", "b", "c", "ab"], size)

    @settings(max_examples=examples(60), deadline=None)
    @given(
        shared=st.lists(st.integers(1, 5), max_size=9),
        private=st.lists(st.integers(1, 5), max_size=9),
        k=st.integers(3, 6),
    )
    def test_what_is_left_after_subtracting_is_k_or_nothing(
        self, shared: list[int], private: list[int], k: int
    ) -> None:
        """The number told minus the shared answers is no small group."""
        figure = the_figure(SCALE, scaled(shared, private), k=k)
        assert figure.n - len(shared) in (0, *range(k, 10))


def _told(shared: Sequence[int], private: Sequence[int]) -> tuple[int | None, int | None]:
    figure = the_figure(SCALE, scaled(shared, private), k=3)
    assert not figure.left_out
    return figure.median, figure.high


def _fits(shared: Sequence[int], private: Sequence[int], median: int | None, high: int | None) -> bool:
    """Whether these private answers could lie behind what is shown."""
    points = sorted([*shared, *private])
    return median in (None, points[(len(points) - 1) // 2]) and high in (None, sum(point > 3 for point in points))


def _published(figure: Figure) -> Figure:
    """What can be seen of it."""
    nothing = {"shared": (), "private": (), "replies": (), "others": ()}
    return replace(figure, **nothing)


def _assert_hidden(prompt: Prompt, shared: Sequence[str], picks: Sequence[str], size: int) -> None:
    every = list(combinations_with_replacement(picks, size))
    options = [option.id for option in prompt.questions[0].options]
    told = {the_figure(prompt, chosen(shared, private), k=3).cells for private in every}
    for cells in told:
        possible = [private for private in every if all(_named(shared, private, id) == n for id, n in cells)]
        for option in set(options) - {option for option, _ in cells}:
            assert len({_named((), private, option) for private in possible}) > 1, (cells, option)


def _named(shared: Sequence[str], private: Sequence[str], option: str) -> int:
    return sum(option in pick for pick in (*shared, *private))


class TestStanding:
    def closed(self, n: int = 6) -> tuple[RoundFigures, list[Reply]]:
        replies = scaled([4] * n)
        return figures.count(SCALE, replies, members=9, k=5), replies

    def test_a_deletion_leaves_the_figure_while_k_are_there(self) -> None:
        """What was published stays, unchanged."""
        snapshot, replies = self.closed()
        assert figures.standing(snapshot, [replace(replies[0], withdrawn_at=NOW), *replies[1:]]) == snapshot

    def test_it_goes_when_fewer_than_k_are_left(self) -> None:
        """Two deletions of six leave four."""
        snapshot, replies = self.closed()
        assert figures.standing(snapshot, replies[2:]) is None

    def test_a_late_reply_does_not_hold_it_up(self) -> None:
        """Taken back and given anew after the closing is late; it is not one of those counted."""
        snapshot, replies = self.closed(5)
        assert figures.standing(snapshot, [replace(replies[0], is_late=True), *replies[1:]]) is None

    def test_nothing_that_happens_after_changes_it(self) -> None:
        """Late replies and edits, of words, numbers and visibility, leave the snapshot as it was."""
        snapshot, replies = self.closed()
        edited = replace(
            replies[0],
            answers=(Answer(question=0, scale=1),),
            visibility=ReplyVisibility.PRIVATE,
            edited_at=NOW + timedelta(days=9),
        )
        late = replace(reply(50, Answer(question=0, scale=1)), is_late=True)
        assert figures.standing(snapshot, [edited, *replies[1:], late]) == snapshot

    def test_each_figure_goes_by_its_own_answers(self) -> None:
        """One question loses its figure, the other keeps it."""
        prompt = a_prompt(questions=(a_question(QuestionKind.SCALE), a_question(QuestionKind.SCALE)))
        both = [replace(one, answers=(*one.answers, Answer(question=1, scale=3))) for one in scaled([4] * 6)]
        replies = [replace(both[0], answers=both[0].answers[:1]), *both[1:]]
        left = figures.standing(figures.count(prompt, replies, members=9, k=5), replies[:5])
        assert left is not None
        assert [figure.question for figure in left.figures] == [0]

    def test_what_was_never_shown_stays_told_as_too_few(self) -> None:
        """Nothing disappears where nothing was."""
        snapshot, replies = self.closed(3)
        assert figures.standing(snapshot, replies[1:]) == snapshot
