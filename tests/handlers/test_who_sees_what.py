"""Who sees what (domain.md §2.3, docs/privacy.md): each role asks for all there is, and each cell is looked at.

Every route that shows something is tried with every id there is, so a new one is in the table without a line here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

import handlers.everything  # noqa: F401
from core.model import keys
from core.model.deliveries import Content, Delivery
from core.model.ids import OrganisationId, WorkspaceId
from core.model.networks import AnchorState, Network, NetworkType
from core.model.organisations import OURS, Belonging, Person, Workspace
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.rounds import Round, RoundState
from core.model.units import UnitKind
from core.ports import UnitOfWork
from core.services import digests
from handlers import routing
from handlers.routing import Interaction, Open, Replace, Response, Show
from scheduler.composing import Composer
from storage.engine import connect
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitsOfWork
from tests import acting
from tests.acting import Stage, Weekdays
from tests.builders import (
    Municipality,
    a_call,
    a_municipality,
    a_person,
    a_reply,
    a_round,
    a_unit,
    a_workspace,
    an_organisation,
    saved_network,
)
from tests.reflections import Said, a_library, closed, said

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
SHOWING = ("summaries.show", "reports.show", "goals.show")
"""What writes down that it was shown, and shows."""
MAY = {
    "member": {"own replies", "shared replies", "named replies", "figures", "report"},
    "leader": {"own replies", "shared replies", "named replies", "figures", "report"},
    "anchor": {"figures", "digest"},
    "committee": set(),
    "receiver": set(),
    "secretariat": {"shared replies", "private replies", "figures", "summary", "report", "register", "calls"},
    "administrator": set(),
    "outsider by link": {"own replies", "report"},
    "colleague": set(),
    "another organisation": set(),
}
CALLED = "Hjælp os med jura"
OWN, SHARED, PRIVATE, LONE = "Mit eget svar", "Delte ord fra mig", "Private ord", "Ene private ord"
ANSWERED, SILENT, AUTHOR = "Ole Hemmelig", "Tove Tavs", "Bo Kjær"
SIX = (ANSWERED, *(f"Deltager{n} Privat" for n in "ABCDE"))


@dataclass(frozen=True, kw_only=True)
class Town:
    """A network with a closed round that says everything the table is about, and one that is open."""

    stage: Stage
    network: Network
    people: dict[str, Person]
    workspaces: dict[WorkspaceId, Workspace]
    values: tuple[str, ...]
    sent: tuple[Delivery, ...]


@pytest.fixture(scope="module")
def town(migrated_sqlite: bytes) -> Iterator[Town]:
    engine = connect("sqlite://", wait_seconds=10)
    with engine.connect() as connection:
        connection.connection.driver_connection.deserialize(migrated_sqlite)
    uows = SqlUnitsOfWork(engine, lanes=Lanes.off())
    with uows.writing() as uow:
        made = _made(uow, Stage(uows, now=AT, file_door=lambda key: ("https://bot.example/f/secret", "d" * 64)))
        uow.commit()
    yield made
    engine.dispose()


def _made(uow: UnitOfWork, stage: Stage) -> Town:
    a_library(uow)
    people, workspaces = _people(uow, a_municipality(uow))
    network = _network(uow, people)
    first, lone = _closed(uow, network), _lone(uow, network)
    digests.ring(uow, network.id, AT, Weekdays())
    opened = a_round(network, occurrence=date(2026, 10, 30), state=RoundState.OPEN, closes_at=AT + timedelta(3))
    opened = replace(opened, prompt_id=first.prompt_id, prompt_version=first.prompt_version)
    uow.rounds.save(opened)
    written = [_own(opened, people[role]) for role in ("member", "leader", "outsider by link")]
    for reply in written:
        uow.replies.save(reply)
    call = a_call(network, people["leader"], text=CALLED)
    uow.calls.save(call)
    lines = [line.id for line in uow.conditions.of_organisation(network.organisation_id)]
    found = [uow.deliveries.find(key) for key in (keys.shareback(first.id), keys.digest(network.id, date(2026, 10, 1)))]
    return Town(
        stage=stage,
        network=network,
        people=people,
        workspaces=workspaces,
        values=("", network.id, opened.id, first.id, lone.id, written[0].id, call.id, *lines[:1]),
        sent=tuple(delivery for delivery in found if delivery),
    )


def _people(uow: UnitOfWork, house: Municipality) -> tuple[dict[str, Person], dict[WorkspaceId, Workspace]]:
    ours = a_workspace(id=WorkspaceId("ours"), platform=OURS, external_id="ours")
    theirs = a_workspace(id=WorkspaceId("theirs"), external_id="T0ANDEN", organisation_id=OrganisationId("theirs"))
    uow.organisations.save(an_organisation(id=OrganisationId("theirs"), name="Glostrup Kommune"))
    for workspace in (ours, theirs):
        uow.organisations.save_workspace(workspace)
    committee = a_unit(name="Velfærdsudvalget", kind=UnitKind.SUBJECT_COMMITTEE)
    uow.organisations.save_unit(committee)
    office = {"is_secretariat": True, "is_administrator": True}
    elsewhere = {"workspace_id": theirs.id, "organisation_id": theirs.organisation_id}
    people = {
        "leader": house.anne,
        "author": house.bo,
        "member": house.camilla,
        "anchor": house.dorte,
        "secretariat": house.sekretariat,
        "committee": a_person(name="Karl Udvalg", unit_id=committee.id),
        "receiver": a_person(name="Rie Modtager"),
        "administrator": a_person(name="Asta Admin", is_administrator=True),
        "colleague": a_person(name="Kim Kollega"),
        "outsider by link": a_person(
            name="Ulla Udefra", workspace_id=ours.id, account="ulla@firma.example", belonging=Belonging.LINK
        ),
        "another organisation": a_person(name="Gerd Glostrup", **elsewhere, **office),
    }
    for person in people.values():
        uow.people.save(person)
    return people, {each.id: each for each in (house.workspace, ours, theirs)}


def _network(uow: UnitOfWork, people: dict[str, Person]) -> Network:
    private = [a_person(name=name) for name in SIX]
    silent = a_person(name=SILENT)
    for person in (*private, silent):
        uow.people.save(person)
    inside = (people["author"], people["member"], people["outsider by link"], *private, silent)
    return saved_network(
        uow,
        people["leader"],
        *inside,
        name="Tryg hjem",
        type=NetworkType.WELFARE,
        conversation="C0TRYG",
        committee_id=people["committee"].unit_id,
        anchor_id=people["anchor"].id,
        anchor_state=AnchorState.ACCEPTED,
        receiver_id=people["receiver"].id,
        receiver_state=AnchorState.ACCEPTED,
    )


def _closed(uow: UnitOfWork, network: Network) -> Round:
    """Six of them answered without a name, the author with theirs; drivers and barriers, and then how it goes."""
    helps, holds = said(("tillid",), ("jura",), private=True), said(("frihed",), ("tid",), private=True)
    _round(uow, network, "velf-undervejs-4", None, [helps] * 3 + [holds] * 3, date(2026, 10, 1))
    private = [said(point, PRIVATE, private=True, quotable=True) for point in (4, 4, 4, 3, 3, 5)]
    return _round(uow, network, "velf-undervejs-1", said(4, SHARED, quotable=True), private, date(2026, 10, 8))


def _lone(uow: UnitOfWork, network: Network) -> Round:
    words = said(LONE, LONE, private=True, quotable=True)
    return _round(uow, network, "velf-undervejs-2", None, [words], date(2026, 10, 15))


def _round(
    uow: UnitOfWork, network: Network, prompt: str, author: Said | None, private: Sequence[Said], on: date
) -> Round:
    """The author's answer, and those of the six, in the order in which the members are kept."""
    answers = iter(private)
    members = [uow.people.get(member.person_id).name for member in uow.members.active(network.id)]
    those = (ANSWERED,) if len(private) == 1 else SIX
    given = [next(answers) if name in those else author if name == AUTHOR else None for name in members]
    return closed(uow, network, prompt, given, on=on)[0]


