"""What `doctor` finds about mail: whether the server is there and takes us, tried step by step. No mail is sent."""

import asyncio
import ssl
from collections.abc import Iterator, Sequence

import aiosmtplib

from bot.access import MailAccess

Finding = tuple[bool, str]

PATIENCE = 5.0
"""Seconds for each step: nobody waits longer at a command line."""

_TURNS = 5
"""Of the loop, in which it closes what was hung up."""

_ALL = 4
"""So many settings a mail needs at least; with none of them mail was not wanted."""


def findings(access: MailAccess | None, lacks: Sequence[str], *, timeout: float = PATIENCE) -> Iterator[Finding]:
    """Whether each is well, and what there is to know or to do. `lacks`: settings that are missing."""
    if access is None:
        yield _not_set(lacks)
    elif access.folder is not None:
        yield True, f"Mail: put into {access.folder} instead of being sent (MAIL_FOLDER)"
    else:
        trouble = asyncio.run(_tried(access, _client(access, timeout)))
        yield (False, f"Mail: {trouble}") if trouble else (True, _well(access))


def _not_set(lacks: Sequence[str]) -> Finding:
    missing = ", ".join(lacks)
    if len(lacks) < _ALL:
        return False, f"Mail: {missing} is missing, so nobody can be invited by mail. .env.example explains it."
    return True, f"Mail: not set ({missing}), so only people with an account can be members; docs/howto/mail.md"


def _well(access: MailAccess) -> str:
    how = {"starttls": "STARTTLS", "tls": "TLS"}.get(access.tls, "no encryption")
    login = f"takes the password of {access.user}" if access.user else "asks for no password"
    return f"Mail: {access.host}:{access.port} answers ({how}) and {login}; mails come from {access.sender}"


def _client(access: MailAccess, timeout: float) -> aiosmtplib.SMTP:
    tls = access.tls == "tls"
    return aiosmtplib.SMTP(hostname=access.host, port=access.port, use_tls=tls, start_tls=False, timeout=timeout)


async def _tried(access: MailAccess, client: aiosmtplib.SMTP) -> str:
    """What is wrong, and what to do; empty if nothing is."""
    try:
        for step, told in ((_connect, _not_reached), (_encrypt, _not_encrypted), (_log_in, _not_let_in)):
            try:
                await step(client, access)
            except (aiosmtplib.SMTPException, OSError) as error:
                return told(access, error)
    finally:
        await _hang_up(client)
    return ""


async def _hang_up(client: aiosmtplib.SMTP) -> None:
    """At once: an encrypted line that is taken down politely would outlive the loop, and be left open."""
    if isinstance(client.transport, asyncio.WriteTransport):
        client.transport.abort()
    client.close()
    for _ in range(_TURNS):
        await asyncio.sleep(0)


async def _connect(client: aiosmtplib.SMTP, access: MailAccess) -> None:
    await client.connect()
    await client.ehlo()


async def _encrypt(client: aiosmtplib.SMTP, access: MailAccess) -> None:
    if access.tls == "starttls":
        await client.starttls()
        await client.ehlo()


async def _log_in(client: aiosmtplib.SMTP, access: MailAccess) -> None:
    if access.user:
        await client.login(access.user, access.password)


def _not_reached(access: MailAccess, error: Exception) -> str:
    where = f"{access.host}:{access.port}"
    if _tls_trouble(error):
        return _untrusted(access, error) or (
            f"{where} answers, but not with TLS. Set SMTP_TLS=starttls (usual on port 587), or SMTP_PORT=465."
        )
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"{where} refuses us ({error.code}). Ask its administrator to let mails from this machine in."
    if "ready message" in str(error):
        return f"{where} is there, but says nothing. If it is port 465, set SMTP_TLS=tls; else check SMTP_PORT."
    return (
        f"nobody answers at {where}. Check SMTP_HOST and SMTP_PORT, "
        "and that the firewall lets this machine out to that port."
    )


def _not_encrypted(access: MailAccess, error: Exception) -> str:
    where = f"{access.host}:{access.port}"
    if "not supported" in str(error):
        return (
            f"{where} offers no STARTTLS. Set SMTP_TLS=tls (usual on port 465), "
            "or SMTP_TLS=none if the server is on your own closed net."
        )
    return _untrusted(access, error) or f"{where} breaks off when encryption begins. Check SMTP_TLS and SMTP_PORT."


def _untrusted(access: MailAccess, error: Exception) -> str:
    trouble = _tls_trouble(error)
    if not isinstance(trouble, ssl.SSLCertVerificationError):
        return ""
    return (
        f"the certificate of {access.host} is not trusted ({trouble.verify_message}). Write SMTP_HOST as it stands "
        "in the certificate, or let this machine trust its issuer (SSL_CERT_FILE)."
    )


def _not_let_in(access: MailAccess, error: Exception) -> str:
    where = f"{access.host}:{access.port}"
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return f"{where} does not accept the password ({error.code}). Copy SMTP_USER and SMTP_PASSWORD anew."
    return f"{where} offers no login this way. Set SMTP_TLS=starttls or tls, or leave SMTP_USER and SMTP_PASSWORD out."


def _tls_trouble(error: BaseException | None) -> ssl.SSLError | None:
    """What went wrong with the encryption, if it was that which went wrong."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error
