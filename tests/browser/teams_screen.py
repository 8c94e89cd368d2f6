"""The same screen with Teams' face: posts with their replies beneath, cards of Microsoft's renderer, dialogs."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.screen import BOT, Screen, Words

_BOX = re.compile("^(Nyt opslag i|Besked til) ")


class TeamsScreen(Screen):
    """What is done by another hand there; everything else is the same."""

    def room(self, name: str) -> Locator:
        """Channels keep their capitals and spaces."""
        shown = re.compile(rf"^{re.escape(name).replace('-', '[ -]')}$".replace(r"\[", "["), re.IGNORECASE)
        return self.sidebar.get_by_role("button").filter(has=self.page.locator(".name", has_text=shown))

    def open_channel(self, name: str) -> None:
        self.room(name).click()
        expect(self.main.get_by_role("heading", level=1)).to_have_text(re.compile(name.replace("-", "[ -]"), re.I))

    def write(self, words: str, *, in_thread: bool = False) -> None:
        """In the thread: that whose box is open."""
        name = re.compile("^Svar$") if in_thread else _BOX
        box = self.main.get_by_role("combobox", name=name)
        box.fill(words)
        box.press("Enter")
        expect(box).to_have_value("")

    def ask(self, command: str) -> None:
        """A command that opens a form: it is answered with the button that does."""
        self.write(f"@{BOT} {command}")
        asked = self.main.get_by_test_id("post").filter(has_text=f"{BOT} {command}").last
        asked.get_by_test_id("card").last.get_by_role("button").click()
        expect(self.modal).to_be_visible()

    def press(self, button: str, *, on: Words) -> None:
        """Beside the card there is a button to answer in the thread."""
        self.message(on).get_by_test_id("card").get_by_role("button", name=button, exact=True).click()

    def open_thread(self, on: Words) -> Locator:
        """It stands beneath its post; what opens is the box to answer in."""
        thread = self.main.get_by_test_id("post").filter(has_text=on).last
        thread.locator(".foot").last.get_by_role("button", name="Svar", exact=True).click()
        return thread

    def field(self, label: str) -> Locator:
        """Those that must be filled in have a star."""
        return self.modal.get_by_label(re.compile(rf"^{re.escape(label)}( \((valgfrit|optional)\))?( \*)?$"))

    def tick(self, choice: str, *, of: str) -> None:
        group = self.modal.get_by_role("group", name=of).or_(self.modal.get_by_role("radiogroup", name=of))
        group.get_by_label(choice).first.check()

    def submit(self) -> None:
        self.modal.locator("[data-primary]").click()
