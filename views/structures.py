"""The secretariat's summary of all networks, or of a type: no network comes before another."""

from collections.abc import Sequence

from core.model.exports import Order
from core.model.networks import NetworkType
from core.model.summaries import Common, Pooled, StructureSummary
from locales import words
from locales.catalogue import Translator
from locales.words import Plain, Strong
from views import (
    briefs,
    codes,
    conditions,
    exports,
    figures,
    goals,
    harvests,
    references,
    remarks,
    requests,
    sections,
    signals,
)
from views.elements import Actions, Button, Heading, Note, Text, View
from views.listings import cut, listed, names
from views.sections import Elements

MOST_GOING = MOST_LINES = 2
MOST_CONCERNS = 3
MOST = (3, 1)
"""Changes and results: with all that there can be it is one screen, 40 lines."""

_ALL_OF_TYPE = {
    "innovation": "summaries.all_innovation",
    "velfaerd": "summaries.all_welfare",
    "laering": "summaries.all_learning",
}
_TYPE_COUNTS = {
    "innovation": "summaries.count_innovation",
    "velfaerd": "summaries.count_welfare",
    "laering": "summaries.count_learning",
}
_STATES = {
    "ide": "summaries.count_ideas",
    "i_gang": "summaries.count_active",
    "afrundes": "summaries.count_closing",
    "afsluttet": "summaries.count_closed",
    "fulgt_op": "summaries.count_followed_up",
}


def structure(t: Translator, summary: StructureSummary) -> View:
    """All networks, those of a type, of a unit, or of both."""
    title = t.plain("summaries.structure_title", which=which(t, summary.type, summary.unit))
    if not summary.networks:
        return View(summary=title, elements=(Heading(title), Text(t("summaries.no_networks"))))
    top: Elements = (
        Heading(title),
        Note(_extent(t, summary)),
        *sections.section(
            t, "summaries.brief", (Text(briefs.structure(t, summary)), *remarks.shown(t, summary.remark))
        ),
        *goals.in_summary(t, summary.goals, summary.type),
    )
    attention = [signals.concern(t, concern) for concern in summary.concerns]
    bottom = (
        *sections.attention(t, attention, MOST_CONCERNS),
        *sections.basis(t, summary.basis, t("summaries.no_ranking")),
    )
    middle = _course(t, summary) if summary.basis.rounds else sections.recorded(t, summary.harvest)
    order = Order(scope=summary.scope, period=summary.basis.period)
    more = sections.row(
        harvests.waiting(t, summary.harvest),
        goals.button(t, summary.goals),
        _split(t, summary),
        remarks.button(t, summary.remark, summary.scope),
        exports.button(t, order),
    )
    return View(summary=title, elements=(*top, *middle, *bottom, *more))


def which(t: Translator, kind: NetworkType | None, unit: str) -> str:
    """The networks that something is about: velfærdsnetværkene i Børn og Unge."""
    whole = t.plain(_ALL_OF_TYPE[kind.value] if kind else "summaries.all_of_unit" if unit else "summaries.all")
    return t.plain("summaries.in_unit", which=whole, unit=cut(unit, 80)) if unit else whole


def _course(t: Translator, summary: StructureSummary) -> Elements:
    by_type = [t.plain(_TYPE_COUNTS[kind.value], n=count) for kind, count in summary.changes_by_type]
    types: Elements = (Text(t("summaries.by_type", types=" · ".join(by_type))),) if by_type else ()
    lines = [line.condition for line in summary.conditions]
    room = MOST_LINES - bool(summary.codes)  # what the replies were said to be about takes a line of them
    forces = (
        *_common(t, "summaries.helps", summary.drivers),
        *_common(t, "summaries.holds", summary.barriers),
        *conditions.in_summary(t, lines, room),
        *references.button(t, (), (), conditions.told(lines, room)),
        *codes.in_summary(t, summary.codes),
    )
    going = [pooled(t, one) for one in summary.pooled]
    return (
        *sections.changes(
            t,
            summary.changes,
            summary.results,
            (),
            harvest=summary.harvest,
            extra=(*types, *harvests.by_unit(t, summary.harvest)),
            most=MOST,
            beyond=summary.beyond,
        ),
        *harvests.offered(t, summary.harvest, 0),
        *sections.section(t, "summaries.going", listed(t, going, MOST_GOING)),
        *sections.section(t, "summaries.forces_across", forces),
        *sections.section(
            t,
            "summaries.perspectives",
            sections.perspectives(t, summary.perspectives, 1, beyond=summary.beyond.perspectives),
        ),
        *_quotes(t, summary),
    )


def _quotes(t: Translator, summary: StructureSummary) -> Elements:
    told, beyond = [some.text for some in summary.perspectives[:1]], summary.beyond.quotes
    return sections.quotes(t, summary.quotes, 1, quoted=summary.quoted, beyond=beyond, told=told)


def pooled(t: Translator, one: Pooled) -> words.Words:
    """One scale over several networks, in words."""
    total = one.total
    told = [figures.middle(t, total), t("summaries.from_networks", n=total.networks)]
    return (Strong(cut(t.own(one.question.texts))), Plain(" "), *figures.joined(told))


def _extent(t: Translator, summary: StructureSummary) -> words.Words:
    states = [t(_STATES[state.value], n=count) for state, count in summary.states]
    types = [t(_TYPE_COUNTS[kind.value], n=count) for kind, count in summary.types]
    people = [t("summaries.members", n=summary.members), t("summaries.departments", n=summary.departments)]
    period = (Plain(sections.period(t, summary.basis.period)),)
    return sections.dotted([period, *states, *types, *people, t("summaries.outsiders", n=summary.outsiders)])


def _split(t: Translator, summary: StructureSummary) -> Elements:
    """To what each type has to show, where there may be several."""
    if summary.type:
        return ()
    value = requests.value(summary.scope, summary.basis.period)
    return (Actions((Button(label=t.plain("years.button_split"), route="summaries.split", value=value),)),)


def _common(t: Translator, key: str, common: Sequence[Common]) -> Elements:
    if not common:
        return ()
    told = [t.plain("summaries.in_networks", what=t.own(one.option.texts), n=one.networks) for one in common]
    return (Text((*t(key), Plain(f" {names(t, told)}."))),)
