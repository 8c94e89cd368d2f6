"""Who is in the teams that the bot is in, read from their rosters, and which channels these have.

Nobody else is known: Teams shows a bot no list of the whole organisation.
"""

import time
from collections.abc import Callable, Iterator

from bot.teams.client import Json, Query, TeamsClient
from bot.teams.directions import Directions
from core.model.organisations import Belonging
from core.services.people import Profile
from views.messenger import DeliveryError, RateLimited, RecipientGone

_PAGE = "500"
_TRIES = 5
_LISTED = 5
"""How many teams are asked for their channels while somebody waits for a form."""


class TeamsDirectory:
    """One tenant. A read that is put off is tried again, as it changes nothing."""

    def __init__(
        self,
        client: TeamsClient,
        directions: Directions,
        *,
        tenant: str,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._directions = directions
        self._tenant = tenant
        self._sleep = sleep

    def everyone(self) -> Iterator[Profile]:
        """The members of every team, and of the channels that have their own. One that has gone is passed over."""
        seen = set[str]()
        for conversation in self._rosters():
            for member in self._members(conversation):
                profile = self._met(member)
                if profile is not None and profile.account not in seen:
                    seen.add(profile.account)
                    yield profile

    def find(self, conversation: str, user: str) -> Profile | None:
        """One person in a conversation, by either id; None if they are not in it. Raises a delivery error."""
        try:
            member = self._asked("conversations", conversation, "members", user, lane="members")
        except RecipientGone:
            return None
        return self._met(member)

    def conversations(self, account: str) -> list[tuple[str, str]]:
        """Id and name of the channels that a person can choose: those of the teams that they and the bot are in."""
        found: list[tuple[str, str]] = []
        for team, facts in list(self._directions.teams(self._tenant).items())[:_LISTED]:
            try:
                if self.find(team, account) is not None:
                    found += self._channels(team, facts.get("name", ""))
            except DeliveryError:
                continue  # one team less to choose from; the others are there
        return sorted(found, key=lambda channel: channel[1])

    def _channels(self, team: str, name: str) -> Iterator[tuple[str, str]]:
        """As people see them: the team's own conversation, which has no name here, is called by the team's."""
        answer = self._asked("teams", team, "conversations", lane="channels")
        for channel in answer.get("conversations") or ():
            yield channel["id"], channel.get("name") or name or "General"

    def _rosters(self) -> Iterator[str]:
        yield from self._directions.teams(self._tenant)
        for place, facts in self._directions.places(self._tenant).items():
            if facts.get("kind", "standard") != "standard":
                yield place

    def _members(self, conversation: str) -> Iterator[Json]:
        token = ""
        while True:
            try:
                answer = self._read(conversation, token)
            except RecipientGone:
                return
            yield from answer.get("members") or ()
            token = str(answer.get("continuationToken") or "")
            if not token:
                return

    def _read(self, conversation: str, token: str) -> Json:
        asked = {"pageSize": _PAGE} | ({"continuationToken": token} if token else {})
        path = ("conversations", conversation, "pagedmembers")
        for _ in range(_TRIES - 1):
            try:
                return self._asked(*path, lane="members", query=asked)
            except RateLimited as error:
                self._sleep(error.seconds)
        return self._asked(*path, lane="members", query=asked)

    def _asked(self, *path: str, lane: str, query: Query = None) -> Json:
        service = self._directions.service(self._tenant)
        return self._client.connector("GET", service, *path, lane=lane, query=query)

    def _met(self, member: Json) -> Profile | None:
        """Somebody, and how they are reached from now on."""
        profile = profile_of(member, self._tenant)
        if profile is not None:
            self._directions.note_person(self._tenant, profile.account, {"user": str(member["id"])})
        return profile


def profile_of(member: Json, tenant: str) -> Profile | None:
    """A person as a roster lists them; None for who has no account of their own, or is a bot."""
    account = member.get("aadObjectId") or member.get("objectId")
    if not account or not str(member.get("id", "")).startswith("29:") or member.get("userRole") == "anonymous":
        return None
    name = member.get("name") or f"{member.get('givenName') or ''} {member.get('surname') or ''}".strip()
    return Profile(account=str(account), name=str(name or account), belonging=_belonging(member, tenant))


def _belonging(member: Json, tenant: str) -> Belonging:
    if (member.get("tenantId") or tenant) != tenant:
        return Belonging.OUTSIDE
    is_guest = member.get("userRole") == "guest" or "#EXT#" in str(member.get("userPrincipalName") or "").upper()
    return Belonging.GUEST if is_guest else Belonging.EMPLOYEE
