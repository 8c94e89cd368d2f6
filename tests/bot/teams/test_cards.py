"""Every element, with whatever a person can write, is something that Teams takes and everybody can use."""

from datetime import date
from typing import ClassVar

import pytest
from hypothesis import example, given

from bot.teams import limits
from bot.teams.cards import render_cards, render_form, render_message, render_receipt, summary
from locales.words import Hyperlink, Mention, Plain, Strong
from tests.bot.teams.card_oracles import check, complaints, marks, mentions, nodes, read, said
from tests.support.drawings import HUGE, LONG, forms, fuzz, views
from views.elements import (
    Actions,
    Button,
    Confirm,
    DateInput,
    Divider,
    Fields,
    Form,
    Heading,
    Link,
    Listing,
    Note,
    PeopleInput,
    Quote,
    Style,
    Text,
    TextInput,
    View,
)

METTE = Mention("8c5a1b5e-0000-4000-8000-000000000001", "Mette Holm")
ANOTHER = Mention("8c5a1b5e-0000-4000-8000-000000000002", "Mette Holm")
YES = Button(label="Ja tak", route="members.accept", value="m1", style=Style.PRIMARY)


def _body(*elements: object) -> list[dict]:
    card = render_message(View(summary="Hej", elements=elements))
    check(card)
    return card["body"]


def _form(*elements: object, value: str = "n1") -> Form:
    return Form(title="Nyt", submit="Gem", close="Fortryd", elements=elements, route="networks.create", value=value)


class TestAnElement:
    def test_that_is_a_heading_is_announced_as_one(self) -> None:
        """Whoever has the card read out can jump to it."""
        (block,) = _body(Heading("Tryg hjem"))
        assert (block["type"], block["style"], block["text"]) == ("TextBlock", "heading", "Tryg hjem")

    def test_that_is_text_keeps_what_stands_out(self) -> None:
        """Each span is a run of its own."""
        (block,) = _body(Text((Plain("Et "), Strong("netværk"))))
        assert block["inlines"] == [
            {"type": "TextRun", "text": "Et "},
            {"type": "TextRun", "text": "netværk", "weight": "bolder"},
        ]

    def test_that_is_a_note_is_small(self) -> None:
        """With a mention and without."""
        plain, named = _body(Note((Plain("Kun for dig"),)), Note((METTE, Plain(" ser det"))))
        assert (plain["inlines"][0]["size"], plain["inlines"][0]["isSubtle"]) == ("small", True)
        assert (named["size"], named["isSubtle"]) == ("small", True)

    def test_that_is_a_quote_stands_apart_word_for_word(self) -> None:
        """But for what cannot be sent or turns the text around."""
        (block,) = _body(Quote("<at>Mette</at> *a*\n\n\u202eb\x07 & [c](http://d)"))
        assert (block["type"], block["style"]) == ("Container", "emphasis")
        assert said(block) == ["<at>Mette</at> *a*\n\nb & [c](http://d)"]

    def test_that_is_a_listing_has_a_bullet_for_each_that_says_something(self) -> None:
        """Close together."""
        blocks = _body(Listing(((Plain("a"),), (), (METTE, Plain(" b")))))
        assert [block.get("spacing") for block in blocks] == [None, "small"]
        assert said(blocks) == ["•\u00a0", "a", "•\u00a0<at>Mette Holm</at> b"]

    def test_that_is_fields_has_a_line_for_each(self) -> None:
        """Its name stands out."""
        first, second = _body(Fields((("Leder", (METTE,)), ("Type", (Plain("Læring"),)))))
        assert first["text"] == "**Leder**: <at>Mette Holm</at>"
        assert [run["text"] for run in second["inlines"]] == ["Type", ": ", "Læring"]

    def test_that_is_a_divider_is_a_line_above_what_follows(self) -> None:
        """There is no element for it; at the end there is nothing to divide."""
        blocks = _body(Text((Plain("a"),)), Divider(), Text((Plain("b"),)), Divider())
        assert [block.get("separator") for block in blocks] == [None, True]

    def test_that_says_nothing_is_left_out(self) -> None:
        """A card is never empty all the same."""
        assert said(_body(Text(()), Quote("\n"), Listing(()), Actions(()))) == ["…"]


