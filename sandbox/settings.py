"""What a workspace is started with, and how long its patience lasts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]
# JSON from outside, of whatever shape; narrowed where it is used.
Foreign = Any

CONTENT = Path(__file__).parent / "content"
PAGE = Path(__file__).parent / "page"


@dataclass(frozen=True)
class Patience:
    """Slack's own waiting times in seconds; tests shorten them."""

    acknowledgement: float = 3.0
    trigger: float = 3.0
    response_url: float = 1800.0
    event_retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    snapshot: float = 0.4


@dataclass(frozen=True)
class Settings:
    """Everything the workspace is told; the rest comes from the manifest."""

    manifest: Mapping[str, Any]
    bot_url: str
    signing_secret: str
    bot_token: str
    app_token: str = ""
    host: str = "127.0.0.1"
    port: int = 0
    state: Path | None = None
    people: Path = CONTENT / "people.json"
    clock_url: str = ""
    patience: Patience = field(default_factory=Patience)
