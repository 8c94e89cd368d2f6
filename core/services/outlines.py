"""Outlines of closed rounds: kept beside them, worked out where none is kept, and read back as words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta

from core.model import outlines
from core.model.ids import OrganisationId, ReplyId, RoundId
from core.model.networks import Network
from core.model.outlines import Outline
from core.model.readings import Asked
from core.model.replies import Saying
from core.model.rounds import Round
from core.model.summaries import Words
from core.model.tellings import Spot, Teller, Told
from core.ports import UnitOfWork
from core.services.readings import NEVER, Seen, each

SETTLES = timedelta(minutes=10)
"""How long after the closing of a round whatever was saved as it closed is surely committed."""


def of(seen: Seen, asked: Asked, *, lifted: Set[ReplyId] = frozenset()) -> Outline:
    """What is kept of a round; of one that was read in full it is worked out. One with a reply that is `lifted` has to
    be read in full (`harvests.lifting`): what is kept tells of that, too.
    """
    kept = seen.outlines.get(asked.round.id)
    return kept if kept is not None else outlines.outlined(asked, lifted=lifted)


def count(seen: Seen, asked: Asked, dimension: str) -> int:
    """How many words a round tells about a dimension."""
    kept = seen.outlines.get(asked.round.id)
    return len(kept.of(dimension)) if kept is not None else len(outlines.told(asked, dimension))


def newest_first(
    seen: Seen, rounds: Iterable[Asked], *, lifted: Set[ReplyId] = frozenset()
) -> list[tuple[Asked, Outline]]:
    """Rounds of a network, each with its outline."""
    newest = sorted(rounds, key=lambda one: one.day, reverse=True)
    return [(one, of(seen, one, lifted=lifted)) for one in newest]


def told(teller: Teller, rounds: Iterable[tuple[Asked, Outline]], dimension: str) -> Told:
    """What a network tells about a dimension. `rounds`: its own with their outlines, newest first."""
    return Told(teller, [(asked, known) for asked, outline in rounds if (known := outline.of(dimension))])


def words(uow: UnitOfWork, held: Mapping[str, Sequence[Spot]]) -> dict[str, tuple[Words, ...]]:
    """What is written there, by dimension."""
    said: defaultdict[RoundId, list[Saying]] = defaultdict(list)
    ids = {spot.asked.round.id for spots in held.values() for spot in spots}
    for saying in uow.replies.said(ids, in_full=ids) if ids else ():
        said[saying.round_id].append(saying)
    return {
        dimension: tuple(_words(spot, said[spot.asked.round.id], dimension) for spot in spots)
        for dimension, spots in held.items()
    }


def _words(spot: Spot, said: Sequence[Saying], dimension: str) -> Words:
    asked, teller = replace(spot.asked, replies=tuple(said)), spot.teller
    return outlines.told(asked, dimension, teller.names, teller.name, lifted=teller.lifted)[spot.nth]


def expect(uow: UnitOfWork, round: Round) -> None:
    """A round has closed: its outline is made soon. What an echo asks follows the register, so it has none."""
    if round.figures and not round.is_echo:
        uow.outlines.expect(round.id)


def keep(uow: UnitOfWork, *, most: int, at: datetime) -> int:
    """Make the outlines of some rounds that have none, or whose replies were changed since; gives of how many.

    `at`: now, by the wire clock.
    """
    waiting = set(uow.outlines.take_missing(most, before=at - SETTLES))
    networks: defaultdict[OrganisationId, list[Network]] = defaultdict(list)
    for network in uow.networks.get_many({round.network_id for round in uow.rounds.read(waiting)}) if waiting else ():
        networks[network.organisation_id].append(network)
    kept = 0
    for id, theirs in networks.items():
        k = uow.organisations.get(id).k
        for seen in each(uow, theirs, NEVER, k=k, wanted=lambda _network, round, _prompt: round.id in waiting):
            for asked in (one for one in seen.past if one.round.id in waiting):
                uow.outlines.keep(asked.round.id, outlines.outlined(asked))
                kept += 1
    return kept
