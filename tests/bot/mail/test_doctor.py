"""What `doctor` says of the mail server, asked of a real one: what is wrong, and what to do about it."""

import gc
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.access import MailAccess
from bot.mail.doctor import findings
from tests.support.ports import free_port

ACCESS = MailAccess(
    public_url="https://bot.example",
    sender="netvaerk@aaby.example",
    secret="x" * 32,
    host="127.0.0.1",
    tls="none",
)
LOGIN = {"user": "bot", "password": "hemmelig"}


class Server:
    """Takes no mail at all: nobody is to send one."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    async def handle_MAIL(  # noqa: N802 - as the server calls it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.commands.append("MAIL")
        return "550 nothing is sent here"


@contextmanager
def serving(port: int = 0, *, wants_tls: bool = False, **options: object) -> Iterator[tuple[int, Server]]:
    """A mail server; `wants_tls`: no login before the encryption."""

    def authenticated(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and data.password == b"hemmelig"
        return AuthResult(success=is_right, handled=False)

    server = Server()
    made = Controller(
        server,
        hostname="127.0.0.1",
        port=port or free_port(),
        authenticator=authenticated,
        auth_require_tls=wants_tls,
        **options,
    )
    made.start()
    try:
        yield made.port, server
    finally:
        made.stop()


def told(access: MailAccess | None, lacks: tuple[str, ...] = (), timeout: float = 5) -> tuple[bool, str]:
    [found] = findings(access, lacks, timeout=timeout)
    gc.collect()  # what was left open is told here, and not by some test later
    return found


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """Of a server on this machine, signed by nobody else; and what the server needs of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context


class TestAServerThatTakesUs:
    def test_is_well_and_is_sent_nothing(self) -> None:
        """The password is tried, and that is all."""
        with serving() as (port, server):
            is_well, text = told(replace(ACCESS, port=port, **LOGIN))
        assert is_well
        assert "takes the password of bot" in text
        assert server.commands == []

    def test_may_want_no_password(self) -> None:
        """Then none is tried."""
        with serving() as (port, _):
            assert told(replace(ACCESS, port=port)) == (
                True,
                f"Mail: 127.0.0.1:{port} answers (no encryption) and asks for no password; "
                "mails come from netvaerk@aaby.example",
            )

    @pytest.mark.parametrize("tls", ["starttls", "tls"])
    def test_is_spoken_to_encrypted(
        self, certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch, tls: str
    ) -> None:
        """Both ways, with a certificate that this machine trusts."""
        file, context = certificate
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        options = {"tls_context": context} if tls == "starttls" else {"ssl_context": context}
        with serving(wants_tls=tls == "starttls", **options) as (port, _):
            is_well, text = told(replace(ACCESS, port=port, tls=tls, **LOGIN))
        assert (is_well, f"({tls.upper()})" in text) == (True, True)


class TestAServerThatDoesNot:
    def test_is_not_there(self) -> None:
        """A wrong port, a wrong name, or a firewall."""
        for access in (replace(ACCESS, port=free_port()), replace(ACCESS, host="smtp.aaby.invalid")):
            is_well, text = told(access)
            assert not is_well
            assert "Check SMTP_HOST and SMTP_PORT" in text

    def test_says_nothing(self) -> None:
        """As one does that waits for encryption."""
        with socket.create_server(("127.0.0.1", 0)) as silent:
            is_well, text = told(replace(ACCESS, port=silent.getsockname()[1]), timeout=0.3)
        assert not is_well
        assert "set SMTP_TLS=tls" in text

    def test_lets_this_machine_do_nothing(self) -> None:
        """It says so before anything else."""

        class Refusing(BaseRequestHandler):
            def handle(self) -> None:
                self.request.sendall(b"554 not from your address\r\n")

        with ThreadingTCPServer(("127.0.0.1", 0), Refusing) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            is_well, text = told(replace(ACCESS, port=server.server_address[1]))
            server.shutdown()
        assert not is_well
        assert "refuses us (554)" in text

    def test_refuses_the_password_which_is_never_shown(self) -> None:
        """The sentence may end in somebody's mail."""
        with serving() as (port, _):
            is_well, text = told(replace(ACCESS, port=port, user="bot", password="forkert"))
        assert not is_well
        assert "Copy SMTP_USER and SMTP_PASSWORD anew" in text
        assert "forkert" not in text

    def test_offers_no_encryption(self) -> None:
        """Asked for STARTTLS it has none; asked for TLS it answers something else."""
        with serving() as (port, _):
            found = [told(replace(ACCESS, port=port, tls=tls)) for tls in ("starttls", "tls")]
        assert [is_well for is_well, _ in found] == [False, False]
        assert "offers no STARTTLS" in found[0][1]
        assert "answers, but not with TLS" in found[1][1]

    @pytest.mark.parametrize("tls", ["starttls", "tls"])
    def test_has_a_certificate_that_is_not_trusted(self, certificate: tuple[Path, ssl.SSLContext], tls: str) -> None:
        """Why, and what there is to do."""
        context = certificate[1]
        options = {"tls_context": context} if tls == "starttls" else {"ssl_context": context}
        with serving(**options) as (port, _):
            is_well, text = told(replace(ACCESS, port=port, tls=tls))
        assert not is_well
        assert "the certificate of 127.0.0.1 is not trusted" in text

    def test_lets_nobody_log_in_without_encryption(self, certificate: tuple[Path, ssl.SSLContext]) -> None:
        """So that is what is missing."""
        with serving(wants_tls=True, tls_context=certificate[1]) as (port, _):
            is_well, text = told(replace(ACCESS, port=port, **LOGIN))
        assert not is_well
        assert "Set SMTP_TLS=starttls" in text


class TestWithoutAServer:
    def test_mail_may_not_be_wanted(self) -> None:
        """Then it is no fault that nothing is set."""
        is_well, text = told(None, ("PUBLIC_URL", "MAIL_FROM", "LINK_SECRET", "SMTP_HOST"))
        assert is_well
        assert "only people with an account" in text

    def test_what_is_half_set_is_told(self) -> None:
        """With what is missing."""
        is_well, text = told(None, ("LINK_SECRET",))
        assert not is_well
        assert "LINK_SECRET is missing" in text

    def test_in_a_trial_there_is_a_folder(self, tmp_path: Path) -> None:
        """And nobody is called."""
        assert told(replace(ACCESS, folder=tmp_path)) == (
            True,
            f"Mail: put into {tmp_path} instead of being sent (MAIL_FOLDER)",
        )
