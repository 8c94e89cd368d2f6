"""The forms in which what came out of a network is written down, changed and confirmed."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TypeVar

from core.model.ids import ReplyId
from core.model.networks import Network
from core.model.organisations import Unit
from core.model.outcomes import MOST_TEXT, MOST_UNITS, Details, Kind
from core.services.outcomes import Entry
from locales.catalogue import Translator
from locales.words import Plain
from views import belonging
from views.elements import Choice, Choices, Element, Form, Input, Note, Option, Quote, Text, TextInput
from views.outcomes import GROWTHS, NOVELTIES, SOURCES, STAGES, facts

_TITLES = {
    Kind.CHANGE: "outcomes.form_change",
    Kind.RESULT: "outcomes.form_result",
    Kind.PROPOSAL: "outcomes.form_proposal",
    Kind.OFFSHOOT: "outcomes.form_offshoot",
}
_ASKED = {
    Kind.CHANGE: "outcomes.ask_change",
    Kind.RESULT: "outcomes.ask_result",
    Kind.PROPOSAL: "outcomes.ask_proposal",
    Kind.OFFSHOOT: "outcomes.ask_offshoot",
}
_MEANS = {
    Kind.CHANGE: "outcomes.means_change",
    Kind.RESULT: "outcomes.means_result",
    Kind.PROPOSAL: "outcomes.means_proposal",
    Kind.OFFSHOOT: "outcomes.means_offshoot",
}
_EXAMPLES = {
    Kind.CHANGE: "outcomes.example_change",
    Kind.RESULT: "outcomes.example_result",
    Kind.PROPOSAL: "outcomes.example_proposal",
    Kind.OFFSHOOT: "outcomes.example_offshoot",
}

_Member = TypeVar("_Member", bound=Enum)


def new(
    t: Translator,
    network: Network,
    kind: Kind,
    units: Sequence[Unit],
    *,
    details: Details | None = None,
    reply_id: ReplyId | None = None,
) -> Form:
    """One kind of record, empty or begun. `reply_id`: the reply that it is made of."""
    value = "|".join((network.id, kind.value, *((reply_id,) if reply_id else ())))
    return _form(t, network, kind, units, details or Details(text=""), route="outcomes.record", value=value)


def edit(t: Translator, entry: Entry, units: Sequence[Unit]) -> Form:
    """A record as it is."""
    record = entry.record
    return _form(t, entry.network, record.kind, units, record.details, route="outcomes.change", value=record.id)


def confirm(t: Translator, entry: Entry) -> Form:
    """The secretariat says what a confirmation rests on."""
    details = entry.record.details
    said: tuple[Element, ...] = (Quote(details.text), Note((Plain(" · ".join(facts(t, entry))),)))
    if details.contribution:
        said = (*said, Text(t("outcomes.contributed")), Quote(details.contribution))
    basis = TextInput(
        name="basis",
        label=t.plain("outcomes.ask_basis"),
        hint=t.plain("outcomes.basis_hint"),
        example=t.plain("outcomes.basis_example"),
        lines=True,
        required=True,
        most=MOST_TEXT,
    )
    return Form(
        title=t.plain("outcomes.form_confirm"),
        submit=t.plain("outcomes.button_confirm"),
        close=t.plain("outcomes.form_close"),
        elements=(Text(t("outcomes.of_network", network=entry.network.name)), *said, basis),
        route="outcomes.confirmed",
        value=f"{entry.record.id}|{entry.record.version}",
    )


def _form(
    t: Translator, network: Network, kind: Kind, units: Sequence[Unit], details: Details, *, route: str, value: str
) -> Form:
    elements: list[Element] = [
        Text(t("outcomes.of_network", network=network.name)),
        _said(t, kind, details),
        *_more(t, kind, units, details),
        Note(t("outcomes.seen_by_all")),
    ]
    return Form(
        title=t.plain(_TITLES[kind]),
        submit=t.plain("outcomes.form_submit"),
        close=t.plain("outcomes.form_close"),
        elements=tuple(elements),
        route=route,
        value=value,
    )


def _said(t: Translator, kind: Kind, details: Details) -> Input:
    return TextInput(
        name="text",
        label=t.plain(_ASKED[kind]),
        value=details.text,
        hint=t.plain(_MEANS[kind]),
        lines=True,
        required=True,
        most=MOST_TEXT,
        example=t.plain(_EXAMPLES[kind]),
    )


def _more(t: Translator, kind: Kind, units: Sequence[Unit], details: Details) -> tuple[Input, ...]:
    match kind:
        case Kind.CHANGE:
            return (*_where(t, units, details), _source(t, details), _novelty(t, details), _contribution(t, details))
        case Kind.PROPOSAL:
            stage = _chosen(details.stage)
            return (_one_of(t, "stage", "outcomes.ask_stage", STAGES, stage), _novelty(t, details))
        case Kind.OFFSHOOT:
            return (_one_of(t, "growth", "outcomes.ask_growth", GROWTHS, _chosen(details.growth)),)
        case Kind.RESULT:
            return ()


def _offered(units: Sequence[Unit], details: Details) -> Sequence[Unit]:
    """Those of the base that there are, and those chosen before, whatever became of them."""
    return [unit for unit in units if (unit.is_open and unit.is_base) or unit.id in details.unit_ids]


def _where(t: Translator, units: Sequence[Unit], details: Details) -> tuple[Input, ...]:
    return (
        Choices(
            name="units",
            label=t.plain("outcomes.ask_units"),
            options=belonging.unit_options(t, _offered(units, details)),
            values=details.unit_ids,
            hint=t.plain("outcomes.units_hint"),
            required=True,
            compact=True,
            most=MOST_UNITS,
        ),
    )


def _source(t: Translator, details: Details) -> Input:
    return _one_of(t, "source", "outcomes.ask_source", SOURCES, _chosen(details.source))


def _novelty(t: Translator, details: Details) -> Input:
    return _one_of(t, "novelty", "outcomes.ask_novelty", NOVELTIES, _chosen(details.novelty))


def _contribution(t: Translator, details: Details) -> Input:
    return TextInput(
        name="contribution",
        label=t.plain("outcomes.ask_contribution"),
        value=details.contribution,
        hint=t.plain("outcomes.contribution_hint"),
        lines=True,
        most=MOST_TEXT,
    )


def _one_of(t: Translator, name: str, key: str, texts: Mapping[_Member, str], value: str) -> Input:
    options = tuple(Option(value=str(each.value), label=_begun(t.plain(text))) for each, text in texts.items())
    return Choice(name=name, label=t.plain(key), options=options, value=value, required=True)


def _begun(label: str) -> str:
    """The same words as a choice of their own: with a capital."""
    return label[:1].upper() + label[1:]


def _chosen(value: Enum | None) -> str:
    return str(value.value) if value is not None else ""
