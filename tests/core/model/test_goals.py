"""The goals of the first year: what counts as a proposal, whose word is whose, and what is told of few."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.model import goal_counts, goals, targets
from core.model.goal_counts import Told
from core.model.goals import Competence, Experience, Voice
from core.model.ids import NetworkId
from core.model.networks import NetworkType, Phase
from core.model.organisations import Belonging, PersonKind
from core.model.outcomes import Kind, Noted, Novelty, Stage
from core.model.prompts import QuestionKind
from core.model.targets import Group, Moment, Target
from tests.builders import a_network, a_person, a_prompt, a_question, a_record, some_details
from tests.support.rounds import FELT, OUTSIDE, PAIR, SIX, STAFF, answered, closed, heard, reply, told

BASELINE = a_prompt(
    questions=(a_question(QuestionKind.SCALE, scale="grad", target="T2", dimension="brugeroplevelse"),),
    phase=Phase.START,
)
RATING = a_prompt(
    questions=(a_question(QuestionKind.SCALE, scale="kompetence", target="T3", dimension="kompetence"),),
    phase=Phase.START,
)


def proposed(stage: Stage, novelty: Novelty = Novelty.NEW) -> Noted:
    person = a_person()
    details = some_details(Kind.PROPOSAL, stage=stage, novelty=novelty)
    return Noted(record=a_record(a_network(person), person, Kind.PROPOSAL, details=details), text=details.text)


class TestTheYear:
    def test_is_twelve_months(self) -> None:
        """The day before the same day a year on is the last."""
        assert goals.year_from(date(2026, 9, 7)).last == date(2027, 9, 6)
        assert goals.year_from(date(2028, 2, 29)).last == date(2029, 2, 28)

    def test_holds_both_its_ends(self) -> None:
        """And nothing before or after."""
        year = goals.year_from(date(2026, 9, 7))
        held = [year.holds(day + timedelta(n)) for day in (year.first, year.last) for n in (-1, 0, 1)]
        assert held == [False, True, True, True, True, False]


class TestProposals:
    def test_count_once_they_are_described(self) -> None:
        """A31: an idea is none yet; from "beskrevet" on it is one."""
        assert not goals.proposals([proposed(Stage.IDEA)]).is_reached
        for stage in list(Stage)[1:]:
            assert goals.proposals([proposed(stage)]).is_reached

    def test_of_something_that_is_there_are_counted_apart(self) -> None:
        """A34: the goal is something new."""
        found = goals.proposals([proposed(Stage.TRIED, Novelty.IMPROVES), proposed(Stage.IDEA)])
        assert (found.is_reached, found.ideas, found.improving) == (False, 1, 1)

    def test_are_told_by_how_far_they_are(self) -> None:
        """The furthest first."""
        stages = (Stage.DESCRIBED, Stage.PRESENTED, Stage.DESCRIBED)
        assert goals.proposals([proposed(stage) for stage in stages]).stages == (
            (Stage.PRESENTED, 1),
            (Stage.DESCRIBED, 2),
        )


@pytest.mark.parametrize(
    ("belonging", "kind", "group"),
    [
        (Belonging.EMPLOYEE, None, STAFF),
        (Belonging.EMPLOYEE, PersonKind.EMPLOYEE, STAFF),
        (Belonging.EMPLOYEE, PersonKind.MANAGER, STAFF),
        (Belonging.EMPLOYEE, PersonKind.CITIZEN, OUTSIDE),
        (Belonging.EMPLOYEE, PersonKind.POLITICIAN, OUTSIDE),
        (Belonging.GUEST, None, OUTSIDE),
        (Belonging.GUEST, PersonKind.EMPLOYEE, OUTSIDE),
        (Belonging.LINK, PersonKind.COMPANY, OUTSIDE),
    ],
)
def test_staff_are_those_employed_here(belonging: Belonging, kind: PersonKind | None, group: Group) -> None:
    """Unless they take part as something else; an employee of somebody else is from outside."""
    assert targets.group_of(a_person(belonging=belonging, kind=kind)) is group


def test_each_type_has_a_target_of_its_own() -> None:
    """A9 to A11; without a type there is none."""
    found = [targets.of_type(kind) for kind in (*NetworkType, None)]
    assert found == [Target.PROPOSAL, Target.EXPERIENCE, Target.COMPETENCE, None]


class TestExperience:
    def test_staff_and_others_are_never_one_number(self) -> None:
        """A32: staff alone is staff alone; of the others it is said that nobody has answered."""
        found = heard(((4, 4, 5, 3, 3, 2), (), (), ()))
        assert found.voice(Moment.CLOSING, STAFF) == Voice(n=6, is_shown=True, median=3, high=3)
        assert found.voice(Moment.CLOSING, OUTSIDE) == Voice()

    def test_a_group_under_k_is_too_few(self) -> None:
        """Whatever the other says."""
        found = heard(((4,) * 5, (4, 4), (), ()), k=5)
        assert found.voice(Moment.CLOSING, OUTSIDE) == Voice(n=2)
        assert found.improved == (STAFF,)

    def test_k_are_people_and_not_answers(self) -> None:
        """Two citizens who have answered three times each are two."""
        one = ((), (4, 4), (), ())
        assert not heard(one, one, one, k=5).voice(Moment.CLOSING, OUTSIDE).is_shown

    def test_private_answers_come_in_where_they_may(self) -> None:
        """With how many, and no middle value; else they are left out, and that is said."""
        assert heard(((4,), (), SIX, ())).voice(Moment.CLOSING, STAFF) == Voice(n=7, is_shown=True, high=4)
        apart = heard(((4,) * 5, (), (2, 2), ()))
        assert apart.voice(Moment.CLOSING, STAFF) == Voice(n=5, is_shown=True, median=4)
        assert apart.leaves_out

    def test_what_was_private_and_is_shared_since_is_counted_once(self) -> None:
        """It stays where it was counted when the round closed."""
        replies = answered(((), (), SIX, ()))
        snapshot = closed(replies)
        shown = told(
            [replace(each, visibility=reply(STAFF, 1, 4, private=False).visibility) for each in replies], snapshot
        )
        assert goal_counts.experience([shown], k=3).voice(Moment.CLOSING, STAFF).n == 6

    def test_late_and_withdrawn_replies_are_not_counted(self) -> None:
        """Nor is somebody whom we do not know any more."""
        replies = answered(((4, 4, 5, 3, 3, 2), (), (), ()))
        snapshot = closed(replies)
        changed = [replace(replies[0], is_late=True), replace(replies[1], withdrawn_at=replies[1].submitted_at)]
        assert _staff(told([*changed, *replies[2:]], snapshot)).n == 4
        assert _staff(replace(told(replies, snapshot), groups={})).n == 0

    @pytest.mark.parametrize(
        ("points", "improves"),
        [((4, 4, 4, 3, 3), True), ((4, 4, 3, 3, 3), False), ((4, 4, 4, 3, 3, 3), False), ((5,) * 5, True)],
    )
    def test_more_than_half_make_it_an_improvement(self, points: tuple[int, ...], *, improves: bool) -> None:
        """The middle is "Som før"; half of them is no improvement."""
        assert heard((points, (), (), ()), k=5).voice(Moment.CLOSING, STAFF).improves is improves

    def test_the_start_says_how_it_is_and_later_whether_it_is_better(self) -> None:
        """Each by its own scale; a comparison asked at the start is none."""
        replies = answered(((2, 2, 3, 3, 2), (), (), ()))
        at_start = told(replies, closed(replies, prompt=BASELINE), BASELINE)
        compared = told(replies, closed(replies), replace(FELT, phase=Phase.START))
        found = goal_counts.experience([at_start, compared], k=5)
        assert found.voice(Moment.BASELINE, STAFF) == Voice(n=5, is_shown=True, median=2)
        assert not found.is_heard(Moment.CLOSING)

    def test_midway_is_told_until_there_is_an_end(self) -> None:
        """What can be shown goes first, then what somebody has said."""
        shown, few = Voice(n=5, is_shown=True, median=4), Voice(n=2)
        midway, closing = (Moment.MIDWAY, STAFF), (Moment.CLOSING, STAFF)
        assert Experience(voices={midway: shown, closing: few}).newest is Moment.MIDWAY
        assert Experience(voices={midway: few}).newest is Moment.MIDWAY
        assert Experience(voices={midway: shown, closing: shown}).newest is Moment.CLOSING
        assert Experience().newest is Moment.CLOSING


def _staff(one: Told) -> Voice:
    return goal_counts.experience([one], k=3).voice(Moment.CLOSING, STAFF)


class TestCompetence:
    def found(self, *pairs: tuple[int, int], k: int = 5, private: int = 0) -> Competence:
        """The last so many are private."""
        replies = [reply(STAFF, n, *pair, private=n >= len(pairs) - private) for n, pair in enumerate(pairs)]
        return goal_counts.competence([told(replies, closed(replies, prompt=PAIR, k=k), PAIR)], k=k)

    def test_is_the_share_that_is_higher_now_than_then(self) -> None:
        """A33: with n; equal is not higher."""
        found = self.found((4, 2), (4, 3), (5, 2), (3, 3), (2, 3), (4, 4))
        assert (found.n, found.is_shown, found.higher) == (6, True, 3)

    def test_is_hidden_under_k(self) -> None:
        """A33: four have said both."""
        assert self.found((4, 2), (4, 3), (5, 2), (3, 3)) == Competence(n=4)

    def test_a_share_that_points_at_somebody_is_hidden(self) -> None:
        """All but one are higher: only n."""
        found = self.found(*[(4, 2)] * 5, (3, 3))
        assert (found.n, found.is_shown, found.higher) == (6, True, None)

    def test_private_pairs_come_in_where_they_may(self) -> None:
        """Six that bear a share by themselves; two are left out, and that is said."""
        gained, same = (4, 2), (3, 3)
        assert self.found(*[gained] * 4, *[same] * 4, private=8).higher == 4
        few = self.found(*[gained] * 3, *[same] * 5, private=2)
        assert (few.n, few.higher, few.leaves_out) == (6, 3, True)

    def test_stands_beside_how_it_was_at_the_time(self) -> None:
        """Of the newest round of each network."""
        rounds = [self._rated(2, "a"), self._rated(3, "b"), self._rated(4, "b", later=True)]
        found = goal_counts.competence(rounds, k=5)
        assert found.start is not None
        assert (found.start.n, found.start.networks, found.midway) == (10, 2, None)
        assert found.start.median == 2

    def _rated(self, point: int, network: str, *, later: bool = False) -> Told:
        replies = [reply(STAFF, n, point, private=False, of=ord(network) + later) for n in range(5)]
        one = told(replies, closed(replies, prompt=RATING, k=5), RATING)
        asked = replace(one.asked, day=one.asked.day + timedelta(days=7 * later))
        return replace(one, network=NetworkId(network), asked=asked)


def test_a_prompt_bears_on_a_goal_by_its_scales() -> None:
    """Words and choices about it are read elsewhere."""
    words = a_prompt(questions=(a_question(target="T2"),))
    assert [targets.bears(prompt) for prompt in (FELT, PAIR, words, RATING)] == [True, True, False, False]
