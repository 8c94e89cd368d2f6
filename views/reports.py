"""The network report: ideas, stories and the account of the network; and how it is offered."""

from collections.abc import Iterable, Sequence

from core.model.networks import Phase
from core.model.outcomes import Noted
from core.model.periods import local_day
from core.model.reports import Report, Step
from core.model.summaries import Measure, Words
from locales import words
from locales.catalogue import Translator
from locales.words import Plain, Strong
from views import conditions, harvests, sections
from views.belonging import unit_name
from views.documents import MARKDOWN, WORD, Document, Piece, Section
from views.elements import Actions, Fields, Link, Listing, Note, Quote, Text, View
from views.networks import TYPES
from views.outcomes import labels

Pieces = tuple[Piece, ...]

_PHASES = {
    Phase.START: "reports.phase_start",
    Phase.UNDERWAY: "reports.phase_underway",
    Phase.MIDWAY: "reports.phase_midway",
    Phase.CLOSING: "reports.phase_closing",
    Phase.AFTER: "reports.phase_after",
}


def offer(t: Translator, name: str, address: str) -> View:
    """To who asked for it: the file, as one can go on writing in it or as plain text."""
    told = t("reports.offer", name=name)
    links = (
        Link(label=t.plain("reports.word"), url=f"{address}.{WORD}"),
        Link(label=t.plain("reports.markdown"), url=f"{address}.{MARKDOWN}"),
    )
    return View(
        summary=t.plain("reports.offer", name=name),
        elements=(Text(told), Actions(links), Note(t("reports.only_you")), Note(t("reports.kept"))),
    )


def document(t: Translator, report: Report) -> Document:
    """All of it: ideas, stories, account (domain.md §1.4)."""
    return Document(
        title=t.plain("reports.title", name=report.network.name),
        language=t.language,
        opening=(
            Note(t("reports.as_of", day=t.day(report.day))),
            Text(t("reports.purpose")),
            Quote(report.network.purpose),
            _facts(t, report),
        ),
        sections=(*_ideas(t, report), *_stories(t, report), *_account(t, report)),
    )


def _facts(t: Translator, report: Report) -> Fields:
    network = report.network
    kind = t(TYPES[network.type]) if network.type else t("networks.not_yet")
    until = local_day(network.closed_at, network.zone) if network.closed_at else network.ends_on
    course = t("reports.between", first=t.day(network.starts_on), last=t.day(until)) if until else ()
    pairs = (
        (t.plain("networks.type"), kind),
        (t.plain("networks.leader"), (Plain(report.leader),)),
        (t.plain("networks.anchor"), (Plain(report.anchor),) if report.anchor else t("networks.not_yet")),
        *(((t.plain("reports.course_days"), course),) if course else ()),
        (t.plain("networks.members"), _who(t, report)),
    )
    return Fields(pairs)


def _who(t: Translator, report: Report) -> words.Words:
    return sections.dotted(
        [
            t("summaries.members", n=report.members),
            t("summaries.departments", n=report.departments),
            t("summaries.outsiders", n=report.outsiders),
        ]
    )


def _ideas(t: Translator, report: Report) -> tuple[Section, ...]:
    harvest = report.harvest
    if not (harvest.proposals or harvest.offshoots):
        return (Section(t.plain("reports.ideas"), (Text(t("reports.no_ideas")),)),)
    parts = (("closing.proposals", harvest.proposals), ("closing.offshoots", harvest.offshoots))
    below = (Section(t.plain(key), _noted(t, noted), 2) for key, noted in parts if noted)
    return (Section(t.plain("reports.ideas"), ()), *below)


def _noted(t: Translator, noted: Iterable[Noted], *, confirmed: bool = False) -> Pieces:
    """The whole of each, and what is known of it."""
    pieces: Pieces = ()
    for each in noted:
        details = each.record.details
        facts = [*each.units, *labels(t, details)]
        if confirmed:
            facts.append(t.plain("outcomes.confirmed" if each.record.is_confirmed else "outcomes.unconfirmed"))
        pieces += (Quote(each.text), *((Note((Plain(" · ".join(facts)),)),) if facts else ()))
    return pieces


def _stories(t: Translator, report: Report) -> tuple[Section, ...]:
    changes = _noted(t, report.harvest.changes, confirmed=True) or (Text(t("closing.no_changes")),)
    told = _told(t, report.stories)
    return (
        Section(t.plain("reports.stories"), ()),
        Section(t.plain("closing.changes"), changes, 2),
        Section(t.plain("closing.quotes"), told or (Text(t("summaries.no_quotes")),), 2),
    )


