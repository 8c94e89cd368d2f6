"""Phases of a network by name, and who is in some of them only."""

from core.model.members import Member
from core.model.networks import Network, Phase
from core.model.organisations import Person
from core.services.phases import CHOICES
from locales.catalogue import Translator
from locales.words import Words
from views.elements import Choices, Form, Input, Note, Option, PeopleInput, Text, View
from views.mentions import mention

NAMES = {
    Phase.START: "phases.start",
    Phase.UNDERWAY: "phases.underway",
    Phase.MIDWAY: "phases.midway",
    Phase.CLOSING: "phases.closing",
    Phase.AFTER: "phases.after",
}


def choices(t: Translator) -> Input:
    """Which phases? None chosen is all of them."""
    return Choices(
        name="phases",
        label=t.plain("phases.which"),
        options=tuple(Option(value=phase.value, label=t.plain(NAMES[phase]).capitalize()) for phase in CHOICES),
        hint=t.plain("phases.which_hint"),
    )


def listed(t: Translator, member: Member) -> Words:
    """Opstart og midtvejs."""
    return t("phases.listed", phases=t.listing(t.plain(NAMES[phase]) for phase in member.phases))


def form(t: Translator, network: Network, account: tuple[str, ...]) -> Form:
    """Who is in some phases only? `account`: who was named already, if anyone."""
    return Form(
        title=t.plain("phases.title"),
        submit=t.plain("networks.save"),
        close=t.plain("networks.cancel"),
        elements=(
            Text(t("phases.intro", name=network.name)),
            PeopleInput(name="person", label=t.plain("phases.person"), values=account, required=True),
            choices(t),
            Note(t("phases.note")),
        ),
        route="phases.chosen",
        value=network.id,
    )


def saved(t: Translator, network: Network, person: Person, member: Member) -> View:
    """To who chose them."""
    key = "phases.saved" if member.phases else "phases.saved_all"
    return View(
        summary=t.plain(key, person=person.name, name=network.name, phases=listed(t, member)),
        elements=(Text(t(key, person=mention(person), name=network.name, phases=listed(t, member))),),
    )


def told(t: Translator, network: Network, member: Member) -> View:
    """To who is in some phases only, or in all again."""
    key = "phases.told" if member.phases else "phases.told_all"
    return View(
        summary=t.plain(key, name=network.name, phases=listed(t, member)),
        elements=(Text(t(key, name=network.name, phases=listed(t, member))), Note(t("phases.told_note"))),
    )
