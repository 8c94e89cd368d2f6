"""/try/mails: the mails of a trial, sent to nobody, to be read on one's own machine. Mounted in a trial only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.web import drawing
from locales.catalogue import translator

PATH = "/try/mails"
_LINK = re.compile(r"https?://\S+(/l/[\w-]+)")
MOST = 50
"""How many are shown, the newest first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail. `link`: the way to its reader's page, on this bot whatever its address was when it was written."""

    subject: str
    to: str
    at: datetime
    text: str
    link: str


def kept(folder: Path) -> Sequence[Kept]:
    """The mails of a folder, the newest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [_read(file) for file in files[:MOST]]


def _read(file: Path) -> Kept:
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    text = body.get_content().replace("\r\n", "\n") if body else ""
    found = _LINK.search(text)
    return Kept(
        subject=str(mail["Subject"]),
        to=str(mail["To"]),
        at=parsedate_to_datetime(str(mail["Date"])),
        text=_LINK.sub("", text).partition("\n-- \n")[0].strip().removesuffix(":").rsplit("\n\n", 1)[0],
        link=found[1] if found else "",
    )


def route(folder: Path) -> Route:
    """Only callers on this machine are answered: whoever reads a mail can open its link."""

    async def mails(request: Request) -> Response:
        if request.client is None or request.client.host not in ("127.0.0.1", "::1"):
            return PlainTextResponse("only from this machine", status_code=403)
        found = await to_thread.run_sync(kept, folder)
        return HTMLResponse(drawing.mails(translator("da"), found), headers={"Cache-Control": "no-store"})

    return Route(PATH, mails)
