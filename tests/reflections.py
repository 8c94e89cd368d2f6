"""Networks that have reflected: rounds of the real library, answered and closed by the real service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.house import content
from core.model.ids import NetworkId, ReplyId, new_id
from core.model.networks import AnchorState, Network, NetworkState, NetworkType, Phase
from core.model.organisations import Belonging, Person
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.rounds import Round
from core.ports import UnitOfWork
from core.services import prompts, rounds
from tests.builders import CARE, CITY, SCHOOLS, a_member, a_municipality, a_person, a_round, saved_network

LIBRARY = content("prompts.yaml")

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
"""When somebody asks what they have told."""

Given = int | str | tuple[str, ...]
"""A point on a scale, words, or choices."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One member's reply: answers by the place of their question."""

    answers: Mapping[int, Given]
    private: bool = False
    quotable: bool = False


def said(*answers: Given | None, private: bool = False, quotable: bool = False) -> Said:
    given = {place: answer for place, answer in enumerate(answers) if answer is not None}
    return Said(answers=given, private=private, quotable=quotable)


def a_library(uow: UnitOfWork) -> None:
    """The prompts that ship with us."""
    prompts.settle(uow, LIBRARY)


def people(uow: UnitOfWork, count: int, **changes: object) -> list[Person]:
    """So many employees, saved, from three departments."""
    units = (CARE, SCHOOLS, CITY)
    made = [a_person(name=f"Deltager{chr(65 + n)} Prøvesen", unit_id=units[n % 3], **changes) for n in range(count)]
    for person in made:
        uow.people.save(person)
    return made


def closed(
    uow: UnitOfWork, network: Network, prompt_id: str, replies: Sequence[Said | None], *, on: date
) -> tuple[Round, list[Reply]]:
    """A round of a prompt that closed on a day; the replies are those of the members in their order."""
    prompt = next(prompt for prompt in uow.prompts.newest() if prompt.id == prompt_id)
    at = datetime.fromisoformat(f"{on}T14:00:00+00:00")
    round = a_round(
        network,
        occurrence=on - timedelta(days=7),
        due_at=at - timedelta(days=7),
        opened_at=at - timedelta(days=7),
        closes_at=at,
        prompt_id=prompt.id,
        prompt_version=prompt.version,
        phase=Phase.UNDERWAY if network.is_open and prompt.phase is Phase.AFTER else prompt.phase,
    )
    uow.rounds.save(round)
    members = uow.members.active(network.id)
    given = [
        Reply(
            id=ReplyId(new_id()),
            round_id=round.id,
            person_id=member.person_id,
            visibility=ReplyVisibility.PRIVATE if one.private else ReplyVisibility.SHARED,
            answers=tuple(_answer(place, answer) for place, answer in one.answers.items()),
            submitted_at=at - timedelta(days=3),
            quotable=one.quotable,
        )
        for member, one in zip(members, replies, strict=False)
        if one
    ]
    for reply in given:
        uow.replies.save(reply)
    return rounds.finish(uow, round, at=at), given


def _answer(place: int, given: Given) -> Answer:
    match given:
        case int():
            return Answer(question=place, scale=given)
        case str():
            return Answer(question=place, text=given)
        case _:
            return Answer(question=place, choices=given)


def tryg_hjem(uow: UnitOfWork) -> Network:
    """The welfare network of domain.md §4.2: eleven members, three from outside, four rounds in the autumn of 2026."""
    network = a_reflecting_network(uow, "Tryg hjem fra sygehuset", members=11, outsiders=3)
    point = [said(n, "Det går langsomt frem") for n in (2, 3, 3, 3, 3, 4, 4)]
    closed(uow, network, "velf-undervejs-1", point, on=date(2026, 9, 4))
    headwind = [said(("tillid",), ("jura", "it"), "Ingen ved, hvad vi må dele", private=True) for _ in range(6)]
    tailwind = [said(("frihed",), ("tid",), "Møderne ryger først", private=True) for _ in range(4)]
    closed(uow, network, "velf-undervejs-4", [*headwind, *tailwind], on=date(2026, 9, 18))
    closed(uow, network, "velf-undervejs-4", [*headwind, *tailwind], on=date(2026, 10, 2))
    view = "Vi planlægger efter vagtplanen, ikke efter hvornår datteren kan komme."
    closed(
        uow, network, "velf-undervejs-2", [said(view, quotable=True), said("De venter på svar")], on=date(2026, 10, 9)
    )
    tried = said("En fælles tjekliste, prøvet af i to distrikter", quotable=True)
    closed(uow, network, "velf-undervejs-3", [tried], on=date(2026, 10, 12))
    points = [said(n, "Nu ringer jeg bare til visitationen", quotable=True) for n in (4, 4, 5, 4, 4, 3, 3, 3, 5, 4, 4)]
    closed(uow, network, "velf-undervejs-1", points, on=date(2026, 10, 16))
    changes = [
        said("Hjemmeplejen ringer til pårørende dagen før.", "Vi lavede aftalen", ("kollega",)),
        said("Visitationen og depotet holder fælles morgenmøde.", None, ("set",)),
        said("Stemningen er bedre.", None, ("fornemmelse",)),
    ]
    closed(uow, network, "velf-efter-4", changes, on=date(2026, 10, 30))
    return network


def a_reflecting_network(uow: UnitOfWork, name: str, *, members: int, outsiders: int = 0, **changes: object) -> Network:
    """One that is under way, with so many members; the first leads it."""
    leader, *others = [*people(uow, members - outsiders), *people(uow, outsiders, belonging=Belonging.GUEST)]
    anchor = people(uow, 1)[0]
    card = {
        "id": NetworkId(new_id()),
        "name": name,
        "purpose": "Borgere skal opleve én sammenhængende vej hjem fra sygehuset",
        "type": NetworkType.WELFARE,
        "state": NetworkState.ACTIVE,
        "anchor_id": anchor.id,
        "anchor_state": AnchorState.ACCEPTED,
        "receiver_id": anchor.id,
        "receiver_state": AnchorState.ACCEPTED,
        "starts_on": date(2026, 6, 1),
        "ends_on": date(2026, 12, 15),
        **changes,
    }
    return saved_network(uow, leader, *others, **card)


def one_round(
    uow: UnitOfWork, prompt_id: str, told: Sequence[Said | None], *, on: date
) -> tuple[Network, Round, list[Reply]]:
    """A municipality whose one network, of six members, has closed one round on a day."""
    a_municipality(uow)
    a_library(uow)
    network = a_reflecting_network(uow, "Tryg hjem", members=6)
    return network, *closed(uow, network, prompt_id, told, on=on)


def leaves(uow: UnitOfWork, reply: Reply, *, at: datetime) -> None:
    """The reply is taken back."""
    uow.replies.save(replace(reply, answers=(), withdrawn_at=at))


def joins(uow: UnitOfWork, network: Network, *people: Person) -> None:
    for person in people:
        uow.members.save(a_member(network, person))
