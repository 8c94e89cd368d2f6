"""The network report over real HTTP: who fetches it, who does not, and what stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO

import docx
import httpx
import pytest
from starlette.applications import Starlette

from bot.access import LinkAccess
from bot.crew import Crew
from bot.web.files import FileDoor, routes
from core.model.networks import Network
from core.model.outcomes import Kind
from handlers.routing import Response
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, said, view_of
from tests.builders import Municipality, a_municipality, a_record, saved_network
from tests.support.pages import served
from views.elements import Actions, Link


@dataclass
class Counter:
    """Where files are fetched, beside the stage on which they are asked for."""

    stage: Stage
    town: Municipality
    network: Network
    http: httpx.Client = field(repr=False)

    def ask(self, by: str = "bo", text: str = "beretning") -> Response:
        return self.stage.act(getattr(self.town, by), text=text)

    def links(self, by: str = "bo") -> dict[str, str]:
        """Where each kind of file is, by the end of its name."""
        view = view_of(self.ask(by))
        found = [link for each in view.elements if isinstance(each, Actions) for link in each.buttons]
        return {link.url.rsplit(".", 1)[1]: link.url for link in found if isinstance(link, Link)}


@pytest.fixture
def counter(uows: SqlUnitsOfWork) -> Iterator[Counter]:
    with uows.writing() as uow:
        town = a_municipality(uow)
        network = saved_network(uow, town.anne, town.bo, name="Tryg hjem")
        uow.outcomes.save(a_record(network, town.bo))
        uow.outcomes.save(a_record(network, town.bo, Kind.PROPOSAL))
        uow.commit()
    crew, stage = Crew(workers=2, callers=1), Stage(uows)
    app = Starlette(routes=[*routes(uows, crew, now=lambda: stage.now)])
    with served(app, crew) as url, httpx.Client(timeout=20) as http:
        stage.file_door = FileDoor(LinkAccess(public_url=url, secret="only for these tests, and long enough"))
        yield Counter(stage, town, network, http)


class TestFetching:
    def test_as_word_has_ideas_stories_and_an_account(self, counter: Counter) -> None:
        """domain.md §1.4: the three parts, with what was recorded in each."""
        answer = counter.http.get(counter.links()["docx"])
        file = docx.Document(BytesIO(answer.content))
        parts = [each.text for each in file.paragraphs if each.style.name == "Heading 1"]
        assert parts == ["Idéer", "Fortællinger", "Beretning"]
        text = "\n".join(each.text for each in file.paragraphs)
        assert "Sundhed og omsorg · set selv" in text
        assert "fælles morgenmøde" in text

    def test_as_markdown_says_the_same(self, counter: Counter) -> None:
        """As a text that can be put anywhere."""
        answer = counter.http.get(counter.links()["md"])
        assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
        assert "# Netværksberetning: Tryg hjem" in answer.text
        assert "## Idéer" in answer.text

    def test_is_kept_nowhere_on_the_way(self, counter: Counter) -> None:
        """A file to save, of which no copy stays in a cache, and which no page shows."""
        headers = counter.http.get(counter.links()["md"]).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-disposition"] == 'attachment; filename="netvaerksberetning.md"'

    def test_again_gives_what_is_so_now(self, counter: Counter) -> None:
        """It is worked out anew: what was taken back meanwhile is not in it."""
        link = counter.links()["md"]
        with counter.stage.uows.writing() as uow:
            for record in uow.outcomes.of_network(counter.network.id):
                uow.outcomes.save(replace(record, withdrawn_at=counter.stage.now))
            uow.commit()
        assert "morgenmøde" not in counter.http.get(link).text


class TestStayingOut:
    def test_by_guessing(self, counter: Counter) -> None:
        """A link that never was, another kind of file, and soon nothing is looked for any more."""
        link = counter.links()["md"]
        url = link.rsplit("/f/", 1)[0]
        assert counter.http.get(link.replace(".md", ".exe")).status_code == 404
        answers = {counter.http.get(f"{url}/f/{number:043}.md").status_code for number in range(40)}
        assert answers == {404, 429}

    def test_after_a_day(self, counter: Counter) -> None:
        """It is told how to get a new one."""
        link = counter.links()["docx"]
        counter.stage.now += timedelta(hours=25)
        late = counter.http.get(link)
        assert late.status_code == 404
        assert "beretning" in late.text

    def test_of_who_is_not_in_it(self, counter: Counter) -> None:
        """Others are not told that there is such a network."""
        assert "Tryg hjem" not in said(counter.ask("camilla"))
        assert "Hent som Word" not in said(counter.ask("camilla", "beretning tryg hjem"))
