"""What is too long for one message, in portions that end where a section does, if one ends near."""

from collections.abc import Callable, Sequence
from typing import Any

Json = dict[str, Any]


def portions(
    blocks: Sequence[Json],
    *,
    weight: Callable[[Json], int],
    room: int,
    heads: Callable[[Json], bool],
    most: int | None = None,
) -> list[list[Json]]:
    """The blocks in order, no more of them than `most` and no more weight than `room` in each, but at least one.

    `heads`: whether a block is a heading. A section that takes less than a quarter of a full portion and goes on in the
    next goes there with its heading: a heading at the end, or buttons without what they are about, say nothing. But for
    that there are never more portions, since those that are too many are not sent.
    """

    def begun(portion: list[Json], block: Json) -> int:
        """The place in a full portion from which it goes along with the block that comes next."""
        headings = [place for place, one in enumerate((*portion, block)) if heads(one)]
        place = headings[-1] if headings else 0
        while place > 1 and heads(portion[place - 1]):
            place -= 1
        taken = sum(map(weight, portion[place:]))
        is_little = taken <= room // 4 and (most is None or len(portion) - place <= most // 4)
        return place if place and is_little and taken + weight(block) <= room else len(portion)

    whole, plain = _cut(blocks, weight, room, most, begun), _cut(blocks, weight, room, most, lambda one, _: len(one))
    return whole if len(whole) <= len(plain) else plain


def _cut(
    blocks: Sequence[Json],
    weight: Callable[[Json], int],
    room: int,
    most: int | None,
    begun: Callable[[list[Json], Json], int],
) -> list[list[Json]]:
    """`begun`: the place in a full portion from which on it goes along with the next block."""
    found: list[list[Json]] = [[]]
    left = room
    for block in blocks:
        portion, heavy = found[-1], weight(block)
        if portion and (len(portion) == most or heavy > left):
            place = begun(portion, block)
            found[-1:] = [portion[:place], portion[place:]]
            left = room - sum(map(weight, portion[place:]))
        found[-1].append(block)
        left -= heavy
    return found if blocks else []
