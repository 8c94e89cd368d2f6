"""The register of drivers and barriers as people see it: the secretariat's lines, and what the networks are told."""

from collections.abc import Sequence

from core.model.conditions import (
    LONGEST_ACTION,
    LONGEST_OWNER,
    STATUSES,
    Change,
    Condition,
    ConditionKind,
    History,
    Line,
    Status,
)
from core.model.ids import ConditionId
from core.model.organisations import Organisation, Person, Workspace
from core.model.periods import local_day
from locales.catalogue import Translator
from locales.words import Plain, Words, plain
from views import requests, sections
from views.elements import (
    Actions,
    Button,
    Choice,
    DateInput,
    Divider,
    Element,
    Form,
    Heading,
    Note,
    Option,
    Quote,
    Text,
    TextInput,
    View,
)
from views.listings import cut, listed, names

MOST_LINES = 12
MOST_HISTORY = 12
MOST_RETURNED = 2
MOST_OF_NETWORK = 4
STATUS_NAMES = {
    Status.NEW: "conditions.status_new",
    Status.UNDERWAY: "conditions.status_underway",
    Status.LIFTED: "conditions.status_lifted",
    Status.SOLVED: "conditions.status_solved",
}
"""What a status is called."""
_HINTS = {
    Status.NEW: "conditions.hint_new",
    Status.UNDERWAY: "conditions.hint_underway",
    Status.LIFTED: "conditions.hint_lifted",
    Status.SOLVED: "conditions.hint_solved",
}
_TITLES = {ConditionKind.BARRIER: "conditions.barriers", ConditionKind.DRIVER: "conditions.drivers"}
_ONE = {ConditionKind.BARRIER: "conditions.barrier", ConditionKind.DRIVER: "conditions.driver"}
_NONE = {ConditionKind.BARRIER: "conditions.no_barriers", ConditionKind.DRIVER: "conditions.no_drivers"}
_SAID = {ConditionKind.BARRIER: "conditions.you_said_barrier", ConditionKind.DRIVER: "conditions.you_said_driver"}


def not_yours(t: Translator, kind: ConditionKind, secretariat: Sequence[Person], workspace: Workspace) -> View:
    """Asked by somebody who is not of the secretariat: who is."""
    if not secretariat:
        return _said(t("conditions.no_secretariat", what=t(_TITLES[kind])))
    who = requests.people(t, secretariat, workspace)
    return _said(t("conditions.only_secretariat", what=t(_TITLES[kind]), who=who))


def in_private(t: Translator, kind: ConditionKind) -> View:
    """Asked where others can read along."""
    return _said(t("conditions.only_in_private", word=t.plain(_TITLES[kind]).casefold()))


def _said(words: Words) -> View:
    return View(summary=plain(words), elements=(Text(words),))


def register(t: Translator, kind: ConditionKind, lines: Sequence[Line]) -> View:
    """The lines of a kind, each with what can be done about it."""
    title = t.plain(_TITLES[kind])
    elements: list[Element] = [Heading(title)]
    if not lines:
        return View(summary=title, elements=(*elements, Text(t(_NONE[kind]))))
    for line in lines[:MOST_LINES]:
        elements += [Text(_named(t, line)), *_notes(t, line.condition), _buttons(t, line.condition), Divider()]
    if len(lines) > MOST_LINES:
        elements.append(Note(t("conditions.more", n=len(lines) - MOST_LINES)))
    elements.append(Note(t("conditions.rule")))
    return View(summary=title, elements=tuple(elements))


def _named(t: Translator, line: Line) -> Words:
    """*Regler og jura*: i gang. Peget på af 2 netværk: A og B."""
    condition = line.condition
    who = t("conditions.raised_by", n=len(line.networks), networks=names(t, [each.name for each in line.networks]))
    told = who if line.networks else t("conditions.raised_by_none")
    name = t("conditions.line", what=_name(t, condition), status=t.plain(STATUS_NAMES[condition.status]))
    again: Words = (Plain(" "), *t("conditions.again")) if condition.opening > 1 else ()
    return (*name, *again, Plain(" "), *told)


def _name(t: Translator, condition: Condition) -> str:
    return cut(t.own(condition.texts), 100)


def _notes(t: Translator, condition: Condition) -> list[Element]:
    if not (condition.owner or condition.action or condition.day):
        return [Note(t("conditions.nobody_yet"))]
    return [Note(_done(t, condition))]


def _done(t: Translator, condition: Condition | Change) -> Words:
    """Ansvarlig: Jura · Der skrives et fælles svar · Dato: 1. december 2026"""
    parts: list[Words] = []
    if condition.owner:
        parts.append(t("conditions.owner_is", owner=cut(condition.owner, 100)))
    if condition.action:
        parts.append((Plain(cut(" ".join(condition.action.split()))),))
    if condition.day:
        parts.append(t("conditions.day_is", day=t.day(condition.day)))
    return sections.dotted(parts)


def _buttons(t: Translator, condition: Condition) -> Actions:
    return Actions(
        (
            Button(label=t.plain("conditions.button_edit"), route="conditions.edit", value=condition.id),
            Button(label=t.plain("conditions.button_history"), route="conditions.history", value=condition.id),
        )
    )


