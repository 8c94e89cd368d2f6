"""The demo data in a house without a platform: everybody of the local workspace is there, and rooms are made at once.

`python -m tests.support.demo_house` writes the summaries that the tests hold anew; read the difference then.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import Engine

import handlers.everything  # noqa: F401  importing them names their routes
from bot import demo, house
from bot.settings import Settings
from core.model.organisations import Belonging, Person
from storage import migrations
from storage.engine import connect
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork
from tests.acting import Stage, said
from tests.builders import PLATFORM, TEAM, a_person

_PEOPLE = Path(__file__).parents[2] / "sandbox" / "content" / "people.json"
SARA = "U0SARA001"
_ACTS = count(1)
AT = datetime(2026, 11, 26, 8, tzinfo=UTC)
HELD = Path(__file__).parents[1] / "bot" / "summaries"
ASKED = {"structure.txt": "opsamling", "network.txt": "opsamling tryg hjem", "year.txt": "opsamling 2026"}
"""What is held, by file: what the secretariat writes to get it."""


class Rooms(SqlUnitsOfWork):
    """A platform in a hurry: whoever looks finds every conversation made."""

    def reading(self) -> SqlUnitOfWork:
        with self.writing() as uow:
            for network in [each for one in uow.organisations.all() for each in uow.networks.of_organisation(one.id)]:
                if network.conversation is None:
                    uow.networks.save(replace(network, conversation=f"C{network.id}", made_conversation=True))
            uow.commit()
        return super().reading()


@dataclass(frozen=True)
class Stopped:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def seeded(engine: Engine, at: datetime) -> tuple[SqlUnitsOfWork, Person]:
    """The demo networks, seen from an instant; and Sara of the secretariat, who may ask about them."""
    uows = Rooms(engine, lanes=Lanes.off())
    settings = Settings(organisation="Aaby Kommune", contact="dpo@aaby.example")
    clock = Stopped(at)
    place = house.House(
        settings=settings, database=engine, units_of_work=uows, wall=clock, clock=clock, is_running=True
    )
    house.settle(place, platform=PLATFORM, workspace=TEAM)
    with uows.writing() as uow:
        organisation, workspace = uow.organisations.all()[0], uow.organisations.workspaces()[0]
        people = json.loads(_PEOPLE.read_text("utf-8"))["people"]
        for one in people:
            uow.people.save(_person(one, organisation_id=organisation.id, workspace_id=workspace.id))
        uow.commit()
    demo.seed(place, organisation)
    with uows.reading() as uow:
        sara = uow.people.find(workspace.id, SARA)
    assert sara is not None
    return uows, sara


def _person(one: dict[str, object], **where: object) -> Person:
    belonging = Belonging.GUEST if one.get("is_restricted") else Belonging.EMPLOYEE
    is_secretariat = one["id"] == SARA
    return a_person(
        account=one["id"], name=one["real_name"], belonging=belonging, is_secretariat=is_secretariat, **where
    )


def told(uows: SqlUnitsOfWork, sara: Person, words: str) -> str:
    """What Sara reads when she writes so."""
    return said(Stage(uows, now=AT).act(sara, text=words, is_private=True, key=f"{words} {next(_ACTS)}")) + "\n"


def without_words(text: str) -> str:
    """What people wrote is left out: which of it is shown hangs on ids that are drawn anew each time."""
    return re.sub(r"»[^«]*«", "»…«", text)


if __name__ == "__main__":
    database = connect("sqlite://")
    migrations.upgrade(database)
    town, secretary = seeded(database, AT)
    for name, asked in ASKED.items():
        (HELD / name).write_text(without_words(told(town, secretary, asked)), "utf-8")
