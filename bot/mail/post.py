"""Who carries a mail away: an SMTP server, or in a trial a folder."""

import asyncio
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

import aiosmtplib

from bot.access import MailAccess
from views.messenger import Ambiguous, NeverSent, RecipientGone, Rejected, TokenRefused

_NO_SUCH_MAILBOX = (550, 551, 553)


class Post(Protocol):
    def send(self, message: EmailMessage) -> None:
        """Blocks until the mail is taken. Raises a delivery error."""
        ...


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """A mail server. A connection for each mail: they are few, and a broken one then concerns one mail."""

    access: MailAccess
    timeout: float

    def send(self, message: EmailMessage) -> None:
        try:
            asyncio.run(self._send(message))
        except aiosmtplib.SMTPAuthenticationError as error:
            raise TokenRefused(f"smtp_{error.code}") from error
        except (aiosmtplib.SMTPConnectError, aiosmtplib.SMTPConnectTimeoutError) as error:
            raise NeverSent("smtp_unreachable") from error
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _refused(error.recipients[0].code) from error
        except aiosmtplib.SMTPResponseException as error:
            raise _refused(error.code) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Ambiguous("smtp_broken_off") from error

    async def _send(self, message: EmailMessage) -> None:
        access = self.access
        await aiosmtplib.send(
            message,
            hostname=access.host,
            port=access.port,
            username=access.user or None,
            password=access.password or None,
            use_tls=access.tls == "tls",
            start_tls={"starttls": True, "none": False}.get(access.tls),
            timeout=self.timeout,
        )


def _refused(code: int) -> NeverSent | Rejected:
    """A definite no: for now (4xx), for good (5xx), or because there is no such mailbox."""
    if code < 500:
        return NeverSent(f"smtp_{code}")
    return RecipientGone(f"smtp_{code}") if code in _NO_SUCH_MAILBOX else Rejected(f"smtp_{code}")


@dataclass(frozen=True, slots=True)
class FolderPost:
    """A file for each mail, to be read on this machine: for `try`."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        (self.folder / f"{name}.eml").write_bytes(message.as_bytes())
