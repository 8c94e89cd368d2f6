"""Words become routes."""

import pytest

from handlers.commands import resolve
from handlers.routing import Interaction


def _said(text: str, **fields: object) -> Interaction:
    return resolve(
        Interaction(
            **{"key": "k", "route": "", "platform": "p", "workspace": "w", "account": "a", "text": text, **fields}
        )
    )


class TestAWord:
    @pytest.mark.parametrize(
        ("text", "route"),
        [
            ("start", "networks.start"),
            ("create", "networks.start"),
            ("inviter", "members.invite"),
            ("invite", "members.invite"),
            ("mine", "home.mine"),
            ("my", "home.mine"),
            ("status", "networks.status"),
            ("plan", "schedules.plan"),
            ("schedule", "schedules.plan"),
            ("pause", "schedules.pause"),
            ("ret", "networks.edit"),
            ("edit", "networks.edit"),
            ("forlad", "members.leave"),
            ("leave", "members.leave"),
            ("fjern", "members.remove"),
            ("remove", "members.remove"),
            ("afslut", "networks.close"),
            ("close", "networks.close"),
            ("roller", "roles.change"),
            ("medleder", "roles.change"),
            ("forlæng", "endings.extend"),
            ("forlaeng", "endings.extend"),
            ("drift", "endings.operation"),
            ("del", "networks.split"),
            ("guide", "guides.show"),
            ("historik", "history.show"),
            ("history", "history.show"),
            ("svar", "rounds.answer"),
            ("spørgsmål", "prompts.library"),
            ("spoergsmaal", "prompts.library"),
            ("questions", "prompts.library"),
            ("udbytte", "outcomes.list"),
            ("outcome", "outcomes.list"),
            ("bekræft", "outcomes.waiting"),
            ("bekraeft", "outcomes.waiting"),
            ("confirm", "outcomes.waiting"),
            ("mål", "goals.show"),
            ("maal", "goals.show"),
            ("goals", "goals.show"),
            ("mål område Sundhed", "goals.area"),
            ("goals area", "goals.area"),
            ("opsamling", "summaries.show"),
            ("summary", "summaries.show"),
            ("eksport", "exports.choose"),
            ("export", "exports.choose"),
            ("sprog", "people.language"),
            ("mig", "people.me"),
            ("me", "people.me"),
            ("organisation", "units.show"),
            ("sekretariat", "offices.show"),
            ("sekretariat tilføj", "offices.add"),
            ("secretariat remove", "offices.remove"),
            ("administrator", "offices.show"),
            ("language", "people.language"),
            ("hjælp", "home.help"),
            ("hjaelp", "home.help"),
            ("HJÆLP!", "home.help"),
            ("help", "home.help"),
            ("?", "home.help"),
            ("", "home.overview"),
            ("   ", "home.overview"),
            ("kaffe", "home.help"),
        ],
    )
    def test_names_a_route_in_either_language(self, text: str, route: str) -> None:
        """Case, punctuation and the ways to write æ do not count."""
        assert _said(text).route == route

    def test_leaves_the_rest_as_text(self) -> None:
        """What follows is the network's name, as it was written."""
        assert _said("Status  Ældre på Ørebroen").text == "Ældre på Ørebroen"

    def test_that_is_unknown_is_kept_for_the_answer(self) -> None:
        """The help says which word it did not know; asked for by name it says nothing."""
        assert (_said("mere kaffe").text, _said("hjælp mig").text) == ("mere kaffe", "")

    def test_with_people_invites_them_at_once(self) -> None:
        """Without, it asks whom; the names are no network's name."""
        invited = _said("inviter @bo @camilla", mentions=("B", "C"))
        assert (invited.route, invited.text) == ("members.invited", "")
        assert _said("fjern @bo", mentions=("B",)).text == ""

    def test_of_a_role_says_which_and_what_to_do(self) -> None:
        """With people it is done at once, whichever way æ and ø are written."""
        given = _said("sekretariat tilfoej @bo", mentions=("B",))
        taken = _said("Administrator FJERN @bo", mentions=("B",))
        assert (given.route, given.value) == ("offices.given", "sekretariat")
        assert (taken.route, taken.value) == ("offices.taken", "administrator")
        assert _said("sekretariat @bo", mentions=("B",)).route == "offices.show"

    def test_is_not_looked_for_where_a_button_was_pressed(self) -> None:
        """A route that is there stays."""
        assert _said("start", route="replies.save").route == "replies.save"
