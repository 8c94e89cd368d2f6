"""The commands about the organisation: secretariat, administrator, organisation."""

import json
from typing import Annotated

import typer

from bot.operating import operate

secretariat = typer.Typer(no_args_is_help=True, help="Who may ask the bot for summaries.")
administrator = typer.Typer(no_args_is_help=True, help="Who decides in chat who is in the secretariat.")
organisation = typer.Typer(no_args_is_help=True, help="The areas, departments, committees and sectors.")

Account = Annotated[str, typer.Argument(help="Member id on the platform, e.g. U0123ABCD.")]
Unit = Annotated[str, typer.Argument(help="The unit's name, as `organisation list` shows it.")]


@secretariat.command("add")
def secretariat_add(account: Account) -> None:
    """Let somebody ask for summaries."""
    operate("secretariat_add", account=account)


@secretariat.command("remove")
def secretariat_remove(account: Account) -> None:
    """Take that right back."""
    operate("secretariat_remove", account=account)


@secretariat.command("list")
def secretariat_list() -> None:
    """Show who may ask for summaries."""
    operate("secretariat_list")


@administrator.command("add")
def administrator_add(account: Account) -> None:
    """Let somebody decide who is in the secretariat."""
    operate("administrator_add", account=account)


@administrator.command("remove")
def administrator_remove(account: Account) -> None:
    """Take that right back; the last administrator stays."""
    operate("administrator_remove", account=account)


@administrator.command("list")
def administrator_list() -> None:
    """Show who the administrators are."""
    operate("administrator_list")


@organisation.command("list")
def organisation_list() -> None:
    """Show the units, each beneath the one it belongs to."""
    operate("organisation_list")


@organisation.command("add")
def organisation_add(
    name: Annotated[str, typer.Argument(help="What it is called.")],
    kind: Annotated[
        str, typer.Option(help="omraade, afdeling, fagudvalg, innovationsudvalg, udvalg, chefforum or sektor.")
    ] = "afdeling",
    under: Annotated[str, typer.Option(help="The name of the unit that it lies beneath.")] = "",
) -> None:
    """Add a unit."""
    operate("organisation_add", name=name, kind=kind, under=under)


@organisation.command("rename")
def organisation_rename(unit: Unit, name: Annotated[str, typer.Argument(help="The new name.")]) -> None:
    """Give a unit another name; the old one stays on record."""
    operate("organisation_rename", unit=unit, name=name)


@organisation.command("move")
def organisation_move(
    unit: Unit, under: Annotated[str, typer.Option(help="The unit it is to lie beneath; left out: the top.")] = ""
) -> None:
    """Put a unit beneath another."""
    operate("organisation_move", unit=unit, under=under)


@organisation.command("merge")
def organisation_merge(
    units: Annotated[list[str], typer.Argument(help="The names of those that become one.")],
    into: Annotated[str, typer.Option(help="Its name: of a unit that is there, which goes on, or a new one.")],
) -> None:
    """Make several units one. Who belonged to them, and networks under way, belong to it."""
    operate("organisation_merge", units=json.dumps(units), into=into)


@organisation.command("split")
def organisation_split(
    unit: Unit,
    into: Annotated[list[str], typer.Option("--into", help="The name of a part; give it once for each.")],
) -> None:
    """Make one unit several. A part with its name is the unit itself, which goes on."""
    operate("organisation_split", unit=unit, parts=json.dumps(into))


@organisation.command("close")
def organisation_close(unit: Unit) -> None:
    """Do not offer a unit any more."""
    operate("organisation_close", unit=unit)


@organisation.command("history")
def organisation_history() -> None:
    """Show what was called what, and what became of it, newest first."""
    operate("organisation_history")