def _own(round: Round, person: Person) -> Reply:
    words = (Answer(question=1, text=f"{OWN} {person.id}"),)
    return a_reply(round, person, answers=words, visibility=ReplyVisibility.PRIVATE)


def shown(town: Town, role: str) -> list[str]:
    """Everything that somebody gets to see: each answer, what is written to them, what stands where they talk."""
    person = town.people[role]
    asked = [_asked(town, person, name, value) for name in _showing() for value in town.values]
    there = [_asked(town, person, name, "", "C0TRYG") for name in _showing()]
    return [*map(_read, (*asked, *there)), *_sent(town, role)]


def _read(response: Response) -> str:
    """All there is in it, hidden or not, and then as it is read."""
    is_read = isinstance(response, Show | Replace | Open)
    return f"{response!r} {acting.said(response) if is_read else ''}"


def _showing() -> Sequence[str]:
    reading = [name for name in routing.names() if not routing.find(name).writes]
    return [*reading, *SHOWING]


def _asked(town: Town, person: Person, name: str, value: str, place: str = "") -> Response:
    workspace = town.workspaces[person.workspace_id]
    interaction = Interaction(
        key=f"{person.id} {name} {value} {place}",
        route=name,
        platform=workspace.platform,
        workspace=workspace.external_id,
        account=person.account,
        conversation=place,
        value=value,
        is_private=not place,
    )
    return town.stage.dispatch.run(interaction)