def form(t: Translator, line: Line) -> Form:
    """One line: how far it is, who takes care of it, what is done, when."""
    condition = line.condition
    return Form(
        title=t.plain(_ONE[condition.kind]),
        submit=t.plain("conditions.save"),
        close=t.plain("conditions.cancel"),
        elements=(
            Text(_named(t, line)),
            Note(t("conditions.reported_when")),
            _status(t, condition),
            _text(t, "owner", condition.owner, LONGEST_OWNER),
            _text(t, "done", condition.action, LONGEST_ACTION),
            DateInput(
                name="day", label=t.plain("conditions.day"), value=condition.day, hint=t.plain("conditions.day_hint")
            ),
        ),
        route="conditions.save",
        value=condition.id,
    )


def _status(t: Translator, condition: Condition) -> Choice:
    options = tuple(
        Option(value=each.value, label=t.plain(STATUS_NAMES[each]), hint=t.plain(_HINTS[each]))
        for each in STATUSES[condition.kind]
    )
    label = t.plain("conditions.status")
    return Choice(name="status", label=label, options=options, value=condition.status.value, required=True)


_LABELS = {
    "owner": ("conditions.owner", "conditions.owner_hint"),
    "done": ("conditions.action", "conditions.action_hint"),
}


def _text(t: Translator, name: str, value: str, most: int) -> TextInput:
    label, hint = (t.plain(key) for key in _LABELS[name])
    return TextInput(name=name, label=label, value=value, hint=hint, lines=name == "done", most=most)


def saved(t: Translator, line: Line) -> View:
    """What holds now, and who is told."""
    condition = line.condition
    there = sum(network.is_open for network in line.networks)
    told: tuple[Element, ...] = ()
    if condition.status in (Status.LIFTED, Status.SOLVED):
        told = (Note(t("conditions.telling", n=there) if there else t("conditions.telling_none")),)
    words = t("conditions.saved", what=_name(t, condition), status=t.plain(STATUS_NAMES[condition.status]))
    return View(summary=plain(words), elements=(Text(words), *_notes(t, condition), *told, _buttons(t, condition)))


def history(t: Translator, history: History, organisation: Organisation) -> View:
    """Each change with who and when, and the rounds that raised the line; newest first."""
    condition, zone = history.condition, organisation.zone
    title = t.plain("conditions.history", what=_name(t, condition))
    changes = [
        (*t("conditions.changed", day=t.day(local_day(change.at, zone)), what=_change(t, change, who)),)
        for change, who in history.changes
    ]
    raised = [
        t("conditions.changed", day=t.day(local_day(at, zone)), what=cut(network.name, 80))
        for network, at in history.raised
    ]
    elements: list[Element] = [Heading(title)]
    elements += listed(t, changes, MOST_HISTORY) or (Text(t("conditions.no_changes")),)
    elements += (Text(t("conditions.raised_in")), *listed(t, raised, MOST_HISTORY)) if raised else ()
    return View(summary=title, elements=tuple(elements))


def _change(t: Translator, change: Change, who: str) -> Words:
    if change.by is None:
        return t("conditions.came_again")
    status = t(
        "conditions.set_by", who=who or t.plain("conditions.somebody"), status=t.plain(STATUS_NAMES[change.status])
    )
    return (*status, Plain(" "), *_done(t, change))


def reported(t: Translator, condition: Condition) -> View:
    """To a network: I sagde, vi gjorde."""
    name = _name(t, condition)
    solved = "conditions.we_solved" if condition.is_solved else "conditions.we_lifted"
    elements: list[Element] = [
        Heading(t.plain("conditions.you_said_we_did")),
        Text(t(_SAID[condition.kind], what=name)),
        Text(t(solved, owner=cut(condition.owner, 100))),
        Quote(condition.action),
    ]
    if condition.day:
        elements.append(Note(t("conditions.day_is", day=t.day(condition.day))))
    if condition.is_solved:
        elements.append(Note(t("conditions.say_again")))
    return View(summary=t.plain("conditions.reported_summary", what=name), elements=tuple(elements))


def returned(t: Translator, conditions: Sequence[Condition]) -> tuple[Words, ...]:
    """What is being done about what the network has told, as a round begins: a line for each of the first."""
    return tuple(t("conditions.returned", what=state(t, condition)) for condition in conditions[:MOST_RETURNED])


def state(t: Translator, condition: Condition) -> Words:
    """*Regler og jura*: i gang. Ansvarlig: Jura · ..."""
    name = t("conditions.line", what=_name(t, condition), status=t.plain(STATUS_NAMES[condition.status]))
    if not condition.is_touched:
        return (*name, Plain(" "), *t("conditions.noted"))
    done = _done(t, condition)
    return (*name, Plain(" "), *done) if done else name


def of_network(t: Translator, conditions: Sequence[Condition]) -> tuple[Element, ...]:
    """What a network has pointed at, with how far it is; for those in it."""
    if not conditions:
        return ()
    lines = listed(t, [state(t, condition) for condition in conditions], MOST_OF_NETWORK)
    return (Text(t("conditions.you_pointed_at")), *lines)


def in_summary(t: Translator, conditions: Sequence[Condition], most: int = MOST_OF_NETWORK) -> tuple[Element, ...]:
    """How far the register is with what a summary tells of; lines that nobody has touched are not there."""
    touched = _touched(conditions)
    if not touched:
        return ()
    words = listed(t, [state(t, condition) for condition in touched], most)
    return (Text(t("conditions.in_register")), *words)


def told(conditions: Sequence[Condition], most: int = MOST_OF_NETWORK) -> list[ConditionId]:
    """The lines that there is room for in a summary."""
    return [condition.id for condition in _touched(conditions)[:most]]


def _touched(conditions: Sequence[Condition]) -> list[Condition]:
    return [condition for condition in conditions if condition.is_touched]
