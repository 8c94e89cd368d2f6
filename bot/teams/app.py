"""Teams' door: one address, to which Microsoft sends all that happens.

The token is verified before anything is looked at; then the tenant; what is of no known kind is answered and let go.
Events are kept in the inbox, then acknowledged. Buttons and dialogs are carried out and committed in a worker thread,
then answered. Nothing after the commit can make an answer fail: a bug is logged with a reference, which the person is
shown too, and an event is refused, so that Teams sends it again.
"""

import asyncio
import json
import logging
import time
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot import bodies
from bot.crew import Crew, Stopping
from bot.platforms import Doors
from bot.teams import activities, events, interactions
from bot.teams.acquaintance import Acquaintance
from bot.teams.activities import EVENTS, INVOKES, Scene, Unreadable, scene_of, text
from bot.teams.gate import Keeper, Verdict
from bot.teams.installation import Installation
from bot.teams.messenger import TARGETED, TeamsMessenger
from bot.teams.responses import Answer, Stage, Stagehand, stage_of
from core.failpoints import reach
from core.model.deliveries import Address
from handlers import routing
from handlers.routing import Interaction, Show
from scheduler.engine import logged
from views.elements import View
from views.messenger import DeliveryError

log = logging.getLogger(__name__)

MOST_BYTES = 1_000_000
"""A form is at most 80,000 bytes, and an activity carries little beside it."""

_SLOW_SECONDS = 3.0

Json = dict[str, Any]


