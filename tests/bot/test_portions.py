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


def cut(*blocks: Json, most: int | None = MOST) -> list[list[Json]]:
    return portions(blocks, weight=weight, room=ROOM, most=most, heads=heads)


def filled(*blocks: Json) -> list[list[Json]]:
    """Each portion as full as can be."""
    return portions(blocks, weight=weight, room=ROOM, most=MOST, heads=lambda block: False)


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
    def test_are_never_more_for_it(self, blocks: list[Json]) -> None:
        """Those that are too many are not sent, and buttons stand last."""
        assert len(cut(*blocks)) == len(filled(*blocks))

    @given(BLOCKS)
    def test_end_with_no_heading_that_could_go_along(self, blocks: list[Json]) -> None:
        """Where they end elsewhere than when they are filled: a heading that goes along takes those before it along."""
        found = cut(*blocks)
        for portion, following in pairwise(found) if found != filled(*blocks) else ():
            last, first = portion[-1], following[0]
            if heads(last) and sum(map(heads, portion)) < len(portion):
                run = sum(map(weight, _trailing(portion)))
                assert run > ROOM // 4 or run + weight(first) > ROOM or len(_trailing(portion)) > MOST // 4

    def test_take_a_section_that_has_just_begun_along(self) -> None:
        """With all there is of it so far."""
        begun = [heading(), text(4)]
        assert cut(text(30), *begun, text(10)) == [[text(30)], [*begun, text(10)]]

    def test_part_a_section_that_fills_much_already(self) -> None:
        """Else the portions would be many and half empty."""
        assert cut(text(10), heading(), text(20), text(10)) == [[text(10), heading(), text(20)], [text(10)]]

    def test_take_headings_one_below_the_other_along(self) -> None:
        """The one above says nothing without the one below."""
        headings = [heading(), heading()]
        assert cut(text(30), *headings, text(20)) == [[text(30)], [*headings, text(20)]]

    def test_of_few_blocks_are_cut_the_same_way(self) -> None:
        """Where only the weight counts, how many there are does not."""
        assert cut(text(30), heading(), text(4), text(8), most=None) == [[text(30)], [heading(), text(4), text(8)]]

    def test_are_filled_where_there_would_be_more_of_them(self) -> None:
        """Room left empty twice can take a whole portion."""
        blocks = [text(30), heading(), text(6), text(24), heading(), text(6), text(24), heading(), text(6), text(8)]
        assert cut(*blocks) == filled(*blocks)
        assert len(filled(*blocks)) == 3


def _trailing(portion: list[Json]) -> list[Json]:
    """The headings at the end."""
    return portion[max((place for place, block in enumerate(portion) if not heads(block)), default=-1) + 1 :]
