"""Who reads what word for word: one place for search and for the sources of a summary, asked anew each time.

The rules are those of domain.md §2.3: one's own replies; shared ones in one's own networks; for the secretariat all
shared ones, and private ones of closed rounds as far as `Asked.readable` goes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import NotFound
from core.model import readings, sources
from core.model.conditions import Condition
from core.model.ids import ConditionId, NetworkId, OutcomeId, PersonId, ReplyId, RoundId
from core.model.masks import Names
from core.model.networks import Network
from core.model.organisations import Person
from core.model.periods import local_day
from core.model.prompts import Prompt
from core.model.replies import Reply
from core.model.rounds import Round, RoundState
from core.model.searching import Hit, Sight
from core.model.sources import Origin, Source
from core.ports import UnitOfWork
from core.services import permissions, summaries
from core.services.readings import prompt_of, published_for

MOST_OPENED = 20
"""How many sources are opened at once."""
_NOBODY = Names()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What stands behind a section. `gone`: how many are taken back, or cannot be shown any more.

    `lines`: of the register.
    """

    sources: tuple[Source, ...]
    gone: int = 0
    lines: tuple[Condition, ...] = ()


def sight(uow: UnitOfWork, person: Person, around: Iterable[tuple[Network, bool]]) -> Sight:
    """How far somebody sees. `around`: as `own` gives them."""
    seen = list(around)
    return Sight(
        person_id=person.id,
        organisation_id=person.organisation_id,
        is_whole=summaries.may_ask(person),
        inside=frozenset(network.id for network, is_in in seen if is_in),
        around=frozenset(network.id for network, _ in seen),
    )


def own(uow: UnitOfWork, person: Person) -> list[tuple[Network, bool]]:
    """The networks around somebody that they may see, those that are over too, and whether they are in each."""
    places = uow.networks.ever_around(person.id)
    return [
        (network, person.id in network.leaders or (member is not None and member.is_active))
        for network, member in places
        if permissions.may_see(uow, network, person)
    ]


def opened(
    uow: UnitOfWork,
    person: Person,
    *,
    reply_ids: Sequence[ReplyId] = (),
    record_ids: Sequence[OutcomeId] = (),
    condition_ids: Sequence[ConditionId] = (),
) -> Opened:
    """What stands behind some sentences, as far as the person may read it now."""
    seen = sight(uow, person, own(uow, person))
    hits = [_hit_of_reply(uow, id) for id in reply_ids[:MOST_OPENED]]
    hits += [_hit_of_record(uow, id) for id in record_ids[:MOST_OPENED]]
    there = [hit for hit in hits if hit is not None and hit.network.organisation_id == seen.organisation_id]
    read = [source for source in of_hits(uow, seen, there) if source is not None]
    lines = _lines(uow, seen, condition_ids[:MOST_OPENED])
    return Opened(sources=tuple(read), gone=len(hits) - len(read), lines=lines)


def _lines(uow: UnitOfWork, sight: Sight, ids: Sequence[ConditionId]) -> tuple[Condition, ...]:
    """Of the register, which is the secretariat's."""
    found = [uow.conditions.find(id) for id in ids] if sight.is_whole else []
    return tuple(line for line in found if line is not None and line.organisation_id == sight.organisation_id)


def _hit_of_reply(uow: UnitOfWork, id: ReplyId) -> Hit | None:
    try:
        reply = uow.replies.get(id)
    except NotFound:
        return None
    round = uow.rounds.get(reply.round_id)
    return Hit(place=0, network=uow.networks.get(round.network_id), reply=reply, round=round)


def _hit_of_record(uow: UnitOfWork, id: OutcomeId) -> Hit | None:
    try:
        record = uow.outcomes.get(id)
    except NotFound:
        return None
    return Hit(place=0, network=uow.networks.get(record.network_id), record=record)


def of_hits(uow: UnitOfWork, sight: Sight, hits: Sequence[Hit]) -> list[Source | None]:
    """What somebody reads of each; None for what they may not. All of them are of the sight's organisation."""
    rounds = {hit.round.id for hit in hits if hit.round is not None and _asks_for_k(hit, sight)}
    reader = _Reader(
        uow=uow,
        sight=sight,
        hiding=uow.replies.hiding(rounds) if rounds else {},
        names=_names(uow, {hit.network.id for hit in hits}),
        k=uow.organisations.get(sight.organisation_id).k,
        prompts=_prompts(uow, [hit.round for hit in hits if hit.round is not None]),
    )
    found = [reader.read(hit) for hit in hits]
    writers = {reply.person_id for _, reply in found if reply is not None}
    people = {each.id: each.name for each in uow.people.get_many(writers)} if writers else {}
    return [source and _signed(source, reply, people) for source, reply in found]


def _prompts(uow: UnitOfWork, rounds: Iterable[Round]) -> dict[tuple[str, int], Prompt]:
    """Of rounds that asked nothing but one of them; the others read their own."""
    plain = {(one.prompt_id, one.prompt_version) for one in rounds if not (one.is_echo or one.besides_id)}
    return dict(uow.prompts.get_many(plain))


def _names(uow: UnitOfWork, network_ids: Collection[NetworkId]) -> Mapping[NetworkId, Names]:
    """Of the people in each network: what is masked in what is read of it."""
    found = uow.searches.names(network_ids) if network_ids else {}
    return {id: Names(names) for id, names in found.items()}


def _asks_for_k(hit: Hit, sight: Sight) -> bool:
    """Whether it takes the other replies of its round to know that somebody may read it."""
    return hit.reply is not None and sight.is_whole and not hit.reply.is_shared


def _signed(source: Source, reply: Reply | None, people: Mapping[PersonId, str]) -> Source:
    return replace(source, writer=people.get(reply.person_id, "")) if reply is not None else source


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What is read for several hits together; `prompts` fills as they are needed.

    `hiding`: of the rounds whose private words are asked for, how many private replies hide each other.
    """

    uow: UnitOfWork
    sight: Sight
    hiding: Mapping[RoundId, int]
    names: Mapping[NetworkId, Names]
    k: int
    prompts: dict[tuple[str, int], Prompt]

    def read(self, hit: Hit) -> tuple[Source | None, Reply | None]:
        """What is read, and the reply whose writer is named with it, if one is."""
        names = self.names.get(hit.network.id, _NOBODY)
        if hit.reply is not None and hit.round is not None:
            return self._reply(hit, hit.reply, hit.round, names)
        if not (self.sight.is_whole or hit.network.id in self.sight.around):
            return None, None
        if hit.record is None:
            return sources.of_card(hit.network, local_day(hit.network.created_at, hit.network.zone)), None
        if not hit.record.stands:
            return None, None
        day = local_day(hit.record.created_at, hit.network.zone)
        return sources.of_record(hit.record, hit.network, day, names), None

    def _reply(self, hit: Hit, reply: Reply, round: Round, names: Names) -> tuple[Source | None, Reply | None]:
        as_what = sources.origin(reply, hit, self.sight, is_open=self._is_open(round))
        if as_what is None:
            return None, None
        prompt = prompt_of(self.uow, round, self.prompts)
        source = sources.of_reply(reply, hit, prompt, round.occurrence, origin=as_what, names=names)
        return source, reply if as_what is Origin.SHARED else None

    def _is_open(self, round: Round) -> bool:
        """Whether the secretariat reads its private words."""
        if round.state is not RoundState.CLOSED:
            return False
        k, members = published_for(round, self.k)
        return readings.is_open_to_read(self.hiding.get(round.id, 0), k=k, members=members)
