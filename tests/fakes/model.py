"""A language model that is none: a real HTTP server that answers chat completions as it is told to."""

import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Mapping[str, Any]


def claim(text: str, *sources: str, quote: str | None = None) -> Answer:
    return {"paastand": text, "kilder": list(sources), "citat": quote}


@dataclass
class Fake:
    """`says`: what it answers, claims or any text. `status`, `cut`, `slow` (seconds), `moves`: how it fails."""

    says: list[Answer] | str = field(default_factory=list)
    status: int = 200
    cut: bool = False
    slow: float = 0
    moves: str = ""
    asked: list[Mapping[str, Any]] = field(default_factory=list)
    url: str = ""

    @property
    def data(self) -> str:
        """What it was given last, beside its instruction."""
        return str(self.asked[-1]["messages"][1]["content"])

    @property
    def items(self) -> Mapping[str, str]:
        """The replies in it, by the name it knows them by."""
        found = re.findall(r"^\[(S\d+)\] (.*)$", self.data, re.MULTILINE)
        return {name: json.loads(text) for name, text in found}

    def body(self) -> bytes:
        said = self.says if isinstance(self.says, str) else json.dumps(self.says, ensure_ascii=False)
        whole = json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()
        return whole[: len(whole) // 2] if self.cut else whole


@contextmanager
def running(fake: Fake) -> Iterator[Fake]:
    """On a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            fake.asked.append({**json.loads(self.rfile.read(length)), "headers": dict(self.headers)})
            time.sleep(fake.slow)
            body = fake.body()
            self.send_response(302 if fake.moves else fake.status)
            if fake.moves:
                self.send_header("Location", fake.moves)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # whoever asked has gone

        def log_message(self, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
