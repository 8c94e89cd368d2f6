"""Totals over networks: what they hold, and that nobody learns a private answer from all of them together."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.model import figures, totals
from core.model.figures import Tally
from core.model.ids import NetworkId, ReplyId
from core.model.networks import Phase
from core.model.prompts import QuestionKind
from core.model.totals import Bundle, Published, Total
from tests.builders import NOW, a_question
from tests.support import attacking
from tests.support.attacking import SCALE, Closed, World
from tests.support.counts import examples

Shares = tuple[Sequence[int], Sequence[int]]
"""A network's shared and private answers."""


def rounds_of(*networks: Shares, members: int = 12, ago: int = 2) -> World:
    """A round in each network."""
    return tuple(
        Closed(network=n, ago=ago, shared=tuple(shared), private=tuple(private), members=members)
        for n, (shared, private) in enumerate(networks)
    )


def publish(world: World, k: int = 5, gone: Sequence[str] = ()) -> list[Published]:
    """`gone`: replies that are taken back since."""
    return [_published(one, k, {ReplyId(id) for id in gone}) for one in world]


def _published(one: Closed, k: int, gone: Set[ReplyId]) -> Published:
    figure = figures.count(attacking.PROMPT, one.replies(), members=one.members, k=k).figures[0]
    return Published(
        scale=SCALE,
        network=NetworkId(str(one.network)),
        round=one.id,
        closed_at=NOW - timedelta(days=one.ago),
        k=k,
        figure=figure,
        gone=totals.gone_of(figure, gone),
    )


def bundled(world: World, k: int = 5, gone: Sequence[str] = ()) -> tuple[Bundle, ...]:
    return totals.bundles(publish(world, k, gone), before=NOW)


def asked(world: World, every: World | None = None, *, gone: Sequence[str] = ()) -> Total | None:
    """The total of some rounds, of all that there are; some replies are gone since."""
    newest = {one.network: one.figure for one in sorted(publish(world), key=lambda one: one.closed_at)}
    bundles = bundled(every or world, gone=gone)
    return totals.total(newest, bundles, rounds={one.id for one in world}, k=5)


def the_total(*networks: Shares) -> Total | None:
    return asked(rounds_of(*networks))


def at(point: int, n: int, networks: int) -> Total:
    return Total(n=n, networks=networks, lowest=point, highest=point)


class TestTotal:
    def test_adds_up_networks_that_show_their_own(self) -> None:
        """Nothing is hidden, and what is shared is known to the point."""
        assert the_total(([4] * 6, []), ([2] * 5, [])) == at(4, 11, 2)

    def test_leaves_out_one_under_k(self) -> None:
        """The total minus the visible one would be its answers."""
        assert the_total(([4] * 6, []), ([2] * 3, [])) == at(4, 6, 1)

    def test_has_two_under_k_with_k_between_them(self) -> None:
        """Three and two: neither can be told from the other."""
        assert the_total(([4] * 6, []), ([2] * 3, []), ([5] * 2, [])) == at(4, 11, 3)

    def test_leaves_out_two_with_fewer_between_them(self) -> None:
        """Two and two are four."""
        assert the_total(([4] * 6, []), ([2] * 2, []), ([5] * 2, [])) == at(4, 6, 1)

    def test_has_private_answers_that_were_left_out_only_together(self) -> None:
        """The shared ones are known, so the same is asked of the private ones by themselves."""
        alone, together = (
            the_total(([4] * 5, [1] * 3), ([4] * 5, [])),
            the_total(([4] * 5, [1] * 3), ([4] * 5, [2] * 2)),
        )
        assert (alone and alone.n, together and together.n) == (10, 15)

    def test_has_none_of_a_network_under_five(self) -> None:
        """Its private answers are in no figure, and so in no bundle."""
        assert asked(rounds_of(([], [4] * 3), ([], [4] * 3), members=4)) is None

    def test_is_none_with_too_few_in_all(self) -> None:
        """Two networks of two."""
        assert the_total(([4] * 2, []), ([4] * 2, [])) is None

    def test_says_between_which_points_the_middle_lies(self) -> None:
        """Two networks of five private answers say 3 and 5, and no more; so no more can be said of both."""
        total = the_total(([], [3, 3, 3, 3, 3]), ([], [5, 5, 5, 5, 5]))
        assert total == Total(n=10, networks=2, lowest=3, highest=5)
        assert total.median is None

    def test_knows_more_where_a_share_is_told(self) -> None:
        """Three of six are 4 or 5 in both, so six of twelve are, and the middle is below."""
        total = the_total(([], [3, 3, 3, 4, 4, 4]), ([], [1, 2, 3, 4, 4, 5]))
        assert total == at(3, 12, 2)

    def test_says_nothing_of_the_middle_where_nothing_is_known(self) -> None:
        """A figure whose own middle is hidden binds nothing."""
        total = the_total(([], []), ([4, 1, 1, 1], [5] * 5))
        assert total is not None
        assert (total.n, total.lowest, total.median) == (9, None, None)


