"""How a network is put together: its members by kind, counted under the small-n rules (domain.md §2.3)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.model.organisations import PersonKind

LEAST = 3
"""What is shown of a whole and what is left of it are each none or at least so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """`counts`: kinds with enough members, most first. `others`: everybody else, who are none or several.

    `is_small`: fewer members than k, so nothing is counted.
    """

    members: int
    counts: tuple[tuple[PersonKind, int], ...] = ()
    others: int = 0
    is_small: bool = False


def mix(kinds: Iterable[PersonKind | None], *, k: int) -> Mix:
    """The mix of a network's members. Who has not said a kind is among the others.

    A kind with one or two members would point at them, and a rest of one or two could be worked out by whoever can
    count; so the smallest shown kinds join the others until those are enough.
    """
    said = list(kinds)
    members = len(said)
    if members < k:
        return Mix(members=members, is_small=True)
    order = list(PersonKind)
    counted = Counter(kind for kind in said if kind is not None)
    shown = sorted(
        ((kind, n) for kind, n in counted.items() if n >= LEAST), key=lambda pair: (-pair[1], order.index(pair[0]))
    )
    while shown and 0 < members - sum(n for _, n in shown) < LEAST:
        shown.pop()
    return Mix(members=members, counts=tuple(shown), others=members - sum(n for _, n in shown))
