"""A tenant with the toy bot in it, and the bot's own view of the tenant."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import httpx

from sandbox.serve import running
from sandbox.settings import Patience, TeamsSettings
from sandbox.teams.driver import TeamsDriver
from tests.sandbox.places import in_thread
from tests.sandbox.teams.toybot import Bot
from tests.sandbox.teams.toymanifest import APP_ID, PASSWORD, a_manifest
from tests.support.ports import free_port

QUICK = Patience(answer=3.0, event_retries=(0.0, 0.05, 0.1), snapshot=0.05)
CONNECTOR, GRAPH = "https://api.botframework.com/.default", "https://graph.microsoft.com/.default"


@contextmanager
def a_tenant(
    manifest: dict | None = None, *, settled: bool = True, **settings: object
) -> Iterator[tuple[TeamsDriver, Bot]]:
    """A tenant and a bot that hears it. `settled`: it has heard of the team already."""
    port = free_port()
    wanted = {"patience": QUICK} | settings
    address = f"http://127.0.0.1:{port}/api/messages"
    told = TeamsSettings(manifest or a_manifest(), address, app_id=APP_ID, password=PASSWORD, **wanted)
    with running(told) as place:
        bot = Bot(place.url)
        with in_thread(bot.app, port), TeamsDriver(place.url) as driver:
            if settled:
                driver.eventually(lambda: bot.of("installationUpdate") and bot.of("conversationUpdate"))
                bot.heard.clear()
            yield driver, bot


class Service:
    """What the app does through the connector and Graph."""

    def __init__(self, driver: TeamsDriver) -> None:
        self.http = driver.http
        self.names = self.http.get("/sandbox/teams/names").json()
        self._tokens = {scope: self.ask_token(scope=scope).json()["access_token"] for scope in (CONNECTOR, GRAPH)}

    def ask_token(self, tenant: str = "", **other: str) -> httpx.Response:
        """The token endpoint, with something else than what is right."""
        form = {"grant_type": "client_credentials", "client_id": APP_ID, "client_secret": PASSWORD, "scope": CONNECTOR}
        return self.http.post(f"/{tenant or self.names['tenant']}/oauth2/v2.0/token", data=form | other)

    def account(self, person: str) -> str:
        return self.names["people"][person]["account_id"]

    def call(self, verb: str, path: str, body: dict | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._tokens[CONNECTOR]}"}
        return self.http.request(verb, f"/connector/v3/{path}", json=body, headers=headers)

    def graph(self, verb: str, path: str, body: dict | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._tokens[GRAPH]}"}
        return self.http.request(verb, f"/graph/v1.0/{path}", json=body, headers=headers)

    def post(self, conversation: str, body: dict | str, query: str = "") -> httpx.Response:
        activity = {"type": "message", "text": body} if isinstance(body, str) else body
        return self.call("POST", f"conversations/{quote(conversation, safe='')}/activities{query}", activity)

    def posted(self, conversation: str, body: dict | str) -> str:
        """The id of a new message."""
        return self.post(conversation, body).raise_for_status().json()["id"]

    def whisper(self, conversation: str, person: str, text: str) -> httpx.Response:
        body = {"type": "message", "text": text, "recipient": {"id": self.account(person)}}
        return self.post(conversation, body, "?isTargetedActivity=true")

    def on(self, verb: str, conversation: str, message: str, body: dict | None = None) -> httpx.Response:
        """Something done to a message."""
        return self.call(verb, f"conversations/{quote(conversation, safe='')}/activities/{message}", body)

    def talk(self, person: str, **other: object) -> httpx.Response:
        """The personal chat with somebody."""
        body = {"members": [{"id": self.account(person)}], "channelData": {"tenant": {"id": self.names["tenant"]}}}
        return self.call("POST", "conversations", body | other)


def refused(answer: httpx.Response) -> tuple[int, str]:
    """The status and the code of a refusal."""
    return answer.status_code, answer.json()["error"]["code"]
