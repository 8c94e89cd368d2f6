"""The Playground's own page in a real browser: Microsoft's renderer draws the bot's cards, and their buttons work."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.screen import PATIENCE_MS, chromium
from tests.playground.ground import PEOPLE, Ground, Message


@pytest.fixture(scope="module")
def page(place: Ground) -> Iterator[Page]:
    """Nothing outside this machine is asked for: the Playground would fetch its fonts there."""

    def stay_here(route: Route) -> None:
        if route.request.url.startswith(place.url):
            route.continue_()
        else:
            route.abort()

    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="da-DK")
        context.route("**/*", stay_here)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        lost: list[str] = []
        page.on("console", lambda line: lost.append(line.text) if "Saga error" in line.text else None)
        page.goto(place.url)
        yield page
        context.close()
        assert lost == []  # it would have shown nothing more for a while


def test_a_person_who_writes_for_help_sees_the_card(page: Page) -> None:
    """Typed into the personal chat and sent as anybody would."""
    box = page.locator("[data-lexical-editor=true]")
    box.click()
    page.keyboard.type("hjælp")
    page.get_by_role("button", name="Send Message").click()
    expect(page.get_by_text("This is what I can help with:")).to_be_visible()
    expect(page.get_by_text("see how a network stands")).to_be_visible()


def test_a_card_that_came_unasked_becomes_its_answer_when_its_button_is_pressed(page: Page, charter: Message) -> None:
    """It names who started the network; the buttons are gone after."""
    expect(
        page.get_by_text(f"{PEOPLE['Jonas']['name']} asks whether you will be the management anchor")
    ).to_be_visible()
    page.get_by_role("button", name="Yes, gladly").click()
    expect(page.get_by_text("You are now the management anchor of Tryg hjem.")).to_be_visible()
    expect(page.get_by_role("button", name="Yes, gladly")).to_have_count(0)


def test_the_card_that_asks_is_drawn_in_the_channel(page: Page, prompt: Message) -> None:
    """With its questions and the button that opens the form."""
    page.get_by_role("treeitem", name="tryg-hjem").click()
    expect(page.get_by_text("Velkommen – hvor gnider det?")).to_be_visible()
    expect(page.get_by_role("button", name="Svar", exact=True)).to_be_visible()
