"""Slack's door: one listener for all that comes in, over signed HTTP or Socket Mode alike.

Commands, buttons and forms are carried out and committed in a worker thread, then acknowledged; events are kept
in the inbox, then acknowledged. Nothing after the commit can make an acknowledgement fail: a bug is logged with a
reference, which the person is shown too, and an event is refused, so that Slack sends it again.
"""

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient

from bot.crew import Crew, Stopping
from bot.platforms import Doors
from bot.slack import events, interactions
from bot.slack.client import SlackClient
from bot.slack.installation import Installation
from bot.slack.responses import Answer, Stage, Stagehand, stage_of
from core.failpoints import reach
from handlers.routing import Interaction, Response, Show
from scheduler.engine import logged

log = logging.getLogger(__name__)

_LATER_SECONDS = 10
_SLOW_SECONDS = 2.0

Json = Mapping[str, Any]


def build(installation: Installation, *, doors: Doors, crew: Crew) -> AsyncApp:
    """The bolt app, its one listener registered."""
    quiet = logging.getLogger("bot.slack.bolt")
    quiet.setLevel(logging.ERROR)  # else bolt warns that it does not use a token it finds in the environment
    app = AsyncApp(
        name="netvaerksbot",
        logger=quiet,
        signing_secret=installation.signing_secret or secrets.token_hex(32),
        authorize=_authorize(installation),
        client=AsyncWebClient(base_url=installation.api_url, retry_handlers=[]),
        process_before_response=True,
        ignoring_self_events_enabled=False,  # `events` leaves our own out, and what we never read comes as cheaply
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    quiet.setLevel(logging.WARNING)
    app.use(Listener(installation, doors, crew))
    return app


def _authorize(installation: Installation) -> Callable[..., Awaitable[AuthorizeResult]]:
    result = AuthorizeResult(
        enterprise_id=installation.enterprise or None,
        team_id=installation.team,
        bot_user_id=installation.bot_user,
        bot_token=installation.bot_token,
    )

    async def authorize(**_: object) -> AuthorizeResult:
        return result

    return authorize


class Listener(AsyncMiddleware):
    """Answers every request itself: bolt has verified it, and would only look for a listener by its name."""

    def __init__(self, installation: Installation, doors: Doors, crew: Crew) -> None:
        client = SlackClient(installation.bot_token, api_url=installation.api_url, timeout=installation.opening_seconds)
        self._me = installation
        self._doors = doors
        self._crew = crew
        self._stagehand = Stagehand(client, name=installation.name)
        self._after: set[asyncio.Task[None]] = set()

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - bolt's name for it
    ) -> BoltResponse:
        if req.body.get("type") == "event_callback":
            return await self._event(req.body)
        interaction = self._interaction(req.body)
        if interaction is None:
            return BoltResponse(status=200)
        try:
            answer = await self._answer(interaction, req.body)
        except Stopping:
            return BoltResponse(status=503)
        if answer.later:
            self._follow(req.body["response_url"], answer.later)
        return BoltResponse(status=200, body=answer.body or "")

    def _interaction(self, body: Json) -> Interaction | None:
        match body.get("type"):
            case None if "command" in body:
                return interactions.command(body, self._me)
            case "block_actions":
                return interactions.action(body, self._me)
            case "view_submission":
                return interactions.submission(body, self._me)
            case "message_action" | "shortcut":
                return interactions.shortcut(body, self._me)
            case _:
                return None

    async def _answer(self, interaction: Interaction, body: Json) -> Answer:
        begun, stage = time.monotonic(), stage_of(body)
        done = await self._crew.workers.run(self._work, interaction, stage)
        if not isinstance(done, Answer):
            done = await self._crew.callers.run(self._carry_out, done, interaction, stage)
        spent = time.monotonic() - begun
        if spent > _SLOW_SECONDS:
            log.warning("%s took %.1f s of the three that Slack waits", interaction.route or "command", spent)
        return done

    def _work(self, interaction: Interaction, stage: Stage) -> Answer | Response:
        """The answer; or the response, where carrying it out has to wait for Slack."""
        try:
            response = self._doors.dispatch(interaction)
        except Exception as error:  # noqa: BLE001 - the edge of the process: the person gets an answer, the log the rest
            response = self._failed(interaction, error)
        if self._stagehand.calls_out(response, stage):
            return response
        return self._carry_out(response, interaction, stage)

    def _carry_out(self, response: Response, interaction: Interaction, stage: Stage) -> Answer:
        try:
            return self._stagehand.carry_out(response, interaction, stage)
        except Exception as error:  # noqa: BLE001 - the edge of the process, as above
            return self._stagehand.carry_out(self._failed(interaction, error), interaction, stage)

    def _failed(self, interaction: Interaction, error: Exception) -> Show:
        bug = logged(interaction.route or "command", error)
        return Show(self._doors.on_bug(interaction, bug.reference))

    async def _event(self, body: Json) -> BoltResponse:
        try:
            told = events.interaction(body, self._me)
            if told is not None:
                await self._crew.workers.run(self._keep, told, body)
        except Stopping:
            return BoltResponse(status=503)
        except Exception as error:  # noqa: BLE001 - the edge of the process: refused, so that Slack sends it again
            logged("event", error)
            return BoltResponse(status=500)
        return BoltResponse(status=200)

    def _keep(self, told: Interaction, body: Json) -> None:
        if self._doors.is_ours(told):
            self._doors.receive(told.key, json.dumps(events.essence(body), ensure_ascii=False))

    def _follow(self, url: str, body: Mapping[str, Any]) -> None:
        """After the acknowledgement, as well as it goes: what was asked for is committed already."""

        async def follow() -> None:
            with suppress(Stopping):
                await self._crew.callers.run(_respond, url, dict(body))

        task = asyncio.get_running_loop().create_task(follow())
        self._after.add(task)
        task.add_done_callback(self._after.discard)


def _respond(url: str, body: dict[str, Any]) -> None:
    reach("outside.before_call", "response_url")
    try:
        answer = WebhookClient(url, timeout=_LATER_SECONDS, retry_handlers=[]).send_dict(body)
    except Exception as error:  # noqa: BLE001 - nobody waits for this any more; the log is all there is to tell
        logged("response_url", error)
        return
    reach("outside.after_call", "response_url")
    if answer.status_code != 200:
        log.warning("response_url answered %s: %s", answer.status_code, answer.body[:200])
