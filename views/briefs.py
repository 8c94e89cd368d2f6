"""*Kort fortalt*: fixed sentences over figures that stand below, the outcome first. Nothing else is said in it."""

from collections.abc import Sequence

from core.model import readings
from core.model.summaries import NOTHING_BEYOND, Beyond, Measure, NetworkSummary, StructureSummary
from locales import words
from locales.catalogue import Translator
from views import figures, sections
from views.listings import names

_LIVELY = 50
"""Per cent of those asked: from here on a network is lively."""
_MOST_TOP = 3
_MOVES = {1: "summaries.progress_up", 0: "summaries.progress_same", -1: "summaries.progress_down"}


def network(t: Translator, summary: NetworkSummary) -> words.Words:
    """Of one network."""
    if not summary.basis.rounds:
        return sections.no_rounds(t, summary.basis, summary.harvest)
    sentences = [
        *_outcome(t, summary),
        *_progress(t, summary.measures),
        *_top(t, "summaries.top_driver", summary.drivers),
        *_top(t, "summaries.top_barrier", summary.barriers),
    ]
    return figures.joined([*sentences, sections.rate(t, summary.basis)])


def structure(t: Translator, summary: StructureSummary) -> words.Words:
    """Of several."""
    if not summary.basis.rounds:
        return sections.no_rounds(t, summary.basis, summary.harvest)
    sentences = _outcome(t, summary, summary.beyond)
    for key, common in (("summaries.top_helps", summary.drivers), ("summaries.top_common", summary.barriers)):
        top = [one for one in common if one.networks == common[0].networks]
        if top:
            what = names(t, [t.own(one.option.texts) for one in top], _MOST_TOP)
            sentences.append(t(key, what=what, n=top[0].networks))
    return figures.joined([*sentences, sections.rate(t, summary.basis)])


def _outcome(
    t: Translator, summary: NetworkSummary | StructureSummary, beyond: Beyond = NOTHING_BEYOND
) -> list[words.Words]:
    """The changes. Without any, many answers are no change either, and that is said."""
    told = [sections.changed(t, summary.changes, summary.results, summary.harvest, beyond)]
    is_lively = not (summary.changes or summary.harvest.changes) and summary.basis.percent >= _LIVELY
    return [*told, t("summaries.lively")] if is_lively else told


def _progress(t: Translator, measures: Sequence[Measure]) -> list[words.Words]:
    """How progress has moved, in the network's own past."""
    for measure in measures:
        now, before = measure.figure, measure.earlier
        if measure.question.dimension != "fremdrift" or now.median is None or not now.is_shown:
            continue
        if before is None or before.median is None:
            return []
        move = (now.median > before.median) - (now.median < before.median)
        return [t(_MOVES[move], before=before.median, now=now.median, n=now.n)]
    return []


def _top(t: Translator, key: str, measure: Measure | None) -> list[words.Words]:
    """What most have named: all of them, where several were named by as many."""
    if measure is None:
        return []
    counts = dict(measure.figure.cells)
    named = readings.named(measure)
    top = [t.own(option.texts) for option in named if counts[option.id] == counts[named[0].id]]
    return [t(key, what=names(t, top, _MOST_TOP))] if top else []
