"""How the command line carries out an operation, whether the bot runs or not."""

import asyncio
import os

import typer

from bot import operations, settings
from bot.control import OperationError, ask


def operate(name: str, /, **arguments: str) -> None:
    """Prints what was done."""
    typer.echo(answer(name, **arguments))


def answer(name: str, /, **arguments: str) -> str:
    """Here if nobody has the database, else by the bot that has it."""
    given = settings.read(os.environ)
    socket = given.control_socket
    try:
        return operations.alone(given, name, arguments)
    except operations.SomebodyElseRuns as busy:
        if socket is None or not socket.exists():
            raise OperationError("another process has the database and does not answer; is a bot starting?") from busy
        return asyncio.run(ask(socket, name, arguments))
