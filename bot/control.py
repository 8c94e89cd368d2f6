"""How the command line reaches a running bot on SQLite: a socket in the data folder that only its owner may open.

One process owns the file (scheduling.md §8), so while it runs the command line asks it to do the operation.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Operate = Callable[[str, Mapping[str, str]], str]
"""Carries out an operation by name and gives what to print; raises `OperationError` with a sentence."""


class OperationError(Exception):
    """An operation that cannot be done; the message is for the person at the command line."""


@asynccontextmanager
async def listening(path: Path, operate: Operate) -> AsyncIterator[None]:
    """Serve operations on the socket while the context lasts."""

    async def answer(request: Request) -> Response:
        asked = await request.json()
        try:
            told = await asyncio.to_thread(operate, asked["name"], asked["arguments"])
        except OperationError as error:
            return JSONResponse({"error": str(error)}, status_code=409)
        return JSONResponse({"told": told})

    app = Starlette(routes=[Route("/", answer, methods=["POST"])])
    server = _Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    task = asyncio.create_task(server.serve([_bound(path)]))
    try:
        yield
    finally:
        server.should_exit = True
        await task
        os.unlink(path)


class _Server(uvicorn.Server):
    """A second server in the process: signals are the first one's."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _bound(path: Path) -> socket.socket:
    """A socket file that was never open to others: narrowed as it is made, not after. It listens from here on."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        listener.bind(str(path))
        listener.listen()
    finally:
        os.umask(before)
    return listener


async def ask(path: Path, name: str, arguments: Mapping[str, str]) -> str:
    """Have the running bot carry out an operation. Raises `OperationError` as it does."""
    connector = aiohttp.UnixConnector(path=str(path))
    async with aiohttp.ClientSession(connector=connector) as session:
        body = {"name": name, "arguments": dict(arguments)}
        async with session.post("http://bot/", json=body, timeout=aiohttp.ClientTimeout(total=300)) as answer:
            said = await answer.json()
    if "error" in said:
        raise OperationError(said["error"])
    return str(said["told"])
