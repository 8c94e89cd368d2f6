"""The page with Teams' face in a real browser: posts, threads, cards by Microsoft's renderer, dialogs, by keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from sandbox.teams.driver import TeamsDriver
from tests.sandbox.browsing import CHROMIUM, QUIET, Clock, clock
from tests.sandbox.teams.places import Service, a_tenant
from tests.sandbox.teams.toymanifest import a_message, execute, words
from tests.support.node import tool

AXE = "axe-core/axe.min.js"


@pytest.fixture(scope="module")
def tenant() -> Iterator[TeamsDriver]:
    tool("adaptivecards/dist/adaptivecards.min.js")
    with clock() as address, a_tenant(clock_url=address) as (driver, _):
        yield driver


@pytest.fixture(scope="module")
def page(tenant: TeamsDriver) -> Iterator[Page]:
    assert CHROMIUM.exists(), "needs Debian's chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 820}, locale="da-DK")
        page.set_default_timeout(10_000)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda line: page.errors.append(line.text) if line.type == "error" else None)
        yield page
        browser.close()


@pytest.fixture
def service(tenant: TeamsDriver) -> Service:
    return Service(tenant)


@pytest.fixture
def general(service: Service) -> str:
    return service.names["team"]


@pytest.fixture
def at_generelt(tenant: TeamsDriver, page: Page, general: str) -> Page:
    return go(page, tenant, general)


def go(page: Page, tenant: TeamsDriver, place: str, person: str = "U0METTE01") -> Page:
    page.set_viewport_size({"width": 1280, "height": 820})
    page.goto("about:blank")
    page.goto(f"{tenant.url}/?som={person}#{place}")
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_attached()
    return page


def box(page: Page, name: str = "Nyt opslag i generelt") -> Locator:
    return page.get_by_role("combobox", name=name)


def post(page: Page, text: str) -> Locator:
    """The newest post with these words, replies and all."""
    return page.get_by_test_id("post").filter(has_text=text).last


class TestPosts:
    def test_show_what_was_written_as_text(self, at_generelt: Page) -> None:
        """Whatever it contains; a name that was chosen is a mention."""
        box(at_generelt).fill("<img src=x onerror=alert(1)> hej @Jonas Kjær")
        box(at_generelt).press("Enter")
        written = post(at_generelt, "<img src=x onerror=alert(1)> hej Jonas Kjær")
        expect(written.locator(".mention")).to_have_text("Jonas Kjær")

    def test_have_their_replies_beneath(self, tenant: TeamsDriver, at_generelt: Page) -> None:
        """One answers under the post, and it stays with it."""
        tenant.person("U0JONAS01").say("Hvad synes I?", "generelt")
        root = post(at_generelt, "Hvad synes I?")
        root.get_by_role("button", name="Svar", exact=True).last.click()
        root.get_by_role("combobox", name="Svar").fill("Enig")
        at_generelt.keyboard.press("Enter")
        expect(root.get_by_role("list", name="1 svar").get_by_text("Enig")).to_be_visible()

    def test_hear_a_press_while_others_write(self, tenant: TeamsDriver, at_generelt: Page) -> None:
        """A new post and a new answer that are drawn between pressing and letting go do not take the press away."""
        jonas = tenant.person("U0JONAS01")
        asked = jonas.say("Hvem tager kaffe med?", "generelt")
        root = post(at_generelt, "Hvem tager kaffe med?")
        root.get_by_role("button", name="Svar", exact=True).last.hover()
        at_generelt.mouse.down()
        jonas.say("Kagen er i køleskabet.", "generelt")
        expect(post(at_generelt, "Kagen er i køleskabet.")).to_be_visible()
        at_generelt.mouse.up()
        expect(root.get_by_role("combobox", name="Svar")).to_be_visible()
        jonas.say("Jeg gør.", "generelt", thread=asked.ts)
        expect(root.get_by_text("Jeg gør.")).to_be_visible()

    def test_for_one_person_say_so(self, service: Service, general: str, at_generelt: Page) -> None:
        """A targeted message is marked, and others do not see it."""
        service.whisper(general, "U0METTE01", "Psst, Mette")
        expect(post(at_generelt, "Psst, Mette").get_by_text("Kun du kan se dette")).to_be_visible()
        at_generelt.get_by_label("Du er").select_option("U0JONAS01")
        expect(at_generelt.get_by_role("main").get_by_text("Hvad synes I?")).to_be_visible()
        expect(at_generelt.get_by_text("Psst, Mette")).to_have_count(0)

    def test_offer_names_and_commands_while_one_types(self, at_generelt: Page) -> None:
        """An @ offers names, the app's name its commands; arrows choose, Enter takes."""
        field = box(at_generelt)
        field.press_sequentially("@Netv")
        field.press("Enter")
        expect(at_generelt.get_by_role("option", name="start")).to_be_visible()
        field.press("ArrowDown")
        field.press("Enter")
        expect(field).to_have_value("@Netværksbot sig")

    def test_by_slash_are_between_two(self, at_generelt: Page) -> None:
        """What is said with a slash is seen by oneself and the app."""
        box(at_generelt).fill("/sig")
        box(at_generelt).press("Enter")
        expect(post(at_generelt, "/sig").get_by_text("Kun du kan se dette").first).to_be_visible()
        expect(post(at_generelt, "/sig").get_by_text("Kun for dig")).to_be_visible()


