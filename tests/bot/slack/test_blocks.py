"""Every element, with whatever a person can write, is something that Slack takes."""

from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.slack import limits
from bot.slack.blocks import render_form, render_home, render_message, render_receipt, render_whole, route_of, weight
from locales.words import Plain
from tests.bot.slack.blockkit_oracles import check, complaints
from tests.support.drawings import HOSTILE, HUGE, LONG, forms, fuzz, views
from views.elements import (
    Actions,
    Button,
    Choice,
    Choices,
    DateInput,
    Form,
    Heading,
    Listing,
    Note,
    Option,
    PeopleInput,
    Quote,
    Text,
    TextInput,
    TimeInput,
    View,
)


class TestAView:
    @fuzz
    @given(views)
    @example(View(summary=HUGE, elements=(Quote(HUGE),) * 60))
    @example(View(summary="", elements=(Heading(HUGE),) * 60))
    @example(View(summary="", elements=(Listing(((Plain(LONG),),) * 40),)))
    def test_fits_slack_as_a_message_and_what_follows_it(self, view: View) -> None:
        """However long, however strange."""
        first, rest = render_message(view, "round:1:prompt")
        for message in (first, *rest, render_whole(view, "round:1:prompt")):
            check(message)
        assert len(rest) < limits.MESSAGE_PARTS

    @fuzz
    @given(views)
    @example(View(summary=HUGE, elements=(Quote(HUGE), Actions((Button(label="Ja", route="a.b"),))) * 80))
    def test_fits_slack_as_a_home_and_as_a_receipt(self, view: View) -> None:
        """The same view on the other surfaces."""
        check(render_home(view))
        check(render_receipt(view, view.summary))

    def test_carries_its_key_in_the_first_block(self) -> None:
        """There it is found even when the metadata is gone."""
        message, _ = render_message(View(summary="Hej", elements=(Quote("a"), Quote("b"))), "round:1:prompt")
        assert [block.get("block_id") for block in message["blocks"]] == ["round:1:prompt", None]

    def test_that_is_too_long_goes_on_and_loses_nothing(self) -> None:
        """Every word stands in one of the messages."""
        quotes = [f"{number}" + "ø" * 2900 for number in range(9)]
        first, rest = render_message(View(summary="Hej", elements=tuple(map(Quote, quotes))))
        said = [text for message in (first, *rest) for text in _texts(message["blocks"])]
        assert (said, len(rest)) == (quotes, 2)

    def test_that_must_fit_keeps_its_buttons(self) -> None:
        """What somebody can do is more than the end of what somebody said."""
        row = Actions((Button(label="Ja", route="a.b"),))
        message = render_whole(View(summary="Hej", elements=(*(Quote(LONG),) * 9, row)))
        assert [block["type"] for block in message["blocks"]][-2:] == ["actions", "context"]
        assert sum(map(weight, message["blocks"])) <= limits.MESSAGE_SIZE + 1


class TestWhatAPersonWrote:
    @fuzz
    @given(st.text() | st.just(HOSTILE))
    def test_is_never_read_as_markup(self, text: str) -> None:
        """It is an element of rich text or plain text; there is no mrkdwn anywhere."""
        view = View(summary=text, elements=(Heading(text), Text((Plain(text),)), Note((Plain(text),)), Quote(text)))
        message = render_whole(view)
        assert "mrkdwn" not in str([block["type"] for block in message["blocks"]])
        assert _types(message["blocks"]) <= {
            "header",
            "plain_text",
            "rich_text",
            "rich_text_section",
            "rich_text_quote",
            "text",
            "context",
        }
        assert "<" not in message["text"]

    def test_stands_word_for_word(self) -> None:
        """But for what cannot be sent or turns the text around."""
        message = render_whole(View(summary="Hej", elements=(Quote("<@U1> *a*\n\n\u202eb\x07 & c"),)))
        assert _texts(message["blocks"]) == ["<@U1> *a*\n\nb & c"]


