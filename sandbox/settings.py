"""What a workspace is started with, and how long its patience lasts."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]
# JSON from outside, of whatever shape; narrowed where it is used.
Foreign = Any

CONTENT = Path(__file__).parent / "content"
PAGE = Path(__file__).parent / "page"
NODE_MODULES = Path(__file__).parents[1] / "node_modules"


@dataclass(frozen=True)
class Patience:
    """The services' own waiting times in seconds; tests shorten them.

    `acknowledgement` and `trigger` are Slack's, `answer` is how long Teams waits for the bot.
    """

    acknowledgement: float = 3.0
    trigger: float = 3.0
    response_url: float = 1800.0
    event_retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    snapshot: float = 0.4
    answer: float = 15.0
    hang: float = 60.0


@dataclass(frozen=True)
class Common:
    """What any workspace is told; the rest comes from the manifest."""

    manifest: Mapping[str, Any]
    bot_url: str
    _: KW_ONLY
    host: str = "127.0.0.1"
    port: int = 0
    state: Path | None = None
    people: Path = CONTENT / "people.json"
    clock_url: str = ""
    mails_url: str = ""
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True)
class Settings(Common):
    """A Slack workspace."""

    signing_secret: str
    bot_token: str
    app_token: str = ""


@dataclass(frozen=True)
class TeamsSettings(Common):
    """A Teams tenant. `graph`: what the administrator lets the app do there beside its own rights in a team, of
    "channels", "members", "guests". `cards`: where Microsoft's card renderer was installed.
    """

    app_id: str
    password: str
    graph: tuple[str, ...] = ()
    cards: Path = NODE_MODULES / "adaptivecards" / "dist"
