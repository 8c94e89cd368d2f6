"""What happens when somebody uses the app: presses in cards, dialogs, the message menu. Asks the bot and waits."""

from sandbox.settings import Foreign, Json
from sandbox.teams import payloads
from sandbox.teams.dialogs import ADAPTIVE, BadDialogError, Dialog
from sandbox.teams.events import Events
from sandbox.teams.line import Answer, Line
from sandbox.teams.platform import Platform
from sandbox.workspace import Channel, Message, Person

WENT_WRONG = "Something went wrong. Please try again."
UNREACHABLE = "Unable to reach app. Please try again."
_CARD, _WORDS, _ERROR = ADAPTIVE, "application/vnd.microsoft.activity.message", "application/vnd.microsoft.error"
_EXTENSION_TRIES = 3
FETCH = "task/fetch"


class Interactions:
    """One person's acts toward the app; each returns what the person is told, in plain JSON."""

    def __init__(self, platform: Platform, line: Line, events: Events) -> None:
        self._platform = platform
        self._line = line
        self._events = events

    async def press(self, who: str, message: Message, action: Json, inputs: Json) -> Json:
        """Press a button of a message's card; `inputs` are the values of the card's own inputs."""
        data = {**(action.get("data") or {}), **inputs}
        kind = (action.get("data") or {}).get("msteams", {}).get("type", "")
        if action["type"] == "Action.Execute":
            return await self._execute(who, message, action, data)
        if action["type"] == "Action.Submit" and kind == FETCH:
            return await self._open(who, "task", self._where(message), payloads.dialog_value(data))
        if action["type"] == "Action.Submit" and kind in ("imBack", "messageBack"):
            return self._said(who, message, action["data"]["msteams"])
        if action["type"] == "Action.Submit":
            self._events.emit(payloads.submitted(self._platform, message, self._person(who), data))
            return {"ok": True}
        return {"ok": False, "error": f"{action['type']} is not sent to the app"}

    def _person(self, who: str) -> Person:
        return self._platform.workspace.people[who]

    def _where(self, message: Message) -> Json:
        channel = self._platform.workspace.channels[message.channel]
        root = "" if channel.kind == "im" else message.thread_ts or message.ts
        return {"channel": channel.id, "root": root, "message": message.ts}

    def _said(self, who: str, message: Message, back: Json) -> Json:
        """The button speaks for the person."""
        channel = self._platform.workspace.channels[message.channel]
        text = str(back.get("text") or back.get("value") or "")
        self._platform.workspace.post(channel, who, text, thread_ts=self._where(message)["root"])
        return {"ok": True}

    async def _execute(self, who: str, message: Message, action: Json, data: Json) -> Json:
        value = payloads.executed(action, data)
        answer = await self._ask("adaptiveCard/action", who, self._where(message), value, str(action.get("verb", "")))
        if not answer.ok or not isinstance(answer.body, dict):
            return self._refused(who, WENT_WRONG)
        return self._executed(who, message, answer.body)

    def _executed(self, who: str, message: Message, body: Json) -> Json:
        """What stands in the answer is for whoever pressed: a card instead of the old one, or words."""
        kind, value, status = body.get("type"), body.get("value"), body.get("statusCode")
        if status != 200 or kind == _ERROR:
            said = value.get("message") if isinstance(value, dict) else None
            return self._refused(who, str(said or WENT_WRONG))
        if kind == _CARD and isinstance(value, dict):
            own = {**message.personal, who: [{"contentType": ADAPTIVE, "content": value}]}
            self._platform.workspace.edit(message, personal=own)
            return {"ok": True}
        if kind == _WORDS and isinstance(value, str):
            self._platform.sights.show([who], "told", text=value)
            return {"ok": True, "told": value}
        self._platform.recorder.delivery("answer", "adaptiveCard/action", f"not understood: {kind}")
        return self._refused(who, WENT_WRONG)

    async def message_action(self, who: str, command: str, message: Message) -> Json:
        """Use an entry of a message's menu."""
        if self._platform.manifest.action(command) is None or self._person(who).is_stranger:
            return self._refused(who, "no such message action")
        value = payloads.extension_value(self._platform, command, message)
        return await self._open(who, "extension", self._where(message), value)

    async def _open(self, who: str, origin: str, where: Json, value: Json) -> Json:
        name = FETCH if origin == "task" else "composeExtension/fetchTask"
        answer = await self._ask(name, who, where, value, name)
        about = {"where": where, "value": value}
        dialog = Dialog(who, "task" if origin == "task" else "extension", about)
        return self._shown(dialog, answer, opening=True)

    async def submit(self, dialog: Dialog, action: Json, inputs: Json) -> Json:
        """Press a button of a dialog; `outcome` is trouble, closed or updated."""
        data = {**(action.get("data") or {}), **inputs}
        if action.get("type") != "Action.Submit":
            return {"ok": False, "outcome": "trouble", "error": WENT_WRONG}
        where = dialog.about["where"]
        if dialog.origin == "task":
            answer = await self._ask("task/submit", dialog.person, where, payloads.dialog_value(data), "task/submit")
        else:
            answer = await self._insist(dialog, data)
        return self._shown(dialog, answer)

    async def _insist(self, dialog: Dialog, data: Json) -> Answer:
        """The client sends what a message extension did not take twice more."""
        name, value = "composeExtension/submitAction", payloads.extension_submit(dialog, data)
        answer = Answer("connection_failed")
        for _ in range(_EXTENSION_TRIES):
            answer = await self._ask(name, dialog.person, dialog.about["where"], value, name)
            if answer.ok:
                break
        return answer

    def _shown(self, dialog: Dialog, answer: Answer, *, opening: bool = False) -> Json:
        body = answer.body if isinstance(answer.body, dict) else {}
        task = body.get("task")
        try:
            if not answer.ok or (opening and not isinstance(task, dict)):
                raise BadDialogError(f"{answer.outcome} {answer.status}")
            return self._answered(dialog, task)
        except BadDialogError as error:
            self._platform.recorder.delivery("answer", "dialog", str(error))
            words = UNREACHABLE if opening else WENT_WRONG
            if opening:
                return self._refused(dialog.person, words)
            return {"ok": False, "outcome": "trouble", "error": words}

    def _answered(self, dialog: Dialog, task: Foreign) -> Json:
        """`continue` shows a card, `message` says something and closes, nothing closes."""
        dialogs, sights = self._platform.dialogs, self._platform.sights
        kind = task.get("type") if isinstance(task, dict) else None
        if kind == "continue":
            dialog.take(task.get("value"))
            dialogs.open(dialog)
            sights.show([dialog.person], "modal", view_id=dialog.id)
            return {"ok": True, "outcome": "updated"}
        if kind not in (None, "message"):
            raise BadDialogError(f"unknown task type {kind}")
        dialogs.close(dialog)
        sights.show([dialog.person], "modal", view_id=dialog.id)
        told = str(task.get("value") or "") if kind == "message" else ""
        if told:
            sights.show([dialog.person], "told", text=told)
        return {"ok": True, "outcome": "closed", "told": told}

    def close(self, dialog: Dialog) -> Json:
        """Closing by oneself is not told to the app."""
        self._platform.dialogs.close(dialog)
        self._platform.sights.show([dialog.person], "modal", view_id=dialog.id)
        return {"ok": True}

    def slash(self, who: str, channel: Channel, text: str, thread_ts: str) -> Json:
        """Say something to the app that only the two of them see."""
        fields = self._platform.typed(text) | {"thread_ts": thread_ts}
        if channel.kind != "im":
            fields["only_for"] = who
        message = self._platform.workspace.post(channel, who, **fields)
        return {"ok": True, "message": {"ts": message.ts}}

    def _refused(self, who: str, text: str) -> Json:
        self._platform.sights.show([who], "error", text=text)
        return {"ok": False, "error": text}

    async def _ask(self, invoke: str, who: str, where: Json, value: Json, name: str) -> Answer:
        activity = payloads.invoke(self._platform, invoke, where, self._person(who), value)
        answer = await self._line.send(activity)
        self._platform.recorder.delivery(invoke, name, answer.outcome)
        return answer