def _sent(town: Town, role: str) -> Iterator[str]:
    """What goes out by itself. Where the network talks its members with an account read along."""
    composer = Composer(units_of_work=town.stage.uows, now=lambda: AT)
    for delivery in town.sent:
        in_place = delivery.content is Content.SHAREBACK and role in ("member", "leader")
        if in_place or delivery.person_id == town.people[role].id:
            yield f"{delivery.content} {acting.said(composer.compose(delivery).shown)}"


FINDS = {
    "own replies": lambda views, person: any(f"{OWN} {person.id}" in view for view in views),
    "shared replies": lambda views, person: any(SHARED in view for view in views),
    "named replies": lambda views, person: any(SHARED in view and AUTHOR in view for view in views),
    "private replies": lambda views, person: any(PRIVATE in view for view in views),
    "too few": lambda views, person: any(LONE in view for view in views),
    "figures": lambda views, person: any("Midterværdi 4" in view for view in views),
    "who answered": lambda views, person: any((ANSWERED in view) is not (SILENT in view) for view in views),
    "summary": lambda views, person: any("Opsamling: Tryg hjem" in view for view in views),
    "digest": lambda views, person: any("Content.DIGEST" in view for view in views),
    "report": lambda views, person: any("https://bot.example/f/secret" in view for view in views),
    "calls": lambda views, person: any(CALLED in view for view in views),
    "register": lambda views, person: any("conditions.edit" in view for view in views),
}


@pytest.mark.parametrize("role", MAY)
def test_a_role_sees_what_it_may_and_nothing_else(town: Town, role: str) -> None:
    """A row of the table, every cell of it."""
    views, person = shown(town, role), town.people[role]
    assert {what for what, finds in FINDS.items() if finds(views, person)} == MAY[role]


@pytest.mark.parametrize("role", MAY)
def test_nobody_reads_what_another_is_still_writing(town: Town, role: str) -> None:
    """An open round's answers are its writers' own, whatever is asked for."""
    mine = f"{OWN} {town.people[role].id}"
    assert not any(OWN in view.replace(mine, "") for view in shown(town, role))


def test_every_column_is_open_to_somebody_but_two() -> None:
    """So each is found where it is: who answered is open to nobody, nor is what too few have said."""
    assert set(FINDS) - set().union(*MAY.values()) == {"who answered", "too few"}
