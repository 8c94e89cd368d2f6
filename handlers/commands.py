"""Words become routes: what somebody writes to the bot, Danish or English, names a handler."""

from dataclasses import replace

from core.model.links import mails
from handlers.routing import Interaction

_WORDS = {
    "networks.start": "start opret begynd new create",
    "networks.status": "status overblik",
    "networks.edit": "ret rediger edit change",
    "networks.close": "afslut luk close end finish",
    "members.invite": "inviter invite",
    "members.leave": "forlad leave",
    "members.remove": "fjern remove",
    "home.mine": "mine my",
    "home.help": "hjælp hjelp help ?",
    "people.language": "sprog language",
    "picks.next": "næste naeste next",
    "rounds.answer": "svar reflekter answer reply reflect",
    "schedules.plan": "plan rytme schedule rhythm",
    "schedules.pause": "pause",
    "schedules.resume": "genoptag resume",
    "outcomes.list": "udbytte outcome outcomes",
    "outcomes.waiting": "bekræft confirm",
    "conditions.barriers": "barrierer barriere barriers barrier",
    "conditions.drivers": "drivkræfter drivkraft drivers driver",
    "summaries.show": "opsamling opsamlinger summary",
}
_BY_MAIL = {"members.invite": "outsiders.invite", "members.remove": "outsiders.remove"}
"""What the words mean when they name a mail address."""
_IN_PRIVATE = {"schedules.pause": "reminders.pause", "schedules.resume": "reminders.resume"}
"""What means something else in the talk with the bot: there a pause is the person's own, not the network's."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ö": "oe", "ä": "ae"})


def fold(text: str) -> str:
    """The text as it is compared: case and the ways to write æ, ø and å do not count."""
    return text.strip().casefold().translate(_LETTERS)


_ROUTES = {fold(word): route for route, words in _WORDS.items() for word in words.split()}


def resolve(interaction: Interaction) -> Interaction:
    """The interaction with its route, and with `text` as what followed the word.

    No words are the overview; an unknown word is the help, with the words as `text`.
    """
    if interaction.route:
        return interaction
    word, _, rest = interaction.text.strip().partition(" ")
    if not word:
        return replace(interaction, route="home.overview", text="")
    route = _ROUTES.get(fold(word.rstrip(".!:,")) or word)
    if route is None:
        return replace(interaction, route="home.help", text=interaction.text.strip())
    if route in _BY_MAIL and mails(rest):
        return replace(interaction, route=_BY_MAIL[route], text=rest.strip())
    if interaction.is_private:
        route = _IN_PRIVATE.get(route, route)
    if route == "members.invite" and interaction.mentions:
        route = "members.invited"
    if interaction.mentions or route == "home.help":
        rest = ""
    return replace(interaction, route=route, text=rest.strip())
