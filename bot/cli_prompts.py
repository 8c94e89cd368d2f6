"""The commands about the library of prompts: out into a file, and in from one."""

from pathlib import Path
from typing import Annotated

import typer

from bot.control import OperationError
from bot.operating import answer, operate

prompts = typer.Typer(no_args_is_help=True, help="The questions that networks are asked, as a file.")


@prompts.command("export")
def export(
    file: Annotated[
        Path | None, typer.Argument(help="The file to write; it must not exist. Left out: print it.")
    ] = None,
) -> None:
    """Write the library as it is asked now, in the shape of content/prompts.yaml: to be edited and imported."""
    if file is not None and file.exists():
        raise OperationError(f"{file} is there already; give another name")
    text = answer("prompts_export")
    if file is None:
        typer.echo(text, nl=False)
        return
    file.write_text(text, encoding="utf-8")
    typer.echo(f"{file} is written. Edit it, then: prompts import {file} --preview")


@prompts.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A whole library, as `prompts export` writes it.")],
    preview: Annotated[bool, typer.Option("--preview", help="Only say what the file would do.")] = False,
) -> None:
    """Make a file the library: what is new, changed or gone in it holds for the rounds that open from now on."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise OperationError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OperationError(f"{file} is not written in UTF-8; save it so in your editor") from error
    operate("prompts_import", library=text, preview=str(preview))
