"""Mails over a real mail server: taken, refused for now or for good, broken off; and what becomes of each."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.access import MailAccess
from bot.mail.post import FolderPost, SmtpPost
from tests.support.ports import free_port
from views.messenger import Ambiguous, DeliveryError, NeverSent, RecipientGone, Rejected, TokenRefused

ULLA = "ulla@boligforeningen.example"


class Server:
    """A mail server that does what the recipient's address says."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_RCPT(  # noqa: N802 - as the server calls it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answers = {"nobody": "550 no such mailbox", "full": "452 mailbox full", "unwanted": "554 not from you"}
        refused = answers.get(address.partition("@")[0])
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(bytes(envelope.content or b""))
        if envelope.rcpt_tos[0].startswith("gone"):
            server.transport.abort()
        return "250 OK"


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def controller(server: Server) -> Iterator[Controller]:
    def authenticated(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and data.password == b"right"
        return AuthResult(success=is_right, handled=False)

    made = Controller(
        server,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=authenticated,
        auth_require_tls=False,
    )
    made.start()
    yield made
    made.stop()


def _access(port: int, **changes: object) -> MailAccess:
    return MailAccess(
        public_url="https://bot.example",
        sender="netvaerk@aaby.example",
        secret="x" * 32,
        host="127.0.0.1",
        port=port,
        tls="none",
        **changes,
    )


def _mail(to: str = ULLA) -> EmailMessage:
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"], mail["From"], mail["To"] = "Netværket spørger", "netvaerk@aaby.example", to
    mail["Message-ID"] = "<1@aaby.example>"
    mail.set_content("Hvordan går det på Ærø?\n")
    return mail


class TestSmtp:
    def test_hands_the_mail_over(self, controller: Controller, server: Server) -> None:
        """Whole, Danish letters and all."""
        SmtpPost(_access(controller.port), timeout=5).send(_mail())
        [taken] = server.taken
        read = message_from_bytes(taken, policy=policy.default)
        assert (read["Subject"], read["Message-ID"]) == ("Netværket spørger", "<1@aaby.example>")
        assert read.get_content().strip() == "Hvordan går det på Ærø?"

    @pytest.mark.parametrize(
        ("to", "error"),
        [
            ("nobody@x.example", RecipientGone),
            ("unwanted@x.example", Rejected),
            ("full@x.example", NeverSent),
            ("gone@x.example", Ambiguous),
        ],
    )
    def test_says_what_came_of_it(self, controller: Controller, to: str, error: type[DeliveryError]) -> None:
        """No such mailbox, not wanted, not now; and broken off after the mail had been handed over: nobody knows."""
        with pytest.raises(error):
            SmtpPost(_access(controller.port), timeout=5).send(_mail(to))

    def test_a_server_that_is_not_there_has_taken_nothing(self) -> None:
        """It is tried again."""
        with pytest.raises(NeverSent):
            SmtpPost(_access(free_port()), timeout=2).send(_mail())

    def test_a_server_that_says_nothing_is_not_waited_for(self) -> None:
        """The time to answer is over, and nothing was sent."""
        with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises((NeverSent, Ambiguous)):
            SmtpPost(_access(silent.getsockname()[1]), timeout=0.3).send(_mail())

    def test_a_wrong_password_stops_everything(self, controller: Controller, server: Server) -> None:
        """Until somebody mends it; with the right one it goes."""
        with pytest.raises(TokenRefused):
            SmtpPost(_access(controller.port, user="bot", password="wrong"), timeout=5).send(_mail())
        SmtpPost(_access(controller.port, user="bot", password="right"), timeout=5).send(_mail())
        assert len(server.taken) == 1


def test_in_a_trial_a_mail_is_a_file(tmp_path: Path) -> None:
    """Sent twice it is one."""
    post = FolderPost(tmp_path / "mails")
    for _ in range(2):
        post.send(_mail())
    [file] = (tmp_path / "mails").iterdir()
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == ULLA
