"""Carries a Response out in Slack: what goes into the acknowledgement, what is opened before it, what follows it.

| what somebody did | Show             | Open                    | Replace         | Invalid        |
| a command         | in the answer    | views.open              | as Show         | as Show        |
| pressed, message  | response_url     | views.open              | response_url    | as Show        |
| pressed, Home     | views.open       | views.open              | as Show         | as Show        |
| pressed, a form   | views.push       | views.push              | views.update    | as Show        |
| a shortcut        | views.open       | views.open              | as Show         | as Show        |
| sent a form in    | the form becomes it | the form becomes it  | as Show         | beneath inputs |

A form that cannot be opened in time becomes a button that opens it.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, assert_never

from bot.platforms import as_view
from bot.slack.blocks import Json, render_form, render_receipt, render_whole
from bot.slack.client import SlackClient
from bot.slack.limits import ERROR, cut
from handlers.routing import Done, Interaction, Invalid, Open, Replace, Response, Show
from locales.words import Plain
from views.elements import Form, Text, View
from views.messenger import DeliveryError

log = logging.getLogger(__name__)


class Kind(Enum):
    """Where somebody did something."""

    COMMAND = "a command"
    MESSAGE = "a button in a message"
    HOME = "a button in a Home"
    MODAL = "a button in a form"
    SHORTCUT = "a shortcut"
    SUBMISSION = "a form sent in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What Slack gave us to answer with. `key`: the block_id of the first block of the message pressed on."""

    kind: Kind
    trigger: str = ""
    response_url: str = ""
    view: Mapping[str, Any] | None = None
    thread: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` goes into the acknowledgement, `later` to the response_url after it."""

    body: Json | None = None
    later: Json | None = None


def stage_of(payload: Mapping[str, Any]) -> Stage:
    """The stage of a command, an action, a shortcut or a submission."""
    view = payload.get("view")
    message = payload.get("message") or {}
    blocks = message.get("blocks") or [{}]
    container = payload.get("container") or {}
    return Stage(
        kind=_kind(payload, view),
        trigger=payload.get("trigger_id", ""),
        response_url=payload.get("response_url", ""),
        view=view,
        thread=container.get("thread_ts") or message.get("thread_ts", ""),
        key=blocks[0].get("block_id", ""),
    )


def _kind(payload: Mapping[str, Any], view: Mapping[str, Any] | None) -> Kind:
    match payload.get("type"):
        case "view_submission":
            return Kind.SUBMISSION
        case "block_actions" if view:
            return Kind.HOME if view.get("type") == "home" else Kind.MODAL
        case "block_actions":
            return Kind.MESSAGE
        case "message_action" | "shortcut":
            return Kind.SHORTCUT
        case _:
            return Kind.COMMAND


class Stagehand:
    """Carries responses out. `client` must be one with a time limit short enough for a trigger."""

    def __init__(self, client: SlackClient, *, name: str) -> None:
        self._client = client
        self._name = name

    def calls_out(self, response: Response, stage: Stage) -> bool:
        """Whether carrying it out calls Slack, which the person waits for."""
        match response:
            case Open():
                return stage.kind is not Kind.SUBMISSION
            case Show() | Replace() | Invalid():
                return stage.kind in (Kind.MODAL, Kind.HOME, Kind.SHORTCUT)
            case Done():
                return False
            case _:
                assert_never(response)

    def carry_out(self, response: Response, interaction: Interaction, stage: Stage) -> Answer:
        match response:
            case Show(view):
                return self._show(view, stage)
            case Open(form):
                return self._open(form, interaction, stage)
            case Replace(view):
                return self._replace(view, stage)
            case Invalid(errors):
                return self._complain(errors, stage)
            case Done():
                return Answer()
            case _:
                assert_never(response)

    def _show(self, view: View, stage: Stage) -> Answer:
        match stage.kind:
            case Kind.COMMAND:
                return Answer(body={"response_type": "ephemeral", **render_whole(view)})
            case Kind.MESSAGE:
                return Answer(later=_reply(view, stage))
            case Kind.SUBMISSION:
                return Answer(body={"response_action": "update", "view": render_receipt(view, self._title(stage))})
            case Kind.MODAL | Kind.HOME | Kind.SHORTCUT:
                modal = render_receipt(view, self._title(stage))
                return Answer() if self._raise(modal, stage) else Answer(later=_reply(view, stage))
            case _:
                assert_never(stage.kind)

    def _open(self, form: Form, interaction: Interaction, stage: Stage) -> Answer:
        modal = render_form(form)
        if stage.kind is Kind.SUBMISSION:
            return Answer(body={"response_action": "update", "view": modal})
        if self._raise(modal, stage):
            return Answer()
        view = as_view(interaction, form)
        if stage.kind is Kind.COMMAND:
            return Answer(body={"response_type": "ephemeral", **render_whole(view)})
        return Answer(later=_reply(view, stage))

    def _replace(self, view: View, stage: Stage) -> Answer:
        if stage.kind is Kind.MESSAGE:
            return Answer(later={"replace_original": True, **render_whole(view, stage.key)})
        if stage.kind is Kind.MODAL and stage.view is not None:
            self._change(render_receipt(view, self._title(stage)), stage.view)
            return Answer()
        return self._show(view, stage)

    def _complain(self, errors: Mapping[str, str], stage: Stage) -> Answer:
        """Beneath the inputs; what belongs to none that is shown stands beneath the first."""
        shown = _inputs(stage.view) if stage.kind is Kind.SUBMISSION and stage.view else []
        if not shown:
            return self._show(_said(errors), stage)
        beneath: dict[str, str] = {}
        for name, text in errors.items():
            place = name if name in shown else shown[0]
            beneath[place] = f"{beneath[place]} {text}" if place in beneath else text
        return Answer(body={"response_action": "errors", "errors": {n: cut(t, ERROR) for n, t in beneath.items()}})

    def _title(self, stage: Stage) -> str:
        title = (stage.view or {}).get("title") or {}
        return str(title.get("text") or self._name)

    def _raise(self, modal: Json, stage: Stage) -> bool:
        """Show a modal; False if Slack did not take it in time."""
        method = "views.push" if stage.kind is Kind.MODAL else "views.open"
        try:
            self._client.call(method, trigger_id=stage.trigger, view=modal)
        except DeliveryError as error:
            if error.code == "push_limit_reached" and stage.view is not None:
                return self._change(modal, stage.view)
            log.warning("%s failed: %s", method, error.code)
            return False
        return True

    def _change(self, modal: Json, view: Mapping[str, Any]) -> bool:
        try:
            self._client.call("views.update", view_id=view["id"], hash=view.get("hash"), view=modal)
        except DeliveryError as error:
            log.warning("views.update failed: %s", error.code)
            return False
        return True


def _reply(view: View, stage: Stage) -> Json:
    """To the person alone, where they are: in the thread if the message stands in one."""
    body = {"response_type": "ephemeral", "replace_original": False, **render_whole(view)}
    return body | ({"thread_ts": stage.thread} if stage.thread else {})


def _inputs(view: Mapping[str, Any]) -> list[str]:
    return [block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"]


def _said(errors: Mapping[str, str]) -> View:
    texts = tuple(errors.values())
    return View(summary=" ".join(texts), elements=tuple(Text((Plain(text),)) for text in texts))
