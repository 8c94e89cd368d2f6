"""How people get the bot to write less to them by itself; what it writes is in `views.weekly`."""

from collections.abc import Sequence
from datetime import date

from core.model.members import Member
from core.model.networks import Network
from locales.catalogue import Translator
from locales.words import Words, plain
from views.elements import Actions, Button, Element, Note, Style, Text, View

PAUSE_WEEKS = (1, 2, 4)
ASKED = "asked"
"""In the value of a button: it stands on the question, which then becomes the answer."""


def silence(t: Translator, network: Network, member: Member, *, is_leader: bool) -> View:
    """Shall I stop reminding you? To one person, once; the leader stays, so they are not asked whether to leave."""
    value = f"{member.id}|{ASKED}"
    leave = Button(label=t.plain("reminders.button_leave"), route="members.leave", value=network.id)
    return View(
        summary=t.plain("reminders.silence_summary", network=network.name),
        elements=(
            Text(t("reminders.silence", network=network.name)),
            Note(t("reminders.silence_private")),
            Actions(
                (
                    Button(label=t.plain("reminders.button_keep"), route="reminders.keep", value=value),
                    Button(label=t.plain("reminders.button_stop"), route="reminders.stop", value=value),
                    *(() if is_leader else (leave,)),
                )
            ),
        ),
    )


def kept(t: Translator, network: Network) -> View:
    return _said(t("reminders.kept", network=network.name))


def stopped(t: Translator, network: Network, member_id: str) -> View:
    """No reminders from this network from now on; and how to get them again."""
    words = t("reminders.stopped", network=network.name)
    again = Button(label=t.plain("reminders.button_start"), route="reminders.start", value=member_id)
    return View(summary=plain(words), elements=(Text(words), Actions((again,))))


def started(t: Translator, network: Network) -> View:
    return _said(t("reminders.started", network=network.name))


def switch(t: Translator, member_id: str, *, is_on: bool) -> Button:
    """In `mine`: what was chosen can be changed."""
    key, route = ("reminders.button_off", "stop") if is_on else ("reminders.button_start", "start")
    return Button(label=t.plain(key), route=f"reminders.{route}", value=member_id)


def choose(t: Translator) -> View:
    """For how long?"""
    buttons = tuple(
        Button(label=t.plain("reminders.weeks", n=n), route="reminders.pause", value=str(n)) for n in PAUSE_WEEKS
    )
    return View(
        summary=t.plain("reminders.how_long"),
        elements=(Text(t("reminders.how_long")), Actions(buttons), *_means(t)),
    )


def paused(t: Translator, until: date) -> View:
    """From now on it is quiet, until when, and what still comes."""
    words = t("reminders.paused", day=t.day(until))
    return View(summary=plain(words), elements=(Text(words), *_means(t), Actions((_resume(t),))))


def _means(t: Translator) -> tuple[Element, ...]:
    return (Note(t("reminders.pause_means")), Note(t("reminders.pause_of_network")))


def resumed(t: Translator, *, was_paused: bool) -> View:
    return _said(t("reminders.resumed" if was_paused else "reminders.not_paused"))


def on_page(t: Translator, until: date | None) -> tuple[Element, ...]:
    """On the person's page and in `mine`, while it is quiet."""
    return (Text(t("reminders.pause_is_on", day=t.day(until))), Actions((_resume(t),))) if until else ()


def pause_button(t: Translator) -> Button:
    return Button(label=t.plain("reminders.button_pause"), route="reminders.pause")


def _resume(t: Translator) -> Button:
    return Button(label=t.plain("reminders.button_resume"), route="reminders.resume", style=Style.PRIMARY)


def crowded(t: Translator, rhythms: Sequence[str]) -> tuple[Element, ...]:
    """Before a rhythm is chosen: with these somebody gets more than one prompt a week. It names nobody."""
    if not rhythms:
        return ()
    return (Note(t("reminders.crowded", rhythms=t.listing(rhythm[:1].lower() + rhythm[1:] for rhythm in rhythms))),)


def is_crowded(t: Translator, crowded: bool) -> tuple[Element, ...]:
    """After it was chosen."""
    return (Note(t("reminders.is_crowded")),) if crowded else ()


def _said(words: Words) -> View:
    return View(summary=plain(words), elements=(Text(words),))
