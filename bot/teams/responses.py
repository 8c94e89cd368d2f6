"""Carries a Response out in Teams: what stands in the answer to an invoke, and what follows it.

| what somebody did     | Show                 | Open             | Replace                   | Invalid       |
| pressed, in a message | said where they are  | said: a button   | the card, and the message | as Show       |
| opened a dialog       | the dialog shows it  | the dialog       | as Show, and the message  | as Show       |
| pressed, in a dialog  | it becomes that      | becomes the form | as Show                   | as Show       |
| sent a form in        | it becomes that      | becomes the form | as Show                   | the form, red |

What is said where they are goes the way of every delivery; the answer to the press has it in a line. A form that has
to be shown again is opened again as it was the first time, and filled with what was typed: Teams keeps nothing of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, assert_never

from bot.platforms import as_view
from bot.teams import cards, inputs
from bot.teams.activities import Json, scene_of, text
from bot.teams.interactions import OPENER, Opener, data_of, opener_in, opener_of, reopening
from handlers.routing import Done, Interaction, Invalid, Open, Replace, Response, Show
from locales.words import Plain
from views.elements import ConversationInput, Form, Text, View

CARD = "application/vnd.microsoft.card.adaptive"
WORDS = "application/vnd.microsoft.activity.message"

Dispatch = Callable[[Interaction], Response]
Places = Callable[[Interaction], Sequence[tuple[str, str]]]


class Kind(Enum):
    """Where somebody did something."""

    MESSAGE = "a button in a message"
    OPENING = "a button that opens a dialog"
    DIALOG = "a button in a dialog"
    SUBMISSION = "a form sent in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What Teams gave us to answer with. `key`: of the message pressed on; `data`: what a form brought."""

    kind: Kind
    locale: str = ""
    opener: Opener | None = None
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`body` is the answer; `say` is left for the person; `put` is what the message pressed on becomes."""

    body: Mapping[str, Any] | None = None
    say: View | None = None
    put: View | None = None


def stage_of(activity: Json) -> Stage:
    """The stage of an invoke."""
    name, data = text(activity, "name"), data_of(activity)
    locale = scene_of(activity).locale
    match name:
        case "adaptiveCard/action":
            return Stage(kind=Kind.MESSAGE, locale=locale)
        case "task/fetch" | "composeExtension/fetchTask":
            return Stage(kind=Kind.OPENING, locale=locale)
        case _:
            kind = Kind.SUBMISSION if data.get(inputs.FORM) is True else Kind.DIALOG
            return Stage(kind=kind, locale=locale, opener=opener_in(data), data=data)


class Stagehand:
    """`dispatch`: to open a form once more; `places`: the channels that a person can choose; `name`: the bot's."""

    def __init__(self, dispatch: Dispatch, places: Places, *, name: str) -> None:
        self._dispatch = dispatch
        self._places = places
        self._name = name

    def calls_out(self, response: Response) -> bool:
        """Whether carrying it out may call Teams, which the person waits for."""
        return (isinstance(response, Open) and _asks_for_a_place(response.form)) or isinstance(response, Invalid)

    def carry_out(self, response: Response, told: Interaction, stage: Stage) -> Answer:
        match response:
            case Show(view):
                return self._show(view, stage)
            case Open(form):
                return self._open(form, told, stage)
            case Replace(view):
                return self._replace(view, stage)
            case Invalid(errors):
                return self._complain(errors, told, stage)
            case Done():
                return Answer(body=_pressed("") if stage.kind is Kind.MESSAGE else _nothing(stage))
            case _:
                assert_never(response)

    def _show(self, view: View, stage: Stage) -> Answer:
        if stage.kind is Kind.MESSAGE:
            return Answer(body=_pressed(cards.summary(view)), say=view)
        return Answer(body=_dialog(self._name, cards.render_receipt(view)))

    def _open(self, form: Form, told: Interaction, stage: Stage) -> Answer:
        if stage.kind is Kind.MESSAGE:
            view = as_view(told, form)
            return Answer(body=_pressed(cards.summary(view)), say=view)
        return Answer(body=self._form(form, told, stage, stage.opener or opener_of(told)))

    def _replace(self, view: View, stage: Stage) -> Answer:
        if stage.kind is Kind.MESSAGE:
            body = {"statusCode": 200, "type": CARD, "value": cards.render_message(view)}
            return Answer(body=body, put=view)
        put = view if stage.kind is Kind.OPENING else None
        return Answer(body=_dialog(self._name, cards.render_receipt(view)), put=put)

    def _complain(self, errors: Mapping[str, str], told: Interaction, stage: Stage) -> Answer:
        opener = stage.opener
        if stage.kind is not Kind.SUBMISSION or opener is None:
            return self._show(_said(errors), stage)
        again = self._dispatch(reopening(told, opener))
        if isinstance(again, Open) and again.form.route == told.route:
            return Answer(body=self._form(again.form, told, stage, opener, errors=errors))
        return self._show(again.view if isinstance(again, Show) else _said(errors), stage)

    def _form(
        self,
        form: Form,
        told: Interaction,
        stage: Stage,
        opener: Opener,
        *,
        errors: Mapping[str, str] | None = None,
    ) -> Mapping[str, Any]:
        card = cards.render_form(
            form,
            errors=errors,
            given=told.answers if errors else None,
            conversations=self._places(told) if _asks_for_a_place(form) else (),
            language="en" if stage.locale.lower().startswith("en") else "da",
        )
        return _dialog(form.title, _carrying(card, opener))


def _asks_for_a_place(form: Form) -> bool:
    return any(isinstance(element, ConversationInput) for element in form.elements)


def _carrying(card: dict[str, Any], opener: Opener) -> dict[str, Any]:
    """The card of a form, with how it was opened in what it sends in."""
    actions = [
        {**action, "data": {**action["data"], OPENER: opener.carried()}}
        if (action.get("data") or {}).get(inputs.FORM) is True
        else action
        for action in card.get("actions", ())
    ]
    return {**card, "actions": actions} if actions else card


def _pressed(words: str) -> Mapping[str, Any]:
    return {"statusCode": 200, "type": WORDS, "value": words}


def _dialog(title: str, card: Mapping[str, Any]) -> Mapping[str, Any]:
    shown = {"title": title, "height": "large", "width": "medium", "card": {"contentType": CARD, "content": card}}
    return {"task": {"type": "continue", "value": shown}}


def _nothing(stage: Stage) -> Mapping[str, Any] | None:
    """A dialog closes by an answer with nothing in it; one that was not opened yet has to be told something."""
    return {"task": {"type": "message", "value": "✓"}} if stage.kind is Kind.OPENING else None


def _said(errors: Mapping[str, str]) -> View:
    texts = tuple(dict.fromkeys(errors.values()))
    return View(summary=" ".join(texts), elements=tuple(Text((Plain(each),)) for each in texts))
