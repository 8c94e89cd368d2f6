"""The table of limits is what others say too, and texts are cut where a reader would cut them."""

import pytest
import slackblocks._limits as theirs
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import limits
from bot.slack.limits import clean, cut, length
from sandbox.slack.blockkit_limits import LIMITS

THEIRS = {
    "MESSAGE_BLOCKS": "MESSAGE_BLOCKS_MAX_ITEMS",
    "VIEW_BLOCKS": "VIEW_BLOCKS_MAX_ITEMS",
    "TITLE": "VIEW_TITLE_MAX_LENGTH",
    "VIEW_BUTTON": "VIEW_SUBMIT_MAX_LENGTH",
    "ID": "BLOCK_ID_MAX_LENGTH",
    "PRIVATE_METADATA": "VIEW_PRIVATE_METADATA_MAX_LENGTH",
    "HEADER": "HEADER_TEXT_MAX_LENGTH",
    "TEXT": "TEXT_MAX_LENGTH",
    "ACTIONS": "ACTIONS_ELEMENTS_MAX_ITEMS",
    "BUTTON": "BUTTON_TEXT_MAX_LENGTH",
    "BUTTON_VALUE": "BUTTON_VALUE_MAX_LENGTH",
    "URL": "BUTTON_URL_MAX_LENGTH",
    "CONFIRM_TITLE": "CONFIRMATION_TITLE_MAX_LENGTH",
    "CONFIRM_TEXT": "CONFIRMATION_TEXT_MAX_LENGTH",
    "CONFIRM_BUTTON": "CONFIRMATION_DENY_MAX_LENGTH",
    "LABEL": "INPUT_LABEL_MAX_LENGTH",
    "HINT": "INPUT_HINT_MAX_LENGTH",
    "PLACEHOLDER": "SELECT_PLACEHOLDER_MAX_LENGTH",
    "INPUT": "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX",
    "OPTIONS": "SELECT_OPTIONS_MAX_ITEMS",
    "OPTION_GROUPS": "SELECT_OPTION_GROUPS_MAX_ITEMS",
    "FEW_OPTIONS": "RADIO_BUTTONS_OPTIONS_MAX_ITEMS",
    "OPTION": "OPTION_TEXT_MAX_LENGTH",
    "OPTION_VALUE": "OPTION_VALUE_MAX_LENGTH",
    "OPTION_HINT": "OPTION_DESCRIPTION_MAX_LENGTH",
}


class TestTheTable:
    @pytest.mark.parametrize("name", THEIRS)
    def test_agrees_with_an_independent_one(self, name: str) -> None:
        """Somebody else read Slack's pages too."""
        assert getattr(limits, name) == getattr(theirs, THEIRS[name])

    def test_keeps_below_what_was_measured(self) -> None:
        """The ceiling on a whole message is nowhere written down."""
        assert LIMITS["message.rendered"] > limits.MESSAGE_SIZE
        assert LIMITS["view.bytes"] > limits.VIEW_SIZE * 6


class TestAText:
    @given(st.text(st.characters()), st.integers(1, 50))
    def test_is_never_longer_than_it_may_be(self, text: str, most: int) -> None:
        """In the units that Slack counts in, and it can always be sent."""
        shortened = cut(text, most)
        assert length(shortened) <= most
        shortened.encode()

    @given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"]), max_size=40))
    def test_that_fits_stays_as_it_is(self, text: str) -> None:
        """Nothing that can be read is changed."""
        assert cut(text, 100) == text.replace("\u2028", "\n").replace("\u2029", "\n")

    def test_that_is_cut_says_so_and_halves_no_character(self) -> None:
        """An emoji is there or it is not."""
        assert (cut("👍👍👍", 4), cut("abcdef", 4)) == ("👍…", "abc…")

    def test_cannot_turn_the_line_around(self) -> None:
        """Neither by direction marks nor by control characters; line breaks stay."""
        assert clean("a\u202eb\u2066c\x00\x1b[d\r\ne\u2028f\ud83d") == "abc[d\ne\nf\ufffd"