class TestCards:
    def test_are_drawn_and_answered_in_place(self, service: Service, general: str, at_generelt: Page) -> None:
        """The answer stands where the card was, and a failure is told."""
        service.post(
            general, a_message(words("Er I **klar**?"), actions=(execute("Svar", "svar"), execute("Fejl", "fejl")))
        )
        card = post(at_generelt, "Er I klar?")
        expect(card.locator("strong")).to_have_text("klar")
        card.get_by_role("button", name="Fejl").click()
        expect(at_generelt.get_by_role("status")).to_have_text("Det gik ikke.")
        card.get_by_test_id("card").get_by_role("button", name="Svar").click()
        expect(at_generelt.get_by_text("Tak for svaret")).to_be_visible()

    def test_run_nothing_that_stands_in_them(self, service: Service, general: str, at_generelt: Page) -> None:
        """Markup in a card's text is text."""
        service.post(general, a_message(words("<img src=x onerror=alert(1)> [her](javascript:alert(1))")))
        shown = post(at_generelt, "<img src=x onerror=alert(1)>")
        expect(shown).to_be_visible()
        expect(shown.locator("img, a")).to_have_count(0)


class TestADialog:
    def test_is_filled_in_by_keyboard(self, at_generelt: Page) -> None:
        """Labels are bound, what is missing is said beneath it, what was typed is kept, and Esc closes it."""
        modal = opened(at_generelt)
        name = modal.get_by_label("Navn")
        expect(name).to_be_focused()
        modal.get_by_role("button", name="Opret").press("Enter")
        expect(modal.get_by_text("Skriv et navn.")).to_be_visible()
        name.fill("optaget")
        modal.get_by_label("Hver uge").check()
        modal.get_by_role("button", name="Opret").press("Enter")
        expect(modal.get_by_text("Navnet er taget.")).to_be_visible()
        expect(modal.get_by_label("Navn")).to_have_value("optaget")
        at_generelt.keyboard.press("Escape")
        expect(modal).to_be_hidden()

    def test_finds_people_and_takes_several(self, at_generelt: Page, tenant: TeamsDriver, service: Service) -> None:
        """A people picker is searched by typing; several are chosen, and so are several of some choices."""
        modal = opened(at_generelt)
        modal.get_by_label("Navn").fill("videre")
        search = modal.get_by_role("searchbox", name="Søg i Folk")
        for who in ("jonas", "fatima"):
            search.fill(who)
            search.press("Enter")
        search.fill("")
        expect(modal.get_by_text("Valgt: Jonas Kjær, Fatima El-Sayed")).to_be_visible()
        modal.get_by_label("Mandag").check()
        modal.get_by_label("Tirsdag").check()
        modal.get_by_role("button", name="Opret").click()
        expect(at_generelt.get_by_role("dialog", name="Trin to")).to_be_visible()
        at_generelt.keyboard.press("Escape")

    def test_opens_from_a_messages_menu(self, tenant: TeamsDriver, at_generelt: Page) -> None:
        """With the message in it."""
        tenant.person("U0JONAS01").say("Noget at gemme", "generelt")
        message = post(at_generelt, "Noget at gemme").get_by_test_id("message").first
        message.hover()
        message.get_by_role("button", name=re.compile("Flere handlinger")).click()
        at_generelt.get_by_role("menuitem", name="Gem som refleksion").click()
        modal = at_generelt.get_by_role("dialog", name="Gem")
        expect(modal.get_by_label("Navn")).to_have_value("Noget at gemme")
        at_generelt.keyboard.press("Escape")


