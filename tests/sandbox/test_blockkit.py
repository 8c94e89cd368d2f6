"""The Block Kit check finds what Slack would refuse, and nothing else."""

import pytest
import slackblocks._limits as registry

from sandbox.slack.blockkit import problems, rendered_size, view_problems
from sandbox.slack.blockkit_limits import LIMITS
from tests.sandbox.toymanifest import a_modal, button, plain


def section(**fields: object) -> dict:
    return {"type": "section"} | fields


def select(**fields: object) -> dict:
    options = [{"text": plain("En"), "value": "1"}, {"text": plain("To"), "value": "2"}]
    return {"type": "static_select", "action_id": "a", "options": options} | fields


def asking(element: dict) -> dict:
    return {"type": "input", "label": plain("Spørgsmål"), "element": element}


def actions(*elements: dict) -> dict:
    return {"type": "actions", "elements": list(elements)}


RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Hej ", "style": {"bold": True}},
                {"type": "user", "user_id": "U1"},
                {"type": "link", "url": "https://example.org"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "punkt"}]},
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "citat"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "kode"}]},
    ],
}
GOOD = [
    section(text=plain("Hej"), block_id="b1", accessory=button("Tryk", "a")),
    section(fields=[{"type": "mrkdwn", "text": "*En*", "verbatim": True}]),
    {"type": "header", "text": plain("Overskrift")},
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "lille"}]},
    actions(
        button("En", "a"),
        select(action_id="b"),
        {"type": "overflow", "action_id": "c", "options": [{"text": plain("Slet"), "value": "d"}]},
    ),
    {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "et billede"},
    RICH,
    {"type": "markdown", "text": "**fed**"},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]], "column_settings": [{"align": "right"}]},
    asking({"type": "plain_text_input", "action_id": "a", "multiline": True, "max_length": 200}),
    asking({"type": "multi_users_select", "action_id": "a", "max_selected_items": 3}),
    asking({"type": "number_input", "action_id": "a", "is_decimal_allowed": False, "min_value": "1"}),
    asking({"type": "datepicker", "action_id": "a", "initial_date": "2026-11-22"}),
    asking({"type": "timepicker", "action_id": "a", "initial_time": "09:30"}),
    asking(select(initial_option={"text": plain("To"), "value": "2"})),
]
BAD = {
    "empty text": section(text=plain("")),
    "long text": section(text=plain("x" * 3001)),
    "no text": section(),
    "unknown field": section(text=plain("x"), colour="red"),
    "unknown type": {"type": "fireworks"},
    "mistyped flag": section(text={"type": "plain_text", "text": "x", "emoji": "yes"}),
    "mrkdwn header": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "long header": {"type": "header", "text": plain("x" * 151)},
    "empty actions": actions(),
    "too many actions": actions(*[button("x", f"a{n}") for n in range(26)]),
    "same action_id": actions(button("x", "a"), button("y", "a")),
    "long button": actions(button("x" * 76, "a")),
    "long value": actions(button("x", "a", "x" * 2001)),
    "bad style": actions(button("x", "a") | {"style": "warning"}),
    "input in actions": actions({"type": "plain_text_input", "action_id": "a"}),
    "button in input": asking(button("x", "a")),
    "no options": asking(select(options=[])),
    "too many options": asking(select(options=[{"text": plain("x"), "value": str(n)} for n in range(101)])),
    "repeated option": asking(select(options=[{"text": plain("x"), "value": "1"}] * 2)),
    "foreign initial option": asking(select(initial_option={"text": plain("Tre"), "value": "3"})),
    "long option": asking(select(options=[{"text": plain("x" * 76), "value": "1"}])),
    "radio overflow": asking(
        {
            "type": "radio_buttons",
            "action_id": "a",
            "options": [{"text": plain("x"), "value": str(n)} for n in range(11)],
        }
    ),
    "bad date": asking({"type": "datepicker", "action_id": "a", "initial_date": "22-11-2026"}),
    "bad time": asking({"type": "timepicker", "action_id": "a", "initial_time": "24:00"}),
    "bad bounds": asking({"type": "plain_text_input", "action_id": "a", "min_length": 9, "max_length": 3}),
    "bad url": actions(button("x", "a") | {"url": "javascript:alert(1)"}),
    "long block_id": section(text=plain("x"), block_id="b" * 256),
    "long label": {"type": "input", "label": plain("x" * 2001), "element": select()},
    "no number format": asking({"type": "number_input", "action_id": "a"}),
}
KNOWN = {
    "text": "TEXT_MAX_LENGTH",
    "header.text": "HEADER_TEXT_MAX_LENGTH",
    "id": "BLOCK_ID_MAX_LENGTH",
    "button.text": "BUTTON_TEXT_MAX_LENGTH",
    "button.value": "BUTTON_VALUE_MAX_LENGTH",
    "button.url": "BUTTON_URL_MAX_LENGTH",
    "option.text": "OPTION_TEXT_MAX_LENGTH",
    "option.value": "OPTION_VALUE_MAX_LENGTH",
    "option.description": "OPTION_DESCRIPTION_MAX_LENGTH",
    "options": "SELECT_OPTIONS_MAX_ITEMS",
    "option_groups": "SELECT_OPTION_GROUPS_MAX_ITEMS",
    "overflow.options": "OVERFLOW_OPTIONS_MAX_ITEMS",
    "radio_buttons.options": "RADIO_BUTTONS_OPTIONS_MAX_ITEMS",
    "checkboxes.options": "CHECKBOXES_OPTIONS_MAX_ITEMS",
    "placeholder": "SELECT_PLACEHOLDER_MAX_LENGTH",
    "input.label": "INPUT_LABEL_MAX_LENGTH",
    "input.hint": "INPUT_HINT_MAX_LENGTH",
    "plain_text_input.length": "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX",
    "actions.elements": "ACTIONS_ELEMENTS_MAX_ITEMS",
    "context.elements": "CONTEXT_ELEMENTS_MAX_ITEMS",
    "table.rows": "TABLE_ROWS_MAX_ITEMS",
    "table.columns": "TABLE_COLUMNS_MAX_ITEMS",
    "image.url": "IMAGE_IMAGE_URL_MAX_LENGTH",
    "image.alt_text": "IMAGE_ALT_TEXT_MAX_LENGTH",
    "message.markdown": "MARKDOWN_TOTAL_TEXT_MAX_LENGTH",
    "confirm.title": "CONFIRMATION_TITLE_MAX_LENGTH",
    "confirm.text": "CONFIRMATION_TEXT_MAX_LENGTH",
    "confirm.button": "CONFIRMATION_CONFIRM_MAX_LENGTH",
}


