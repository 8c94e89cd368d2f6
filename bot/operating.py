"""How the command line carries out an operation, whether the bot runs or not."""

import asyncio
import os

import typer

from bot import operations, settings
from bot.control import OperationError, ask


def operate(name: str, /, **arguments: str) -> None:
    """Here if nobody has the database, else by the bot that has it. Prints what was done."""
    given = settings.read(os.environ)
    socket = given.control_socket
    try:
        told = operations.alone(given, name, arguments)
    except operations.SomebodyElseRuns as busy:
        if socket is None or not socket.exists():
            raise OperationError("another process has the database and does not answer; is a bot starting?") from busy
        told = asyncio.run(ask(socket, name, arguments))
    typer.echo(told)
