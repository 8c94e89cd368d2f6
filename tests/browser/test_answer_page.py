"""The page of somebody without an account, in a real browser: by eye, by keyboard, narrow, without scripts."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from core.model import keys
from core.services import members, rounds
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Weekdays
from tests.support.node import tool
from tests.support.pages import MAIL, Site, site

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def page(uows: SqlUnitsOfWork) -> Iterator[Site]:
    with site(uows) as made:
        yield made


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A browser with scripts, and one without: the page has none."""
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def _violations(window: Page) -> list[str]:
    window.evaluate(tool("axe-core/axe.min.js").read_text())
    found: dict[str, Any] = window.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert len(found["passes"]) > 10
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found["violations"]]


def _asked(page: Site) -> str:
    """Ulla is a member, and a round is open; the link in the mail about it."""
    page.invite()
    with page.uows.writing() as uow:
        ulla = uow.people.find(page.ours.id, MAIL)
        assert ulla is not None
        member = uow.members.find(page.network.id, ulla.id)
        assert member is not None
        members.join(uow, member.id, ulla, has_read=True, unit_id=None, name="Ulla Bak", at=page.now)
        schedule = uow.schedules.get(page.network.id)
        opened = rounds.open_due(uow, schedule, at=page.now, calendar=Weekdays())
        assert opened is not None
        uow.commit()
    return page.link_of(keys.asked(opened.id, ulla.id))


class TestByEye:
    def test_one_comes_in_and_answers(self, page: Site, window: Page) -> None:
        """From the mail to the receipt, with a browser that runs scripts and with one that does not."""
        window.goto(page.invite())
        window.get_by_role("button", name="Jeg er med").click()
        window.get_by_label("Hvad hedder du?").fill("Ulla Bak")
        window.get_by_label("Jeg har læst teksten").check()
        window.get_by_role("button", name="Jeg er med").click()
        expect(window.get_by_role("heading", name="Du er nu med i Tryg hjem.")).to_be_visible()
        window.get_by_role("link", name="Tilbage til din side").click()
        expect(window.get_by_text("Denne side er til Ulla Bak.")).to_be_visible()

    def test_what_is_missing_is_pointed_at(self, page: Site, window: Page) -> None:
        """At the top, with a link to the place; what was written stays."""
        window.goto(page.invite())
        window.get_by_role("button", name="Jeg er med").click()
        window.get_by_label("Hvad hedder du?").fill("Ulla Bak")
        window.get_by_role("button", name="Jeg er med").click()
        expect(window.get_by_role("alert")).to_be_visible()
        expect(window.get_by_label("Hvad hedder du?")).to_have_value("Ulla Bak")
        window.get_by_role("alert").get_by_role("link").first.click()
        assert window.url.endswith("#informed")

    @pytest.mark.parametrize("width", [1280, 375, 320])
    def test_it_fits(self, page: Site, reader: Page, width: int) -> None:
        """A desk, a telephone, and 400 % of the letters' size on a desk (320 pixels): nothing is cut off sideways."""
        reader.set_viewport_size({"width": width, "height": 800})
        for address in (page.invite(), _asked(page)):
            reader.goto(address)
            assert reader.evaluate("document.documentElement.scrollWidth") <= width


class TestByKeyboard:
    def test_one_answers_without_a_mouse(self, page: Site, reader: Page) -> None:
        """Tab, space and Enter are enough, from the first key on."""
        reader.goto(_asked(page))
        reader.keyboard.press("Tab")
        expect(reader.get_by_role("link", name="Spring til indholdet")).to_be_focused()
        _tab_to(reader, "Svar")
        reader.keyboard.press("Enter")
        expect(reader.locator("form textarea, form input[type=text]").first).to_be_visible()
        reader.locator("textarea").first.focus()
        reader.keyboard.type("Vi mødtes med beboerne på trappen.")
        _tab_to(reader, re.compile("Send|Gem"))
        reader.keyboard.press("Enter")
        expect(reader.get_by_text("Tak").first).to_be_visible()


def _tab_to(window: Page, name: str | re.Pattern[str]) -> None:
    for _ in range(60):
        window.keyboard.press("Tab")
        words = window.evaluate("document.activeElement.tagName === 'BUTTON' ? document.activeElement.innerText : ''")
        if words and re.search(name, words):
            return
    raise AssertionError(f"no key reaches {name}")


class TestForEverybody:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing(self, page: Site, reader: Page, scheme: Any) -> None:
        """The page, the form, the form with errors and the receipt, in light and in dark."""
        reader.emulate_media(color_scheme=scheme)
        reader.goto(page.invite())
        assert _violations(reader) == []
        reader.get_by_role("button", name="Jeg er med").click()
        assert _violations(reader) == []
        reader.get_by_role("button", name="Jeg er med").click()
        expect(reader.get_by_role("alert")).to_be_visible()
        assert _violations(reader) == []

    def test_axe_finds_nothing_in_a_prompt(self, page: Site, reader: Page) -> None:
        """Scales, choices and words, as they are asked."""
        reader.goto(_asked(page))
        assert _violations(reader) == []
        reader.get_by_role("button", name="Svar").click()
        expect(reader.locator("form fieldset").first).to_be_visible()
        assert _violations(reader) == []
