"""The command line: try, run, migrate, seed, backup, manifest, doctor, and what there is to say of the organisation.

Commands that touch the data are operations (`bot.operations`): on SQLite a running bot carries them out through its
socket, a stopped one leaves the file to the command line.
"""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from bot import operations, settings
from bot.cli_organisation import administrator, organisation, secretariat
from bot.cli_prompts import prompts
from bot.control import OperationError
from bot.operating import operate
from core.services.libraries import LibraryError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
manifest = typer.Typer(no_args_is_help=True, help="What the platform is given when the app is made there.")
deliveries = typer.Typer(no_args_is_help=True, help="What waits to go out, what did not get through, and what to do.")
app.add_typer(secretariat, name="secretariat")
app.add_typer(administrator, name="administrator")
app.add_typer(organisation, name="organisation")
app.add_typer(prompts, name="prompts")
app.add_typer(deliveries, name="deliveries")
app.add_typer(manifest, name="manifest")

_BUSY = "a bot is at work on {} already; stop it first, or give this one another place (--data of `try`, DATABASE_URL)."


def main() -> None:
    """Run the command line; a wrong setting, or what cannot be done, ends in one sentence."""
    try:
        app()
    except (settings.SettingsError, OperationError) as error:
        typer.echo(f"netvaerksbot: {error}", err=True)
        raise SystemExit(2) from error
    except operations.SomebodyElseRuns as busy:
        typer.echo(f"netvaerksbot: {_BUSY.format(busy.path)}", err=True)
        raise SystemExit(2) from busy
    except LibraryError as error:
        typer.echo(f"netvaerksbot: content/prompts.yaml cannot be used:\n{error}", err=True)
        raise SystemExit(2) from error


@app.command("try")
def try_(
    empty: Annotated[bool, typer.Option("--empty", help="Start without demo data.")] = False,
    port: Annotated[int, typer.Option(help="Where the local workspace is shown.")] = 3200,
    data: Annotated[Path, typer.Option(help="Where the trial keeps its data.")] = Path("data"),
    platform: Annotated[str, typer.Option(help="The chat that the local workspace plays: slack or teams.")] = "slack",
) -> None:
    """Start the bot and a local workspace to try it in, and print the address."""
    from bot import trial  # the sandbox's launcher is needed by this command only

    if platform not in trial.PLATFORMS:
        raise OperationError(f"--platform must be one of {', '.join(trial.PLATFORMS)}, not {platform}")
    raise SystemExit(trial.run(data, port=port, empty=empty, platform=platform))


@app.command()
def run() -> None:
    """Run the bot on the settings in the environment and .env, until it is told to stop."""
    from bot import process  # the platforms' libraries take a second to import: not for every command

    process.run(_settings())


@app.command()
def migrate() -> None:
    """Bring the database up to this version's tables."""
    operate("migrate")


@app.command()
def seed(
    again: Annotated[bool, typer.Option("--again", help="Add the demo networks although there are networks.")] = False,
) -> None:
    """Put demo data in: three networks in different phases, with members and replies."""
    operate("seed", again=str(again))


@app.command()
def backup(target: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")]) -> None:
    """Write a copy of the database that can be opened on its own, while the bot goes on."""
    operate("backup", target=str(target.absolute()))


@app.command()
def restored(
    since: Annotated[str, typer.Option(help="The time the database was put back to, e.g. 2026-11-20T02:00.")],
) -> None:
    """Say that the database was restored: what may have gone out since then is looked for before it is sent.

    Not needed for a copy that `backup` made: it knows by itself.
    """
    operate("restored", since=since)


@deliveries.command("list")
def deliveries_list(
    state: Annotated[str, typer.Option(help="Only those in this state, e.g. dead, held, unknown, pending.")] = "",
) -> None:
    """Show what has not come to a good end: id, state, kind, network, age, error. Never whom it is for."""
    operate("deliveries_list", state=state)


@deliveries.command("retry")
def deliveries_retry(id: Annotated[str, typer.Argument(help="As `deliveries list` shows it.")]) -> None:
    """Try one again that was refused, or that is held until somebody decides."""
    operate("deliveries_retry", id=id)


@deliveries.command("drop")
def deliveries_drop(
    id: Annotated[str, typer.Argument(help="As `deliveries list` shows it.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept with the delivery.")],
) -> None:
    """Do not send one."""
    operate("deliveries_drop", id=id, reason=reason)


@manifest.command("slack")
def manifest_slack(
    url: Annotated[str, typer.Option(help="Where Slack reaches the bot; leave out for Socket Mode.")] = "",
) -> None:
    """Print the app manifest for Slack: paste it at api.slack.com/apps, "From a manifest"."""
    from bot.slack.manifest import manifest as built  # reads its tables only when asked

    typer.echo(json.dumps(built(url=url or None, socket_mode=not url), indent=2, ensure_ascii=False))


@manifest.command("teams")
def manifest_teams(
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("netvaerksbot-teams.zip"),
    website: Annotated[str, typer.Option(help="Where people read about you; else the domain of CONTACT.")] = "",
    version: Annotated[str, typer.Option(help="A higher one, if a setting changed and the bot did not.")] = "",
) -> None:
    """Write the app package for Teams: upload it in the Teams admin centre, "Manage apps"."""
    from bot.teams import manifest as made  # reads its icons only when asked

    about = made.from_values(settings.values(os.environ), website=website, number=version)
    out.write_bytes(made.package(about))
    typer.echo(f"{out} is written. Upload it in the Teams admin centre, under Manage apps.")


@app.command("invite-guest")
def invite_guest(mail: Annotated[str, typer.Argument(help="Their mail address.")]) -> None:
    """Teams: invite somebody from outside into the tenant (TEAMS_GRAPH=guests), and into TEAMS_TEAM if that is set."""
    from bot.teams import guests  # an optional library

    given = _settings()
    typer.echo(guests.invite(given.teams, mail, timeout=given.pace.timeout))


@app.command()
def doctor() -> None:
    """Check settings, database, token and scopes; say what to do about each."""
    from bot import doctor as checks  # asks the platform, so it needs its library

    raise SystemExit(checks.run(os.environ))


def _settings() -> settings.Settings:
    return settings.read(os.environ)
