"""The choice of language, and what somebody has said of themselves."""

from collections.abc import Sequence

from core.model.organisations import Person, Unit
from core.services.contributions import Contribution
from locales.catalogue import Translator
from locales.words import Plain
from views import belonging
from views.elements import Actions, Button, Confirm, Element, Fields, Form, Heading, Note, Quote, Style, Text, View

MOST_NETWORKS = 10
_LANGUAGES = {"da": "Dansk", "en": "English"}
"""Each in its own words, so that whoever needs it can read it."""


def language(t: Translator) -> View:
    """Which language?"""
    buttons = tuple(Button(label=name, route="people.language", value=code) for code, name in _LANGUAGES.items())
    return View(summary=t.plain("people.language"), elements=(Text(t("people.language")), Actions(buttons)))


def language_set(t: Translator) -> View:
    """In the language chosen."""
    return View(summary=t.plain("people.language_set"), elements=(Text(t("people.language_set")),))


def me(
    t: Translator, person: Person, unit: Unit | None, contributions: Sequence[Contribution], *, is_informed: bool
) -> View:
    """What is known of the person because they said it, each with a way to change it."""
    title = t.plain("people.me_title")
    if not is_informed:
        return View(summary=title, elements=(Heading(title), Text(t("people.me_nothing"))))
    where = (Plain(belonging.unit_name(t, unit)),) if unit else t("people.me_no_unit")
    kind = t(belonging.KINDS[person.kind]) if person.kind else t("people.me_no_kind")
    change = Button(label=t.plain("people.button_belong"), route="people.belong")
    closed = (Text(t("people.me_unit_closed")),) if unit and not unit.is_open else ()
    return View(
        summary=title,
        elements=(
            Heading(title),
            Fields(((t.plain("members.unit"), where), (t.plain("members.kind"), kind))),
            *closed,
            Actions((change,)),
            *_contributions(t, contributions),
            Note(t("people.me_note")),
        ),
    )


def _contributions(t: Translator, contributions: Sequence[Contribution]) -> tuple[Element, ...]:
    if not contributions:
        return ()
    shown: list[Element] = [Heading(t.plain("members.contribution"))]
    for one in contributions[:MOST_NETWORKS]:
        shown += _contribution(t, one)
    more = len(contributions) - MOST_NETWORKS
    return (*shown, *((Note(t("people.me_more", n=more)),) if more > 0 else ()))


def _contribution(t: Translator, one: Contribution) -> tuple[Element, ...]:
    name, said = one.network.name, one.member.contribution
    label = t.plain("people.button_contribute_anew" if said else "people.button_contribute")
    say = Button(label=label, route="people.contribute", value=one.member.id)
    if not said:
        return (Text(t("people.me_contributes_nothing", name=name)), Actions((say,)))
    delete = Button(
        label=t.plain("people.button_delete"),
        route="people.contributes_nothing",
        value=one.member.id,
        style=Style.DANGER,
        confirm=Confirm(
            title=t.plain("people.delete_title"),
            text=t.plain("people.delete_sure"),
            yes=t.plain("people.button_delete"),
            no=t.plain("people.keep"),
        ),
    )
    return (Text(t("people.me_contributes", name=name)), Quote(said), Actions((say, delete)))


def belong(t: Translator, person: Person, units: Sequence[Unit]) -> Form:
    """Where the person belongs and in what capacity they take part."""
    return Form(
        title=t.plain("people.belong_title"),
        submit=t.plain("people.save"),
        close=t.plain("people.cancel"),
        elements=belonging.inputs(t, person, units),
        route="people.belongs",
    )


def contribute(t: Translator, contribution: Contribution) -> Form:
    """What the person can bring to one network; left empty it is deleted."""
    return Form(
        title=t.plain("people.contribute_title"),
        submit=t.plain("people.save"),
        close=t.plain("people.cancel"),
        elements=(
            Text(t("people.contribute_intro", name=contribution.network.name)),
            Quote(contribution.network.purpose),
            belonging.contribution(t, contribution.member.contribution),
        ),
        route="people.contributes",
        value=contribution.member.id,
    )
