"""What a person sees and does on the workspace's page: the screen in front of them, by what is written on it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
PATIENCE_MS = 15_000
BOT = "Netværksbot"
WIDE, NARROW = (1280, 860), (400, 800)

Words = str | re.Pattern[str]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's browser, driven."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def window(
    browser: Browser, url: str, *, size: tuple[int, int], face: type["Screen"] | None = None
) -> Iterator["Screen"]:
    """A window of its own, in Denmark. Errors of the page's own are raised when it closes."""
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, locale="da-DK", timezone_id="Europe/Copenhagen")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield (face or Screen)(page, url)
    context.close()
    assert broken == []


@dataclass
class Screen:
    """The page as one person has it open; `be` somebody before anything else."""

    page: Page
    url: str

    def be(self, person: str, place: str = "app") -> "Screen":
        """Open the page as this person (id), at a place: a channel's id, `app` (the bot's messages) or `home`.

        What a form of theirs still shows is closed.
        """
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}/?som={person}#{place}")
        expect(self.page.locator("main h1")).to_be_attached()
        if self.modal.is_visible():
            self.close_modal()
        return self

    def switch_to(self, name: str) -> None:
        """Become somebody else by the switch at the top."""
        who = self.page.get_by_label("Du er")
        who.select_option(label=who.locator("option").filter(has_text=name).inner_text())

    @property
    def sidebar(self) -> Locator:
        return self.page.get_by_role("navigation", name="Kanaler og beskeder")

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def detail(self) -> Locator:
        """The pane to the right: a thread, the pinned, the members."""
        return self.page.get_by_role("complementary", name="Detaljer")

    @property
    def modal(self) -> Locator:
        return self.page.get_by_test_id("modal")

    def room(self, name: str) -> Locator:
        """A channel or conversation in the sidebar."""
        return self.sidebar.get_by_role("button").filter(has=self.page.get_by_text(name, exact=True))

    def open_channel(self, name: str) -> None:
        self.room(name).click()
        expect(self.main.get_by_role("heading", level=1)).to_have_text(f"#{name}")

    def open_bot(self) -> None:
        """The direct messages with the bot."""
        self.room(BOT).click()
        expect(self.main.get_by_role("heading", level=1)).to_have_text(BOT)

    def open_home(self) -> Locator:
        self.room(f"{BOT} · Hjem").click()
        return self.page.get_by_test_id("home")

    def write(self, words: str, *, in_thread: bool = False) -> None:
        """Type into the box at the bottom and send with Enter."""
        box = (self.detail if in_thread else self.main).get_by_role("combobox")
        box.fill(words)
        box.press("Enter")
        expect(box).to_have_value("")

    def message(self, words: Words, *, within: Locator | None = None) -> Locator:
        """The newest message with these words."""
        return (within or self.main).get_by_test_id("message").filter(has_text=words).last

    def ask(self, command: str) -> None:
        """A command that opens a form."""
        self.write(f"/netvaerk {command}")
        expect(self.modal).to_be_visible()

    def press(self, button: str, *, on: Words) -> None:
        """A button on the newest message with these words."""
        self.message(on).get_by_role("button", name=button, exact=True).click()

    def open_thread(self, on: Words) -> Locator:
        message = self.message(on)
        message.hover()
        message.get_by_role("button", name="Svar i tråd", exact=True).click()
        expect(self.detail.get_by_role("heading", name="Tråd")).to_be_visible()
        return self.detail

    def menu(self, on: Locator, entry: str) -> None:
        """An entry of a message's menu."""
        on.hover()
        on.get_by_role("button", name=re.compile("Flere handlinger")).click()
        self.page.get_by_role("menuitem", name=entry).click()

    def field(self, label: str) -> Locator:
        """A field of the form, by its label."""
        return self.modal.get_by_label(re.compile(rf"^{re.escape(label)}( \((valgfrit|optional)\))?$"))

    def fill(self, **given: str) -> None:
        """Fields by label; `_` stands for a blank."""
        for label, words in given.items():
            self.field(label.replace("_", " ")).fill(words)

    def choose(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def tick(self, choice: str, *, of: str) -> None:
        """A radio button or a box of a group in the form."""
        self.modal.get_by_role("group", name=of).get_by_label(choice).first.check()

    def introduce(self, unit: str = "Sundhed og Omsorg") -> None:
        """Read the information text and say where one belongs, in a form that asks for it."""
        self.tick("Jeg har læst teksten", of="Før du er med")
        self.choose("Din egen afdeling", unit)

    def submit(self) -> None:
        """The form's own button."""
        self.modal.locator("button[type=submit]").click()

    def confirm(self) -> None:
        """Yes to what is asked before a button acts."""
        self.page.locator("dialog.confirm footer button").last.click()

    def close_modal(self) -> None:
        self.modal.get_by_role("button", name=re.compile("^(Luk|Close)$")).last.click()
        expect(self.modal).to_be_hidden()

    def day_on(self) -> None:
        self._clock("+1 dag")

    def to_next_round(self) -> None:
        self._clock("Næste refleksion")

    def _clock(self, button: str) -> None:
        pressed = self.page.get_by_role("button", name=button, exact=True)
        with self.page.expect_response(lambda answer: answer.request.method == "POST" and "/clock" in answer.url):
            pressed.click()
        expect(pressed).to_be_enabled()
