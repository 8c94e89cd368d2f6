"""The environment, read once and typed. A missing or wrong setting stops the start with one clear sentence.

`.env.example` explains each setting in the words of the person who fills it in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

from bot import access
from bot.access import LinkAccess, MailAccess, ModelAccess, SettingsError, SlackAccess, TeamsAccess
from core.model.echoes import LATEST as LATEST_ECHO
from core.model.echoes import MONTHS
from core.model.goals import LONGEST_AREA
from scheduler.calendar import CLOSED_BESIDES
from scheduler.closed import Closed, closed

__all__ = ["MailAccess", "Pace", "Settings", "SettingsError", "SlackAccess", "TeamsAccess", "from_values", "read"]

DEFAULT_DATABASE = "sqlite:///data/netvaerksbot.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Leases, settling and timeouts in seconds, short in tests. `speed`: how many times what the platform allows the
    lanes let through; over 1 only where the platform is our own.
    """

    timeout: float = 10.0
    lease: float = 60.0
    settle: float = 15.0
    tick: float = 1.0
    speed: float = 1.0
    senders: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that is set from outside."""

    organisation: str
    contact: str
    database_url: str = DEFAULT_DATABASE
    engine: str = "apscheduler"
    slack: SlackAccess | None = None
    teams: TeamsAccess | None = None
    mail: MailAccess | None = None
    mail_lacks: tuple[str, ...] = ()  # what is missing before mails can be written
    links: LinkAccess | None = None
    links_lack: tuple[str, ...] = ()  # what is missing before files can be fetched by a link
    secretariat: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()
    language: str = "da"
    zone: str = "Europe/Copenhagen"
    k: int = 5
    retention_months: int = 12
    echo_months: tuple[int, ...] = MONTHS
    first_year_from: date | None = None  # None: from the day the first network is under way
    area: str = ""  # what the first year's proposal is to be about
    model: ModelAccess | None = None  # the language model that may draft, where a network allows it
    coding: bool = False  # whether the secretariat codes replies
    closed: tuple[Closed, ...] = ()  # besides weekends and public holidays
    host: str = "127.0.0.1"
    port: int = 3100
    log_level: str = "INFO"
    pace: Pace = field(default_factory=Pace)
    clock_file: Path | None = None  # only `try` and tests: the calendar clock can be moved

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, None on PostgreSQL."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None

    @property
    def postgresql_url(self) -> str:
        """The address as PostgreSQL's own tools write it; empty on SQLite."""
        return "" if self.database_file else self.database_url.replace("postgresql+psycopg://", "postgresql://", 1)

    @property
    def control_socket(self) -> Path | None:
        """Where a running bot on SQLite is reached by the command line."""
        file = self.database_file
        return file.with_suffix(".sock") if file else None


def read(environment: Mapping[str, str], env_file: Path = Path(".env")) -> Settings:
    """The settings of an environment; what stands there wins over the `.env` file. Raises `SettingsError`."""
    return from_values(values(environment, env_file))


def values(environment: Mapping[str, str], env_file: Path = Path(".env")) -> dict[str, str]:
    """What stands in an environment and its `.env` file, unread: for a command that needs one of them only."""
    in_file = {name: text for name, text in dotenv_values(env_file).items() if text} if env_file.is_file() else {}
    return {**in_file, **environment}


def from_values(given: Mapping[str, str], *, installed: Callable[[str], object] = find_spec) -> Settings:
    """The settings that these values spell. Raises `SettingsError`. `installed`: whether there is a library."""
    mail, mail_lacks = access.mail(given)
    links, links_lack = access.links(given)
    url = _database(given.get("DATABASE_URL", "").strip() or DEFAULT_DATABASE)
    return Settings(
        organisation=_needed(given, "ORGANISATION", "write the name of the municipality, e.g. Albertslund Kommune"),
        contact=_needed(given, "CONTACT", "write whom people can ask about their data, e.g. dpo@kommune.dk"),
        database_url=url,
        engine=_engine(given, url, installed),
        slack=access.slack(given),
        teams=access.teams(given, installed),
        mail=mail,
        mail_lacks=mail_lacks,
        links=links,
        links_lack=links_lack,
        secretariat=_listed(given, "SECRETARIAT"),
        administrators=_listed(given, "ADMINISTRATORS"),
        language=_one_of(given, "LANGUAGE", ("da", "en")),
        zone=_zone(given.get("ZONE", "").strip() or "Europe/Copenhagen"),
        k=_number(given, "SMALLEST_GROUP", 5, least=3),
        retention_months=_number(given, "RETENTION_MONTHS", 12, least=1),
        echo_months=_months(given, "ECHO_MONTHS"),
        first_year_from=_day(given, "FIRST_YEAR_FROM"),
        area=_area(given),
        model=access.model(given),
        coding=_one_of(given, "CODING", ("off", "on")) == "on",
        closed=_closed(given.get("CLOSED_DAYS", CLOSED_BESIDES)),
        host=given.get("HOST", "").strip() or "127.0.0.1",
        port=_number(given, "PORT", 3100, least=1, most=65535),
        log_level=_one_of(given, "LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")),
        pace=_pace(given),
        clock_file=Path(given["NETVAERK_CLOCK_FILE"]) if given.get("NETVAERK_CLOCK_FILE") else None,
    )


