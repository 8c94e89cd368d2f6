"""The organisation as a tree, the forms that change it, and what has happened to it."""

from collections.abc import Mapping, Sequence
from itertools import islice
from zoneinfo import ZoneInfo

from core.model.changes import Source
from core.model.ids import PersonId
from core.model.organisations import Organisation, Person, Unit, UnitKind
from core.model.units import Branch, UnitChange, UnitChangeKind, told
from core.services.reorganising import MOST_PARTS
from core.services.units import LONGEST_NAME
from locales.catalogue import Translator
from locales.words import Plain, Words
from views.elements import (
    Actions,
    Button,
    Choice,
    Choices,
    Element,
    Form,
    Heading,
    Input,
    Listing,
    Note,
    Option,
    Text,
    TextInput,
    View,
)

TOP = "top"
"""Instead of a unit to lie beneath."""
MOST_SHOWN = 120
MOST_CHANGES = 20

KINDS = {
    UnitKind.AREA: "units.kind_area",
    UnitKind.DEPARTMENT: "units.kind_department",
    UnitKind.SUBJECT_COMMITTEE: "units.kind_subject_committee",
    UnitKind.INNOVATION_COMMITTEE: "units.kind_innovation_committee",
    UnitKind.COMMITTEE: "units.kind_committee",
    UnitKind.FORUM: "units.kind_forum",
    UnitKind.SECTOR: "units.kind_sector",
}
_HAPPENED = {
    UnitChangeKind.ADDED: "units.was_added",
    UnitChangeKind.RENAMED: "units.was_renamed",
    UnitChangeKind.MOVED: "units.was_moved",
    UnitChangeKind.MERGED: "units.was_merged",
    UnitChangeKind.SPLIT: "units.was_split",
    UnitChangeKind.CLOSED: "units.was_closed",
}
SOURCES = {
    Source.TEMPLATE: "units.by_template",
    Source.SETTINGS: "units.by_settings",
    Source.COMMAND_LINE: "units.by_command_line",
}
_BUTTONS = {
    "units.rename": "units.button_rename",
    "units.add": "units.button_add",
    "units.move": "units.button_move",
    "units.merge": "units.button_merge",
    "units.split": "units.button_split",
    "units.close": "units.button_close",
    "units.history": "units.button_history",
}


def tree(
    t: Translator, branches: Sequence[Branch], *, may_change: bool, may_name: bool = False, done: str = ""
) -> View:
    """How the organisation is now. `done`: what was just changed, in words; `may_change`: with buttons; `may_name`:
    with the way to who hears of a committee's networks.
    """
    title = t.plain("units.title")
    said: tuple[Element, ...] = (Text((Plain(done),)),) if done else ()
    if not branches:
        body: tuple[Element, ...] = (Text(t("units.empty")),)
    else:
        body = tuple(element for group in _groups(branches[:MOST_SHOWN]) for element in _group(t, group))
    more = len(branches) - MOST_SHOWN
    return View(
        summary=done or title,
        elements=(
            *said,
            Heading(title),
            *body,
            *((Note(t("units.more", n=more)),) if more > 0 else ()),
            *((_buttons(t, is_empty=not branches),) if may_change else ()),
            *((_committees(t),) if may_name and branches else ()),
            Note(t("units.note" if may_change else "units.note_reader")),
        ),
    )


def _groups(branches: Sequence[Branch]) -> list[list[Branch]]:
    """Each at the top with what lies beneath it; committees stand together, and so do sectors."""
    groups: list[list[Branch]] = []
    for branch in branches:
        if groups and (branch.depth or _are_alike(groups[-1], branch)):
            groups[-1].append(branch)
        else:
            groups.append([branch])
    return groups


def _are_alike(group: Sequence[Branch], branch: Branch) -> bool:
    top = group[0].unit
    same = top.kind is branch.unit.kind or (top.is_committee and branch.unit.is_committee)
    return same and not top.is_base and not any(each.depth for each in group)


def _group(t: Translator, group: Sequence[Branch]) -> tuple[Element, ...]:
    top, *below = group
    if below and not below[0].depth:
        items: tuple[Words, ...] = tuple((Plain(branch.unit.name),) for branch in group)
        kind = "units.kind_committees" if top.unit.is_committee else KINDS[top.unit.kind]
        return (Text(t("units.group", kind=t.plain(kind))), Listing(items))
    lines = tuple((Plain("– " * (branch.depth - 1) + branch.unit.name),) for branch in below)
    name = Text(t("units.top", name=top.unit.name, kind=t.plain(KINDS[top.unit.kind])))
    return (name, Listing(lines)) if lines else (name,)


