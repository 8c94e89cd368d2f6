"""What each platform gives an app, read from the environment. A wrong setting is told in one clear sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from core.model.links import is_mail


class SettingsError(Exception):
    """One sentence that says which setting is wrong and what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackAccess:
    """What Slack gives an app. With `app_token` the bot calls out (Socket Mode); without it Slack calls in (HTTP)."""

    bot_token: str
    signing_secret: str
    app_token: str = ""
    api_url: str = "https://slack.com/api/"

    @property
    def uses_socket(self) -> bool:
        return bool(self.app_token)


class GraphUse(Enum):
    """What Microsoft Graph may be used for, beside reading back what the bot itself has said."""

    CHANNELS = "channels"
    GUESTS = "guests"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsAccess:
    """What Microsoft gives an app. `tenants`: whose activities are let in, the home tenant first.

    `team`: the group id of the team in which channels are made; empty: the only one that the bot is in. `local_url`:
    a stand-in on this machine for all of Microsoft's services, for `try` and tests. `trusts_playground`: it is
    Microsoft's own Agents Playground, which signs nothing and asks for no secret.
    """

    app_id: str
    password: str
    tenant: str
    tenants: tuple[str, ...]
    graph: frozenset[GraphUse] = frozenset()
    team: str = ""
    local_url: str = ""
    trusts_playground: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAccess:
    """What personal links need: where people reach the bot, and of what the secrets in them are worked out."""

    public_url: str
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAccess:
    """Where a language model is reached, what it is called there, and the key that it asks for, if it does."""

    url: str
    name: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAccess:
    """What mails to people without an account need. `secret`: of which the secrets of their links are worked out.

    `folder`: where mails are put instead of being sent, in a trial.
    """

    public_url: str
    sender: str
    secret: str
    host: str = ""
    port: int = 587
    user: str = ""
    password: str = ""
    tls: str = "starttls"
    folder: Path | None = None


TLS = ("starttls", "tls", "none")
_LEAST_SECRET = 32


def mail(given: Mapping[str, str]) -> tuple[MailAccess | None, tuple[str, ...]]:
    """None while something is missing, and what that is. Raises `SettingsError` if something is wrong."""
    folder = _text(given, "MAIL_FOLDER")
    needed = ("PUBLIC_URL", "MAIL_FROM", "LINK_SECRET", *(() if folder else ("SMTP_HOST",)))
    lacks = tuple(name for name in needed if not _text(given, name))
    if lacks:
        return None, lacks
    linked, tls = _linked(given), _text(given, "SMTP_TLS") or TLS[0]
    if tls not in TLS:
        raise SettingsError(f"SMTP_TLS must be one of {', '.join(TLS)}, not {tls}.")
    if not is_mail(_text(given, "MAIL_FROM")):
        raise SettingsError("MAIL_FROM must be the mail address that mails come from, like netvaerk@kommune.dk.")
    access = MailAccess(
        public_url=linked.public_url,
        sender=_text(given, "MAIL_FROM"),
        secret=linked.secret,
        host=_text(given, "SMTP_HOST"),
        port=_port(_text(given, "SMTP_PORT") or "587"),
        user=_text(given, "SMTP_USER"),
        password=_text(given, "SMTP_PASSWORD"),
        tls=tls,
        folder=Path(folder) if folder else None,
    )
    return access, ()


def links(given: Mapping[str, str]) -> tuple[LinkAccess | None, tuple[str, ...]]:
    """None while something is missing, and what that is. Raises `SettingsError` if something is wrong."""
    lacks = tuple(name for name in ("PUBLIC_URL", "LINK_SECRET") if not _text(given, name))
    return (None, lacks) if lacks else (_linked(given), ())


def _linked(given: Mapping[str, str]) -> LinkAccess:
    secret = _text(given, "LINK_SECRET")
    if len(secret) < _LEAST_SECRET:
        raise SettingsError(f"LINK_SECRET must have at least {_LEAST_SECRET} characters: .env.example says how.")
    return LinkAccess(public_url=_public(_text(given, "PUBLIC_URL")), secret=secret)


def model(given: Mapping[str, str]) -> ModelAccess | None:
    """The language model that may draft; None unless one is named. Replies go to no host that is not allowed."""
    url = _text(given, "MODEL_URL").rstrip("/")
    if not url:
        return None
    scheme, host = _endpoint(url)
    name = _text(given, "MODEL_NAME")
    if not name:
        raise SettingsError("MODEL_NAME is missing: write what the model at MODEL_URL is called there.")
    if is_here(host):
        return ModelAccess(url=url, name=name, key=_text(given, "MODEL_KEY"))
    if host not in _listed(given, "MODEL_HOSTS"):
        raise SettingsError(
            f"MODEL_URL is at {host}, which MODEL_HOSTS does not allow: add it there, or use this machine."
        )
    if scheme != "https":
        raise SettingsError(
            f"MODEL_URL must begin with https:// for {host}: replies go to no other machine unencrypted."
        )
    return ModelAccess(url=url, name=name, key=_text(given, "MODEL_KEY"))