def opened(page: Page) -> Locator:
    """The form of `start`, opened by its button."""
    box(page).fill("@Netværksbot start")
    box(page).press("Enter")
    card = page.get_by_test_id("card").get_by_role("button", name="Nyt netværk").last
    card.click()
    modal = page.get_by_role("dialog", name="Nyt netværk")
    expect(modal).to_be_visible()
    return modal


class TestAroundIt:
    def test_the_personal_chat_takes_plain_words(self, at_generelt: Page) -> None:
        """Without a mention; the app's answer stands beneath."""
        at_generelt.get_by_role("button", name="Netværksbot", exact=True).click()
        chat = box(at_generelt, "Besked til Netværksbot")
        chat.fill("mine")
        chat.press("Enter")
        expect(at_generelt.get_by_test_id("card").get_by_text("Dine netværk")).to_be_visible()

    def test_the_guide_speaks_of_teams(self, at_generelt: Page) -> None:
        """The steps are the same, the words those that work here."""
        at_generelt.get_by_role("button", name="Sådan prøver du").click()
        expect(
            at_generelt.get_by_role("dialog", name="Sådan prøver du").get_by_text("@Netværksbot start")
        ).to_be_visible()
        at_generelt.get_by_role("button", name="Luk", exact=True).click()

    def test_the_calendar_moves(self, at_generelt: Page) -> None:
        """Two buttons move the bot's clock."""
        Clock.moved.clear()
        at_generelt.get_by_role("button", name="Næste refleksion").click()
        at_generelt.get_by_role("button", name="+1 dag").click()
        expect(at_generelt.get_by_text("Mandag den 23. november 2026")).to_be_visible()
        expect(at_generelt.get_by_role("button", name="+1 dag")).to_be_enabled()
        assert Clock.moved == [{"to": "next"}, {"days": 1}]

    def test_one_pane_is_shown_when_narrow(self, at_generelt: Page) -> None:
        """At 400 pixels there is a way in and a way back, and nothing is wider than the window."""
        at_generelt.set_viewport_size({"width": 400, "height": 760})
        at_generelt.get_by_role("button", name="generelt").click()
        expect(at_generelt.get_by_role("navigation")).to_be_hidden()
        assert at_generelt.evaluate("document.documentElement.scrollWidth") <= 400
        at_generelt.get_by_role("button", name="‹ Tilbage").click()
        expect(at_generelt.get_by_role("navigation")).to_be_visible()

    def test_axe_finds_nothing(self, at_generelt: Page) -> None:
        """Contrast, names and roles, with cards and an open dialog."""
        opened(at_generelt)
        at_generelt.evaluate(tool(AXE).read_text())
        found = at_generelt.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})")
        at_generelt.keyboard.press("Escape")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []

    def test_nothing_went_wrong(self, tenant: TeamsDriver, at_generelt: Page) -> None:
        """Nothing is logged as an error, and the policy allows no other server's script."""
        policy = tenant.http.get("/").headers["content-security-policy"]
        assert policy.startswith("default-src 'self'")
        assert at_generelt.errors == []