class TestBundle:
    def test_does_not_depend_on_what_is_asked_for(self) -> None:
        """Three networks hide three each: the first two are together, whichever are asked for."""
        every = rounds_of(*[([4] * 6, [2] * 3)] * 3)
        found = [asked(tuple(every[n] for n in some), every) for some in ((0, 1, 2), (0, 1), (1, 2), (0, 2))]
        assert [total and total.n for total in found] == [24, 18, 12, 12]

    def test_stays_when_a_later_round_closes(self) -> None:
        """What a later period adds is a whole bundle or nothing."""
        early = rounds_of(([4] * 6, [2] * 3), ([4] * 6, [2] * 3), ([4] * 6, [2] * 3), ago=9)
        later = tuple(replace(one, ago=2) for one in early)
        assert bundled(early) == bundled((*early, *later))[:1]

    def test_is_counted_only_when_all_its_rounds_are_in_the_period(self) -> None:
        """One closed before it."""
        before, within = rounds_of(([4] * 6, [2] * 3), ([4] * 6, [2] * 3))
        every = (replace(before, ago=30), within)
        assert [total and total.n for total in (asked(every), asked((within,), every))] == [18, 6]

    def test_waits_until_the_day_is_over(self) -> None:
        """What else closes on it may come first."""
        published = publish(rounds_of(([4] * 6, [2] * 3), ([4] * 6, [2] * 3)))
        closed_at = published[0].closed_at
        found = [totals.bundles(published, before=before) for before in (closed_at, closed_at + timedelta(1))]
        assert [len(bundles) for bundles in found] == [0, 1]

    def test_has_one_round_of_each_network(self) -> None:
        """While an answer waits a newer one takes its place."""
        old, new = (Closed(network=1, ago=ago, shared=(4,) * 6, private=(2,) * 3) for ago in (9, 5))
        other = Closed(network=2, ago=2, shared=(4,) * 6, private=(2,) * 3)
        assert [bundle.rounds for bundle in bundled((old, new, other))] == [{new.id, other.id}]

    def test_is_not_counted_beside_a_newer_figure_that_hides_nothing(self) -> None:
        """Nobody is counted twice: the network's newest figure has them."""
        hiding = rounds_of(([4] * 6, [2] * 3), ([4] * 6, [2] * 3), ago=9)
        newer = Closed(network=0, ago=2, shared=(4,) * 6, private=(2,) * 5)
        total = asked((*hiding, newer))
        assert total
        assert total.n == 17

    def test_goes_when_fewer_than_k_are_there(self) -> None:
        """As a whole, never one of its answers."""
        world = rounds_of(([4] * 6, []), ([2] * 3, []), ([5] * 2, []))
        total = asked(world, gone=["2-2-0"])
        assert total
        assert total.n == 6

    def test_has_the_k_of_its_rounds(self) -> None:
        """A k that is raised later makes no other bundles."""
        world = rounds_of(([4] * 6, [2] * 2), ([4] * 6, [2] * 1), ([4] * 6, [2] * 3))
        early = publish(world[:2], 3)
        assert totals.bundles([*early, *publish(world[2:], 8)], before=NOW) == totals.bundles(early, before=NOW)

    def test_is_of_a_moment_where_the_goals_tell_moments_apart(self) -> None:
        """What is rated at the start is not told with what is rated midway; how far it is, is."""
        rated, progress = a_question(QuestionKind.SCALE, target="T3"), a_question(QuestionKind.SCALE)
        phases = (Phase.START, Phase.MIDWAY)
        assert len({totals.scale_of(rated, phase) for phase in phases}) == 2
        assert len({totals.scale_of(progress, phase) for phase in phases}) == 1

    @settings(max_examples=examples(60), deadline=None)
    @given(st.data())
    def test_never_shares_an_answer(self, data: st.DataObject) -> None:
        """No reply is in two bundles, nor in a bundle and a figure; each has k or more, of two networks or more."""
        world = data.draw(worlds(most=9))
        bundles = bundled(world, attacking.K)
        published = {one.round: one.figure for one in publish(world, attacking.K)}
        private = [bundle for bundle in bundles if bundle.is_private]
        inside = [reply for bundle in private for round in bundle.rounds for reply in published[round].others]
        figured = {reply for figure in published.values() if figure.is_shown for reply in figure.replies}
        assert sum(bundle.left for bundle in private) == len(inside)
        assert len(inside) == len(set(inside))
        assert figured.isdisjoint(inside)
        assert all(bundle.figure.n >= attacking.K and len(bundle.networks) > 1 for bundle in bundles)