class TestBlocks:
    def test_good_ones_pass(self) -> None:
        """Nothing is wrong with what Slack takes."""
        assert problems(GOOD, "message") == []

    @pytest.mark.parametrize("name", BAD)
    def test_bad_ones_do_not(self, name: str) -> None:
        """Each flaw is found, and said with a place."""
        found = problems([BAD[name]], "message")
        assert found
        assert all("[json-pointer:/blocks" in one for one in found)

    @pytest.mark.parametrize(
        ("blocks", "surface"),
        [
            ([section(text=plain("x"))] * 51, "message"),
            ([section(text=plain("x"))] * 101, "modal"),
            ([section(text=plain("x"), block_id="b")] * 2, "message"),
            ([GOOD[9]] * 2, "message"),
            ([{"type": "markdown", "text": "x" * 7000}] * 2, "message"),
            ([GOOD[8]], "modal"),
            ([GOOD[9]], "modal"),
            ([GOOD[8]], "home"),
            ("no list", "home"),
        ],
    )
    def test_flaws_of_the_whole_are_found(self, blocks: object, surface: str) -> None:
        """Counts, repetitions and what a surface does not take."""
        assert problems(blocks, surface)

    def test_size_counts_headers_more(self) -> None:
        """The undocumented ceiling counts visible characters, and about 100 for a header."""
        assert rendered_size([{"type": "header", "text": plain("x")}, section(text=plain("yy"))]) == 103


class TestViews:
    def test_a_good_one_passes(self) -> None:
        """Nothing is wrong with our own modal."""
        assert view_problems(a_modal()) == []

    @pytest.mark.parametrize(
        "flaw",
        [
            {"title": plain("x" * 25)},
            {"submit": None},
            {"private_metadata": "x" * 3001},
            {"callback_id": "x" * 256},
            {"blocks": None},
            {"type": "poster"},
            {"colour": "red"},
        ],
    )
    def test_bad_ones_do_not(self, flaw: dict) -> None:
        """Each flaw of a view is found."""
        view = {name: value for name, value in (a_modal() | flaw).items() if value is not None}
        assert view_problems(view)


@pytest.mark.parametrize("name", KNOWN)
def test_limits_agree_with_an_independent_table(name: str) -> None:
    """Our numbers are those of slackblocks' registry."""
    assert LIMITS[name] == getattr(registry, KNOWN[name])
