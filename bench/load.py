"""A load generator: sends requests that were signed before the clock starts, over connections that are kept open.

It parses no more of an answer than its length, so that it is far cheaper than what it measures.
"""

import asyncio
import gc
import hashlib
import hmac
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Measured:
    """`per_second`: requests answered with 200; `p50_ms`, `p99_ms`: from the first byte out to the last in.

    `sent`: how many requests went out; `failed`: those that were answered otherwise, or not at all.
    """

    per_second: float
    p50_ms: float
    p99_ms: float
    sent: int
    failed: int


def signed(path: str, body: bytes, *, secret: str, port: int) -> bytes:
    """One HTTP/1.1 request as Slack signs it, ready to be written to a socket. It is valid for five minutes."""
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Line(asyncio.Protocol):
    """One kept connection: the next request goes out when the answer to the last is in."""

    def __init__(self, requests: Iterator[bytes], times: list[float], until: float, done: asyncio.Future[None]) -> None:
        self._requests, self._times, self._until, self._done = requests, times, until, done
        self._buffer = b""
        self._sent_at = 0.0
        self._waits = False
        self.sent = 0
        self.failed = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, body = self._buffer.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return
        if head.startswith(b"HTTP/1.1 200"):
            self._times.append(time.perf_counter() - self._sent_at)
        else:
            self.failed += 1
        self._buffer = b""
        self._waits = False
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        self.failed += self._waits
        if not self._done.done():
            self._done.set_result(None)

    def _next(self) -> None:
        is_over = self.sent and time.perf_counter() > self._until  # each sends once, however short the time is
        request = None if is_over else next(self._requests, None)
        if request is None:
            self._transport.close()
            return
        self.sent += 1
        self._waits = True
        self._sent_at = time.perf_counter()
        self._transport.write(request)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


async def _measure(port: int, requests: Sequence[bytes], connections: int, seconds: float) -> Measured:
    loop = asyncio.get_running_loop()
    times: list[float] = []
    supply = iter(requests)
    begun = time.perf_counter()
    ends = [loop.create_future() for _ in range(connections)]
    lines = [_Line(supply, times, begun + seconds, end) for end in ends]
    for line in lines:
        await loop.create_connection(lambda line=line: line, "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*ends)
    lasted = time.perf_counter() - begun
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else [0.0] * 99
    sent, failed = sum(line.sent for line in lines), sum(line.failed for line in lines)
    return Measured(len(times) / lasted, cuts[49] * 1000, cuts[98] * 1000, sent, failed)


def measure(port: int, requests: Sequence[bytes], *, connections: int, seconds: float) -> Measured:
    """Send the requests over so many connections until the time is up or none is left."""
    gc.collect()
    gc.disable()  # a pause of ours would look like one of theirs
    try:
        return asyncio.run(_measure(port, requests, connections, seconds))
    finally:
        gc.enable()


def ask(port: int, request: bytes, *, patience: float = 30.0) -> bytes:
    """Send one request and give its whole answer, head and body. Raises OSError if nobody listens."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
        line.sendall(request)
        answer = b""
        while True:
            piece = line.recv(65536)
            answer += piece
            head, end, body = answer.partition(b"\r\n\r\n")
            if not piece or (end and len(body) >= _length(head)):
                return answer
