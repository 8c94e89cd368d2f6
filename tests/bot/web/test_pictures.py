"""Pictures over real HTTP: shown where they stand, saved otherwise, and made anew for whoever may still see them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import httpx
import pytest
from starlette.applications import Starlette

from bot.access import LinkAccess
from bot.crew import Crew
from bot.web.files import FileDoor, routes
from handlers import everything  # noqa: F401
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, view_of
from tests.builders import Municipality, a_municipality, saved_network
from tests.support.pages import served
from views.elements import Actions, Image, Link


@dataclass
class Gallery:
    """Where pictures are fetched, beside the stage on which they are asked for."""

    stage: Stage
    town: Municipality
    http: httpx.Client = field(repr=False)

    def address(self, by: str, text: str) -> str:
        """Of the picture in an answer, without the end of its name."""
        view = view_of(self.stage.act(getattr(self.town, by), text=text, is_private=True))
        return next(each.url for each in view.elements if isinstance(each, Image)).removesuffix(".png")


@pytest.fixture
def gallery(uows: SqlUnitsOfWork) -> Iterator[Gallery]:
    with uows.writing() as uow:
        town = a_municipality(uow)
        saved_network(uow, town.anne, town.bo, name="Tryg hjem")
        uow.commit()
    crew, stage = Crew(workers=2, callers=1), Stage(uows)
    app = Starlette(routes=[*routes(uows, crew, now=lambda: stage.now)])
    with served(app, crew) as url, httpx.Client(timeout=60) as http:
        stage.file_door = FileDoor(LinkAccess(public_url=url, secret="only for these tests, and long enough"))
        yield Gallery(stage, town, http)


class TestAPicture:
    @pytest.mark.parametrize("text", ["blomst", "blomst for 6 mdr. siden", "billede udvikling"])
    def test_is_shown_where_it_stands(self, gallery: Gallery, text: str) -> None:
        """A PNG, inline, of which no copy stays on the way."""
        answer = gallery.http.get(gallery.address("camilla", text) + ".png")
        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["content-disposition"].startswith("inline; ")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.content.startswith(b"\x89PNG")

    def test_is_saved_as_a_drawing(self, gallery: Gallery) -> None:
        """SVG to take along; there is no such table, and a table no such picture."""
        address = gallery.address("camilla", "blomst")
        answer = gallery.http.get(f"{address}.svg")
        assert answer.headers["content-disposition"] == 'attachment; filename="blomst.svg"'
        assert "<svg" in answer.text
        assert gallery.http.get(f"{address}.csv").status_code == 404

    def test_is_gone_with_the_right_to_see_it(self, gallery: Gallery) -> None:
        """Who has left the secretariat opens it no more by an old link."""
        address = gallery.address("sekretariat", "billede fremdrift") + ".png"
        assert gallery.http.get(address).status_code == 200
        with gallery.stage.uows.writing() as uow:
            uow.people.save(replace(gallery.town.sekretariat, is_secretariat=False))
            uow.commit()
        assert gallery.http.get(address).status_code == 404


@pytest.mark.parametrize(("end", "kind"), [("csv", "text/csv"), ("graphml", "application/graphml+xml")])
def test_the_connections_are_saved(gallery: Gallery, end: str, kind: str) -> None:
    """Beside the picture, with its networks by name."""
    view = view_of(gallery.stage.act(gallery.town.camilla, text="blomst"))
    rows = [each for each in view.elements if isinstance(each, Actions)]
    links = [each.url for row in rows for each in row.buttons if isinstance(each, Link)]
    answer = gallery.http.get(next(url for url in links if url.endswith(end)))
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-disposition"] == f'attachment; filename="forbindelser.{end}"'
    assert "Sundhed og omsorg" in answer.content.decode()