class TestAMention:
    def test_is_an_entity_beside_the_card(self) -> None:
        """By the account's id, with the name that people see."""
        card = render_message(View(summary="", elements=(Text((Plain("Hej "), METTE)),)))
        check(card)
        mentioned = {"id": METTE.account, "name": "Mette Holm"}
        assert mentions(card) == [{"type": "mention", "text": "<at>Mette Holm</at>", "mentioned": mentioned}]

    def test_of_two_people_with_one_name_is_two(self) -> None:
        """Teams goes by the text, so the second has a number there; people see the name."""
        card = render_message(View(summary="", elements=(Listing(((METTE,), (ANOTHER,), (METTE,))),)))
        assert [entity["text"] for entity in mentions(card)] == ["<at>Mette Holm</at>", "<at>Mette Holm 2</at>"]
        assert {entity["mentioned"]["name"] for entity in mentions(card)} == {"Mette Holm"}

    def test_without_a_name_is_the_account(self) -> None:
        """Teams would show a mention of nobody."""
        card = render_message(View(summary="", elements=(Text((Mention("8c5a"),)),)))
        assert (said(card["body"]), mentions(card)) == (["8c5a"], [])

    def test_cannot_be_written_by_a_person(self) -> None:
        """Not even in a card that does mention somebody."""
        forged = "<at>Mette Holm</at> **x** [y](http://z.dk) {{DATE(2026-01-01T00:00:00Z)}}"
        body = render_message(View(summary="", elements=(Text((ANOTHER, Plain(forged))), Quote(forged))))["body"]
        assert body[0]["text"].count("<at>") == 1
        assert "<at>" not in str(body[1])
        assert "{{" not in str(body)

    def test_is_a_name_where_the_text_is_too_long_for_markup(self) -> None:
        """Nothing that somebody wrote is lost for the sake of a mention."""
        card = render_message(View(summary="", elements=(Text((METTE, Plain(": " + "*" * 3000))),)))
        assert (said(card["body"]), mentions(card)) == (["Mette Holm", ": " + "*" * 3000], [])

    def test_stands_only_beside_the_card_that_holds_it(self) -> None:
        """The second card of a message mentions whom it names."""
        view = View(summary="", elements=(Text((METTE,)), *(Quote("ø" * 2900),) * 4, Text((ANOTHER,))))
        first, second = render_cards(view)
        assert [entity["mentioned"]["id"] for entity in (*mentions(first), *mentions(second))] == [
            METTE.account,
            ANOTHER.account,
        ]


class TestAButton:
    def test_names_its_route_twice(self) -> None:
        """Some clients go by the verb, some by the data."""
        (row,) = _body(Actions((YES,)))
        (button,) = row["actions"]
        assert (button["type"], button["title"], button["verb"]) == ("Action.Execute", "Ja tak", "members.accept")
        assert button["data"] == {"action": "members.accept", "value": "m1"}

    def test_whose_route_opens_a_form_opens_the_dialog_at_once(self) -> None:
        """The others do not."""
        other = Button(label="Nej", route="members.decline")
        view = View(summary="", elements=(Actions((YES, other)),))
        card = render_message(view, opens=lambda route: route == "members.accept")
        check(card)
        opening, plain = card["body"][0]["actions"]
        assert opening["type"] == "Action.Submit"
        assert opening["data"] == {"msteams": {"type": "task/fetch"}, "action": "members.accept", "value": "m1"}
        assert plain["type"] == "Action.Execute"

    def test_that_asks_first_folds_out_the_question(self) -> None:
        """The button that acts stands under it and says what it does."""
        confirm = Confirm(title="Træk svaret tilbage?", text="Det bliver slettet.", yes="Træk tilbage", no="Behold")
        (row,) = _body(Actions((Button(label="Slet", route="replies.withdraw", value="r1", confirm=confirm),)))
        (button,) = row["actions"]
        (act,) = button["card"]["actions"]
        assert (button["type"], said(button["card"])) == ("Action.ShowCard", [confirm.title, confirm.text])
        assert (act["title"], act["verb"], act["data"]["value"]) == ("Træk tilbage", "replies.withdraw", "r1")

    def test_that_is_a_link_opens_an_address(self) -> None:
        """Nothing is sent to us."""
        (row,) = _body(Actions((Link(label="Læs", url="https://example.org/a"),)))
        assert row["actions"] == [{"type": "Action.OpenUrl", "title": "Læs", "url": "https://example.org/a"}]

    def test_of_many_stands_in_one_of_several_rows(self) -> None:
        """Nothing that can be pressed is left out."""
        rows = _body(Actions((YES,) * 12))
        assert [len(row["actions"]) for row in rows] == [5, 5, 2]

    @pytest.mark.parametrize(("long", "rows"), [(10, [3]), (30, [1, 1, 1]), (20, [2, 1]), (200, [1, 1, 1])])
    def test_has_others_beside_it_as_far_as_there_is_room(self, long: int, rows: list[int]) -> None:
        """Nothing runs out of the card."""
        buttons = tuple(Button(label="x" * long, route="a.b", value=str(n)) for n in range(3))
        assert [len(row["actions"]) for row in _body(Actions(buttons))] == rows

    def test_in_a_dialog_is_of_the_only_kind_there_is(self) -> None:
        """A dialog sends nothing but submissions, and this one asks for no input to be filled in."""
        card = render_receipt(View(summary="", elements=(Actions((YES,)),)))
        check(card)
        (button,) = card["body"][0]["actions"]
        assert (button["type"], button["associatedInputs"]) == ("Action.Submit", "none")
        assert button["data"] == {"action": "members.accept", "value": "m1"}

    def test_with_a_value_that_is_not_ids_is_a_bug(self) -> None:
        """A value that is cut would name something else."""
        with pytest.raises(ValueError, match="ids only"):
            _body(Actions((Button(label="a", route="a.b", value="x" * 2001),)))


