"""Socket Mode: the bot calls us, and we send envelopes back through its connection."""

import asyncio
import itertools
import json
import uuid
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.settings import Json
from sandbox.slack.shapes import APP_ID

MOST_CONNECTIONS = 10


class Sockets:
    """All open connections; each payload goes to one of them, taking turns."""

    def __init__(self, tickets: set[str]) -> None:
        self._tickets = tickets
        self._open: list[WebSocket] = []
        self._turn = itertools.count()
        self._pending: dict[str, asyncio.Future[Json | None]] = {}
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def count(self) -> int:
        return len(self._open)

    async def serve(self, socket: WebSocket) -> None:
        """One connection from hello to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets or len(self._open) >= MOST_CONNECTIONS:
            await socket.close(4001)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        self._open.append(socket)
        try:
            await socket.send_text(json.dumps(self._hello()))
            while True:
                self._acknowledged(await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            if socket in self._open:
                self._open.remove(socket)

    async def deliver(self, kind: str, payload: Json, limit: float, retry: int = 0, reason: str = "") -> Json | None:
        """The acknowledgement's payload; TimeoutError or ConnectionError when there is none."""
        if not self._open:
            raise ConnectionError("no socket is open")
        socket = self._open[next(self._turn) % len(self._open)]
        name = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": name,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._pending[name] = future
        try:
            await socket.send_text(json.dumps(envelope))
            return await asyncio.wait_for(future, limit)
        except (WebSocketDisconnect, RuntimeError) as error:
            raise ConnectionError(str(error)) from error
        finally:
            self._pending.pop(name, None)

    async def disconnect(self, reason: str, *, grace: float = 1.0) -> int:
        """Ask every connection to come back, as Slack does every few hours; how many were asked.

        They get nothing more, and `grace` seconds to leave by themselves before they are closed.
        """
        leaving, self._open = self._open, []
        notice = json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
        for socket in leaving:
            await socket.send_text(notice)
            task = asyncio.get_running_loop().create_task(_closed(socket, grace))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
        if not grace:
            await asyncio.gather(*self._closing)
        return len(leaving)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP_ID},
        }

    def _acknowledged(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        future = self._pending.get(message.get("envelope_id", "")) if isinstance(message, dict) else None
        if future and not future.done():
            payload = message.get("payload")
            future.set_result(payload if isinstance(payload, dict) and payload else None)


async def _closed(socket: WebSocket, grace: float) -> None:
    await asyncio.sleep(grace)
    with suppress(WebSocketDisconnect, RuntimeError):
        await socket.close(1000)
