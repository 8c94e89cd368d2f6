"""A small bot for Teams that does a little of everything, by hand, and notes what it is sent."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

import httpx
import jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.sandbox.teams.toymanifest import (
    APP_ID,
    PASSWORD,
    a_card,
    a_form,
    a_message,
    execute,
    opens,
    submit,
    words,
)

LATE = 3.5
CARD = "application/vnd.microsoft.card.adaptive"


class Bot:
    """The app and its memory: `heard` are all activities, in the order they came."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.heard: list[dict] = []
        self.tries = 0
        self.http = httpx.AsyncClient(base_url=url, trust_env=False)
        routes = [Route("/api/messages", self.endpoint, methods=["POST"])]
        self.app = Starlette(routes=routes, lifespan=self.living)

    @asynccontextmanager
    async def living(self, app: Starlette) -> AsyncIterator[None]:
        yield
        await self.http.aclose()

    def of(self, kind: str) -> list[dict]:
        """The activities of a type, or the invokes of a name."""
        return [one for one in self.heard if kind in (one["type"], one.get("name"))]

    async def endpoint(self, request: Request) -> Response:
        activity = await request.json()
        keys = (await self.http.get("/v1/.well-known/keys")).json()
        token = request.headers["authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, jwt.PyJWK(keys["keys"][0]).key, algorithms=["RS256"], audience=APP_ID)
        assert claims["serviceurl"] == activity["serviceUrl"]
        self.heard.append(activity)
        answer = {"message": self.said, "invoke": self.asked}.get(activity["type"])
        return await answer(activity) if answer else Response()

    async def said(self, activity: dict) -> Response:
        """What the words are decides what is answered."""
        text = re.sub(r"<at>[^<]*</at>", "", activity.get("text") or "").strip().lstrip("/")
        if text == "nedbrud":
            self.tries += 1
            return Response(status_code=503)
        answers = {
            "start": a_message(actions=(opens("Nyt netværk"),), summary="Nyt netværk"),
            "sig": {"type": "message", "text": "Kun for dig"},
            "kort": a_message(words("Klar?"), actions=(execute("Svar", "svar"), execute("Fejl", "fejl"))),
            "mine": a_message(words("Dine netværk"), actions=(execute("Svar", "svar"),)),
        }
        if text in answers:
            await self.answer(activity, answers[text], private=text in ("start", "sig"))
        return Response()

    async def answer(self, activity: dict, body: dict, *, private: bool) -> None:
        where = activity["conversation"]
        targeted = private and where["conversationType"] == "channel"
        query = "?isTargetedActivity=true" if targeted else ""
        to = {"recipient": {"id": activity["from"]["id"]}} if targeted else {}
        await self.call("POST", f"conversations/{quote(where['id'], safe='')}/activities{query}", body | to)

    async def call(self, verb: str, path: str, body: dict) -> httpx.Response:
        """Through the connector, with a token of one's own."""
        headers = {"Authorization": f"Bearer {await self.token()}"}
        return await self.http.request(verb, f"/connector/v3/{path}", json=body, headers=headers)

    async def token(self) -> str:
        tenant = (await self.http.get("/sandbox/teams/names")).json()["tenant"]
        form = {"grant_type": "client_credentials", "client_id": APP_ID, "client_secret": PASSWORD}
        form["scope"] = "https://api.botframework.com/.default"
        return (await self.http.post(f"/{tenant}/oauth2/v2.0/token", data=form)).json()["access_token"]

    async def asked(self, activity: dict) -> Response:
        answer = {
            "adaptiveCard/action": self.pressed,
            "task/fetch": self.fetched,
            "task/submit": self.submitted,
            "composeExtension/fetchTask": self.fetched,
            "composeExtension/submitAction": self.submitted,
        }[activity["name"]]
        return await answer(activity["value"])

    async def pressed(self, value: dict) -> Response:
        verb = value["action"]["verb"]
        if verb == "langsom":
            await asyncio.sleep(LATE)
        answers = {
            "svar": {"statusCode": 200, "type": CARD, "value": a_card(words("Tak for svaret"))},
            "tak": {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Tak"},
            "fejl": {
                "statusCode": 400,
                "type": "application/vnd.microsoft.error",
                "value": {"code": "BadRequest", "message": "Det gik ikke."},
            },
        }
        return JSONResponse(answers[verb]) if verb in answers else Response()

    async def fetched(self, value: dict) -> Response:
        if "commandId" in value:
            text = re.sub(r"<[^>]+>", "", value["messagePayload"]["body"]["content"])
            return _continue("Gem", a_form(name=text))
        if value["data"]["action"] == "forkert":
            return _continue("Forkert", {"type": "AdaptiveCard", "version": "1.6", "body": []})
        return _continue("Nyt netværk", a_form())

    async def submitted(self, value: dict) -> Response:
        """What is typed as the name decides what the answer is."""
        data = value["data"]
        name = data.get("navn", "")
        if name == "langsom":
            await asyncio.sleep(LATE)
        if name == "optaget":
            return _continue("Nyt netværk", a_form(name=name, error="Navnet er taget."))
        if name == "videre" or data["action"] == "tilbage":
            return _continue("Trin to", a_card(words("Gemt"), submit_row("Tilbage", "tilbage")))
        if name == "sig":
            return JSONResponse({"task": {"type": "message", "value": "Gemt"}})
        return Response()


def submit_row(title: str, action: str) -> dict:
    return {"type": "ActionSet", "actions": [submit(title, action)]}


def _continue(title: str, card: dict) -> Response:
    info = {"title": title, "height": "medium", "width": "medium", "card": {"contentType": CARD, "content": card}}
    return JSONResponse({"task": {"type": "continue", "value": info}})
