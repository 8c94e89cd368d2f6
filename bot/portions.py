"""What is too long for one message, in portions that end where a section does, if one ends near."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Json = dict[str, Any]


def portions(
    blocks: Sequence[Json], *, weight: Callable[[Json], int], room: int, most: int, heads: Callable[[Json], bool]
) -> Iterator[list[Json]]:
    """The blocks in order, no more of them than `most` and no more weight than `room` in each, but at least one.

    `heads`: whether a block is a heading. A section that takes less than a quarter of a full portion and goes on in the
    next goes there with its heading: a heading at the end, or buttons without what they are about, say nothing.
    """
    portion: list[Json] = []
    left = room
    for block in blocks:
        heavy = weight(block)
        if portion and (len(portion) == most or heavy > left):
            begun = [] if heads(block) else _begun(portion, heads)
            taken = sum(map(weight, begun))
            if len(begun) > most // 4 or taken > room // 4 or taken + heavy > room:
                begun, taken = [], 0
            yield portion[: len(portion) - len(begun)]
            portion, left = begun, room - taken
        portion.append(block)
        left -= heavy
    if portion:
        yield portion


def _begun(portion: list[Json], heads: Callable[[Json], bool]) -> list[Json]:
    """From its last heading on; nothing if it begins there, or has none."""
    place = max((place for place, block in enumerate(portion) if heads(block)), default=0)
    return portion[place:] if place else []