class Door:
    """`gate`: verifies; `known`: who acts, and how they are reached; `messenger`: changes a message pressed on."""

    def __init__(
        self,
        me: Installation,
        doors: Doors,
        crew: Crew,
        *,
        gate: Keeper,
        known: Acquaintance,
        messenger: TeamsMessenger,
    ) -> None:
        self._me = me
        self._doors = doors
        self._crew = crew
        self._gate = gate
        self._known = known
        self._messenger = messenger
        self._stagehand = Stagehand(doors.dispatch, known.places, name=me.name)
        self._after: set[asyncio.Task[None]] = set()

    def routes(self) -> list[Route]:
        return [Route(self._me.path, self._endpoint, methods=["POST"])]

    async def _endpoint(self, request: Request) -> Response:
        body = await bodies.read(request, MOST_BYTES)
        if body is None:
            return PlainTextResponse("too large", 413)
        activity = _parsed(body)
        if activity is None:
            return PlainTextResponse("not an activity", 400)
        verdict = await self._gate.verdict(request.headers, activity)
        if verdict is not Verdict.COMES_IN:
            return Response(status_code=verdict.value)
        return await self._let_in(activity)

    async def _let_in(self, activity: Json) -> Response:
        try:
            scene = scene_of(activity)
        except Unreadable as error:
            log.warning("%s is passed over", error)
            return Response(status_code=200)
        if not activities.is_let_in(scene, self._me):
            log.warning("an activity of tenant %s is turned away: it is not in TEAMS_TENANTS", scene.tenant)
            return Response(status_code=403)
        kind, name = text(activity, "type"), text(activity, "name")
        if kind == "invoke" and name in INVOKES:
            return await self._asked(activity, scene)
        if kind == "invoke":
            log.info("an invoke that we do not know is answered so")
            return Response(status_code=501)
        if kind not in EVENTS:
            return Response(status_code=200)
        return await self._event(activity, scene)

    async def _event(self, activity: Json, scene: Scene) -> Response:
        try:
            await self._meet(activity, scene)
            await self._crew.workers.run(self._keep, activity, scene)
        except Stopping:
            return Response(status_code=503)
        except Exception as error:  # noqa: BLE001 - the edge of the process: refused, so that Teams sends it again
            logged("event", error)
            return Response(status_code=500)
        reach("requests.before_acknowledge")
        return Response(status_code=200)

    async def _meet(self, activity: Json, scene: Scene) -> None:
        """Whoever is new is looked up before anything is done in their name."""
        strangers = await self._crew.workers.run(self._known.strangers, activity, scene)
        if strangers:
            await self._crew.callers.run(self._known.meet, scene, strangers)

    def _keep(self, activity: Json, scene: Scene) -> None:
        self._known.note(activity, scene)
        activity = {name: each for name, each in activity.items() if name != events.AS_REPLY}
        for about in self._known.everywhere(self._known.identified(activity, scene), scene):
            for one in events.single(about):
                self._keep_one(one)

    def _keep_one(self, one: Json) -> None:
        told = events.interaction(one, self._me)
        if told is not None and events.names_bot(one, self._me) and events.may_be_reply(one, told):
            one, told = self._as_reply(one, told)
        if told is not None and self._doors.is_ours(told):
            self._doors.receive(told.key, json.dumps(events.essence(one), ensure_ascii=False))

    def _as_reply(self, activity: Json, told: Interaction) -> tuple[Json, Interaction]:
        """What names the bot under a prompt and is no command is an answer: it may be the only way to be heard."""
        reply = {**activity, events.AS_REPLY: True}
        meant = events.interaction(reply, self._me)
        return (reply, meant) if meant is not None and self._doors.is_ours(meant) else (activity, told)

    async def _asked(self, activity: Json, scene: Scene) -> Response:
        try:
            return await self._invoke(activity, scene)
        except Stopping:
            return Response(status_code=503)
        except Exception as error:  # noqa: BLE001 - the edge of the process: Teams says that something went wrong
            logged("invoke", error)
            return Response(status_code=500)

    async def _invoke(self, activity: Json, scene: Scene) -> Response:
        told = interactions.interaction(activity)
        if told is None or not told.account:
            return Response(status_code=501)
        begun, stage = time.monotonic(), stage_of(activity)
        await self._meet(activity, scene)
        done = await self._crew.workers.run(self._work, activity, scene, told, stage)
        if not isinstance(done, Answer):
            done = await self._crew.callers.run(self._carry_out, done, told, stage)
        if done.put is not None and told.message:
            self._follow(told, done.put)
        spent = time.monotonic() - begun
        if spent > _SLOW_SECONDS:
            log.warning("%s took %.1f s of the few that Teams waits", told.route, spent)
        reach("requests.before_acknowledge")
        return JSONResponse(done.body) if done.body is not None else Response(status_code=200)

    def _work(self, activity: Json, scene: Scene, told: Interaction, stage: Stage) -> Answer | routing.Response:
        """The answer; or the response, where carrying it out has to wait for Teams."""
        try:
            self._known.note(activity, scene)
            response = self._doors.dispatch(told)
        except Exception as error:  # noqa: BLE001 - the edge of the process: the person gets an answer, the log the rest
            response = self._failed(told, error)
        return response if self._stagehand.calls_out(response) else self._carry_out(response, told, stage)

    def _carry_out(self, response: routing.Response, told: Interaction, stage: Stage) -> Answer:
        try:
            answer = self._stagehand.carry_out(response, told, stage)
            if answer.say is not None:
                self._doors.say(told, answer.say)
        except Exception as error:  # noqa: BLE001 - the edge of the process, as above
            return self._stagehand.carry_out(self._failed(told, error), told, stage)
        return answer

    def _failed(self, told: Interaction, error: Exception) -> Show:
        bug = logged(told.route, error)
        return Show(self._doors.on_bug(told, bug.reference))

    def _follow(self, told: Interaction, view: View) -> None:
        """After the answer, as well as it goes: whoever pressed has it already, the others and later see it too."""

        async def follow() -> None:
            with suppress(Stopping):
                await self._crew.callers.run(self._put, told, view)

        task = asyncio.get_running_loop().create_task(follow())
        self._after.add(task)
        task.add_done_callback(self._after.discard)

    def _put(self, told: Interaction, view: View) -> None:
        """The message pressed on may be for one reader only; which it was, only trying tells."""
        address = Address(told.conversation, told.message)
        try:
            if self._doors.is_kept_up(told):
                return  # or what was shown just now would be overwritten by what was answered before
            try:
                self._messenger.put(told.workspace, address, view)
            except DeliveryError:
                if told.is_private:
                    raise
                self._messenger.put(told.workspace, address, view, query=TARGETED)
        except DeliveryError as error:
            log.info("the message that was pressed on stays as it was (%s)", error.code)
        except Exception as error:  # noqa: BLE001 - nobody waits for this any more; the log is all there is to tell
            logged("follow", error)


def _parsed(body: bytes) -> Json | None:
    try:
        activity = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return activity if isinstance(activity, dict) else None
