"""A small real bolt app that does a little of everything, and notes what it is sent."""

import asyncio
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.toymanifest import SECRET, TOKEN, a_modal, plain

LATE = 3.5
HEARD = [
    "message",
    "app_mention",
    "member_joined_channel",
    "member_left_channel",
    "reaction_added",
    "pin_added",
    "channel_rename",
    "channel_archive",
    "team_join",
    "user_change",
]


class Bot:
    """The app and its memory: `heard` are all bodies, `retries` the retry headers of events about "nedbrud"."""

    def __init__(self, url: str) -> None:
        client = AsyncWebClient(token=TOKEN, base_url=f"{url}/api/", retry_handlers=[])
        self.heard: list[dict] = []
        self.retries: list[tuple[str, str]] = []
        self.app = AsyncApp(
            signing_secret=SECRET,
            client=client,
            process_before_response=True,
            ignoring_self_events_enabled=False,
        )
        self.app.middleware(self.note)
        self.app.command("/netvaerk")(netvaerk)
        self.app.command("/langsom")(too_late)
        self.app.command("/ordret")(verbatim)
        self.app.view("nyt")(submitted)
        self.app.action("flere")(more_fields)
        self.app.action("svar")(answer)
        self.app.action("erstat")(replace)
        self.app.action("stille")(silence)
        self.app.shortcut("gem")(shortcut)
        self.app.shortcut("nyt")(shortcut)
        self.app.event("app_home_opened")(home)
        for name in HEARD:
            self.app.event(name)(heard)

    async def note(self, body: dict, request, next_: Callable[[], Awaitable[None]]) -> None:
        """Remember every body before anything else happens with it."""
        self.heard.append(body)
        if "nedbrud" in body.get("event", {}).get("text", ""):
            told = {name.lower(): values[0] for name, values in request.headers.items()}
            self.retries.append((told.get("x-slack-retry-num", ""), told.get("x-slack-retry-reason", "")))
        await next_()

    def events(self, kind: str) -> list[dict]:
        return [body["event"] for body in self.heard if body.get("event", {}).get("type") == kind]

    def said(self, *words: str) -> list[dict]:
        """Deliveries of messages with these very words, in the order they came."""
        return [body for body in self.heard if body.get("event", {}).get("text") in words]

    def payloads(self, kind: str) -> list[dict]:
        return [body for body in self.heard if body.get("type") == kind]


async def netvaerk(ack, body, client):
    if body["text"] == "sig":
        await ack("Kun for dig")
    elif body["text"] == "alle":
        await ack({"response_type": "in_channel", "text": "For alle"})
    else:
        await client.views_open(trigger_id=body["trigger_id"], view=a_modal())
        await ack()


async def too_late(ack):
    await asyncio.sleep(LATE)
    await ack()


async def verbatim(ack, body):
    await ack(f"fik {body['text']}")


async def submitted(ack, view):
    """What is typed as the name decides what the answer is."""
    name = view["state"]["values"]["navn"]["v"]["value"]
    if name == "langsom":
        await asyncio.sleep(LATE)
        return
    answers = {
        "optaget": {"response_action": "errors", "errors": {"navn": "Navnet er taget."}},
        "forkert": {"response_action": "errors", "errors": {"findes-ikke": "?"}},
        "videre": {"response_action": "push", "view": a_modal("Trin to")},
        "anden": {"response_action": "update", "view": a_modal("Opdateret")},
        "ryd": {"response_action": "clear"},
    }
    await ack(**answers.get(name, {}))


async def more_fields(ack, body, client):
    await ack()
    await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=a_modal("Flere felter"))


async def answer(ack, respond):
    await ack()
    await respond(text="Tak for svaret", replace_original=False)


async def replace(ack, respond):
    await ack()
    await respond(text="Erstattet", replace_original=True)


async def silence():
    await asyncio.sleep(LATE)


async def shortcut(ack, body, client):
    await client.views_open(trigger_id=body["trigger_id"], view=a_modal(body.get("message", {}).get("text", "Nyt")))
    await ack()


async def home(event, client):
    view = {"type": "home", "blocks": [{"type": "header", "text": plain("Dine netværk")}]}
    await client.views_publish(user_id=event["user"], view=view)


async def heard(event):
    if "nedbrud" in event.get("text", ""):
        raise RuntimeError("as asked")
