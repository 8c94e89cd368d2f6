"""The secretariat's summary of one network on one screen: the changes first, what they rest on last."""

from core.model import readings
from core.model.exports import Order
from core.model.scopes import Scope
from core.model.summaries import Measure, NetworkSummary
from locales import words
from locales.catalogue import Translator
from locales.words import Plain
from views import (
    briefs,
    codes,
    conditions,
    deliveries,
    exports,
    figures,
    harvests,
    inquiries,
    references,
    remarks,
    screens,
    sections,
    signals,
)
from views.elements import Heading, Note, Text, View
from views.listings import cut
from views.screens import Room
from views.sections import Elements

_TYPES = {
    "innovation": "summaries.type_innovation",
    "velfaerd": "summaries.type_welfare",
    "laering": "summaries.type_learning",
}


def network(t: Translator, summary: NetworkSummary) -> View:
    """One network, on one screen."""
    return screens.fitted(lambda room: _within(t, summary, room))


def _within(t: Translator, summary: NetworkSummary, room: Room) -> View:
    kind = t.plain(_TYPES[summary.network.type.value] if summary.network.type else "summaries.type_none")
    title = t.plain("summaries.title", name=cut(summary.network.name, 100), type=kind)
    top: Elements = (
        Heading(title),
        Text(_purpose(t, summary)),
        Note(_who(t, summary)),
        *sections.section(t, "summaries.brief", (Text(briefs.network(t, summary)), *remarks.shown(t, summary.remark))),
    )
    attention = [signals.signal(t, signal) for signal in summary.signals]
    undelivered = deliveries.undelivered(t, [(summary.network, summary.undelivered)])
    bottom = (
        *inquiries.in_summary(t, summary.said),
        *sections.attention(t, attention, room.signals),
        *undelivered,
        *sections.basis(t, summary.basis),
    )
    middle = _course(t, summary, room) if summary.basis.rounds else sections.recorded(t, summary.harvest)
    order = Order(scope=Scope(network_id=summary.network.id), period=summary.basis.period)
    mine = (remarks.button(t, summary.remark, order.scope), exports.button(t, order))
    buttons = sections.row(harvests.waiting(t, summary.harvest), *mine)
    return View(summary=title, elements=(*top, *middle, *bottom, *buttons))


def _purpose(t: Translator, summary: NetworkSummary) -> words.Words:
    """What it is for, what it plays into where that is said, and which time is told of."""
    network, period = summary.network, sections.period(t, summary.basis.period)
    told = {"period": period, "purpose": cut(network.purpose)}
    if not network.agenda:
        return t("summaries.purpose", **told)
    return t("summaries.purpose_and_agenda", agenda=cut(" ".join(network.agenda.split())), **told)


def _course(t: Translator, summary: NetworkSummary, room: Room) -> Elements:
    """What the rounds say, in the order of the summary."""
    others = _going(summary)
    return (
        *sections.changes(
            t,
            summary.changes,
            summary.results,
            summary.measures,
            harvest=summary.harvest,
            most=(room.changes, room.results),
        ),
        *harvests.offered(t, summary.harvest, room.offered),
        *sections.section(
            t,
            "summaries.going",
            (*sections.measures(t, others, room.measures), *sections.voices(t, summary.voices, room.voices)),
        ),
        *sections.section(t, "summaries.forces", _forces(t, summary, room)),
        *sections.section(
            t, "summaries.perspectives", sections.perspectives(t, summary.perspectives, room.perspectives)
        ),
        *sections.quotes(t, summary.quotes, room.quotes, quoted=summary.quoted, told=_shown(summary, room)),
    )


def _shown(summary: NetworkSummary, room: Room) -> frozenset[str]:
    """What is told before the quotes."""
    told = (*summary.voices[: room.voices], *summary.examples[:1], *summary.perspectives[: room.perspectives])
    return frozenset(some.text for some in told)


def _who(t: Translator, summary: NetworkSummary) -> words.Words:
    people = [t("summaries.leader", name=cut(summary.leader, 60))] if summary.leader else []
    people += [t("summaries.members", n=summary.members), t("summaries.departments", n=summary.departments)]
    return sections.dotted([*people, t("summaries.outsiders", n=summary.outsiders)])


def _going(summary: NetworkSummary) -> list[Measure]:
    """How it goes: progress first, without what stands in sections of its own."""
    apart = (readings.CHANGE, readings.RESULT)
    coded = (readings.DRIVERS, readings.BARRIERS)
    left = [m for m in summary.measures if m.question.dimension not in apart and m.question.choices not in coded]
    return sorted(left, key=lambda measure: measure.question.dimension != "fremdrift")


def _forces(t: Translator, summary: NetworkSummary, room: Room) -> Elements:
    both = (("summaries.helps", summary.drivers), ("summaries.holds", summary.barriers))
    lines: Elements = tuple(
        Text((*t(key), Plain(" "), *sections.measure(t, one, rest=False))) for key, one in both if one
    )
    figures_of = [one.figure for _, one in both if one]
    notes = [t("figures.rest")] if any(figure.cells and figure.hides for figure in figures_of) else []
    notes += [t("figures.left_out")] if any(figure.left_out for figure in figures_of) else []
    lines += (Note(figures.joined(notes)),) if notes else ()
    register = conditions.in_summary(t, summary.conditions, room.register)
    coded = codes.in_summary(t, summary.codes)
    told = conditions.told(summary.conditions, room.register)
    behind = references.button(t, references.replies(summary.examples[:1]), (), told)
    return (*lines, *register, *coded, *sections.said(t, summary.examples, 1), *behind)
