"""What the secretariat asks for when it writes `opsamling …`: which networks, which period, in Danish or English.

What can be read in several ways, or not at all, becomes a question with what may have been meant. Nothing is guessed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import Enum

from core.model import period_words, periods
from core.model.networks import Network, NetworkType
from core.model.organisations import Unit
from core.model.period_words import Found
from core.model.periods import EVER, Period, Stretch
from core.model.scopes import WHOLE, Scope
from core.model.spelling import Word, spelt
from core.model.spelling import words as words_of


class Doubt(Enum):
    """Why something has to be asked before there can be a summary."""

    UNKNOWN = "ukendt"  # it resembles something, or nothing
    SEVERAL = "flere"  # a name of more than one, or more than one name
    REST = "resten"  # the networks are known, the rest is not
    WHEN = "hvornaar"
    NO_SUCH_WEEK = "ingen_saadan_uge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something that can be asked about by its name. `closed_on`: of a network that is over."""

    scope: Scope
    name: str
    type: NetworkType | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What may have been meant: as a button. `name` None: only the period is asked about."""

    scope: Scope
    period: Period = EVER
    name: Named | None = None
    when: "When | None" = None


class When(Enum):
    """The periods that are offered where it is unclear which is meant."""

    LAST_MONTH = "sidste_maaned"
    LAST_QUARTER = "sidste_kvartal"
    THIS_YEAR = "i_aar"
    EVER = "hele_forloebet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for. `year`: a whole year was named, to look back on.

    With a `doubt` it is a question: `words` are what is unclear, as they were written, `offers` what they may mean.
    """

    scope: Scope = WHOLE
    period: Period = EVER
    year: int | None = None
    doubt: Doubt | None = None
    words: str = ""
    offers: tuple[Offer, ...] = ()


def known(networks: Iterable[Network], units: Iterable[Unit]) -> list[Named]:
    """All that can be asked about by name: the networks, and the open units of the base organisation."""
    theirs = [Named(scope=Scope(unit_id=unit.id), name=unit.name) for unit in units if unit.is_base and unit.is_open]
    return [_named(network) for network in networks] + theirs


def _named(network: Network) -> Named:
    over = network.closed_at or network.created_at
    return Named(
        scope=Scope(network_id=network.id),
        name=network.name,
        type=network.type,
        closed_on=None if network.is_open else periods.local_day(over, network.zone),
    )


def understand(text: str, *, today: date, known: Sequence[Named]) -> Request:
    """Read a request."""
    words = words_of(text)
    named = _take_names(words, known)
    found, said = _take_period(words, today)
    kind = _take_type(words)
    rest = [word for word in words if word.folded not in _FILLERS]
    period = found.period if found else EVER
    if not named and rest:
        near = _near(rest, known)
        if len(near) == 1 and _begins(near[0].name, rest):
            named, rest = [near], []
        elif near or kind is None:
            return _unknown(rest, _offers(near, kind, period) if found is None or found.doubt is None else ())
    if _is_unclear(named, kind):
        return _several(named, kind, period)
    return _settled(_scope(named, kind), found, said, rest, today)


def _scope(named: Sequence[Sequence[Named]], kind: NetworkType | None) -> Scope:
    return _with(named[0][0].scope, kind) if named else Scope(type=kind)


def _with(scope: Scope, kind: NetworkType | None) -> Scope:
    """The type narrows a unit down; a network is what it is."""
    return replace(scope, type=kind) if kind and scope.unit_id else scope


def _is_unclear(named: Sequence[Sequence[Named]], kind: NetworkType | None) -> bool:
    """Whether a name is of several, there are several names, or the type said is not the network's."""
    flat = [each for same in named for each in same]
    return len(flat) > 1 or any(each.scope.network_id and kind not in (None, each.type) for each in flat)


def _several(named: Sequence[Sequence[Named]], kind: NetworkType | None, period: Period) -> Request:
    flat = [each for same in named for each in same]
    if kind and not any(each.scope.type for each in flat):
        flat.append(_of_type(kind))
    words = ", ".join(dict.fromkeys(each.name for each in flat if each.name))
    return Request(doubt=Doubt.SEVERAL, words=words, offers=_offers(flat, kind, period))


def _of_type(kind: NetworkType) -> Named:
    return Named(scope=Scope(type=kind), name="", type=kind)


def _offers(meant: Sequence[Named], kind: NetworkType | None, period: Period) -> tuple[Offer, ...]:
    return tuple(Offer(scope=_with(each.scope, kind), period=period, name=each) for each in meant[:_MOST_OFFERS])


def _unknown(rest: Sequence[Word], offers: tuple[Offer, ...]) -> Request:
    """Without offers also where the period is unclear besides: a button would have to guess it."""
    return Request(doubt=Doubt.UNKNOWN, words=_said(rest), offers=offers)


