"""Who looks after the bot: the secretariat, the administrators, and what has changed about it."""

from collections.abc import Sequence

from core.model.files import File
from core.model.offices import Role
from core.model.organisations import Organisation, Person, Workspace
from core.services.offices import Register
from locales.catalogue import Translator
from locales.words import Mention, Plain, Span, Words
from views.elements import Actions, Button, Element, Form, Heading, Listing, Note, PeopleInput, Text, View
from views.units import who

_NAMES = {Role.SECRETARIAT: "offices.secretariat", Role.ADMINISTRATOR: "offices.administrators"}
_TOOK = {
    File.REPORT: "offices.access_report",
    File.SUMMARY: "offices.access_summary",
    File.FIGURES: "offices.access_figures",
    File.OUTCOMES: "offices.access_outcomes",
    File.CONDITIONS: "offices.access_conditions",
    File.JOURNAL: "offices.access_journal",
    File.DISCLOSURE: "offices.access_disclosure",
    File.MASKED: "offices.access_masked",
    File.PICTURE: "offices.access_picture",
}
"""How the log tells of a file that somebody took out."""
_GIVEN = {
    (Role.SECRETARIAT, True): "offices.log_secretariat_given",
    (Role.SECRETARIAT, False): "offices.log_secretariat_taken",
    (Role.ADMINISTRATOR, True): "offices.log_administrator_given",
    (Role.ADMINISTRATOR, False): "offices.log_administrator_taken",
}
_DONE = {
    (Role.SECRETARIAT, True): "offices.done_secretariat_given",
    (Role.SECRETARIAT, False): "offices.done_secretariat_taken",
    (Role.ADMINISTRATOR, True): "offices.done_administrator_given",
    (Role.ADMINISTRATOR, False): "offices.done_administrator_taken",
}
_TOLD = {
    (Role.SECRETARIAT, True): "offices.told_secretariat_given",
    (Role.SECRETARIAT, False): "offices.told_secretariat_taken",
    (Role.ADMINISTRATOR, True): "offices.told_administrator_given",
    (Role.ADMINISTRATOR, False): "offices.told_administrator_taken",
}
_FORMS = {
    (Role.SECRETARIAT, True): "offices.add_secretariat",
    (Role.SECRETARIAT, False): "offices.remove_secretariat",
    (Role.ADMINISTRATOR, True): "offices.add_administrator",
    (Role.ADMINISTRATOR, False): "offices.remove_administrator",
}


def register(
    t: Translator, register: Register, workspace: Workspace, organisation: Organisation, *, may_change: bool
) -> View:
    """Who has which role; to administrators with buttons and with what has changed."""
    buttons = Actions(tuple(_button(t, role, given) for role in Role for given in (True, False)))
    logs = (*_log(t, register, organisation), *_accesses(t, register, organisation))
    return View(
        summary=t.plain("offices.title"),
        elements=(
            Heading(t.plain("offices.title")),
            *_held(t, Role.SECRETARIAT, register.secretariat, workspace),
            *_held(t, Role.ADMINISTRATOR, register.administrators, workspace),
            *((buttons, *logs) if may_change else (Note(t("offices.ask")),)),
        ),
    )


def _held(t: Translator, role: Role, people: Sequence[Person], workspace: Workspace) -> tuple[Element, ...]:
    name = Text(t(_NAMES[role]))
    if not people:
        return (name, Text(t("offices.nobody")))
    return (name, Listing(tuple((_named(person, workspace),) for person in people)))


def _named(person: Person, workspace: Workspace) -> Span:
    """As a mention where the platform knows them."""
    here = person.workspace_id == workspace.id
    return Mention(person.account, person.name) if here else Plain(person.name)


def _button(t: Translator, role: Role, given: bool) -> Button:
    key = "offices.button_add" if given else "offices.button_remove"
    route = "offices.add" if given else "offices.remove"
    return Button(label=t.plain(key, role=t.plain(_NAMES[role])), route=route, value=role.value)


def _log(t: Translator, register: Register, organisation: Organisation) -> tuple[Element, ...]:
    if not register.changes:
        return (Note(t("offices.log_empty")),)
    lines: list[Words] = []
    for change, person, by in register.changes:
        people = {by.id: by} if by else {}
        when = t.moment(change.at, organisation.zone)
        told = {"when": when, "person": person.name, "who": who(t, change.source, change.by, people)}
        lines.append(t(_GIVEN[change.role, change.given], **told))
    return (Text(t("offices.log")), Listing(tuple(lines)))


def _accesses(t: Translator, register: Register, organisation: Organisation) -> tuple[Element, ...]:
    if not register.accesses:
        return (Note(t("offices.accesses_none")),)
    lines: list[Words] = []
    for access, person, network in register.accesses:
        when = t.moment(access.at, organisation.zone)
        seen = "offices.access_network" if network else "offices.access_all"
        name = network.name if network else t.plain("offices.several")
        key = _TOOK[access.file] if access.file else seen
        lines.append(t(key, when=when, person=person.name, name=name))
    return (Text(t("offices.accesses")), Listing(tuple(lines)))


def ask(t: Translator, role: Role, *, given: bool) -> Form:
    """Whom to give a role, or take it from?"""
    key = "offices.add_submit" if given else "offices.remove_submit"
    return Form(
        title=t.plain("offices.add_title" if given else "offices.remove_title"),
        submit=t.plain(key),
        close=t.plain("offices.cancel"),
        elements=(
            Text(t(_FORMS[role, given])),
            PeopleInput(name="people", label=t.plain("offices.people"), required=True, many=True),
            Note(t("offices.kept")),
        ),
        route="offices.given" if given else "offices.taken",
        value=role.value,
    )


def done(t: Translator, role: Role, people: Sequence[Person], *, given: bool) -> View:
    """To the administrator who changed it."""
    lines = tuple(t(_DONE[role, given], person=Mention(each.account, each.name)) for each in people)
    summary = t.plain("offices.done")
    return View(summary=summary, elements=(Listing(lines), Note(t("offices.kept"))))


def told(t: Translator, role: Role, *, given: bool, by: Person) -> View:
    """To the person it is about."""
    key = _TOLD[role, given]
    values = {"by": Mention(by.account, by.name)}
    return View(summary=t.plain(key, **values), elements=(Text(t(key, **values)),))
