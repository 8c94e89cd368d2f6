"""Words become routes: what somebody writes to the bot, Danish or English, names a handler."""

from dataclasses import replace

from core.model.links import mails
from core.model.offices import Role
from handlers.routing import Interaction

_WORDS = {
    "networks.start": "start opret begynd new create",
    "networks.status": "status",
    "desks.show": "overblik overview desk",
    "networks.edit": "ret rediger edit change",
    "networks.close": "afslut luk close end finish",
    "networks.split": "del split",
    "endings.extend": "forlæng extend",
    "endings.operation": "drift operation",
    "roles.change": "roller overdrag medleder modtager roles handover coleader receiver",
    "phases.choose": "faser phases",
    "guides.show": "guide vejledning",
    "calls.ask": "bed ask",
    "history.show": "historik forløb history",
    "members.invite": "inviter invite",
    "members.leave": "forlad leave",
    "members.remove": "fjern remove",
    "home.mine": "mine my",
    "home.help": "hjælp hjelp help ?",
    "people.language": "sprog language",
    "picks.next": "næste naeste next",
    "prompts.library": "spørgsmål questions",
    "rounds.answer": "svar reflekter answer reply reflect",
    "schedules.plan": "plan rytme schedule rhythm",
    "schedules.pause": "pause",
    "schedules.resume": "genoptag resume",
    "outcomes.list": "udbytte outcome outcomes",
    "outcomes.waiting": "bekræft confirm",
    "conditions.barriers": "barrierer barriere barriers barrier",
    "conditions.drivers": "drivkræfter drivkraft drivers driver",
    "goals.show": "mål goals goal",
    "codes.next": "kod kodning code coding",
    "reports.show": "beretning report",
    "searches.find": "søg find search",
    "exports.choose": "eksport export",
    "summaries.show": "opsamling opsamlinger summary",
    "subscriptions.choose": "opdatering opdateringer updates update digest",
    "pictures.flower": "blomst blomsten flower",
    "pictures.menu": "billede billeder picture pictures",
    "people.me": "mig me",
    "units.show": "organisation enheder units",
    "offices.show": "sekretariat sekretariatet secretariat administrator administratorer administrators",
}
_BY_MAIL = {"members.invite": "outsiders.invite", "members.remove": "outsiders.remove"}
"""What the words mean when they name a mail address."""
_IN_PRIVATE = {"schedules.pause": "reminders.pause", "schedules.resume": "reminders.resume"}
"""What means something else in the talk with the bot: there a pause is the person's own, not the network's."""
_VERBS = {
    **dict.fromkeys(("tilfoej", "add"), ("offices.add", "offices.given")),
    **dict.fromkeys(("fjern", "remove"), ("offices.remove", "offices.taken")),
}
"""What may follow the name of a role: asked for, and with people named done at once."""
_AREA = ("omraade", "area")
"""What may follow `mål`: the area that the first year's proposal is to be about."""
_FOR_HELP = ("om hjaelp", "for help")
"""What follows the word with which somebody asks for help."""
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
    if route == "calls.ask":
        rest = _after_help(rest)
    if route == "offices.show":
        return _about_a_role(interaction, fold(word), rest)
    if route == "goals.show":
        return _about_goals(interaction, rest)
    is_named = bool(interaction.mentions) or route == "home.help"
    return replace(interaction, route=_here(route, interaction), text="" if is_named else rest.strip())


def _after_help(rest: str) -> str:
    """`bed om hjælp tryg hjem`: what follows, the name of a network."""
    words = rest.split()
    return " ".join(words[2:] if " ".join(map(fold, words[:2])) in _FOR_HELP else words)


def _here(route: str, interaction: Interaction) -> str:
    """What a word means where it is said, and with people named."""
    if interaction.is_private:
        route = _IN_PRIVATE.get(route, route)
    return "members.invited" if route == "members.invite" and interaction.mentions else route


def _about_goals(interaction: Interaction, rest: str) -> Interaction:
    """`mål`, `mål tryg hjem`, `mål område sundhed`: to be seen, or the area to be settled."""
    word, _, area = rest.strip().partition(" ")
    if fold(word.rstrip(":")) in _AREA:
        return replace(interaction, route="goals.area", text=area.strip())
    return replace(interaction, route="goals.show", text=rest.strip())


def _about_a_role(interaction: Interaction, word: str, rest: str) -> Interaction:
    """`sekretariat tilføj @sara`: which role, and whether it is seen, given or taken."""
    verb = fold(rest.split()[0]) if rest.split() else ""
    ask, act = _VERBS.get(verb, ("offices.show", "offices.show"))
    role = Role.ADMINISTRATOR if word.startswith("administrator") else Role.SECRETARIAT
    return replace(interaction, route=act if interaction.mentions else ask, value=role.value, text="")