def _told(t: Translator, stories: Sequence[Words]) -> Pieces:
    pieces: Pieces = ()
    for some in stories:
        pieces += (Note((Plain(t.own(some.question.texts)),)), Quote(some.text))
    return (*pieces, Note(t("reports.with_leave"))) if pieces else ()


def _account(t: Translator, report: Report) -> tuple[Section, ...]:
    return (
        Section(t.plain("reports.account"), ()),
        Section(t.plain("reports.course"), _course(t, report), 2),
        Section(t.plain("summaries.going"), _going(t, report.measures), 2),
        Section(t.plain("summaries.forces"), _forces(t, report), 2),
        Section(t.plain("reports.outcomes"), _outcomes(t, report), 2),
        Section(t.plain("closing.takes_over"), _takes_over(t, report), 2),
        Section(t.plain("summaries.basis"), _basis(t, report), 2),
    )


def _course(t: Translator, report: Report) -> Pieces:
    """Phase by phase, what was asked and how many answered; and how the end was moved."""
    pieces: Pieces = ()
    for phase, key in _PHASES.items():
        steps = [_step(t, step) for step in report.steps if step.phase is phase]
        if steps:
            pieces += (Text((Strong(t.plain(key)),)), Listing(tuple(steps)))
    moves = [
        t("reports.moved", before=t.day(move.before), after=t.day(move.after), reason=move.reason or "–")
        for move in report.moves
        if move.before and move.after
    ]
    pieces += (Listing(tuple(moves)),) if moves else ()
    return pieces or (Text(t("reports.no_rounds")),)


def _step(t: Translator, step: Step) -> words.Words:
    title = t.own(step.title)
    return t("reports.step", day=t.day(step.day), title=title, answered=step.answered, asked=step.asked)


def _going(t: Translator, measures: Sequence[Measure]) -> Pieces:
    """Figures as they were published; what is too little says so."""
    told = [
        (Strong(t.own(one.question.texts)), Plain(" "), *sections.measure(t, one)) for one in measures if one.figure.n
    ]
    left_out = any(one.figure.left_out for one in measures)
    if not told:
        return (Text(t("summaries.nothing_said")),)
    return (Listing(tuple(told)), *((Note(t("figures.left_out")),) if left_out else ()))


def _forces(t: Translator, report: Report) -> Pieces:
    both = (("summaries.helps", report.drivers), ("summaries.holds", report.barriers))
    lines: Pieces = tuple(Text((*t(key), Plain(" "), *sections.measure(t, one))) for key, one in both if one)
    lines += _pieces(conditions.in_summary(t, report.conditions))
    return lines or (Text(t("summaries.nothing_said")),)


def _outcomes(t: Translator, report: Report) -> Pieces:
    """The changes counted, then what the network made itself: never called a change."""
    harvest = report.harvest
    counted = _pieces(harvests.counted(t, harvest)) or (Text(t("closing.no_changes")),)
    results = _noted(t, harvest.results)
    return (*counted, *((Text(t("summaries.results")), *results) if results else ()))


def _takes_over(t: Translator, report: Report) -> Pieces:
    told: Pieces = (Text(_receiver(t, report)),)
    return (*told, Text(t("closing.operation")), Quote(report.operation)) if report.operation else told


def _receiver(t: Translator, report: Report) -> words.Words:
    if report.receiver is None:
        return t("closing.nobody")
    where = f" ({unit_name(t, report.receiving)})" if report.receiving else ""
    return t("closing.receives" if report.receives else "closing.asked", person=f"{report.receiver.name}{where}")


def _basis(t: Translator, report: Report) -> Pieces:
    rests = _pieces(sections.basis(t, report.basis))
    whose = t("reports.has_private" if report.has_private else "reports.only_shared", k=report.basis.k)
    return (*rests, Text(whose))


def _pieces(elements: Iterable[object]) -> Pieces:
    """Those that a document can hold; what is a heading elsewhere is the section's title here."""
    return tuple(each for each in elements if isinstance(each, Text | Note | Quote | Listing | Fields))


def lacks(t: Translator, settings: Sequence[str]) -> View:
    """Nowhere to fetch it: what an administrator must set."""
    told = t("reports.lacks", settings=", ".join(settings))
    return View(summary=words.plain(told), elements=(Text(told),))


def nothing(t: Translator) -> View:
    """There is no network that they may take a report of."""
    told = t("reports.nothing")
    return View(summary=words.plain(told), elements=(Text(told),))
