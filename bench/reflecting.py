"""Networks that have reflected for long: members, closed rounds of the shipped library, replies, published figures.

Written in bulk into several databases at once, the same into each. Everything is drawn, always the same for a seed;
figures are counted by the rules that count them when a round really closes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from random import Random

import yaml
from sqlalchemy import Engine, insert, text

from bot.slack.interactions import PLATFORM
from core.model import figures, readings, splits, targets
from core.model.conditions import Condition, Raising, condition_id
from core.model.ids import MemberId, NetworkId, OrganisationId, OutcomeId, PersonId, ReplyId, UnitId, WorkspaceId
from core.model.members import Member, MemberState
from core.model.networks import AnchorState, Network, NetworkState, NetworkType, Phase
from core.model.organisations import INFORMATION_VERSION, Belonging, Organisation, Person, Unit, UnitKind, Workspace
from core.model.outcomes import Details, Kind, Novelty, Record, Source
from core.model.prompts import Audience, Prompt, Question, QuestionKind
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.rounds import Round, RoundState, round_id
from core.services import prompts
from scheduler.outlining import Outlining
from storage import migrations
from storage.conditions import CONDITIONS, RAISINGS
from storage.members import MEMBERS
from storage.networks import NETWORKS
from storage.outcomes import OUTCOMES
from storage.people import PEOPLE
from storage.rates import Lanes
from storage.replies import REPLIES
from storage.rounds import ROUNDS
from storage.rows import Kind as Lying
from storage.unit_of_work import SqlUnitsOfWork

MEMBERS_OF_EACH = 15
ANSWERING = 12
"""How many of them answer a round."""
NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
ORGANISATION, _WORKSPACE = OrganisationId("bench"), WorkspaceId("bench")
_AT_A_TIME = 50
_EVERY = timedelta(days=14)
_SCHOOLS, _CARE, _CITY, _SOCIETY = "Skoler", "Omsorg", "By", "Borgere"
_FIRST = ("Anne", "Bo", "Dorte", "Erik", "Fatima", "Gitte", "Hans", "Ida", "Karen", "Mette", "Niels", "Rikke", "Søren")
_LAST = ("Holm", "Kjær", "Sørensen", "Møller", "Yilmaz", "Lund", "Østergaard", "Bæk", "Friis", "Dam", "Thygesen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflecting:
    """`replies` in all, of `networks` of fifteen members each."""

    replies: int = 1_000_000
    networks: int = 2_000
    seed: int = 2026

    @property
    def rounds(self) -> int:
        """Of each network, closed."""
        return max(1, round(self.replies / self.networks / ANSWERING))


Rows = dict[Lying, list[dict[str, object]]]


@dataclass(slots=True)
class _Drawing:
    draw: Random
    shelves: Mapping[tuple[NetworkType, Phase], Sequence[Prompt]]
    texts: Sequence[str]
    rows: Rows = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)

    def add(self, kind: Lying, value: object) -> None:
        self.rows.setdefault(kind, []).append(kind.write(value))


def fill(engines: Sequence[Engine], size: Reflecting) -> None:
    """Migrate empty databases and write the same into all of them."""
    library, *_ = [_settled(engine) for engine in engines]
    drawing = _Drawing(draw=Random(size.seed), shelves=_shelves(library), texts=_reflections())
    for start in range(0, size.networks, _AT_A_TIME):
        drawing.rows = {}
        for number in range(start, min(start + _AT_A_TIME, size.networks)):
            _reflect(drawing, number, size.rounds)
        _write(engines, drawing.rows)


_WAITING = text(
    "INSERT INTO outlines (round_id, since, version) SELECT id, closed_at, 0 FROM rounds WHERE state = 'lukket' "
    "AND figures IS NOT NULL AND phase <> 'efter' AND id NOT IN (SELECT round_id FROM outlines)"
)


def outline(engine: Engine) -> None:
    """Make the outlines of all that has closed, as a running bot does in its time."""
    with engine.begin() as connection:
        connection.execute(_WAITING)
    Outlining(units_of_work=SqlUnitsOfWork(engine, lanes=Lanes.off()), wire_now=lambda: NOW).work()


def _settled(engine: Engine) -> Sequence[Prompt]:
    migrations.upgrade(engine)
    with SqlUnitsOfWork(engine, lanes=Lanes.off()).writing() as uow:
        uow.organisations.save(Organisation(id=ORGANISATION, name="Bænkebjerg", contact="dpo@bench.example"))
        uow.organisations.save_workspace(
            Workspace(id=_WORKSPACE, organisation_id=ORGANISATION, platform=PLATFORM, external_id="T0BENCH01")
        )
        for name in (_SCHOOLS, _CARE, _CITY, _SOCIETY):
            kind = UnitKind.SECTOR if name is _SOCIETY else UnitKind.AREA
            uow.organisations.save_unit(Unit(id=UnitId(name), organisation_id=ORGANISATION, name=name, kind=kind))
        prompts.settle(uow, yaml.safe_load((files("content") / "prompts.yaml").read_text("utf-8")))
        library = uow.prompts.newest()
        uow.commit()
    return library


def _shelves(library: Sequence[Prompt]) -> Mapping[tuple[NetworkType, Phase], Sequence[Prompt]]:
    written = [prompt for prompt in library if prompt.audience is Audience.MEMBER]
    return {
        (kind, phase): [prompt for prompt in written if prompt.phase is phase and prompt.type in (None, kind)]
        for kind in NetworkType
        for phase in Phase
    }


def _reflections() -> Sequence[str]:
    parts = yaml.safe_load((files("content") / "reflections_da.yaml").read_text("utf-8"))
    return [each["text"] for part in parts.values() for each in part]


def _write(engines: Sequence[Engine], rows: Rows) -> None:
    """In the order in which one row names another."""
    order = (PEOPLE, NETWORKS, MEMBERS, ROUNDS, REPLIES, OUTCOMES, CONDITIONS, RAISINGS)
    for engine in engines:
        with engine.begin() as connection:
            for kind in order:
                if rows.get(kind):
                    connection.execute(insert(kind.table), rows[kind])


def _reflect(drawing: _Drawing, number: int, rounds: int) -> None:
    """One network: who is in it, what it was asked, what it said and what it recorded."""
    people = [_person(drawing, number, place) for place in range(MEMBERS_OF_EACH)]
    network = _network(number, people, rounds)
    for person in people:
        drawing.add(PEOPLE, person)
    drawing.add(NETWORKS, network)
    for person in people:
        drawing.add(MEMBERS, _member(network, person))
    for place in range(rounds):
        _ask(drawing, network, people, place, rounds)
    for place in range(drawing.draw.randrange(4)):
        drawing.add(OUTCOMES, _record(drawing, network, people, place))


def _person(drawing: _Drawing, network: int, place: int) -> Person:
    is_outside = place % 5 == 4
    unit = _SOCIETY if is_outside else drawing.draw.choice((_SCHOOLS, _CARE, _CITY))
    return Person(
        id=PersonId(f"p{network}-{place}"),
        organisation_id=ORGANISATION,
        workspace_id=_WORKSPACE,
        account=f"U{network}N{place}",
        name=f"{drawing.draw.choice(_FIRST)} {drawing.draw.choice(_FIRST)} {drawing.draw.choice(_LAST)}",
        belonging=Belonging.GUEST if is_outside else Belonging.EMPLOYEE,
        unit_id=UnitId(unit),
        informed_version=INFORMATION_VERSION,
    )


def _network(number: int, people: Sequence[Person], rounds: int) -> Network:
    """Every fifth has closed; every twentieth has an anchor who said no."""
    begun, is_over = NOW - _EVERY * (rounds + 1), number % 5 == 0
    return Network(
        id=NetworkId(f"n{number}"),
        organisation_id=ORGANISATION,
        workspace_id=_WORKSPACE,
        name=f"Tidlig indsats {number:04}",
        purpose="Familier skal møde én indgang til kommunen, uanset hvor de banker på",
        leader_id=people[0].id,
        created_at=begun,
        starts_on=begun.date(),
        ends_on=(NOW + timedelta(days=90)).date(),
        type=tuple(NetworkType)[number % len(NetworkType)],
        anchor_id=people[1].id,
        anchor_state=AnchorState.DECLINED if number % 20 == 1 else AnchorState.ACCEPTED,
        receiver_id=people[2].id,
        receiver_state=AnchorState.ACCEPTED,
        unit_ids=(UnitId(_CARE),),
        state=NetworkState.CLOSED if is_over else NetworkState.ACTIVE,
        closed_at=NOW - _EVERY * 2 if is_over else None,
        conversation=f"C{number:07}",
        made_conversation=True,
    )


def _member(network: Network, person: Person) -> Member:
    return Member(
        id=MemberId(f"m{person.id}"),
        network_id=network.id,
        person_id=person.id,
        state=MemberState.ACTIVE,
        invited_at=network.created_at,
        joined_at=network.created_at,
    )


def _ask(drawing: _Drawing, network: Network, people: Sequence[Person], place: int, rounds: int) -> None:
    closed_at = NOW - _EVERY * (rounds - place) + timedelta(hours=6)
    phase = _phase(network, place, rounds)
    shelf = drawing.shelves[(network.type or NetworkType.WELFARE, phase)]
    prompt = shelf[(place + int(network.id[1:])) % len(shelf)]
    day = closed_at.date() - timedelta(days=7)
    asked = Round(
        id=round_id(network.id, day),
        network_id=network.id,
        occurrence=day,
        state=RoundState.CLOSED,
        due_at=closed_at - timedelta(days=7),
        prompt_id=prompt.id,
        prompt_version=prompt.version,
        phase=phase,
        opened_at=closed_at - timedelta(days=7),
        closes_at=closed_at,
        closed_at=closed_at,
        asked=len(people),
    )
    answering = drawing.draw.sample(people, ANSWERING + drawing.draw.choice((-2, -1, 0, 0, 1, 2)))
    replies = [_reply(drawing, asked, prompt, person) for person in answering]
    counted = figures.count(prompt, replies, members=len(people), k=5)
    if targets.bears(prompt):
        groups = {person.id: targets.group_of(person) for person in people}
        counted = replace(counted, apart=splits.cells(prompt, counted, replies, groups))
    drawing.add(ROUNDS, replace(asked, figures=counted))
    _raise(drawing, network, asked, readings.raised(prompt, counted.figures))
    for reply in replies:
        drawing.add(REPLIES, _later(drawing, reply))


def _phase(network: Network, place: int, rounds: int) -> Phase:
    left = rounds - place
    if network.closed_at is not None and left <= 5:
        return Phase.AFTER if left <= 2 else Phase.CLOSING
    if place < 2:
        return Phase.START
    return Phase.MIDWAY if place == rounds // 2 else Phase.UNDERWAY


def _reply(drawing: _Drawing, asked: Round, prompt: Prompt, person: Person) -> Reply:
    draw, closed_at = drawing.draw, asked.closed_at or NOW
    is_private = prompt.is_private or draw.random() < 0.4
    return Reply(
        id=ReplyId(f"{draw.getrandbits(96):024x}"),
        round_id=asked.id,
        person_id=person.id,
        visibility=ReplyVisibility.PRIVATE if is_private else ReplyVisibility.SHARED,
        answers=tuple(_answer(drawing, place, question) for place, question in enumerate(prompt.questions)),
        submitted_at=closed_at - timedelta(minutes=draw.randrange(1, 10_000)),
        quotable=draw.random() < 0.3,
    )


def _answer(drawing: _Drawing, place: int, question: Question) -> Answer:
    draw = drawing.draw
    if question.kind is QuestionKind.SCALE:
        return Answer(question=place, scale=draw.choices((1, 2, 3, 4, 5), (1, 2, 4, 5, 2))[0])
    if question.kind is QuestionKind.CHOICE:
        return Answer(question=place, choices=(draw.choice(question.options[:4]).id,))
    text = f"{draw.choice(drawing.texts)} {draw.choice(drawing.texts)}"
    return Answer(question=place, text=f"{draw.choice(_FIRST)} siger: {text}" if draw.random() < 0.05 else text)


def _later(drawing: _Drawing, reply: Reply) -> Reply:
    """What became of it after the round had closed: two of a hundred take it back."""
    if drawing.draw.random() < 0.02:
        return replace(reply, answers=(), quotable=False, withdrawn_at=NOW - timedelta(days=1))
    return reply


def _raise(drawing: _Drawing, network: Network, asked: Round, raised: Sequence[tuple[object, object]]) -> None:
    for kind, option in raised:
        id = condition_id(ORGANISATION, kind, option.id)
        if id not in drawing.conditions:
            line = Condition(id=id, organisation_id=ORGANISATION, kind=kind, code=option.id, texts=dict(option.texts))
            drawing.conditions[id] = line
            drawing.add(CONDITIONS, line)
        drawing.add(
            RAISINGS,
            Raising(
                condition_id=id,
                network_id=network.id,
                round_id=asked.id,
                opening=drawing.conditions[id].opening,
                at=asked.closed_at or NOW,
            ),
        )


def _record(drawing: _Drawing, network: Network, people: Sequence[Person], place: int) -> Record:
    return Record(
        id=OutcomeId(f"o{network.id}-{place}"),
        network_id=network.id,
        kind=tuple(Kind)[place],
        author_id=drawing.draw.choice(people).id,
        created_at=NOW - timedelta(days=drawing.draw.randrange(1, 400)),
        details=Details(
            text=drawing.draw.choice(drawing.texts),
            unit_ids=(UnitId(_CARE),),
            source=Source.SEEN if place == 0 else None,
            novelty=Novelty.NEW,
        ),
    )
