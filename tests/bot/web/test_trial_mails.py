"""The mails of a trial are read on one's own machine: each with its words and the link that its reader would press."""

import asyncio
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.mail.post import FolderPost
from bot.web.trial_mails import PATH, kept, route
from tests.support.hostile import NASTY

LINK = "http://127.0.0.1:4711/l/en_Hemmelighed-1"


def put(folder: Path, number: int, *, subject: str = "Du er inviteret", text: str = "Vil du være med?") -> None:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"], mail["To"], mail["Date"] = subject, "ulla@x.example", "Mon, 07 Sep 2026 07:00:00 +0000"
    mail["Message-ID"] = f"<{number}@aaby.example>"
    mail.set_content(f"{text}\n\nÅbn din side: {LINK}\n\n-- \nLinket er dit eget.\n")
    FolderPost(folder).send(mail)


def ask(folder: Path, caller: str = "127.0.0.1") -> httpx.Response:
    async def got() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=[route(folder)]), client=(caller, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            return await client.get(PATH)

    return asyncio.run(got())


def test_a_mail_is_its_words_and_its_link(tmp_path: Path) -> None:
    """The link leads to this bot, whose address is another at each start."""
    put(tmp_path, 1)
    [mail] = kept(tmp_path)
    assert (mail.subject, mail.to, mail.text, mail.link) == (
        "Du er inviteret",
        "ulla@x.example",
        "Vil du være med?",
        "/l/en_Hemmelighed-1",
    )
    page = ask(tmp_path).text
    assert '<a href="/l/en_Hemmelighed-1">' in page
    assert "4711" not in page


def test_without_mails_it_says_how_to_get_one(tmp_path: Path) -> None:
    """Before the folder is made, too."""
    assert "ingen mails endnu" in ask(tmp_path / "mails").text


def test_what_people_wrote_is_words(tmp_path: Path) -> None:
    """Nothing in a mail becomes part of the page."""
    put(tmp_path, 1, subject="<script>alert(1)</script>", text=NASTY)
    assert "<script>" not in ask(tmp_path).text


@pytest.mark.parametrize("caller", ["192.168.1.7", "10.0.0.1"])
def test_nobody_else_reads_them(tmp_path: Path, caller: str) -> None:
    """Whoever reads a mail can open its link."""
    put(tmp_path, 1)
    answer = ask(tmp_path, caller)
    assert answer.status_code == 403
    assert "ulla" not in answer.text
