"""`doctor`: looks at settings, database, token, scopes and the mail server, and says what to do about each."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import typer

from bot import settings as environment
from bot.house import content, opened
from bot.mail import doctor as mail
from bot.settings import Settings, SettingsError, SlackAccess
from bot.slack.client import SlackClient
from bot.slack.directory import identify
from bot.slack.scopes import needed
from core.services import libraries
from core.services.libraries import LibraryError
from storage.engine import SomebodyElseRuns, Unreachable
from views.messenger import DeliveryError

Finding = tuple[bool, str]
"""Whether it is well, and what there is to know or to do."""


def run(given: Mapping[str, str], env_file: Path = Path(".env")) -> int:
    """Print the findings; the exit code is 0 when all is well."""
    try:
        settings = environment.read(given, env_file)
    except SettingsError as error:
        return _print([(False, f"Settings: {error}")])
    findings = [(True, f"Settings: {settings.organisation}, figures from {settings.k} answers")]
    findings += [*_database(settings), *_questions(), *_platforms(settings)]
    findings += [*mail.findings(settings.mail, settings.mail_lacks), *_people(settings)]
    return _print(findings)


def _print(findings: list[Finding]) -> int:
    for is_well, text in findings:
        typer.echo(f"{'ok  ' if is_well else 'MEND'}  {text}")
    return 0 if all(is_well for is_well, _ in findings) else 1


def _database(settings: Settings) -> Iterator[Finding]:
    where = settings.database_file or "PostgreSQL"
    try:
        with opened(settings):
            yield True, f"Database: {where} answers and is up to date"
    except SomebodyElseRuns:
        yield True, f"Database: {where} is in use by a running bot"
    except (Unreachable, OSError) as error:
        yield False, f"Database: {where} cannot be opened ({type(error).__name__}). Check DATABASE_URL and its server."


def _questions() -> Iterator[Finding]:
    try:
        shipped = libraries.read(content("prompts.yaml"))
    except LibraryError as error:
        for problem in error.problems:
            yield False, f"Questions: content/prompts.yaml: {problem}"
    else:
        yield True, f"Questions: {len(shipped)} prompts ship with the bot"


def _platforms(settings: Settings) -> Iterator[Finding]:
    """One is enough."""
    if settings.slack is None and settings.teams is None:
        yield False, "Slack: not set. Create the app from `netvaerksbot manifest slack`, then fill in SLACK_BOT_TOKEN."
        yield False, "Teams: not set. Make the app package with `netvaerksbot manifest teams`, then fill in TEAMS_*."
    if settings.slack is not None:
        yield from _slack(settings.slack, settings)
    if settings.teams is not None:
        from bot.teams import doctor as teams  # an optional library

        yield from teams.findings(settings.teams, timeout=settings.pace.timeout, port=settings.port)


def _slack(access: SlackAccess, settings: Settings) -> Iterator[Finding]:
    way = "Socket Mode" if access.uses_socket else f"HTTP: Slack must reach /slack/events on port {settings.port}"
    yield True, f"Slack: comes in by {way}"
    try:
        identity = identify(SlackClient(access.bot_token, api_url=access.api_url, timeout=settings.pace.timeout))
    except DeliveryError as error:
        yield False, f"Slack: it does not answer or accept the token ({error.code}). Copy SLACK_BOT_TOKEN anew."
        return
    yield True, f"Slack: the token belongs to the workspace {identity.team_name or identity.team}"
    yield from _scopes(identity.scopes)


def _scopes(given: frozenset[str]) -> Iterator[Finding]:
    missing = sorted(set(needed()) - given)
    if missing and given:
        yield False, f"Slack: missing scopes {', '.join(missing)}. Paste the manifest anew and reinstall the app."
    elif given:
        yield True, "Slack: all scopes are given"
    else:
        yield True, "Slack: it does not tell which scopes are given; the log will, if one is missing"


def _people(settings: Settings) -> Iterator[Finding]:
    if settings.secretariat:
        yield True, f"Secretariat: {len(settings.secretariat)} named in SECRETARIAT"
    else:
        yield True, "Secretariat: nobody named in SECRETARIAT; `netvaerksbot secretariat list` shows who was added"
    if settings.administrators:
        yield True, f"Administrators: {len(settings.administrators)} named in ADMINISTRATORS"
    else:
        yield (
            True,
            "Administrators: nobody named in ADMINISTRATORS; `netvaerksbot administrator list` shows who was added",
        )
