"""The page in a real browser: one person's whole way through it, with the keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect, sync_playwright
from slack_sdk import WebClient

from sandbox.driver import Driver
from tests.sandbox.browsing import CHROMIUM, QUIET, Clock, clock
from tests.sandbox.places import over_http
from tests.sandbox.toymanifest import TOKEN, button

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")


@pytest.fixture(scope="module")
def place() -> Iterator[Driver]:
    with clock() as address, over_http(clock_url=address) as (driver, _):
        yield driver


@pytest.fixture(scope="module")
def page(place: Driver) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(10_000)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda line: page.errors.append(line.text) if line.type == "error" else None)
        yield page
        browser.close()


@pytest.fixture
def web(place: Driver) -> WebClient:
    return WebClient(token=TOKEN, base_url=f"{place.url}/api/")


@pytest.fixture
def at_generelt(place: Driver, page: Page) -> Page:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("about:blank")
    page.goto(f"{place.url}/?som=U0METTE01#C0GENEREL")
    expect(page.get_by_role("heading", name="#generelt")).to_be_visible()
    return page


class TestThePage:
    def test_talks(self, place: Driver, at_generelt: Page) -> None:
        """What one writes is seen, as text whatever it contains."""
        box = at_generelt.get_by_role("combobox", name="Besked til #generelt")
        box.fill("<img src=x onerror=alert(1)> *hej* @Jonas Kjær")
        box.press("Enter")
        message = at_generelt.get_by_test_id("message").last
        expect(message).to_contain_text("<img src=x onerror=alert(1)> hej @Jonas Kjær")
        expect(message.locator("strong")).to_have_text("hej")

    def test_completes_commands_with_arrows(self, at_generelt: Page) -> None:
        """A slash offers commands; arrows choose, Enter takes."""
        box = at_generelt.get_by_role("combobox", name="Besked til #generelt")
        box.press_sequentially("/")
        offers = at_generelt.get_by_role("listbox", name="Kommandoer")
        expect(offers.get_by_role("option")).to_have_count(4)
        box.press("ArrowDown")
        box.press("Enter")
        expect(box).to_have_value("/langsom ")

    def test_fills_a_modal_by_keyboard(self, at_generelt: Page) -> None:
        """A modal has bound labels, shows its errors where they belong, keeps what was typed, and Esc closes it."""
        box = at_generelt.get_by_role("combobox", name="Besked til #generelt")
        box.fill("/netvaerk start")
        box.press("Enter")
        modal = at_generelt.get_by_role("dialog", name="Nyt netværk")
        name = modal.get_by_label("Navn")
        expect(name).to_be_focused()
        name.press("Enter")
        expect(modal.get_by_role("alert").filter(has_text="Udfyld dette felt.")).to_be_visible()
        expect(name).to_have_attribute("aria-invalid", "true")
        name.fill("optaget")
        modal.get_by_label("Rytme").select_option(label="Hver uge")
        name.press("Enter")
        expect(modal.get_by_text("Navnet er taget.")).to_be_visible()
        expect(name).to_have_value("optaget")
        at_generelt.keyboard.press("Escape")
        expect(modal).to_be_hidden()
        expect(box).to_be_focused()

    def test_says_what_slack_says(self, at_generelt: Page) -> None:
        """A command that failed stays in the box, with Slack's words."""
        box = at_generelt.get_by_role("combobox", name="Besked til #generelt")
        box.fill("/fejl igen")
        box.press("Enter")
        expect(at_generelt.get_by_role("alert").filter(has_text="dispatch_failed")).to_be_visible()
        expect(box).to_have_value("/fejl igen")

    def test_answers_presses_privately(self, place: Driver, web: WebClient, at_generelt: Page) -> None:
        """A button's private answer is marked as such."""
        web.conversations_join(channel="C0GENEREL")
        block = {"type": "actions", "elements": [button("Svar", "svar")]}
        web.chat_postMessage(channel="C0GENEREL", text="Klar?", blocks=[block])
        at_generelt.get_by_role("button", name="Svar", exact=True).click()
        expect(at_generelt.get_by_test_id("message").last).to_contain_text("Kun synlig for dig")

    def test_opens_threads_and_message_shortcuts(self, place: Driver, at_generelt: Page) -> None:
        """A message's menu leads to its thread and to the app's shortcuts."""
        place.person("U0JONAS01").say("Noget at gemme", "#generelt")
        message = at_generelt.get_by_test_id("message").filter(has_text="Noget at gemme")
        message.hover()
        message.get_by_role("button", name="Svar i tråd").click()
        at_generelt.get_by_role("combobox", name="Svar i tråden").fill("enig")
        at_generelt.keyboard.press("Enter")
        expect(message.get_by_role("button", name="1 svar")).to_be_visible()
        at_generelt.keyboard.press("Escape")
        message.get_by_role("button", name="Flere handlinger").click()
        at_generelt.get_by_role("menuitem", name="Gem som refleksion").click()
        expect(at_generelt.get_by_role("dialog", name="Noget at gemme")).to_be_visible()
        at_generelt.keyboard.press("Escape")

    def test_hears_a_press_while_others_write(self, place: Driver, at_generelt: Page) -> None:
        """A message that is drawn between pressing and letting go does not take the press away."""
        place.person("U0JONAS01").say("Læg mærke til mig", "#generelt")
        message = at_generelt.get_by_test_id("message").filter(has_text="Læg mærke til mig")
        message.hover()
        message.get_by_role("button", name="Svar i tråd").hover()
        at_generelt.mouse.down()
        place.person("U0JONAS01").say("Kagen er i køleskabet.", "#generelt")
        expect(at_generelt.get_by_text("Kagen er i køleskabet.")).to_be_visible()
        at_generelt.mouse.up()
        expect(at_generelt.get_by_role("combobox", name="Svar i tråden")).to_be_visible()
        at_generelt.keyboard.press("Escape")

    @pytest.mark.parametrize(("button", "asks"), [("Svar i tråd", "**/threads/*"), ("medlemmer", "**/C0GENEREL")])
    def test_leaves_closed_what_was_closed_while_it_came(
        self, place: Driver, at_generelt: Page, button: str, asks: str
    ) -> None:
        """A thread or a list of members that is closed before the answer is here does not open again, nor fail."""
        place.person("U0JONAS01").say("Luk mig", "#generelt")
        message = at_generelt.get_by_test_id("message").filter(has_text="Luk mig").last
        message.hover()
        kept: list[Route] = []
        at_generelt.route(asks, lambda route: kept.append(route))
        at_generelt.get_by_role("button", name=button).last.click()
        while not kept:
            at_generelt.wait_for_timeout(20)
        at_generelt.keyboard.press("Escape")
        with at_generelt.expect_response(lambda answer: answer.url == kept[0].request.url):
            for one in kept:
                one.continue_()
        at_generelt.unroute(asks)
        at_generelt.wait_for_timeout(100)  # for what must not happen
        expect(at_generelt.locator("#detail")).to_be_hidden()
        assert at_generelt.errors == []

    def test_keeps_what_is_being_written_when_its_own_place_is_pressed(self, at_generelt: Page) -> None:
        """The conversation one is in already is left as it stands."""
        box = at_generelt.get_by_role("combobox", name="Besked til #generelt")
        box.fill("Jeg er ikke færdig med")
        at_generelt.locator("[data-place='C0GENEREL']").click()
        at_generelt.wait_for_timeout(100)  # for what must not happen
        expect(box).to_have_value("Jeg er ikke færdig med")

    def test_shows_home_and_unread(self, place: Driver, web: WebClient, at_generelt: Page) -> None:
        """The app's Home is a place, and its direct messages are marked as unread."""
        web.chat_postMessage(channel="U0METTE01", text="Kun til dig")
        expect(at_generelt.get_by_role("button", name="1 ulæste")).to_be_visible()
        at_generelt.get_by_role("button", name="Netværksbot · Hjem").click()
        expect(at_generelt.get_by_role("heading", name="Dine netværk")).to_be_visible()

    def test_becomes_somebody_else(self, at_generelt: Page) -> None:
        """The switcher shows another person's channels."""
        at_generelt.get_by_label("Du er").select_option("U0FATIMA1")
        expect(at_generelt.get_by_role("button", name="skoler-og-dagtilbud")).to_be_visible()
        expect(at_generelt).to_have_url(re.compile("som=U0FATIMA1"))

    def test_moves_the_calendar(self, at_generelt: Page) -> None:
        """Two buttons move the bot's clock."""
        Clock.moved.clear()
        at_generelt.get_by_role("button", name="Næste refleksion").click()
        at_generelt.get_by_role("button", name="+1 dag").click()
        expect(at_generelt.get_by_text("Mandag den 23. november 2026")).to_be_visible()
        at_generelt.wait_for_timeout(200)
        assert Clock.moved == [{"to": "next"}, {"days": 1}]

    def test_shows_one_pane_at_a_time_when_narrow(self, at_generelt: Page) -> None:
        """At 400 pixels there is a way in and a way back, and nothing is wider than the window."""
        at_generelt.set_viewport_size({"width": 400, "height": 760})
        at_generelt.get_by_role("button", name="sundhed-og-omsorg").click()
        expect(at_generelt.get_by_role("navigation")).to_be_hidden()
        assert at_generelt.evaluate("document.documentElement.scrollWidth") <= 400
        at_generelt.get_by_role("button", name="‹ Tilbage").click()
        expect(at_generelt.get_by_role("navigation")).to_be_visible()

    def test_has_no_errors_and_asks_nobody_else(self, place: Driver, at_generelt: Page) -> None:
        """Nothing is logged as an error, and the policy allows no other server's script."""
        policy = place.http.get("/").headers["content-security-policy"]
        assert policy.startswith("default-src 'self'")
        assert at_generelt.errors == []
