"""Search over what somebody may read, newest first, in pages. What they may not read is neither shown nor counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.model import searching, sources
from core.model.conditions import Condition
from core.model.networks import Network
from core.model.organisations import Organisation, Person
from core.model.periods import EVER
from core.model.searching import Hit, Query, Sight, Sought
from core.model.sources import Found
from core.ports import UnitOfWork
from core.services import conditions
from core.services import sources as reading

PAGE = 6
_AT_FIRST, _MOST = PAGE + 1, 60
"""How many the index is asked for: a page and one, then ever more where much may not be read."""
_FARTHEST = 600
"""How many are looked at for one page, or some more: a word that is masked wherever it stands would be looked for in
all replies. In one network all are looked at, or that it ended early would tell something of that one.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of what was found. `network`: its name, where one was looked in. `lines`: of the register, on the first.

    `more`: where the next page begins; None if there is none. A page may be short, or empty, and have a next one:
    then much that holds the words cannot be shown, and it was looked no further. `is_first`: no page came before.
    `is_whole`: of all the organisation; `k`: its own.
    """

    sought: Sought
    found: tuple[Found, ...]
    lines: tuple[Condition, ...] = ()
    network: str = ""
    more: int | None = None
    is_first: bool = True
    is_whole: bool = False
    k: int = 5

    @property
    def is_empty(self) -> bool:
        return not (self.found or self.lines)


def understand(uow: UnitOfWork, organisation: Organisation, person: Person, text: str, *, today: date) -> Sought:
    """What somebody looks for. A network that they do not see has no name here."""
    networks = _named(uow, organisation, person) if _may_name(text) else ()
    open_last = sorted(networks, key=lambda network: network.is_open)
    return searching.understand(text, today=today, names={network.id: network.name for network in open_last})


def _may_name(text: str) -> bool:
    return bool({"i", "in"} & set(text.casefold().split()))


def _named(uow: UnitOfWork, organisation: Organisation, person: Person) -> Sequence[Network]:
    """Those that somebody may look in."""
    around = reading.own(uow, person)
    if reading.sight(uow, person, around).is_whole:
        return uow.networks.of_organisation(organisation.id)
    return [network for network, _ in around]


def look_up(
    uow: UnitOfWork, organisation: Organisation, person: Person, sought: Sought, *, before: int | None = None
) -> Results:
    """A page of what holds all the words. `before`: where the page before it ended."""
    around = reading.own(uow, person)
    sight = reading.sight(uow, person, around)
    wanted = list(dict.fromkeys(uow.searches.stems(searching.compared(sought.words))))
    query = Query(
        stems=wanted,
        sight=sight.only(sought.network_id),
        network_id=sought.network_id,
        period=sought.period,
        before=before,
        most=_AT_FIRST,
    )
    found, ended = _found(uow, sight, query)
    page, rest = found[:PAGE], found[PAGE:]
    return Results(
        sought=sought,
        found=tuple(each for _, each in page),
        lines=_lines(uow, query, around) if before is None else (),
        network=_name(uow, sight, sought, around),
        more=page[-1][0] if rest else ended,
        is_first=before is None,
        is_whole=sight.is_whole,
        k=organisation.k,
    )


def _name(uow: UnitOfWork, sight: Sight, sought: Sought, around: Iterable[tuple[Network, bool]]) -> str:
    """Of the network that is looked in, for who sees it."""
    if sought.network_id is None:
        return ""
    if sight.is_whole:
        found = uow.networks.get_many([sought.network_id])
        return next((each.name for each in found if each.organisation_id == sight.organisation_id), "")
    return next((network.name for network, _ in around if network.id == sought.network_id), "")


def _found(uow: UnitOfWork, sight: Sight, query: Query) -> tuple[list[tuple[int, Found]], int | None]:
    """One more than a page, if there is, each with its place. And where the look ended, if not for want of more."""
    found: list[tuple[int, Found]] = []
    looked = 0
    while looked < _FARTHEST or query.network_id:
        hits = uow.searches.find(query)
        looked += len(hits)
        shown = _shown(uow, sight, query, hits)
        found += shown
        missing = _AT_FIRST - len(found)
        if missing <= 0 or len(hits) < query.most:
            return found, None
        most = 2 * (missing if shown else query.most)
        query = replace(query, before=hits[-1].place, most=min(_MOST, most))
    return found, query.before


def _shown(uow: UnitOfWork, sight: Sight, query: Query, hits: Sequence[Hit]) -> list[tuple[int, Found]]:
    """Those that somebody may read, and where the words still stand in what they read."""
    read = [(hit.place, source) for hit, source in zip(hits, reading.of_hits(uow, sight, hits), strict=True) if source]
    marked = ((place, sources.found(source, uow.searches.stems, query.stems)) for place, source in read)
    return [(place, each) for place, each in marked if each is not None]


def _lines(uow: UnitOfWork, query: Query, around: Iterable[tuple[Network, bool]]) -> tuple[Condition, ...]:
    """Lines of the register that somebody has written something in. They are of no day, so of no period."""
    if not query.stems or query.period != EVER:
        return ()
    if query.sight.is_whole and query.network_id is None:
        lines = uow.conditions.of_organisation(query.sight.organisation_id)
        return tuple(line for line in lines if _holds(uow, line, query.stems))
    own = {network.id: network for network, is_in in around if is_in and network.id in query.sight.inside}
    raised = {
        line.id: line
        for network in own.values()
        if any(_holds(uow, line, query.stems) for line in uow.conditions.of_network(network.id))
        for line in conditions.of_network(uow, network)
        if _holds(uow, line, query.stems)
    }
    return tuple(raised.values())


def _holds(uow: UnitOfWork, line: Condition, wanted: Iterable[str]) -> bool:
    text = "\n".join([*line.texts.values(), line.owner, line.action])
    return line.is_touched and set(wanted) <= set(uow.searches.stems(searching.compared(text)))
