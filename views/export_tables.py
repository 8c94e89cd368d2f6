"""The figures of a summary and the lines of its registers as tables: what the chat shows, and nothing that it hides."""

from collections.abc import Iterator, Sequence

from core.model.conditions import Condition, ConditionKind, Line
from core.model.exports import Origin
from core.model.outcomes import Harvest, Noted
from core.model.periods import local_day
from core.model.summaries import Basis, NetworkSummary, StructureSummary
from locales.catalogue import Translator
from views import echoes, export_figures, sections
from views.conditions import STATUS_NAMES
from views.outcomes import GROWTHS, KINDS, NOVELTIES, SOURCES, STAGES
from views.tables import Cell, Share, Table, Workbook

Row = tuple[Cell, ...]
Summary = NetworkSummary | StructureSummary

_KINDS = {ConditionKind.BARRIER: "conditions.barrier", ConditionKind.DRIVER: "conditions.driver"}
_OUTCOMES = (
    "exports.column_network",
    "exports.column_kind",
    "exports.column_text",
    "exports.column_units",
    "exports.column_source",
    "exports.column_novelty",
    "exports.column_stage",
    "exports.column_confirmed",
    "exports.column_lasting",
    "exports.column_day",
)
_CONDITIONS = (
    "exports.column_kind",
    "exports.column_condition",
    "exports.column_status",
    "exports.column_owner",
    "exports.column_action",
    "exports.column_due",
    "exports.column_raised_by",
    "exports.column_networks",
)


def figures_of_network(t: Translator, summary: NetworkSummary, origin: Origin) -> Workbook:
    """Each question's newest figure, with the one before it."""
    return _workbook(t, "exports.figures", export_figures.of_network(t, summary), summary, origin)


def figures_of_structure(t: Translator, summary: StructureSummary, origin: Origin) -> Workbook:
    """What is counted over several networks, and how far the goals of the first year are."""
    return _workbook(t, "exports.figures", export_figures.of_structure(t, summary), summary, origin)


def outcomes_of_network(t: Translator, summary: NetworkSummary, origin: Origin) -> Workbook:
    """What is recorded in one network, a line for each."""
    rows = _recorded(t, summary.harvest, summary.network.name, summary.network.zone)
    return _workbook(t, "exports.outcomes", _table(t, "exports.outcomes", _OUTCOMES, rows), summary, origin)


def outcomes_of_structure(t: Translator, summary: StructureSummary, origin: Origin, zone: str) -> Workbook:
    """What is recorded in several networks, a line for each, one of each network in turn."""
    rows = _recorded(t, summary.harvest, "", zone)
    return _workbook(t, "exports.outcomes", _table(t, "exports.outcomes", _OUTCOMES, rows), summary, origin)


def conditions_of_network(t: Translator, summary: NetworkSummary, origin: Origin) -> Workbook:
    """What one network has raised. Which others have, is not told with it."""
    rows = [(*_condition(t, each), 1, summary.network.name) for each in summary.conditions]
    return _workbook(t, "exports.conditions", _table(t, "exports.conditions", _CONDITIONS, rows), summary, origin)


def conditions_of_structure(t: Translator, summary: StructureSummary, origin: Origin) -> Workbook:
    """The lines of the register, with the networks that have raised each."""
    rows = [_line(t, line) for line in summary.conditions]
    return _workbook(t, "exports.conditions", _table(t, "exports.conditions", _CONDITIONS, rows), summary, origin)


def _table(t: Translator, title: str, columns: Sequence[str], rows: Sequence[Row]) -> Table:
    return Table(title=t.plain(title), columns=tuple(t.plain(key) for key in columns), rows=tuple(rows))


def _workbook(t: Translator, title: str, table: Table, summary: Summary, origin: Origin) -> Workbook:
    return Workbook(title=t.plain(title), tables=(table, _about(t, summary, origin)))


def _about(t: Translator, summary: Summary, origin: Origin) -> Table:
    """What the figures are of, and how they are to be read."""
    basis = summary.basis
    of = (
        summary.network.name if isinstance(summary, NetworkSummary) else t.plain("exports.networks", n=summary.networks)
    )
    rows: list[Row] = [
        (t.plain("exports.column_network"), of),
        (t.plain("exports.period"), sections.period(t, basis.period)),
        (t.plain("exports.day"), origin.day),
        (t.plain("exports.ordered_by"), origin.by),
        *_answered(t, basis),
        (t.plain("exports.rule"), t.plain("summaries.rule", k=origin.k)),
        (t.plain("exports.empty"), t.plain("exports.empty_means")),
        (t.plain("exports.networks_are"), t.plain("summaries.no_ranking")),
    ]
    return Table(
        title=t.plain("exports.about"), columns=(t.plain("exports.what"), t.plain("exports.value")), rows=tuple(rows)
    )


def _answered(t: Translator, basis: Basis) -> Iterator[Row]:
    yield (t.plain("exports.rounds"), basis.rounds)
    if basis.asked:
        yield (t.plain("exports.asked"), basis.asked)
        yield (t.plain("exports.answered"), basis.answered)
        yield (t.plain("exports.rate"), Share(basis.percent / 100))


def _recorded(t: Translator, harvest: Harvest, network: str, zone: str) -> list[Row]:
    """Changes first: what a network makes itself is no change."""
    noted = (*harvest.changes, *harvest.results, *harvest.proposals, *harvest.offshoots)
    return [_noted(t, each, network or each.network, zone) for each in noted]


def _noted(t: Translator, noted: Noted, network: str, zone: str) -> Row:
    record, details = noted.record, noted.record.details
    stage = t.plain(STAGES[details.stage]) if details.stage else None
    return (
        network,
        t.plain(KINDS[record.kind]),
        noted.text,
        ", ".join(noted.units) or None,
        t.plain(SOURCES[details.source]) if details.source else None,
        t.plain(NOVELTIES[details.novelty]) if details.novelty else None,
        t.plain(GROWTHS[details.growth]) if details.growth else stage,
        t.plain("outcomes.confirmed") if record.is_confirmed else None,
        echoes.lasting(t, record) or None,
        local_day(record.created_at, zone),
    )


def _line(t: Translator, line: Line) -> Row:
    names = ", ".join(network.name for network in line.networks)
    return (*_condition(t, line.condition), len(line.networks), names or None)


def _condition(t: Translator, condition: Condition) -> Row:
    return (
        t.plain(_KINDS[condition.kind]),
        t.own(condition.texts),
        t.plain(STATUS_NAMES[condition.status]),
        condition.owner or None,
        condition.action or None,
        condition.day,
    )