def _endpoint(url: str) -> tuple[str, str]:
    """How it is spoken to, and which host it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise SettingsError("MODEL_URL must be an address like http://127.0.0.1:11434/v1.")
    return parts.scheme, parts.hostname


def _public(url: str) -> str:
    """Links travel over the open net: nothing but https, unless it is this machine."""
    place = urlsplit(url)
    if not place.hostname or not (place.scheme == "https" or (place.scheme == "http" and is_here(place.hostname))):
        raise SettingsError(
            "PUBLIC_URL must be the address at which people reach the bot, like https://bot.kommune.dk."
        )
    return url.rstrip("/")


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SettingsError(f"SMTP_PORT must be a number between 1 and 65535, not {text}.")
    return int(text)


def slack(given: Mapping[str, str]) -> SlackAccess | None:
    """None if nothing of it is set. Raises `SettingsError`."""
    token, secret, app_token = (_text(given, f"SLACK_{name}") for name in ("BOT_TOKEN", "SIGNING_SECRET", "APP_TOKEN"))
    if not (token or secret or app_token):
        return None
    if not token.startswith("xoxb-"):
        raise SettingsError("SLACK_BOT_TOKEN must be the Bot User OAuth Token that starts with xoxb-.")
    if app_token and not app_token.startswith("xapp-"):
        raise SettingsError("SLACK_APP_TOKEN must be the App-Level Token that starts with xapp-, or be left out.")
    if not (secret or app_token):
        raise SettingsError("SLACK_SIGNING_SECRET is missing: copy it from Basic Information of your Slack app.")
    url = _text(given, "SLACK_API_URL") or "https://slack.com/api/"
    return SlackAccess(bot_token=token, signing_secret=secret, app_token=app_token, api_url=url)


def teams(given: Mapping[str, str], installed: Callable[[str], object]) -> TeamsAccess | None:
    """None if nothing of it is set. Raises `SettingsError`. `installed`: whether there is a library."""
    app_id, password, tenant = (_text(given, f"TEAMS_{name}") for name in ("APP_ID", "APP_PASSWORD", "TENANT"))
    if not (app_id or password or tenant):
        return None
    if not installed("microsoft_teams"):
        raise SettingsError("Teams needs a library that is not installed: run `make teams`, or leave TEAMS_* out.")
    trusts_playground = _trusts_playground(given)
    if not (password or trusts_playground):
        raise SettingsError("TEAMS_APP_PASSWORD is missing: make a client secret for the app and copy its value.")
    home = _directory(tenant, "TEAMS_TENANT", "the id of the organisation's tenant")
    others = (_directory(each, "TEAMS_TENANTS", "ids of tenants") for each in _listed(given, "TEAMS_TENANTS"))
    return TeamsAccess(
        app_id=_directory(app_id, "TEAMS_APP_ID", "the Application (client) ID"),
        password=password,
        tenant=home,
        tenants=tuple(dict.fromkeys((home, *others))),
        graph=_graph(given),
        team=_team(given),
        local_url=_local(_text(given, "TEAMS_LOCAL_URL")),
        trusts_playground=trusts_playground,
    )


def _graph(given: Mapping[str, str]) -> frozenset[GraphUse]:
    known = {use.value: use for use in GraphUse}
    asked = [word for word in _listed(given, "TEAMS_GRAPH") if word != "off"]
    for word in asked:
        if word not in known:
            raise SettingsError(f"TEAMS_GRAPH must be words of {', '.join(known)} with commas between, not {word}.")
    return frozenset(known[word] for word in asked)


def _team(given: Mapping[str, str]) -> str:
    team = _text(given, "TEAMS_TEAM")
    return _directory(team, "TEAMS_TEAM", "the group id of a team") if team else ""


def _local(url: str) -> str:
    """Nothing but this machine: what listens there is believed to be Microsoft, and is given the secret."""
    if not url:
        return ""
    place = urlsplit(url)
    if place.scheme != "http" or not is_here(place.hostname or ""):
        raise SettingsError("TEAMS_LOCAL_URL is for trying on this machine only: write http://127.0.0.1:PORT.")
    return url.rstrip("/")


def is_here(host: str) -> bool:
    """Whether it is this machine, and nobody else can be it or reach it."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _trusts_playground(given: Mapping[str, str]) -> bool:
    """Asked for by name, and only where nobody but this machine reaches the bot: everybody who does is believed."""
    word = _text(given, "TEAMS_TRUST")
    if not word:
        return False
    if word != "playground":
        raise SettingsError(
            "TEAMS_TRUST is for trying the bot in Microsoft's Agents Playground: playground, or nothing."
        )
    if not is_here(_text(given, "HOST") or "127.0.0.1"):
        raise SettingsError(
            "TEAMS_TRUST=playground believes whoever reaches the bot: write HOST=127.0.0.1, or leave it out."
        )
    if not _text(given, "TEAMS_LOCAL_URL"):
        raise SettingsError(
            "TEAMS_TRUST=playground needs TEAMS_LOCAL_URL: write http://127.0.0.1:56150, where it runs."
        )
    return True


def _directory(text: str, name: str, what: str) -> str:
    """An id as Microsoft writes it."""
    try:
        return str(UUID(text))
    except ValueError:
        raise SettingsError(f"{name} must be {what}, like 00000000-0000-0000-0000-000000000000.") from None


def _text(given: Mapping[str, str], name: str) -> str:
    return given.get(name, "").strip()


def _listed(given: Mapping[str, str], name: str) -> list[str]:
    return [part.strip() for part in given.get(name, "").split(",") if part.strip()]
