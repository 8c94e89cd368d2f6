"""How often somebody gets which digest, and whom the secretariat names for a committee's."""

from collections.abc import Sequence

from core.model.organisations import Person, Unit, Workspace
from core.model.subscriptions import RHYTHMS, Kind, Rhythm, Subscription
from core.services.subscriptions import Held
from locales.catalogue import Translator
from locales.words import Plain, Words
from views.elements import (
    Actions,
    Button,
    Choice,
    Element,
    Form,
    Heading,
    Input,
    Listing,
    Note,
    Option,
    PeopleInput,
    Text,
    View,
)
from views.listings import cut, names

WEEKDAY = "weekday"
"""The name of the input that asks for the day; the others are named by the digest."""
MOST_COMMITTEES = 5
MOST_SHOWN = 12
_DAYS = range(5)
_RHYTHMS = {
    Rhythm.WEEKLY: "subscriptions.weekly",
    Rhythm.MONTHLY: "subscriptions.monthly",
    Rhythm.QUARTERLY: "subscriptions.quarterly",
    Rhythm.NEVER: "subscriptions.never",
}


def button(t: Translator) -> Button:
    """On each digest: how often it comes."""
    return Button(label=t.plain("subscriptions.button"), route="subscriptions.choose")


def none(t: Translator, *, is_employee: bool) -> View:
    """Somebody whose role gives them no digest."""
    words = "subscriptions.none" if is_employee else "subscriptions.none_guest"
    return View(summary=t.plain(words), elements=(Text(t(words)),))


def choose(t: Translator, held: Sequence[Held]) -> Form:
    """How often do you want each of yours?"""
    inputs: list[Element] = []
    for each in shown(held):
        inputs.append(_rhythm(t, each))
        if each.subscription.kind is Kind.DESK:
            inputs.append(_weekday(t, each.subscription))
    return Form(
        title=t.plain("subscriptions.title"),
        submit=t.plain("subscriptions.save"),
        close=t.plain("subscriptions.cancel"),
        elements=(*inputs, Note(t("subscriptions.note"))),
        route="subscriptions.chosen",
    )


def shown(held: Sequence[Held]) -> Sequence[Held]:
    """Those that there is room for in a form, each once."""
    return list({each.subscription.id: each for each in held}.values())[: MOST_COMMITTEES + 2]


def _rhythm(t: Translator, held: Held) -> Input:
    kind = held.subscription.kind
    return Choice(
        name=held.subscription.id,
        label=_label(t, held),
        options=tuple(Option(value=each.value, label=t.plain(_RHYTHMS[each])) for each in RHYTHMS[kind]),
        value=held.subscription.rhythm.value if held.subscription.rhythm in RHYTHMS[kind] else "",
        required=True,
    )


def _label(t: Translator, held: Held) -> str:
    match held.subscription.kind:
        case Kind.DESK:
            return t.plain("subscriptions.of_desk")
        case Kind.ANCHOR:
            return t.plain("subscriptions.of_anchor")
        case Kind.COMMITTEE:
            return t.plain("subscriptions.of_committee", name=cut(held.unit.name, 60) if held.unit else "")


def _weekday(t: Translator, subscription: Subscription) -> Input:
    return Choice(
        name=WEEKDAY,
        label=t.plain("subscriptions.weekday"),
        options=tuple(Option(value=str(day), label=t.weekday(day)) for day in _DAYS),
        value=str(subscription.weekday) if subscription.weekday in _DAYS else "",
        hint=t.plain("subscriptions.weekday_hint"),
        compact=True,
        required=True,
    )


def saved(t: Translator, held: Sequence[Held]) -> View:
    """As it is from now on."""
    title = t.plain("subscriptions.saved")
    return View(
        summary=title, elements=(Text(t("subscriptions.saved")), Listing(tuple(_now(t, each) for each in held)))
    )


def _now(t: Translator, held: Held) -> Words:
    told = t("subscriptions.now", what=_label(t, held), how=t.plain(_RHYTHMS[held.subscription.rhythm]))
    on_a_day = held.subscription.kind is Kind.DESK and held.subscription.is_on
    day = t("subscriptions.on_day", day=t.weekday(held.subscription.weekday % 7)) if on_a_day else ()
    return (*told, *((Plain(" "), *day) if day else ()))


def committees(t: Translator, named: Sequence[tuple[Unit, Sequence[Person]]]) -> View:
    """Who hears of the networks that are tied to each committee; to the secretariat."""
    title = t.plain("subscriptions.committees_title")
    elements: list[Element] = [Heading(title), Text(t("subscriptions.committees"))]
    if not named:
        elements.append(Text(t("subscriptions.no_committees")))
    for unit, people in named[:MOST_SHOWN]:
        change = Button(label=t.plain("subscriptions.button_name"), route="subscriptions.name", value=unit.id)
        elements += [Text(_recipients(t, unit, people)), Actions((change,))]
    if len(named) > MOST_SHOWN:
        elements.append(Note(t("subscriptions.more_committees", n=len(named) - MOST_SHOWN)))
    return View(summary=title, elements=tuple(elements))


def _recipients(t: Translator, unit: Unit, people: Sequence[Person]) -> Words:
    name = cut(unit.name, 100)
    if not people:
        return t("subscriptions.named_nobody", name=name)
    return t("subscriptions.named", name=name, people=names(t, [person.name for person in people]))


def name(t: Translator, unit: Unit, people: Sequence[Person], workspace: Workspace) -> Form:
    """Who is to hear of a committee's networks?"""
    here = tuple(person.account for person in people if person.workspace_id == workspace.id)
    rhythms = (Rhythm.MONTHLY, Rhythm.QUARTERLY)
    return Form(
        title=t.plain("subscriptions.name_title"),
        submit=t.plain("subscriptions.save"),
        close=t.plain("subscriptions.cancel"),
        elements=(
            Text(t("subscriptions.name_intro", name=cut(unit.name, 100))),
            PeopleInput(name="people", label=t.plain("subscriptions.people"), values=here, many=True),
            Choice(
                name="rhythm",
                label=t.plain("subscriptions.how_often_new"),
                options=tuple(Option(value=each.value, label=t.plain(_RHYTHMS[each])) for each in rhythms),
                value=Rhythm.MONTHLY.value,
                required=True,
            ),
            Note(t("subscriptions.name_note")),
        ),
        route="subscriptions.named",
        value=unit.id,
    )


def told(t: Translator, unit: Unit) -> View:
    """To somebody who is named for a committee."""
    words = t("subscriptions.told", name=cut(unit.name, 100))
    summary = t.plain("subscriptions.told", name=cut(unit.name, 100))
    return View(summary=summary, elements=(Text(words), Actions((button(t),))))
