"""The library as a file: whatever was written in chat comes back from it word for word."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.control import OperationError
from bot.house import content
from bot.prompts import as_file, parsed
from core.model.editions import Wording, faults, reworded, worded
from core.model.prompts import Prompt
from core.services import libraries
from tests.support.counts import examples

SHIPPED = libraries.read(content("prompts.yaml"))
LOOKS_LIKE_SOMETHING_ELSE = (
    *(
        "Nej: ja, {navn} [liste]",
        "'enkelt' og \"dobbelt\"",
        "# ingen bemærkning",
        "- ingen liste her",
        "& * ! | > % @ `",
    ),
    *(
        "=1+1 og <!channel>",
        "null null null",
        "2026-11-26 12:00",
        "<<: *anker her",
        "\\n er ikke en linje",
        "\u202e😀 æøå ÆØÅ \x07",
    ),
)


def _said(text: str, english: str = "") -> Wording:
    """The same words everywhere in the first prompt."""
    both = {"da": text, "en": english}
    return replace(worded(SHIPPED[0]), title=both, questions=(both, both), hints=(both, {}))


def _through_a_file(prompt: Prompt) -> Prompt:
    return libraries.read(parsed(as_file([prompt, *SHIPPED[1:]])))[0]


class TestAFile:
    def test_of_what_ships_is_read_as_what_ships(self) -> None:
        """Nothing is lost on the way out and in."""
        assert libraries.read(parsed(as_file(SHIPPED))) == SHIPPED

    @pytest.mark.parametrize("text", LOOKS_LIKE_SOMETHING_ELSE)
    def test_holds_words_that_look_like_something_else(self, text: str) -> None:
        """To a reader of YAML, of markup or of formulas."""
        wording = _said(text)
        prompt = reworded(SHIPPED[0], wording)
        assert not faults(wording)
        assert prompt.title == {"da": " ".join(text.split())}
        assert _through_a_file(prompt) == prompt

    @settings(max_examples=examples(15), deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=10, max_size=70))
    def test_holds_whatever_can_be_saved(self, text: str) -> None:
        """In either language."""
        wording = _said(text, text[::-1])
        assume(not faults(wording))
        prompt = reworded(SHIPPED[0], wording)
        assert _through_a_file(prompt) == prompt

    @pytest.mark.parametrize(
        ("text", "where"),
        [
            ("a: [1, 2", "line 1, column 9: "),
            ('title: {da: "Uden slut}', "line 1, column 24: "),
            ("a:\n  b: 1\n  b: 2", "line 3, column 3: b stands twice here"),
            ("a: 2026-13-45", "month must be in 1..12"),
            ("[" * 5000, "recursion"),
            ("a: !!python/object:os.system x", "could not determine a constructor"),
        ],
    )
    def test_that_is_no_yaml_is_said_to_be_wrong_where_it_is(self, text: str, where: str) -> None:
        """By line and column; nothing in it is ever carried out."""
        with pytest.raises(OperationError) as error:
            parsed(text)
        assert where in str(error.value)
