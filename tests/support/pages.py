"""The page of somebody without an account, served for real; an invitation as a mail would bring it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import httpx
import uvicorn
from sqlalchemy import text
from starlette.applications import Starlette

from bot.access import MailAccess
from bot.crew import Crew
from bot.platforms import Doors
from bot.web.pages import routes
from bot.web.secrets import digest_of, secret_of
from core.model import keys
from core.model.networks import Network
from core.model.organisations import OURS, Workspace
from core.services import outsiders
from handlers.dispatch import Dispatch
from handlers.everything import HANDLERS
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Weekdays
from tests.builders import NOW, Municipality, a_municipality, a_workspace, saved_network
from tests.reflections import a_library
from tests.support.ports import free_port
from tests.support.visiting import Visit
from views.elements import View

MAIL = "ulla@boligforeningen.example"
_SECRET = "only for these tests, and long enough"
_TABLES = ("people", "members", "links", "deliveries", "acts", "replies")


@dataclass
class Site:
    """`key`: of the newest invitation's delivery."""

    uows: SqlUnitsOfWork
    town: Municipality
    network: Network
    ours: Workspace
    url: str
    http: httpx.Client
    now: datetime = NOW
    key: str = field(default="")

    def invite(self, mail: str = MAIL) -> str:
        """The link in the mail."""
        with self.uows.writing() as uow:
            network = uow.networks.get(self.network.id)
            outsiders.invite(uow, network, self.town.anne, [mail], at=self.now)
            person = uow.people.find(self.ours.id, mail)
            assert person is not None
            member = uow.members.find(network.id, person.id)
            assert member is not None
            self.key = keys.invitation(member.id, 1)
            return self._sealed(uow, self.key)

    def _sealed(self, uow: object, key: str) -> str:
        secret = secret_of(key, _SECRET)
        uow.links.seal(key, digest_of(secret))  # type: ignore[attr-defined]
        uow.commit()  # type: ignore[attr-defined]
        return f"{self.url}/l/{secret}"

    def link_of(self, key: str) -> str:
        """The link that a delivery brings."""
        with self.uows.writing() as uow:
            return self._sealed(uow, key)

    def visit(self, link: str) -> Visit:
        return Visit.to(self.http, link)

    def dump(self) -> list[object]:
        """Everything that is stored and could have changed."""
        with self.uows.reading() as uow:
            connection = uow._connection
            return [list(connection.execute(text(f"SELECT * FROM {table} ORDER BY 1"))) for table in _TABLES]


@contextmanager
def site(uows: SqlUnitsOfWork) -> Iterator[Site]:
    """A municipality with a network, and the page for who has no account."""
    assert HANDLERS
    with uows.writing() as uow:
        town = a_municipality(uow)
        ours = a_workspace(id="ours", platform=OURS, external_id="ours")
        uow.organisations.save_workspace(ours)
        a_library(uow)
        network = saved_network(uow, town.anne, name="Tryg hjem")
        uow.commit()
    port, crew = free_port(), Crew(workers=4, callers=1)
    url = f"http://127.0.0.1:{port}"
    with httpx.Client(timeout=10) as http:
        made = Site(uows, town, network, ours, url, http)
        dispatch = Dispatch(units_of_work=uows, calendar=lambda _: Weekdays(), now=lambda: made.now)
        doors = Doors(dispatch=dispatch.run, receive=_none, is_ours=_none, on_bug=_none)
        access = MailAccess(public_url=url, sender="n@aaby.example", secret=_SECRET)
        app = Starlette(routes=[*routes(access, uows, doors, crew, workspace="ours", now=lambda: made.now)])
        with served(app, crew, port=port):
            yield made


@contextmanager
def served(app: Starlette, crew: Crew, *, port: int = 0) -> Iterator[str]:
    """An application over real HTTP; its address."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        with httpx.Client(timeout=10) as http:
            _until_there(http, url)
        yield url
    finally:
        server.should_exit = True
        thread.join(5)
        crew.close()


def _until_there(http: httpx.Client, url: str) -> None:
    for _ in range(200):
        try:
            http.get(f"{url}/l/style.css")
        except httpx.ConnectError:
            threading.Event().wait(0.02)
        else:
            return
    raise AssertionError("the page did not come up")


def _none(*_: object) -> View:
    raise AssertionError("not asked for here")
