"""How a network is put together, counted so that nobody is pointed at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.mixes import LEAST, mix
from core.model.organisations import PersonKind

EMPLOYEE, MANAGER, CITIZEN = PersonKind.EMPLOYEE, PersonKind.MANAGER, PersonKind.CITIZEN


class TestAMix:
    @pytest.mark.parametrize(
        ("kinds", "counts", "others"),
        [
            ([EMPLOYEE] * 8, [(EMPLOYEE, 8)], 0),
            ([EMPLOYEE] * 5 + [CITIZEN] * 3, [(EMPLOYEE, 5), (CITIZEN, 3)], 0),
            ([EMPLOYEE] * 5 + [MANAGER, CITIZEN, None], [(EMPLOYEE, 5)], 3),
            ([EMPLOYEE] * 7 + [CITIZEN], [], 8),
            ([EMPLOYEE] * 5 + [MANAGER] * 3 + [CITIZEN], [(EMPLOYEE, 5)], 4),
            ([None] * 6, [], 6),
        ],
        ids=["all", "both", "few together", "one would show", "one takes another with it", "nobody has said"],
    )
    def test_counts_what_points_at_nobody(
        self, kinds: list[PersonKind | None], counts: list[tuple[PersonKind, int]], others: int
    ) -> None:
        """Kinds of one or two are among the others, and a rest of one or two takes a shown kind with it."""
        found = mix(kinds, k=5)
        assert (list(found.counts), found.others) == (counts, others)

    def test_of_a_small_network_is_not_counted(self) -> None:
        """Under k there is nothing, whatever they are."""
        assert mix([EMPLOYEE] * 4, k=5).is_small
        assert mix([EMPLOYEE] * 4, k=5).counts == ()

    @given(st.lists(st.none() | st.sampled_from(PersonKind), max_size=30), st.integers(3, 9))
    def test_never_tells_of_one_or_two(self, kinds: list[PersonKind | None], k: int) -> None:
        """Whoever counts, what is shown and what is left are each none or at least three, and add up."""
        found = mix(kinds, k=k)
        shown = sum(n for _, n in found.counts)
        assert all(n >= LEAST for _, n in found.counts)
        assert found.is_small or shown + found.others == len(kinds)
        assert not shown or found.others == 0 or found.others >= LEAST
