"""What Teams would refuse or not draw in a card."""

import pytest

from sandbox.teams.cards import card_problems
from tests.sandbox.teams.toymanifest import a_card, a_form, execute, submit, words


def choices(**more: object) -> dict:
    return {"type": "Input.ChoiceSet", "id": "v", "choices": [{"title": "A", "value": "a"}]} | more


GOOD = {
    "words": a_card(words("Hej", size="large", weight="bolder", color="attention")),
    "a form": a_form(),
    "nested": a_card({"type": "Container", "items": [{"type": "ColumnSet", "columns": [{"items": [words("Hej")]}]}]}),
    "buttons": a_card(actions=(execute("Ja", "ja"), submit("Nej", "nej"))),
}
BAD = {
    "not a card": ({"type": "Message"}, "must be an AdaptiveCard"),
    "too new": (a_card() | {"version": "1.6"}, "/version"),
    "unknown element": (a_card({"type": "Nope"}), "/body/0/type"),
    "nothing to read": (a_card({"type": "TextBlock"}), "/body/0/text"),
    "unknown colour": (a_card(words("Hej", color="red")), "/body/0/color"),
    "a button without a verb": (a_card(actions=({"type": "Action.Execute", "title": "Tryk"},)), "/actions/0/verb"),
    "too many buttons": (a_card(actions=tuple(execute(str(n), "v") for n in range(7))), "/actions"),
    "no choices": (a_card(choices(choices=[])), "/body/0/choices"),
    "twice the same": (a_card(choices(choices=[{"title": "A", "value": "a"}] * 2)), "same value"),
    "a comma among several": (
        a_card(choices(isMultiSelect=True, choices=[{"title": "A", "value": "a,b"}])),
        "comma",
    ),
    "two inputs of a name": (a_card(choices(), choices()), "two inputs are called 'v'"),
    "deep inside": (a_card({"type": "Container", "items": [{"type": "Nope"}]}), "/body/0/items/0/type"),
}


class TestACard:
    @pytest.mark.parametrize("card", GOOD.values(), ids=GOOD)
    def test_that_is_good_has_no_problems(self, card: dict) -> None:
        """What Teams draws is let through."""
        assert card_problems(card) == []

    @pytest.mark.parametrize(("card", "where"), BAD.values(), ids=BAD)
    def test_that_is_bad_says_where(self, card: dict, where: str) -> None:
        """Each mistake is named, with its place."""
        assert any(where in one for one in card_problems(card))

    def test_in_a_dialog_cannot_be_executed(self) -> None:
        """Dialogs know Action.Submit only."""
        card = a_card(actions=(execute("Ja", "ja"),))
        assert card_problems(card, in_dialog=True) == ["/actions/0: a dialog has no Action.Execute"]