def _settled(scope: Scope, found: Found | None, said: str, rest: Sequence[Word], today: date) -> Request:
    """The networks are known; is the time?"""
    if rest:
        return Request(scope=scope, doubt=Doubt.REST, words=_said(rest), offers=_times(scope, today))
    if found is None:
        return Request(scope=scope)
    if found.doubt:
        return Request(scope=scope, doubt=Doubt(found.doubt.value), words=said, offers=_times(scope, today))
    return Request(scope=scope, period=found.period, year=None if scope.network_id else found.year)


def _times(scope: Scope, today: date) -> tuple[Offer, ...]:
    spans = {
        When.LAST_MONTH: periods.before(today, Stretch.MONTH),
        When.LAST_QUARTER: periods.before(today, Stretch.QUARTER),
        When.THIS_YEAR: periods.whole(today, Stretch.YEAR).until(today),
        When.EVER: EVER,
    }
    return tuple(Offer(scope=scope, period=span, when=when) for when, span in spans.items())


def _said(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _take_period(words: list[Word], today: date) -> tuple[Found | None, str]:
    """The period and how it was written; it is taken out of the words."""
    found = period_words.find([word.folded for word in words], today)
    if found is None:
        return None, ""
    taken = words[found.place : found.place + found.taken]
    del words[found.place : found.place + found.taken]
    return found, _said(taken)


_FILLERS = spelt(
    "opsamling opsamlingen opsamlinger summary summaries af for om over paa i det den de et en alt alle hele samlet "
    "netvaerk netvaerket netvaerkene netvaerksstrukturen strukturen kommunen vis giv lav mig tak med perioden og "
    "afdeling afdelingen omraade omraadet direktoeromraade direktoeromraadet department area "
    "of the a an all whole about in on network networks structure show give make me please with period and"
)
_TYPES = {
    NetworkType.WELFARE: re.compile(r"(velfaerd|welfare)(s?netvaerk\w*)?"),
    NetworkType.INNOVATION: re.compile(r"innovations?(netvaerk\w*)?"),
    NetworkType.LEARNING: re.compile(r"(laerings?|learning)(netvaerk\w*)?"),
}


def _take_names(words: list[Word], known: Sequence[Named]) -> list[list[Named]]:
    """The names that stand among the words, the longest first, each with all that are called so; they are taken out."""
    found = []
    for name in sorted({each.name for each in known}, key=lambda name: (-len(name), name)):
        if _take(words, [word.folded for word in words_of(name)]):
            kind = _type_of(words_of(name))
            same = [each for each in known if _alike(each.name, name)]
            found.append([*same, _of_type(kind)] if kind else same)
    return found


def _alike(one: str, other: str) -> bool:
    return [word.folded for word in words_of(one)] == [word.folded for word in words_of(other)]


def _take(words: list[Word], wanted: Sequence[str]) -> bool:
    folded = [word.folded for word in words]
    for place in range(len(folded) - len(wanted) + 1):
        if wanted and folded[place : place + len(wanted)] == wanted:
            del words[place : place + len(wanted)]
            return True
    return False


def _type_of(words: Sequence[Word]) -> NetworkType | None:
    """The type that a single word is; a network or a unit may be called so too."""
    if len(words) != 1:
        return None
    return next((kind for kind, pattern in _TYPES.items() if pattern.fullmatch(words[0].folded)), None)


def _take_type(words: list[Word]) -> NetworkType | None:
    for place, word in enumerate(words):
        if kind := _type_of([word]):
            del words[place]
            return kind
    return None


_MOST_OFFERS = 5
_LIKENESS = 0.6


def _near(rest: Sequence[Word], known: Sequence[Named]) -> list[Named]:
    """Those whose names hold all the words, else those that look like them, else those that hold one of them."""
    folded = {each.name: [word.folded for word in words_of(each.name)] for each in known}
    wanted = [word.folded for word in rest if len(word.folded) > 1]
    if not wanted:
        return []
    whole = [name for name, parts in folded.items() if all(_any_starts(parts, word) for word in wanted)]
    alike = {" ".join(parts): name for name, parts in folded.items()}
    close = [alike[match] for match in get_close_matches(" ".join(wanted), alike, _MOST_OFFERS, _LIKENESS)]
    some = [name for name, parts in folded.items() if any(get_close_matches(word, parts, 1, 0.8) for word in wanted)]
    names = dict.fromkeys(whole or [*close, *some])
    return [each for name in names for each in known if each.name == name][:_MOST_OFFERS]


def _any_starts(parts: Sequence[str], word: str) -> bool:
    return any(part.startswith(word) for part in parts)


def _begins(name: str, rest: Sequence[Word]) -> bool:
    """Whether all the words are beginnings of words in the name: then no other can be meant."""
    parts = [word.folded for word in words_of(name)]
    return all(_any_starts(parts, word.folded) for word in rest)
