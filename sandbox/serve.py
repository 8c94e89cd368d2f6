"""Runs a workspace: in the foreground for people, or in a thread for tests."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from sandbox.app import Sandbox, build
from sandbox.platform import Platform
from sandbox.settings import Common

_STOP_SECONDS = 10.0


class Server(uvicorn.Server):
    """uvicorn, telling streams to end first and saying where it listens."""

    def __init__(self, app: Sandbox, listener: socket.socket, *, quiet: bool) -> None:
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_graceful_shutdown=2, ws_max_size=2**20
        )
        super().__init__(config)
        self._app = app
        self._listener = listener
        self._quiet = quiet
        self.listening = threading.Event()

    def work(self) -> None:
        self.run(sockets=[self._listener])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self._quiet:
            print(f"sandbox ready {self._app.state.platform.url}", flush=True)
        self.listening.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.stopping.set()
        for stop in self._app.state.face.stopping:
            await stop()
        await super().shutdown(sockets)


def _server(settings: Common, *, quiet: bool) -> tuple[Server, Platform]:
    """A server on its own bound socket, so that port 0 has become a number before anything starts."""
    # The protocol is named because asyncio sends small packets at once only on sockets that say TCP.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((settings.host, settings.port))
    app = build(settings)
    platform: Platform = app.state.platform
    platform.url = f"http://{settings.host}:{listener.getsockname()[1]}"
    return Server(app, listener, quiet=quiet), platform


def forever(settings: Common) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    server, _ = _server(settings, quiet=False)
    server.work()


@dataclass(frozen=True)
class Running:
    """A workspace in this process; read `platform` only, and change it over HTTP."""

    url: str
    platform: Platform


@contextmanager
def running(settings: Common) -> Iterator[Running]:
    """A workspace in a thread, listening when the block begins and gone when it ends."""
    server, platform = _server(settings, quiet=True)
    thread = threading.Thread(target=_run, args=(server,), daemon=True)
    thread.start()
    if not server.listening.wait(_STOP_SECONDS):
        raise RuntimeError("the workspace did not start")
    try:
        yield Running(platform.url, platform)
    finally:
        server.should_exit = True
        thread.join(_STOP_SECONDS)


def _run(server: Server) -> None:
    # uvicorn's own run() would install signal handlers, which only a main thread may.
    asyncio.run(server.serve(sockets=[server._listener]))