class TestAMessage:
    def test_carries_its_key_on_the_first_element(self) -> None:
        """There it is found when the conversation is read back."""
        view = View(summary="", elements=(Quote("ø" * 3000),) * 6)
        first, *rest = render_cards(view, "round:1:prompt")
        assert [block.get("id") for block in first["body"]] == ["round:1:prompt", None, None]
        assert [block.get("id") for card in rest for block in card["body"]] == [None] * 3
        assert render_message(view, "round:1:prompt")["body"][0]["id"] == "round:1:prompt"

    def test_that_is_too_long_for_a_card_loses_nothing(self) -> None:
        """Every word stands in one of its cards."""
        quotes = [f"{number}" + "ø" * 2900 for number in range(9)]
        cards = render_cards(View(summary="Hej", elements=tuple(map(Quote, quotes))))
        assert (said(list(cards)), len(cards)) == (quotes, 3)
        assert sum(map(limits.size, cards)) * 2 < 80_000

    def test_that_must_be_one_card_keeps_its_buttons(self) -> None:
        """What somebody can do is more than the end of what somebody said, and the end says that there was more."""
        card = render_message(View(summary="Hej", elements=(*(Quote(LONG),) * 9, Actions((YES,)))))
        check(card)
        assert [block["type"] for block in card["body"]][-2:] == ["ActionSet", "TextBlock"]
        assert said(card["body"])[-1] == "…"

    def test_of_too_many_buttons_is_a_card_all_the_same(self) -> None:
        """Those that do not fit are left out, visibly."""
        card = render_message(View(summary="", elements=(Actions((YES,) * 300),)))
        check(card)
        assert said(card["body"]) == ["…"]

    @fuzz
    @given(views)
    @example(View(summary=HUGE, elements=(Quote(HUGE),) * 60))
    @example(View(summary="", elements=(Heading(HUGE),) * 60))
    @example(View(summary="", elements=(Listing(((Plain(LONG), METTE),) * 40),)))
    def test_is_one_that_teams_takes(self, view: View) -> None:
        """However long, however strange, in a channel, as an answer and in a dialog."""
        cards = render_cards(view, "round:1:prompt")
        for card in (*cards, render_message(view, "round:1:prompt"), render_receipt(view)):
            check(card)
        assert len(cards) <= limits.MESSAGE_CARDS

    @fuzz
    @given(views)
    def test_has_no_markup_but_our_own(self, view: View) -> None:
        """Texts that are read as markup hold what stands out, links and mentions; nothing that a person wrote."""
        card = render_message(view)
        texts = [block for block in nodes(card) if block.get("type") == "TextBlock"]
        ours = {"strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close", "html_inline"}
        assert all(marks(block["text"]) <= ours for block in texts)
        assert all(not marks(block["text"]) for block in texts if block.get("style") == "heading")

    @fuzz
    @given(views)
    def test_is_announced_in_a_line(self, view: View) -> None:
        """A notification without a word would be one of nothing."""
        assert 0 < len(summary(view)) <= limits.SUMMARY
        assert "\n" not in summary(view)


class TestALink:
    @pytest.mark.parametrize("before", [(), (METTE,)], ids=["alone", "beside a mention"])
    def test_of_our_own_can_be_followed(self, before: tuple) -> None:
        """Whichever kind of text it stands in."""
        (block,) = _body(Text((*before, Hyperlink("Læs [mere]", "https://example.org/a(b)"))))
        runs = block.get("inlines", [{}])
        assert runs[-1].get("selectAction", {}).get("url") == "https://example.org/a(b)" or block["text"].endswith(
            r"[Læs \[mere\]](https://example.org/a%28b%29)"
        )
        assert read(block.get("text", "Læs [mere]")).endswith("Læs [mere]")