class TestRange:
    @settings(max_examples=examples(80), deadline=None)
    @given(st.data())
    def test_holds_the_true_middle(self, data: st.DataObject) -> None:
        """What is said between two points is never wrong."""
        world = data.draw(worlds(most=5, hidden=False))
        total, points = asked(world), sorted(point for one in world for point in (*one.shared, *one.private))
        assume(total is not None and total.n == len(points) and total.lowest is not None)
        assert total
        assert (total.lowest or 1) <= points[(len(points) - 1) // 2] <= (total.highest or 5)

    @settings(max_examples=examples(60), deadline=None)
    @given(st.data())
    def test_says_no_more_than_the_figures(self, data: st.DataObject) -> None:
        """Other private answers behind the same figures give the very same totals."""
        world = data.draw(worlds(most=4, hidden=False))
        other = tuple(replace(one, private=data.draw(same_figure(one))) for one in world)
        assert asked(world) == asked(other)


@st.composite
def worlds(draw: st.DrawFn, *, most: int, hidden: bool = True) -> World:
    """Rounds of three networks on three days. `hidden`: fewer than k of a kind occur, too."""
    places = st.tuples(st.integers(0, 2), st.integers(1, 3))
    found = draw(st.lists(places, min_size=1, max_size=most, unique=True))
    shared = st.lists(st.integers(1, 5), max_size=4)
    private = st.lists(st.integers(1, 5), max_size=4) if hidden else st.lists(st.integers(1, 5), min_size=5, max_size=7)
    made = [
        Closed(network=network, ago=ago, shared=tuple(draw(shared)), private=tuple(draw(private)))
        for network, ago in sorted(found)
    ]
    return tuple(made)


@st.composite
def same_figure(draw: st.DrawFn, one: Closed) -> tuple[int, ...]:
    """Private answers that the round's figure cannot be told apart by; where none is found, those it has."""
    drawn = st.lists(st.integers(1, 5), min_size=len(one.private), max_size=len(one.private))
    for _ in range(9):
        private = tuple(draw(drawn))
        if told(replace(one, private=private)) == told(one):
            return private
    return one.private


def told(one: Closed) -> tuple[int | None, int | None]:
    return figures.scale(tally(one.shared), tally(one.private))


def tally(points: Sequence[int]) -> Tally:
    return tuple(points.count(point) for point in figures.POINTS)


class TestAttacker:
    """Who knows all shared replies and our rules asks for every total of any networks in any period, over and over."""

    @settings(max_examples=examples(150), deadline=None)
    @given(st.data())
    def test_learns_no_private_answer(self, data: st.DataObject) -> None:
        """For each there is another world that shows the same, also after replies went, changed and came too late."""
        world = data.draw(worlds(most=5))
        later = data.draw(st.lists(events(world), max_size=3))
        assert attacking.learnt(world, later) == set()

    def test_learns_none_where_all_say_the_same(self) -> None:
        """The hardest: whoever guesses is right, and cannot know it."""
        for point in figures.POINTS:
            world = rounds_of(*[([point] * 4, [point] * 2)] * 3, ([1, 3, 5], [point] * 3))
            assert attacking.learnt(world, [attacking.withdrawn(0)]) == set()

    def test_would_learn_one_from_totals_that_are_put_together_as_they_are_asked_for(self) -> None:
        """The attacker is no fool: where the whole is told and the whole but one, what that one hides is known."""
        world = rounds_of(([], [5]), ([], [1, 1]), ([], [5, 5]))
        assert attacking.learnt(world, show=attacking.carelessly) != set()
        assert attacking.learnt(world) == set()


@st.composite
def events(draw: st.DrawFn, world: World) -> attacking.Later:
    """Somebody takes a reply back, says something else with their name, or comes too late."""
    place, point = draw(st.integers(0, 20)), draw(st.integers(1, 5))
    round = draw(st.sampled_from(world)).id
    return draw(
        st.sampled_from([attacking.withdrawn(place), attacking.edited(place, point), attacking.late(point, round)])
    )
