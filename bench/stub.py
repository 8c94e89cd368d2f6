"""A server that says "ok" to everything: a platform for the bot to call, and what the generator is measured against.

python -m bench.stub PORT
"""

import asyncio
import json
import sys

from bench.access import BOT_USER, TEAM

_OK = json.dumps(
    {
        "ok": True,
        "team_id": TEAM,
        "team": "Bench",
        "user_id": BOT_USER,  # auth.test
        "channel": "C0BENCH01",
        "ts": "1700000000.000100",  # chat.postMessage and its kin
        "members": [],  # users.list: whoever is needed is in the database
    }
).encode()
_ANSWER = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-oauth-scopes: commands,chat:write\r\n"
    b"content-length: %d\r\n\r\n%s" % (len(_OK), _OK)
)


class _Yes(asyncio.Protocol):
    """Reads a request to its end, which its length tells, and answers."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, body = self._buffer.partition(b"\r\n\r\n")
        if end and len(body) >= _length(head):
            self._buffer = b""
            self._transport.write(_ANSWER)


def _length(head: bytes) -> int:
    place = head.lower().find(b"content-length:")
    return int(head[place + 15 :].split(b"\r\n", 1)[0]) if place >= 0 else 0


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(_Yes, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