class TestAForm:
    @fuzz
    @given(forms)
    def test_is_one_that_teams_takes(self, form: Form) -> None:
        """Whatever its labels say and whatever stands in it."""
        check(render_form(form, conversations=[("C1", "Demens")]), limits.FORM)

    def test_with_three_full_answers_is_no_larger_than_a_card(self) -> None:
        """What a reflection asks at most, answered as long as it may be."""
        asked = [TextInput(name=f"q{n}", label="Hvad?", value="ø" * 3000, lines=True, hint="Kort") for n in range(3)]
        card = render_form(_form(Note((Plain("Kun for jer"),)), *asked))
        check(card)
        assert [block.get("value") for block in card["body"] if "value" in block] == ["ø" * 3000] * 3

    def test_keeps_what_was_typed_and_room_for_its_texts(self) -> None:
        """However much it is: nothing that somebody wrote is cut."""
        typed = {f"q{n}": "👍" * 2000 for n in range(6)}
        asked = [TextInput(name=name, label="Hvad?", lines=True, hint="Kort") for name in typed]
        card = render_form(_form(Text((Plain("Velkommen"),)), *asked), given=typed)
        check(card, limits.FORM)
        assert {block["id"]: block["value"] for block in card["body"] if "value" in block} == typed
        assert said(card["body"]) == ["Velkommen", *["Kort"] * 6]

    def test_sends_its_route_value_and_what_takes_several(self) -> None:
        """By its own button; the dialog closes itself."""
        card = render_form(_form(PeopleInput(name="people", label="Hvem", many=True)))
        (submit,) = card["actions"]
        data = {"action": "networks.create", "value": "n1", "form": True, "several": ["people"]}
        assert submit == {"type": "Action.Submit", "title": "Gem", "data": data}

    def test_with_a_value_that_is_not_ids_is_a_bug(self) -> None:
        """A value that is cut would name something else."""
        with pytest.raises(ValueError, match="ids only"):
            render_form(_form(value="x" * 3001))

    @pytest.mark.parametrize(("language", "told"), [("da", "Udfyld det her"), ("en", "Fill this in")])
    def test_says_what_is_missing_in_the_language_of_whoever_fills_it_in(self, language: str, told: str) -> None:
        """The client itself asks for what is required."""
        asked = (TextInput(name="name", label="Navn", required=True), TextInput(name="why", label="Hvorfor"))
        needed, free = render_form(_form(*asked), language=language)["body"]
        assert needed["isRequired"] is True
        assert needed["errorMessage"].startswith(told)
        assert "isRequired" not in free


class TestAFormThatCameBack:
    ERRORS: ClassVar = {"name": "Navnet er taget.", "somewhere": "Prøv igen."}

    def _again(self) -> dict:
        name = TextInput(name="name", label="Navn", value="før", hint="Kort")
        form = _form(Text((Plain("Velkommen"),)), name, DateInput(name="end", label="Slut", value=date(2026, 12, 1)))
        card = render_form(form, errors=self.ERRORS, given={"name": "Tryg hjem"})
        check(card)
        return card

    @pytest.mark.parametrize(("label", "told"), [("Navn", "Navn: Mangler."), ("Hvad nu?", "Hvad nu? Mangler.")])
    def test_says_at_the_top_what_it_is_about(self, label: str, told: str) -> None:
        """A question has its mark already."""
        elements = (TextInput(name="q", label=label),)
        form = Form(title="Svar", submit="Gem", close="Luk", elements=elements, route="r")
        assert render_form(form, errors={"q": "Mangler."})["body"][0]["inlines"][0]["text"] == told

    def test_says_what_is_wrong_at_the_top_and_beneath_the_input(self) -> None:
        """In red, with the input's name where it stands apart from it."""
        told = [block for block in self._again()["body"] if block["type"] == "RichTextBlock"]
        red = [block["inlines"][0]["text"] for block in told if block["inlines"][0].get("color") == "attention"]
        assert red == ["Navn: Navnet er taget.", "Prøv igen.", "Navnet er taget."]

    def test_keeps_what_was_typed_and_what_was_emptied_empty(self) -> None:
        """Not what the form said before."""
        inputs = [block for block in self._again()["body"] if block["type"].startswith("Input.")]
        assert [block.get("value") for block in inputs] == ["Tryg hjem", None]


class TestTheOracles:
    @pytest.mark.parametrize(
        "broken",
        [
            [{"type": "TextBlock", "text": "a", "colour": "red"}],
            [{"type": "Nope"}],
            [{"type": "Input.Text", "label": "a"}],
            [{"type": "Input.Text", "id": "a", "label": "a", "isRequired": True}],
            [{"type": "Input.Text", "id": "a", "label": "a"}, {"type": "TextBlock", "text": "a", "id": "a"}],
            [{"type": "ActionSet", "actions": [{"type": "Action.Submit", "title": "a"}] * 6}],
            [{"type": "TextBlock", "text": "a" * 12_500}],
            [{"type": "Table"}],
        ],
    )
    def test_know_what_teams_would_not_take(self, broken: list) -> None:
        """An oracle that says yes to everything says nothing."""
        assert list(complaints({"type": "AdaptiveCard", "version": "1.5", "body": broken}))
