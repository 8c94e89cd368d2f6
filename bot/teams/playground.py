"""Microsoft's Agents Playground: it signs nothing, so whoever on this machine says to be it is believed.

For trying the bot only. That it is asked for by name and that nobody else reaches the bot, the settings have made sure
of. A page in a browser on this machine could still call, or a proxy pass strangers on: both say so, and stay outside.
"""

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.access import is_here
from bot.teams.gate import Verdict
from bot.teams.installation import Installation

log = logging.getLogger(__name__)

MARK = "x-ms-agents-playground"
_PASSED_ON = ("origin", "forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


class OpenGate:
    """Made with a warning in the log: it must not be the gate of a bot that real people use."""

    def __init__(self, me: Installation) -> None:
        self._service = me.service
        log.warning(
            "TEAMS_TRUST=playground: whoever calls %s from this machine is believed. "
            "This is for trying the bot only: take it out before anybody uses it.",
            me.path,
        )

    async def verdict(self, headers: Mapping[str, str], activity: Mapping[str, Any]) -> Verdict:
        is_playground = headers.get(MARK) == "true" and not any(name in headers for name in _PASSED_ON)
        is_let_in = is_playground and self._is_there(activity.get("serviceUrl"))
        return Verdict.COMES_IN if is_let_in else Verdict.TURNED_AWAY

    def warm(self) -> bool:
        return True

    def close(self) -> None:
        """There is nothing to be closed."""

    def _is_there(self, service: object) -> bool:
        """Whether answers would go to the Playground: it calls itself localhost, whatever address it is given."""
        if not isinstance(service, str):
            return False
        try:
            asked, known = urlsplit(service), urlsplit(self._service)
            return (
                asked.scheme == known.scheme
                and is_here(asked.hostname or "")
                and asked.port == known.port
                and asked.path.rstrip("/") == known.path.rstrip("/")
            )
        except ValueError:
            return False
