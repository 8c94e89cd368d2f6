"""A leader asks the secretariat for help: the forms, what the secretariat reads, and what comes back."""

from core.model.calls import LONGEST
from core.model.networks import Network
from core.services.calls import Asked
from locales.catalogue import Translator
from views.elements import Actions, Button, Element, Form, Heading, Note, Quote, Style, Text, TextInput, View
from views.listings import cut


def ask(t: Translator, network: Network) -> Form:
    """To a leader: what can the secretariat do?"""
    return Form(
        title=t.plain("calls.ask_title"),
        submit=t.plain("calls.ask_submit"),
        close=t.plain("networks.cancel"),
        elements=(
            Text(t("calls.ask_intro", name=cut(network.name, 100))),
            TextInput(name="text", label=t.plain("calls.ask_label"), lines=True, required=True, most=LONGEST),
            Note(t("calls.ask_note")),
        ),
        route="calls.asked",
        value=network.id,
    )


def sent(t: Translator, network: Network) -> View:
    """To who has asked."""
    words = t("calls.sent")
    return View(summary=t.plain("calls.sent"), elements=(Text(words),))


def question(t: Translator, asked: Asked) -> View:
    """To somebody of the secretariat; once somebody has answered, who that was and what they said."""
    title = t.plain("calls.question", name=cut(asked.network.name, 100))
    day = t.day(asked.call.answer_by)
    below: tuple[Element, ...] = (
        Actions((_answer_button(t, asked),)),
        Note(t("calls.answer_by", day=day)),
    )
    if asked.call.is_answered:
        below = _answer(t, asked)
    return View(
        summary=title,
        elements=(
            Heading(title),
            Text(t("calls.asked_by", who=asked.by.name)),
            Quote(cut(asked.call.text, LONGEST)),
            *below,
        ),
    )


def _answer_button(t: Translator, asked: Asked) -> Button:
    label = t.plain("calls.button_answer")
    return Button(label=label, route="calls.answer", value=asked.call.id, style=Style.PRIMARY)


def _answer(t: Translator, asked: Asked) -> tuple[Element, ...]:
    who = asked.answered_by.name if asked.answered_by else ""
    return (Text(t("calls.answered_by", who=who)), Quote(cut(asked.call.answer, LONGEST)))


def answer(t: Translator, asked: Asked) -> Form:
    """To somebody of the secretariat: what do you say?"""
    return Form(
        title=t.plain("calls.answer_title"),
        submit=t.plain("calls.answer_submit"),
        close=t.plain("networks.cancel"),
        elements=(
            Text(t("calls.asked_by", who=asked.by.name)),
            Quote(cut(asked.call.text, LONGEST)),
            TextInput(name="answer", label=t.plain("calls.answer_label"), lines=True, required=True, most=LONGEST),
        ),
        route="calls.answered",
        value=asked.call.id,
    )


def answered(t: Translator, asked: Asked) -> View:
    """To the leader who asked."""
    title = t.plain("calls.answer_to_you", name=cut(asked.network.name, 100))
    you = t("calls.you_asked", text=cut(asked.call.text, 200))
    return View(summary=title, elements=(Heading(title), *_answer(t, asked), Note(you)))