class TestAForm:
    @fuzz
    @given(forms)
    def test_fits_slack(self, form: Form) -> None:
        """Whatever its labels say and whatever stands in it."""
        check(render_form(form))

    def test_offers_more_than_a_list_takes_in_groups(self) -> None:
        """Every option can be chosen, and the chosen one is."""
        many = tuple(Option(value=str(number), label=f"Afdeling {number}") for number in range(250))
        form = _form(Choice(name="unit", label="Afdeling", options=many, value="249"))
        check(render_form(form))
        element = render_form(form)["blocks"][0]["element"]
        assert [len(group["options"]) for group in element["option_groups"]] == [100, 100, 50]
        assert element["initial_option"]["value"] == "249"

    def test_leaves_out_a_choice_of_nothing(self) -> None:
        """Slack has no way to show one."""
        blocks = render_form(_form(Choice(name="unit", label="Afdeling", options=())))["blocks"]
        assert [block["type"] for block in blocks] == ["context"]

    def test_starts_with_what_is_known(self) -> None:
        """Dates, times, people and texts stand in their inputs."""
        form = _form(
            TextInput(name="a", label="a", value="æ"),
            DateInput(name="b", label="b", value=date(2026, 11, 22)),
            TimeInput(name="c", label="c", value=time(9, 5)),
            PeopleInput(name="d", label="d", values=("U1",)),
            Choices(name="e", label="e", options=(Option(value="1", label="En"),), values=("1",)),
        )
        elements = [block["element"] for block in render_form(form)["blocks"]]
        initial = [value for element in elements for name, value in element.items() if name.startswith("initial_")]
        assert initial[:4] == ["æ", "2026-11-22", "09:05", "U1"]
        assert [option["value"] for option in initial[4]] == ["1"]

    def test_refuses_a_value_that_is_not_ids(self) -> None:
        """A value that is cut would name something else: that is a bug, and is told as one."""
        with pytest.raises(ValueError, match="ids only"):
            render_form(_form(value="x" * 3001))
        with pytest.raises(ValueError, match="ids only"):
            render_whole(View(summary="", elements=(Actions((Button(label="a", route="a.b", value="x" * 2001),)),)))
        with pytest.raises(ValueError, match="is an id"):
            render_form(_form(Choice(name="a", label="a", options=(Option(value="", label="a"),))))


class TestARowOfButtons:
    def test_names_a_route_twice_and_knows_it_again(self) -> None:
        """Slack wants each action of a row to have a name of its own."""
        row = Actions(tuple(Button(label="a", route="a.b", value=str(number)) for number in range(3)))
        names = [one["action_id"] for one in render_whole(View(summary="", elements=(row,)))["blocks"][0]["elements"]]
        assert (names, {route_of(name) for name in names}) == (["a.b", "a.b#2", "a.b#3"], {"a.b"})

    def test_that_is_too_long_becomes_two(self) -> None:
        """Nothing that can be pressed is left out."""
        row = Actions(tuple(Button(label="a", route="a.b") for _ in range(30)))
        blocks = render_whole(View(summary="", elements=(row,)))["blocks"]
        assert [len(block["elements"]) for block in blocks] == [25, 5]


class TestTheOracles:
    @pytest.mark.parametrize(
        "broken",
        [
            [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
            [{"type": "section", "text": {"type": "markdown", "text": "x"}}],
            [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text"}]}]}],
            [{"type": "actions", "elements": []}],
            [{"type": "divider"}] * 51,
            {"type": "modal", "title": {"type": "plain_text", "text": "x" * 25}, "blocks": []},
            {"text": "", "blocks": [{"type": "divider"}]},
        ],
    )
    def test_know_what_slack_would_not_take(self, broken: object) -> None:
        """An oracle that says yes to everything says nothing."""
        assert list(complaints(broken))


def _form(*elements: object, value: str = "") -> Form:
    return Form(title="Nyt", submit="Gem", close="Fortryd", elements=elements, route="a.b", value=value)


def _texts(node: object) -> list[str]:
    if isinstance(node, list):
        return [text for inner in node for text in _texts(inner)]
    if not isinstance(node, dict):
        return []
    own = [node["text"]] if isinstance(node.get("text"), str) else []
    return own + [text for inner in node.values() for text in _texts(inner)]


def _types(node: object) -> set[str]:
    if isinstance(node, list):
        return {kind for inner in node for kind in _types(inner)}
    if not isinstance(node, dict):
        return set()
    return {node["type"]} | {kind for inner in node.values() for kind in _types(inner)}
