"""What is too long for one message: nothing is lost or turned around, and sections stay together where they can."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.portions import Json, portions

ROOM, MOST = 40, 8


def weight(block: Json) -> int:
    return int(block["weight"])


def heads(block: Json) -> bool:
    return bool(block["heads"])


def cut(*blocks: Json) -> list[list[Json]]:
    return list(portions(blocks, weight=weight, room=ROOM, most=MOST, heads=heads))


def text(weight: int) -> Json:
    return {"weight": weight, "heads": False}


def heading(weight: int = 2) -> Json:
    return {"weight": weight, "heads": True}


BLOCKS = st.lists(
    st.builds(lambda weight, heads: {"weight": weight, "heads": heads}, st.integers(1, 50), st.booleans())
)


class TestPortions:
    @given(BLOCKS)
    def test_hold_everything_in_order_and_no_more_than_fits(self, blocks: list[Json]) -> None:
        """One block that is too heavy alone stands alone: the platform decides about it."""
        found = cut(*blocks)
        assert [block for portion in found for block in portion] == blocks
        assert all(0 < len(portion) <= MOST for portion in found)
        assert all(sum(map(weight, portion)) <= ROOM or len(portion) == 1 for portion in found)

    @given(BLOCKS)
    def test_end_with_no_heading_that_could_go_along(self, blocks: list[Json]) -> None:
        """A light heading is never the last of one while what it heads begins the next, if both fit there."""
        found = cut(*blocks)
        for portion, following in pairwise(found):
            last, first = portion[-1], following[0]
            if heads(last) and len(portion) > 1 and not heads(first):
                assert weight(last) > ROOM // 4 or weight(last) + weight(first) > ROOM

    def test_take_a_section_that_has_just_begun_along(self) -> None:
        """With all there is of it so far."""
        begun = [heading(), text(4)]
        assert cut(text(30), *begun, text(10)) == [[text(30)], [*begun, text(10)]]

    def test_part_a_section_that_fills_much_already(self) -> None:
        """Else the portions would be many and half empty."""
        assert cut(text(10), heading(), text(20), text(10)) == [[text(10), heading(), text(20)], [text(10)]]
