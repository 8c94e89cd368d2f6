"""What happens when somebody uses the app: runs a command, presses, submits, closes, opens Home."""

from typing import Any

from sandbox.settings import Foreign, Json
from sandbox.slack import inputs, payloads, responses
from sandbox.slack.errors import SlackError
from sandbox.slack.events import Events
from sandbox.slack.line import Answer, Kind, Line
from sandbox.slack.platform import Platform
from sandbox.slack.screens import View, checked_view, find_element
from sandbox.slack.triggers import Reply
from sandbox.slack.views import home
from sandbox.workspace import Channel, Message

TROUBLE = "We had some trouble connecting. Try again?"
NOT_IN_THREADS = "{name} is not supported in threads. Sorry!"
NOT_VALID = (
    "{name} is not a valid command. In Slack, all messages that start with the “/” character "
    "are interpreted as commands."
)
FAILED = '{name} failed with the error "{code}"'
_CODES = {"http_timeout": "operation_timeout", "http_error": "dispatch_failed", "connection_failed": "dispatch_failed"}

Values = dict[str, dict[str, Any]]


class Interactions:
    """One person's acts toward the app; each returns what the person is told, in plain JSON."""

    def __init__(self, platform: Platform, line: Line, events: Events) -> None:
        self._platform = platform
        self._line = line
        self._events = events

    async def command(self, who: str, channel: Channel, text: str, thread_ts: str = "") -> Json:
        """Run `/name words`; Slack's own words when it cannot be run or was not acknowledged."""
        name, _, rest = text.strip().partition(" ")
        stranger = self._platform.workspace.people[who].is_stranger
        if thread_ts:
            return self._refused(who, NOT_IN_THREADS.format(name=name))
        if self._platform.manifest.command(name) is None or stranger:
            return self._refused(who, NOT_VALID.format(name=name))
        payload = payloads.command(self._platform, who, channel, name, rest.strip())
        answer = await self._send("slash_commands", payload, name)
        if not answer.ok:
            return self._refused(who, FAILED.format(name=name, code=_CODES[answer.outcome]))
        return self._said_at_once(who, channel, answer, name)

    def _said_at_once(self, who: str, channel: Channel, answer: Answer, name: str) -> Json:
        body = {"text": answer.body} if isinstance(answer.body, str) else answer.body
        if not body or not (body.get("text") or body.get("blocks")):
            return {"ok": True}
        try:
            responses.say(self._platform, Reply(channel.id, who, 0.0), body)
        except SlackError as error:
            self._platform.recorder.delivery("answer", name, error.code)
            return self._refused(who, FAILED.format(name=name, code="dispatch_unknown_error"))
        return {"ok": True}

    def _refused(self, who: str, text: str) -> Json:
        self._platform.sights.show([who], "error", text=text)
        return {"ok": False, "error": text}

    async def press_message(
        self, who: str, message: Message, block_id: str, action_id: str, value: Foreign, given: Values
    ) -> Json:
        """Press or choose something in a message."""
        found = find_element(message.blocks, block_id, action_id)
        if found is None:
            return {"ok": False, "error": "no such element"}
        block, element = found
        given = _with(given, block, element, value)
        pressed = payloads.action(block, element, value, self._platform.workspace.next_ts())
        state = inputs.values(message.blocks, given)
        payload = payloads.message_press(self._platform, who, message, pressed, state)
        return self._mark(await self._send("interactive", payload, action_id))

    async def press_view(
        self, who: str, view: View, block_id: str, action_id: str, value: Foreign, given: Values
    ) -> Json:
        """Press or choose something in a modal or in Home."""
        found = view.element(block_id, action_id)
        if found is None:
            return {"ok": False, "error": "no such element"}
        block, element = found
        given = _with(given, block, element, value)
        view.values = inputs.values(view.content["blocks"], given)
        pressed = payloads.action(block, element, value, self._platform.workspace.next_ts())
        payload = payloads.view_press(self._platform, who, view, pressed)
        return self._mark(await self._send("interactive", payload, action_id))

    def _mark(self, answer: Answer) -> Json:
        return {"ok": True} if answer.ok else {"ok": False, "error": _CODES[answer.outcome]}

    async def shortcut(self, who: str, callback_id: str, message: Message | None) -> Json:
        """Use a message shortcut, or a global one without a message."""
        defined = self._platform.manifest.shortcut(callback_id)
        wanted = "message" if message else "global"
        if defined is None or defined.kind != wanted or self._platform.workspace.people[who].is_stranger:
            return self._refused(who, "no such shortcut")
        payload = payloads.shortcut(self._platform, who, callback_id, message)
        answer = await self._send("interactive", payload, callback_id)
        return {"ok": True} if answer.ok else self._refused(who, TROUBLE)

    async def submit(self, view: View, given: Values) -> Json:
        """Submit a modal; `outcome` is errors, trouble, closed, cleared, updated or pushed."""
        blocks = view.content["blocks"]
        view.values = inputs.values(blocks, given)
        errors = inputs.complaints(blocks, view.values)
        if errors:
            return {"ok": False, "outcome": "errors", "errors": errors}
        callback_id = view.content.get("callback_id", "")
        answer = await self._send("interactive", payloads.submission(self._platform, view), callback_id)
        if not answer.ok:
            return {"ok": False, "outcome": "trouble", "error": TROUBLE}
        try:
            return self._answered(view, answer.body if isinstance(answer.body, dict) else {})
        except SlackError as error:
            self._platform.recorder.delivery("answer", callback_id, f"{error.code} {error.more}")
            return {"ok": False, "outcome": "trouble", "error": TROUBLE}

    def _answered(self, view: View, body: Json) -> Json:
        screens, kind = self._platform.screens, body.get("response_action", "")
        if kind == "errors":
            return {"ok": False, "outcome": "errors", "errors": _errors(view, body.get("errors"))}
        if kind == "update":
            screens.update(view, checked_view(body.get("view"), "modal"))
            outcome = "updated"
        elif kind == "push":
            content = checked_view(body.get("view"), "modal")
            screens.push(View(self._platform.workspace.new_id("V"), view.person, content))
            outcome = "pushed"
        elif kind == "clear":
            screens.stack(view.person).clear()
            outcome = "cleared"
        elif kind == "":
            screens.close(view)
            outcome = "closed"
        else:
            raise SlackError("unknown response_action")
        self._platform.sights.show([view.person], "modal", view_id=view.id)
        return {"ok": True, "outcome": outcome}

    async def close(self, view: View, *, everything: bool) -> Json:
        """Close a modal (with `everything` the whole stack); the app hears of it if it asked to."""
        screens = self._platform.screens
        cleared = everything or bool(view.content.get("clear_on_close"))
        going = list(screens.stack(view.person)) if cleared else [view]
        for one in reversed(going):
            screens.close(one)
        self._platform.sights.show([view.person], "modal", view_id=view.id)
        for one in reversed(going):
            if one.content.get("notify_on_close"):
                payload = payloads.closing(self._platform, one, cleared=cleared)
                await self._send("interactive", payload, one.content.get("callback_id", ""))
        return {"ok": True}

    def open_app(self, who: str, tab: str) -> Json:
        """Open the app's Home or Messages tab; the Home last published is shown at once."""
        platform = self._platform
        channel, _ = platform.workspace.direct([platform.bot.id, who], platform.bot.id)
        event: Json = {"type": "app_home_opened", "user": who, "channel": channel.id, "tab": tab}
        view = self.home(who)
        if view and tab == "home":
            event["view"] = view
        self._events.emit("app_home_opened", event | {"event_ts": platform.workspace.next_ts()})
        return {"ok": True, "channel": channel.id, "view": view}

    def home(self, who: str) -> Json | None:
        stored = self._platform.workspace.homes.get(who)
        return home(stored, who).shown(self._platform.team_id) if stored else None

    async def _send(self, kind: Kind, payload: Json, name: str) -> Answer:
        answer = await self._line.send(kind, payload)
        self._platform.recorder.delivery(str(payload.get("type", "command")), name, answer.outcome)
        return answer


def _with(given: Values, block: Json, element: Json, value: Foreign) -> Values:
    """The given values with the one just chosen; a button's press is not a value."""
    if element["type"] in ("button", "overflow"):
        return given
    own = given.get(block["block_id"], {}) | {element["action_id"]: value}
    return given | {block["block_id"]: own}


def _errors(view: View, errors: object) -> dict[str, str]:
    """Errors by block; Slack accepts only the block_ids of inputs."""
    known = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - known:
        raise SlackError("invalid errors", given=errors, known=sorted(known))
    return {str(name): str(text) for name, text in errors.items()}
