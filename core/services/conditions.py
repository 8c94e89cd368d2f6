"""The register of drivers and barriers: raised by closed rounds, taken care of by the secretariat, reported back.

Nothing is told of a network that its figures do not show still: what was raised counts while the figure stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime

from core.errors import NotFound, Refusal, Unfit
from core.model import figures, keys, readings
from core.model.conditions import (
    LONGEST_ACTION,
    LONGEST_OWNER,
    REPORTED,
    STATUSES,
    Change,
    Condition,
    ConditionKind,
    History,
    Line,
    Raising,
    Status,
    condition_id,
)
from core.model.deliveries import Content
from core.model.figures import RoundFigures
from core.model.ids import ConditionId, NetworkId, PersonId, ReplyId, RoundId, new_id
from core.model.networks import Network
from core.model.organisations import Organisation, Person
from core.model.prompts import Option, Prompt
from core.model.rounds import Round
from core.ports import UnitOfWork
from core.services import asking, outbox, permissions

_AT_A_TIME = 500
"""Rounds that are looked at together."""


def note(
    uow: UnitOfWork, network: Network, round: Round, prompt: Prompt, figures: RoundFigures, *, at: datetime
) -> None:
    """A round has closed: what its figures show is raised. The same from several networks is one line."""
    for kind, option in readings.raised(prompt, figures.figures):
        line = _opened(uow, network, kind, option, at)
        raising = Raising(condition_id=line.id, network_id=network.id, round_id=round.id, opening=line.opening, at=at)
        uow.conditions.add_raising(raising)


def _opened(uow: UnitOfWork, network: Network, kind: ConditionKind, option: Option, at: datetime) -> Condition:
    """The line, open: a new one, or one that was solved and begins anew. The last owner stays, to be asked first."""
    id = condition_id(network.organisation_id, kind, option.id)
    new = Condition(id=id, organisation_id=network.organisation_id, kind=kind, code=option.id, texts=dict(option.texts))
    line = uow.conditions.find(id)
    if line is None:
        uow.conditions.add(new)
    elif not line.is_solved:
        return line
    line = uow.conditions.take(id)  # another network may have been first
    if line.is_solved:
        line = replace(line, status=Status.NEW, action="", day=None, opening=line.opening + 1)
        _keep(uow, line, None, at)
    return line


def _keep(uow: UnitOfWork, line: Condition, by: PersonId | None, at: datetime) -> None:
    uow.conditions.save(line)
    uow.conditions.add_change(
        Change(
            id=new_id(),
            condition_id=line.id,
            at=at,
            by=by,
            status=line.status,
            owner=line.owner,
            action=line.action,
            day=line.day,
            opening=line.opening,
        )
    )


def register(uow: UnitOfWork, organisation: Organisation, kind: ConditionKind | None = None) -> tuple[Line, ...]:
    """What is open first, what most networks have raised first. A line that nothing stands of any more is left out."""
    found = [line for line in uow.conditions.of_organisation(organisation.id) if kind in (None, line.kind)]
    networks = _raisers(uow, found)
    lines = [Line(condition=line, networks=networks[line.id]) for line in found]
    lines = [line for line in lines if line.networks or line.condition.is_touched]
    return tuple(sorted(lines, key=lambda line: (line.condition.is_solved, -len(line.networks))))


def of_network(uow: UnitOfWork, network: Network) -> tuple[Condition, ...]:
    """What a network has raised and its figures show still, with what became of it: open ones first."""
    found = uow.conditions.of_network(network.id)
    networks = _raisers(uow, found, only=network) if found else {}
    shown = [line for line in found if networks[line.id]]
    return tuple(sorted(shown, key=lambda line: line.is_solved))


def open_ones(uow: UnitOfWork, network: Network) -> tuple[Condition, ...]:
    """Those of them that are not solved."""
    return tuple(line for line in of_network(uow, network) if not line.is_solved)


def told(uow: UnitOfWork, id: ConditionId, network: Network) -> Condition:
    """What a network is told of. Raises `NotFound` where its figures do not show any more that it has raised it."""
    line = uow.conditions.find(id)
    if line is None or not _raisers(uow, [line], only=network)[id]:
        raise NotFound("errors.not_found")
    return line


def _raisers(
    uow: UnitOfWork, lines: Sequence[Condition], *, only: Network | None = None
) -> Mapping[ConditionId, tuple[Network, ...]]:
    """The networks that have raised each line since it was opened last, by name, as far as their figures stand."""
    ids, of_one = [line.id for line in lines], only.id if only else None
    raised = set(uow.conditions.raised(ids, of_one)) if ids else set()
    in_doubt = uow.conditions.in_doubt(ids, of_one) if ids else ()
    standing, _ = _standing(uow, [each for each in in_doubt if (each.condition_id, each.network_id) not in raised])
    raised |= {(each.condition_id, each.network_id) for each in standing}
    networks = uow.networks.get_many({network for _, network in raised}) if raised else ()
    found: defaultdict[ConditionId, list[Network]] = defaultdict(list)
    for network in sorted(networks, key=lambda network: network.name.casefold()):
        for id in ids:
            if (id, network.id) in raised:
                found[id].append(network)
    return {id: tuple(found[id]) for id in ids}


def _standing(uow: UnitOfWork, raisings: Iterable[Raising]) -> tuple[list[Raising], Mapping[NetworkId, Network]]:
    """Those whose figure is still shown, and their networks: with enough deletions a figure goes."""
    raisings = list(raisings)
    networks = uow.networks.get_many({each.network_id for each in raisings}) if raisings else ()
    there = {network.id: network for network in networks}
    counted_no_more: defaultdict[RoundId, set[ReplyId]] = defaultdict(set)
    for round_id, reply in uow.replies.gone(list(there)) if there else ():
        counted_no_more[round_id].add(reply)
    rounds = list(dict.fromkeys(each.round_id for each in raisings if each.round_id in counted_no_more))
    fallen: set[tuple[RoundId, ConditionId]] = set()
    for start in range(0, len(rounds), _AT_A_TIME):
        for one in uow.rounds.read(rounds[start : start + _AT_A_TIME]):
            fallen |= _fallen(uow, there[one.network_id], one, counted_no_more[one.id])
    return [each for each in raisings if (each.round_id, each.condition_id) not in fallen], there


def _fallen(uow: UnitOfWork, network: Network, round: Round, gone: Set[ReplyId]) -> set[tuple[RoundId, ConditionId]]:
    """What a round showed when it closed and does not any more: too much of it was taken back."""
    snapshot = round.figures
    left = figures.without(snapshot, gone) if snapshot else None
    if snapshot is None or left == snapshot:
        return set()
    prompt = asking.of_round(uow, round)
    before, now = (
        {condition_id(network.organisation_id, kind, option.id) for kind, option in readings.raised(prompt, told)}
        for told in (snapshot.figures, left.figures if left else ())
    )
    return {(round.id, id) for id in before - now}


def find(uow: UnitOfWork, id: ConditionId, person: Person) -> Line:
    """A line that the secretariat looks at, to change it."""
    line = _of(uow.conditions.find(id), person)
    return Line(condition=line, networks=_raisers(uow, [line])[line.id])


def _of(line: Condition | None, person: Person) -> Condition:
    permissions.must_be_secretariat(person)
    if line is None or line.organisation_id != person.organisation_id:
        raise NotFound("conditions.unknown")
    return line


def history(uow: UnitOfWork, id: ConditionId, person: Person) -> History:
    """Who raised a line, and each change with who and when; for the secretariat."""
    line = _of(uow.conditions.find(id), person)
    standing, networks = _standing(uow, uow.conditions.raisings([line.id]))
    changes = uow.conditions.changes(line.id)
    names = {each.id: each.name for each in uow.people.get_many({change.by for change in changes if change.by})}
    return History(
        condition=line,
        raised=tuple((networks[each.network_id], each.at) for each in reversed(standing)),
        changes=tuple((change, names.get(change.by, "") if change.by else "") for change in reversed(changes)),
    )


def change(
    uow: UnitOfWork,
    id: ConditionId,
    by: Person,
    *,
    status: Status | None,
    owner: str,
    action: str,
    day: date | None,
    at: datetime,
) -> Line:
    """What the secretariat says of a line now. Those who raised it are told when it is lifted or solved."""
    before = _of(uow.conditions.find(id), by)
    wrong = _unfit(before, status, owner, action)
    if wrong or status is None:
        raise Unfit(wrong)
    before = uow.conditions.take(id)
    after = replace(before, status=status, owner=owner, action=action, day=day)
    networks = _raisers(uow, [after])[id]
    if after != before:
        _keep(uow, after, by.id, at)
        if after.status in REPORTED and after.status is not before.status:
            _report(uow, after, networks, at)
    return Line(condition=after, networks=networks)


def _unfit(line: Condition, status: Status | None, owner: str, action: str) -> dict[str, str | Refusal]:
    """What is told back needs to say what was done, and by whom."""
    wrong: dict[str, str | Refusal] = {}
    if status not in STATUSES[line.kind]:
        wrong["status"] = "conditions.choose_status"
    if len(owner) > LONGEST_OWNER:
        wrong["owner"] = Refusal("errors.too_long", n=LONGEST_OWNER)
    elif status in REPORTED and not owner:
        wrong["owner"] = "conditions.owner_needed"
    if len(action) > LONGEST_ACTION:
        wrong["done"] = Refusal("errors.too_long", n=LONGEST_ACTION)
    elif status in REPORTED and not action:
        wrong["done"] = "conditions.action_needed"
    return wrong


def _report(uow: UnitOfWork, line: Condition, networks: Iterable[Network], at: datetime) -> None:
    """Each network that is still together is told where it talks, once."""
    for network in networks:
        if network.is_open:
            key = keys.condition(line.id, line.opening, line.status.value, network.id)
            subject = "|".join((line.id, str(line.opening), line.status.value))
            outbox.post(uow, network, Content.CONDITION, key, subject=subject, at=at)