def _buttons(t: Translator, *, is_empty: bool) -> Actions:
    routes = {"units.add": "units.button_add"} if is_empty else _BUTTONS
    return Actions(tuple(Button(label=t.plain(label), route=route) for route, label in routes.items()))


def _committees(t: Translator) -> Actions:
    return Actions((Button(label=t.plain("subscriptions.button_committees"), route="subscriptions.committees"),))


def add(t: Translator, units: Sequence[Unit]) -> Form:
    kinds = tuple(Option(value=kind.value, label=t.plain(key)) for kind, key in KINDS.items())
    kind = Choice(
        name="kind",
        label=t.plain("units.kind"),
        options=kinds,
        value=UnitKind.DEPARTMENT.value,
        compact=True,
        required=True,
    )
    return _form(t, "units.add_title", "units.added", _name(t), kind, _parent(t, units))


def rename(t: Translator, units: Sequence[Unit]) -> Form:
    return _form(t, "units.rename_title", "units.renamed", _unit(t, units), _name(t), Note(t("units.rename_note")))


def move(t: Translator, units: Sequence[Unit]) -> Form:
    return _form(t, "units.move_title", "units.moved", _unit(t, units), _parent(t, units))


def merge(t: Translator, units: Sequence[Unit]) -> Form:
    several = Choices(
        name="units", label=t.plain("units.several"), options=_options(units), compact=True, required=True
    )
    name = _name(t, hint=t.plain("units.merge_hint"))
    return _form(t, "units.merge_title", "units.merged", several, name, Note(t("units.merge_note")))


def split(t: Translator, units: Sequence[Unit]) -> Form:
    parts = TextInput(
        name="names",
        label=t.plain("units.parts"),
        hint=t.plain("units.parts_hint"),
        lines=True,
        required=True,
        most=MOST_PARTS * (LONGEST_NAME + 1),
    )
    return _form(t, "units.split_title", "units.parted", _unit(t, units), parts, Note(t("units.split_note")))


def close(t: Translator, units: Sequence[Unit]) -> Form:
    return _form(t, "units.close_title", "units.closed", _unit(t, units), Note(t("units.close_note")))


def _form(t: Translator, title: str, route: str, *elements: Element) -> Form:
    return Form(
        title=t.plain(title),
        submit=t.plain("units.save"),
        close=t.plain("units.cancel"),
        elements=elements,
        route=route,
    )


def _unit(t: Translator, units: Sequence[Unit]) -> Input:
    return Choice(name="unit", label=t.plain("units.unit"), options=_options(units), compact=True, required=True)


def _parent(t: Translator, units: Sequence[Unit]) -> Input:
    top = Option(value=TOP, label=t.plain("units.parent_none"))
    options = (top, *_options([unit for unit in units if unit.is_base]))
    return Choice(name="parent", label=t.plain("units.parent"), options=options, value=TOP, compact=True, required=True)


def _name(t: Translator, hint: str = "") -> Input:
    return TextInput(name="name", label=t.plain("units.name"), hint=hint, required=True, most=LONGEST_NAME)


def _options(units: Sequence[Unit]) -> tuple[Option, ...]:
    return tuple(Option(value=unit.id, label=unit.name) for unit in units)


def history(
    t: Translator,
    changes: Sequence[UnitChange],
    units: Sequence[Unit],
    people: Mapping[PersonId, Person],
    organisation: Organisation,
) -> View:
    """What has happened to the units, newest first, and by whom."""
    title = t.plain("units.history_title")
    if not changes:
        return View(summary=title, elements=(Heading(title), Text(t("units.history_empty"))))
    named = islice(told(units, changes), MOST_CHANGES)
    lines = tuple((Plain(line(t, change, name, people, organisation)),) for change, name in named)
    more = len(changes) - len(lines)
    rest = (Note(t("units.history_more", n=more)),) if more > 0 else ()
    return View(summary=title, elements=(Heading(title), Listing(lines), *rest))


def line(
    t: Translator,
    change: UnitChange,
    name: str,
    people: Mapping[PersonId, Person],
    organisation: Organisation,
) -> str:
    """22. november 2026: »Teknik« blev til »By« (Sara). `name`: what the unit was called then."""
    key = "units.was_moved_up" if change.kind is UnitChangeKind.MOVED and not change.after else _HAPPENED[change.kind]
    day = t.day(change.at.astimezone(ZoneInfo(organisation.zone)).date())
    hand = who(t, change.source, change.by, people)
    return t.plain(key, day=day, name=name, before=change.before, after=change.after, who=hand)


def who(t: Translator, source: Source, by: PersonId | None, people: Mapping[PersonId, Person]) -> str:
    """Who made a change, or by which way it came."""
    person = people.get(by) if by else None
    return person.name if person else t.plain(SOURCES.get(source, "units.by_somebody"))
