"""The next round as its leader sees it before it comes."""

from collections.abc import Sequence

from core.model.networks import Network
from core.model.picks import MOST
from core.model.prompts import Prompt
from core.services.picks import Next
from locales.catalogue import Translator, translator
from locales.words import Plain, Words
from views.elements import Actions, Button, Choice, Confirm, Element, Form, Listing, Note, Option, Text, TextInput, View


def own_title(network: Network) -> str:
    """What a question of the leader's own is called, in the network's language."""
    return translator(network.language).plain("picks.own_title")


def upcoming(t: Translator, coming: Next) -> View:
    """What is asked next, when, and what the leader can do about it."""
    network = coming.network
    summary = {"name": network.name, "moment": t.moment(coming.due.at, network.zone)}
    return View(
        summary=t.plain("picks.next", **summary),
        elements=(
            Text(t("picks.next", **summary)),
            *_what(t, coming),
            Actions(tuple(_buttons(t, coming))),
            Note(t("picks.note_picked" if coming.pick else "picks.note")),
        ),
    )


def choose(t: Translator, coming: Next, offered: Sequence[Prompt]) -> Form:
    """Which prompt? Those of the phase come first."""
    options = tuple(
        Option(value=prompt.id, label=t.own(prompt.title), hint=t.own(prompt.questions[0].texts)) for prompt in offered
    )
    chosen = coming.prompt.id if coming.prompt and any(option.value == coming.prompt.id for option in options) else ""
    label = t.plain("picks.prompt")
    return _form(
        t,
        coming,
        "choose",
        Choice(name="prompt", label=label, options=options, value=chosen, required=True, compact=True),
        route="picks.pick",
    )


def word(t: Translator, coming: Next) -> Form:
    """A question of the leader's own."""
    text = TextInput(
        name="text",
        label=t.plain("picks.text"),
        hint=t.plain("picks.text_hint"),
        example=t.plain("picks.text_example"),
        lines=True,
        required=True,
        most=MOST,
    )
    return _form(t, coming, "word", text, route="picks.write")


def _form(t: Translator, coming: Next, name: str, element: Element, *, route: str) -> Form:
    network = coming.network
    return Form(
        title=t.plain(f"picks.title_{name}"),
        submit=t.plain("picks.submit"),
        close=t.plain("picks.close"),
        elements=(Text(t("picks.when", name=network.name, moment=t.moment(coming.due.at, network.zone))), element),
        route=route,
        value=network.id,
    )


def _what(t: Translator, coming: Next) -> tuple[Element, ...]:
    if coming.prompt is None:
        return (Text(t("picks.skipped" if coming.pick else "picks.none")),)
    questions: tuple[Words, ...] = tuple((Plain(t.own(question.texts)),) for question in coming.prompt.questions)
    return (Text(t("picks.prompt_is", title=t.own(coming.prompt.title))), Listing(questions))


def _buttons(t: Translator, coming: Next) -> Sequence[Button]:
    value = coming.network.id
    buttons = [Button(label=t.plain(f"picks.button_{name}"), route=f"picks.{name}", value=value) for name in _ACTS]
    if coming.pick is None or not coming.pick.is_skip:
        sure = Confirm(
            title=t.plain("picks.skip_title"),
            text=t.plain("picks.skip_sure"),
            yes=t.plain("picks.button_skip"),
            no=t.plain("picks.close"),
        )
        buttons.append(Button(label=t.plain("picks.button_skip"), route="picks.skip", value=value, confirm=sure))
    if coming.pick is not None:
        buttons.append(Button(label=t.plain("picks.button_undo"), route="picks.undo", value=value))
    return buttons


_ACTS = ("choose", "word")
