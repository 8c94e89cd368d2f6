"""One blocking call of Slack's Web API: a stated method, a time limit, no retry, errors in our own words."""

import json
import logging
import traceback
from collections.abc import Iterator
from typing import Any

from slack_sdk.web import SlackResponse, WebClient

from bot.slack.errors import SENDING, translate
from bot.slack.installation import API_URL
from bot.slack.scopes import METHODS
from core.failpoints import reach
from views.messenger import Ambiguous, NeverSent

Json = dict[str, Any]

_QUIET = logging.getLogger("bot.slack.web")
_QUIET.setLevel(logging.CRITICAL)  # every failure comes out of here as an error, told once and in our words


class SlackClient:
    """Calls with a bot's token. Safe to share between threads: each call has a connection of its own."""

    def __init__(self, token: str, *, api_url: str = API_URL, timeout: float = 10.0) -> None:
        # The default handlers send a post again when the connection was lost after Slack had read it.
        # The annotation says int, urllib takes any number of seconds.
        self._web = WebClient(
            token=token,
            base_url=api_url,
            timeout=timeout,  # type: ignore[arg-type]
            retry_handlers=[],
            logger=_QUIET,
        )

    def call(self, method: str, **arguments: object) -> Json:
        """The answer, or one of the delivery errors. Only methods of `scopes.METHODS` can be called."""
        if method not in METHODS:
            raise ValueError(f"{method} is not in bot.slack.scopes, so the manifest does not ask for it")
        reach("outside.before_call", method)
        answer = self._ask(method, _flat(arguments))
        reach("outside.after_call", method)
        return dict(answer.data) if isinstance(answer.data, dict) else {}

    def prepare(self, method: str, **arguments: object) -> Json:
        """A call that only makes ready: whatever becomes of it, the effect itself has not happened."""
        try:
            return self.call(method, **arguments)
        except Ambiguous as error:
            raise NeverSent(error.code) from error

    def pages(self, method: str, items: str, **arguments: object) -> Iterator[Json]:
        """Every item of every page; an error in the middle is raised, so an end means that all was read."""
        cursor = ""
        while True:
            answer = self.call(method, **arguments, **({"cursor": cursor} if cursor else {}))
            yield from answer.get(items, ())
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def scopes(self) -> tuple[Json, frozenset[str]]:
        """Who the token is, and the scopes that Slack says it has."""
        answer = self._ask("auth.test", {})
        headers = {name.lower(): value for name, value in answer.headers.items()}
        given = str(headers.get("x-oauth-scopes", ""))
        data = dict(answer.data) if isinstance(answer.data, dict) else {}
        return data, frozenset(scope.strip() for scope in given.split(",") if scope.strip())

    def _ask(self, method: str, params: dict[str, object]) -> SlackResponse:
        try:
            return self._web.api_call(method, params=params)
        except SENDING as error:
            # The SDK leaves an answer that broke off in the middle open; letting go of its frames closes the line.
            traceback.clear_frames(error.__traceback__)
            raise translate(method, error) from error


def _flat(arguments: dict[str, object]) -> dict[str, object]:
    """Form fields, which every method takes: what is a structure goes as JSON, what is None does not go."""
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
        for name, value in arguments.items()
        if value is not None
    }
