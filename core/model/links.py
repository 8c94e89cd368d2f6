"""The way in of somebody without an account: a personal link in a mail, which lasts for a time and can be revoked."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.model.files import Wanted
from core.model.ids import NetworkId, PersonId

LASTS = timedelta(days=30)
"""How long a link works that has no round to close with."""

FILE_LASTS = timedelta(hours=24)
"""How long a link to a file works: it is fetched soon, or asked for again."""

_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
LONGEST_MAIL = 254


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`key`: of the delivery that brings it, so a mail that is sent twice brings the same one. `digest`: of the secret
    in it, which is stored nowhere; empty until it is sent. `wanted`: the file that it fetches; without one it leads to
    the person's page.
    """

    key: str
    person_id: PersonId
    network_id: NetworkId | None
    expires_at: datetime
    digest: str = ""
    revoked_at: datetime | None = None
    wanted: Wanted | None = None

    def works(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


def mails(text: str) -> tuple[str, ...]:
    """The mail addresses in what somebody wrote, each once, as they are compared."""
    return tuple(dict.fromkeys(found.rstrip(".").casefold() for found in _MAIL.findall(text)))


def is_mail(text: str) -> bool:
    return len(text) <= LONGEST_MAIL and _MAIL.fullmatch(text) is not None