def _listed(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.get(name, "").split(",") if part.strip())


def _needed(given: Mapping[str, str], name: str, what: str) -> str:
    text = given.get(name, "").strip()
    if not text:
        raise SettingsError(f"{name} is missing: {what} (in .env or the environment).")
    return text


def _database(url: str) -> str:
    if url.startswith("postgresql://"):
        return url.replace("postgresql://", "postgresql+psycopg://", 1)
    if url.startswith(("sqlite:///", "postgresql+psycopg://")):
        return url
    raise SettingsError(f"DATABASE_URL must start with sqlite:/// or postgresql://, not {url.split(':', 1)[0]}:")


def _engine(given: Mapping[str, str], url: str, installed: Callable[[str], object]) -> str:
    name = _one_of(given, "ENGINE", ("apscheduler", "procrastinate"))
    if name == "procrastinate" and url.startswith("sqlite:"):
        raise SettingsError("ENGINE=procrastinate needs PostgreSQL: set DATABASE_URL, or leave ENGINE out.")
    if not installed(name):
        raise SettingsError(f"ENGINE={name} needs a library that is not installed: run `make {name}`, or leave it out.")
    return name


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"ZONE {name} is not a time zone: write one like Europe/Copenhagen.") from error


def _one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    text = given.get(name, "").strip() or allowed[0]
    if text not in allowed:
        raise SettingsError(f"{name} must be one of {', '.join(allowed)}, not {text}.")
    return text


def _number(given: Mapping[str, str], name: str, default: int, *, least: int, most: int = 1000) -> int:
    return int(_checked(given, name, default, int, least, most))


def _checked(
    given: Mapping[str, str], name: str, default: float, read_as: Callable[[str], float], least: float, most: float
) -> float:
    text = given.get(name, "").strip()
    try:
        number = read_as(text) if text else default
    except ValueError as error:
        raise SettingsError(f"{name} must be a number, not {text}.") from error
    if not least <= number <= most:
        raise SettingsError(f"{name} must be between {least} and {most}, not {text}.")
    return number


def _months(given: Mapping[str, str], name: str) -> tuple[int, ...]:
    parts = _listed(given, name) or tuple(str(month) for month in MONTHS)
    if not all(part.isdecimal() and 1 <= int(part) <= LATEST_ECHO for part in parts):
        raise SettingsError(f"{name} must be months after a closing with commas between, e.g. 3,6,12; none over 24.")
    return tuple(sorted({int(part) for part in parts}))


def _day(given: Mapping[str, str], name: str) -> date | None:
    text = given.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SettingsError(f"{name} must be a day like 2027-01-01, not {text}.") from error


def _area(given: Mapping[str, str]) -> str:
    text = " ".join(given.get("AREA", "").split())
    if len(text) > LONGEST_AREA:
        raise SettingsError(f"AREA must be at most {LONGEST_AREA} characters; it has {len(text)}.")
    return text


def _closed(text: str) -> tuple[Closed, ...]:
    try:
        return closed(text)
    except ValueError as error:
        raise SettingsError(
            f"CLOSED_DAYS must be days like 12-24, spans like 12-23..01-02 or weeks like uge 28-30, "
            f"with commas between; {error} is none of them."
        ) from error


def _pace(given: Mapping[str, str]) -> Pace:
    default = Pace()
    seconds = {
        "timeout": ("SEND_TIMEOUT", default.timeout),
        "lease": ("LEASE", default.lease),
        "settle": ("SETTLE", default.settle),
        "tick": ("TICK", default.tick),
        "speed": ("SPEED", default.speed),
    }
    numbers = {field: _checked(given, name, usual, float, 0.01, 100000) for field, (name, usual) in seconds.items()}
    pace = Pace(**numbers, senders=_number(given, "SENDERS", default.senders, least=1, most=64))
    if pace.lease < 2 * pace.timeout:
        raise SettingsError("LEASE must be at least twice SEND_TIMEOUT, or a send could outlive its claim.")
    return pace
