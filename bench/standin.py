"""A platform in Slack's place that knows exactly what it has taken: messages, by the keys they carry.

    python -m bench.standin PORT '{"limits": true, "mix": {...}, "seed": 1}'

It speaks the few methods that sending and reading back need, keeps limits, and does wrong what `bench.faults` draws.
Whoever calls `bench.tell` gets its counts. A message that comes late is there from its time on, however busy we are.
"""

import asyncio
import heapq
import json
import socket
import struct
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import unquote_plus

from bench.access import BOT_USER, TEAM
from bench.faults import Chance, Fault, Mix
from bench.limits import Doorkeeper, Limits

Json = dict[str, Any]

_RESET = struct.pack("ii", 1, 0)
_REASONS = {200: "OK", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable"}
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Message:
    ts: str
    key: str
    thread: str | None
    metadata: Json

    def shown(self) -> Json:
        return {"type": "message", "user": BOT_USER, "ts": self.ts, "metadata": self.metadata}


@dataclass(slots=True)
class Answer:
    """What goes back. `breaks`: how the line ends if it is not with the answer."""

    body: Json
    status: int = 200
    wait: int = 0
    breaks: Fault | None = None

    def encoded(self) -> bytes:
        body = json.dumps(self.body, separators=(",", ":")).encode()
        later = f"retry-after: {self.wait}\r\n" if self.wait else ""
        head = (
            f"HTTP/1.1 {self.status} {_REASONS[self.status]}\r\ncontent-type: application/json\r\n"
            f"{later}content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        return head.encode() + body


@dataclass(kw_only=True)
class Platform:
    """What was taken, where, and what has still to come. `latency`: the shortest and longest answer, in seconds."""

    doorkeeper: Doorkeeper
    chance: Chance
    latency: tuple[float, float] = (0.004, 0.015)
    accepted: Counter[str] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)
    first_at: float = 0.0
    last_at: float = 0.0
    _messages: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    _coming: list[tuple[float, int, str, str | None, Json]] = field(default_factory=list)
    _stamp: int = 0

    def call(self, method: str, fields: Mapping[str, str]) -> Answer:
        self._come_in(time.time())
        match method:
            case "chat.postMessage":
                return self._post(fields)
            case "conversations.history" | "conversations.replies":
                return self._read(fields)
            case "conversations.open":
                return Answer({"ok": True, "channel": {"id": f"D{fields['users']}"}})
            case "auth.test":
                return Answer({"ok": True, "team_id": TEAM, "user_id": BOT_USER})
            case "bench.tell":
                return Answer(self._told())
        return Answer({"ok": False, "error": "unknown_method"})

    def _post(self, fields: Mapping[str, str]) -> Answer:
        channel = fields["channel"]
        wait = self.doorkeeper.message(workspace_of(channel), channel, time.monotonic())
        if wait:
            self.happened["limited"] += 1
            return Answer({"ok": False, "error": "ratelimited"}, 429, wait)
        metadata = json.loads(fields["metadata"])
        fault = self.chance.writing()
        if fault:
            self.happened[fault.value] += 1
        match fault:
            case Fault.ERROR_BEFORE:
                return Answer({"ok": False, "error": "service_unavailable"}, 503)
            case Fault.RESET_BEFORE | Fault.HANG_BEFORE:
                return Answer({}, breaks=fault)
            case Fault.LATE:
                self._stamp += 1
                due = time.time() + self.chance.delay()
                heapq.heappush(self._coming, (due, self._stamp, channel, fields.get("thread_ts"), metadata))
                return Answer({"ok": False, "error": "internal_error"}, 500)
        message = self._accept(time.time(), channel, fields.get("thread_ts"), metadata)
        if fault is Fault.ERROR_AFTER:
            return Answer({"ok": False, "error": "internal_error"}, 500)
        return Answer({"ok": True, "channel": channel, "ts": message.ts, "message": message.shown()}, breaks=fault)

    def _accept(self, at: float, channel: str, thread: str | None, metadata: Json) -> Message:
        self._stamp += 1
        key = metadata["event_payload"]["key"]
        message = Message(f"{int(at)}.{self._stamp % 1_000_000:06}", key, thread, metadata)
        self._messages[channel].append(message)
        self.accepted[key] += 1
        self.first_at, self.last_at = self.first_at or at, max(self.last_at, at)
        return message

    def _come_in(self, now: float) -> None:
        """What was late has come, at its own time."""
        while self._coming and self._coming[0][0] <= now:
            due, _, channel, thread, metadata = heapq.heappop(self._coming)
            self._accept(due, channel, thread, metadata)

    def _read(self, fields: Mapping[str, str]) -> Answer:
        channel, thread = fields["channel"], fields.get("ts")
        wait = self.doorkeeper.read(workspace_of(channel), time.monotonic())
        if wait:
            self.happened["reads_limited"] += 1
            return Answer({"ok": False, "error": "ratelimited"}, 429, wait)
        fault = self.chance.reading()
        if fault:
            self.happened["reads_failed"] += 1
        if fault is Fault.ERROR_BEFORE:
            return Answer({"ok": False, "error": "service_unavailable"}, 503)
        self.happened["reads"] += 1
        oldest, start = float(fields.get("oldest", "0")), int(fields.get("cursor", "0"))
        there = [
            message.shown()
            for message in self._messages[channel]
            if float(message.ts) >= oldest and (message.thread == thread or message.ts == thread)
        ]
        cursor = str(start + _PAGE) if len(there) > start + _PAGE else ""
        page = there[start : start + _PAGE]
        return Answer({"ok": True, "messages": page, "response_metadata": {"next_cursor": cursor}}, breaks=fault)

    def _told(self) -> Json:
        return {
            "ok": True,
            "accepted": self.accepted,
            "happened": self.happened,
            "first_at": self.first_at,
            "last_at": self.last_at,
            "coming": len(self._coming),
        }


def workspace_of(conversation: str) -> str:
    """The workspace that an id names: C017X03, U017X03 and DU017X03 are all of the workspace 017."""
    return conversation.lstrip("CDU").split("X")[0]


class Line(asyncio.Protocol):
    """One connection: a request is read to its end and answered, or not, and the line is closed."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, body = self._buffer.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return
        self._buffer = b""
        method = head.split(b" ", 2)[1].rsplit(b"/", 1)[1].decode()
        answer = self._platform.call(method, _fields(body))
        delay = self._platform.chance.random.uniform(*self._platform.latency)
        asyncio.get_running_loop().call_later(delay, self._finish, answer)

    def _finish(self, answer: Answer) -> None:
        if self._transport.is_closing():
            return  # who called was killed
        match answer.breaks:
            case Fault.HANG_BEFORE | Fault.HANG_AFTER:
                return
            case Fault.RESET_BEFORE | Fault.RESET_AFTER:
                door: socket.socket = self._transport.get_extra_info("socket")
                door.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                self._transport.abort()
            case Fault.BROKEN_OFF:
                whole = answer.encoded()
                self._transport.write(whole[: len(whole) - len(whole) // 8])
                self._transport.close()
            case _:
                self._transport.write(answer.encoded())
                self._transport.close()


_WANTED = frozenset([b"channel", b"thread_ts", b"metadata", b"ts", b"oldest", b"cursor", b"users"])


def _fields(body: bytes) -> dict[str, str]:
    """The form's fields that matter here; what a message says is left as it came."""
    pairs = (pair.partition(b"=") for pair in body.split(b"&"))
    return {name.decode(): unquote_plus(value.decode()) for name, _, value in pairs if name in _WANTED}


def _length(head: bytes) -> int:
    place = head.lower().find(b"content-length:")
    return int(head[place + 15 :].split(b"\r\n", 1)[0]) if place >= 0 else 0


def made(given: Json) -> Platform:
    """A platform as it was asked for."""
    return Platform(
        doorkeeper=Doorkeeper(Limits() if given["limits"] else None),
        chance=Chance(mix=Mix(**given["mix"]), random=Random(given["seed"])),
    )


async def _serve(port: int, platform: Platform) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Line(platform), "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), made(json.loads(sys.argv[2]))))
