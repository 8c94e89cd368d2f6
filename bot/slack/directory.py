"""Who is in the workspace, read from Slack or told by its events."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.client import SlackClient
from core.model.organisations import Belonging
from core.services.people import Profile
from views.messenger import RateLimited, RecipientGone

_PAGE = 200
_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whom a token belongs to. `scopes`: those that it has, empty if Slack does not say."""

    team: str
    team_name: str
    bot_user: str
    enterprise: str
    scopes: frozenset[str]


def identify(client: SlackClient) -> Identity:
    """Ask Slack once, at start, whose token this is. Raises a delivery error."""
    answer, scopes = client.scopes()
    return Identity(
        team=answer["team_id"],
        team_name=answer.get("team", ""),
        bot_user=answer["user_id"],
        enterprise=answer.get("enterprise_id") or "",
        scopes=scopes,
    )


class SlackDirectory:
    """Reads the people of a workspace. A read that Slack puts off is tried again, as it changes nothing."""

    def __init__(self, client: SlackClient, *, team: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._team = team
        self._sleep = sleep

    def everyone(self) -> Iterator[Profile]:
        """All people, page by page; bots and Slack's own accounts are none."""
        cursor = ""
        while True:
            answer = self._read("users.list", include_locale=True, limit=_PAGE, cursor=cursor or None)
            yield from (self._profile(user) for user in answer.get("members", ()) if not _is_bot(user))
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def find(self, account: str) -> Profile | None:
        """One person; None if Slack knows nobody of that account, or it is a bot."""
        try:
            user = self._read("users.info", user=account, include_locale=True)["user"]
        except RecipientGone:
            return None
        return None if _is_bot(user) else self._profile(user)

    def told(self, envelope: Mapping[str, Any]) -> Profile | None:
        """The person that an event `team_join` or `user_change` tells of."""
        user = envelope["event"].get("user")
        if not isinstance(user, Mapping) or _is_bot(user):
            return None
        return self._profile(user)

    def _profile(self, user: Mapping[str, Any]) -> Profile:
        profile = user.get("profile") or {}
        name = profile.get("real_name") or user.get("real_name") or profile.get("display_name") or user.get("name")
        return Profile(
            account=user["id"],
            name=name or user["id"],
            language=user.get("locale") or "",
            belonging=self._belonging(user),
            gone=bool(user.get("deleted")),
        )

    def _belonging(self, user: Mapping[str, Any]) -> Belonging:
        """Of another team of the same enterprise one is still an employee; then `teams` names ours."""
        teams = (user.get("enterprise_user") or {}).get("teams") or [user.get("team_id") or self._team]
        if user.get("is_stranger") or self._team not in teams:
            return Belonging.OUTSIDE
        guest = user.get("is_restricted") or user.get("is_ultra_restricted")
        return Belonging.GUEST if guest else Belonging.EMPLOYEE

    def _read(self, method: str, **arguments: object) -> dict[str, Any]:
        for _ in range(_TRIES - 1):
            try:
                return self._client.call(method, **arguments)
            except RateLimited as error:
                self._sleep(error.seconds)
        return self._client.call(method, **arguments)


def _is_bot(user: Mapping[str, Any]) -> bool:
    return bool(user.get("is_bot")) or user["id"] == "USLACKBOT"
