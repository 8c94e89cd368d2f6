"""Microsoft Graph: what the bot said is read back, and where the settings allow it channels are made and people let in.

Each call needs a permission that somebody has to give (`PERMISSIONS`); one that is missing is said by its name.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.access import GraphUse
from bot.characters import clean
from bot.teams.client import Json, TeamsClient
from bot.teams.installation import GRAPH_RESOURCE
from views.messenger import Ambiguous, DeliveryError, NeverSent, NotPermitted, Rejected

PERMISSIONS: Mapping[str, tuple[GraphUse | None, str]] = {
    "read": (None, "ChannelMessage.Read.Group"),
    "create": (GraphUse.CHANNELS, "Channel.Create.Group"),
    "owners": (GraphUse.CHANNELS, "TeamMember.Read.Group"),
    "add": (GraphUse.CHANNELS, "TeamMember.ReadWriteNonOwnerRole.All, ChannelMember.ReadWrite.All"),
    "invite": (GraphUse.GUESTS, "User.Invite.All"),
}
"""What each is for, by the setting that asks for it, and the least permission; those that end in .Group a team's owner
gives when the app is added, the others an administrator.
"""

NAME = 50
_PAGE = "50"
_OLDER_PAGES = 2
_FORBIDDEN = str.maketrans(dict.fromkeys("~#%&*{}+/\\:<>?|'\"", " "))
_TRIES = 20


class Graph:
    """Calls of one app. Every error is a delivery error."""

    def __init__(self, client: TeamsClient) -> None:
        self._client = client

    def may(self, use: GraphUse) -> bool:
        return use in self._client.me.graph_uses

    def messages(self, tenant: str, group: str, channel: str, *, root: str = "", since: float = 0.0) -> Iterator[Json]:
        """A channel's posts, or the replies beneath one of them, until all that is newer than `since` has come.

        A post stands where its last reply puts it, so old ones may come first; but hardly so many.
        """
        beneath = (root, "replies") if root else ()
        path = ("teams", group, "channels", channel, "messages", *beneath)
        older = 0
        for page in self._client.pages(tenant, *path, query={"$top": _PAGE}):
            yield from page
            older = older + 1 if page and all(_touched_at(message) < since for message in page) else 0
            if older == _OLDER_PAGES:
                return

    def channels(self, tenant: str, group: str) -> Iterator[Json]:
        for page in self._client.pages(tenant, "teams", group, "channels"):
            yield from page

    def create(self, tenant: str, group: str, name: str, *, private: bool, key: str) -> str:
        """A channel named as near `name` as is allowed, with the mark of the key in its description.

        A private one has an owner of the team as its own: Graph wants one named.
        """
        body: Json = {"description": described(name, key), "membershipType": "private" if private else "standard"}
        if private:
            body["members"] = [_member(self._owner(tenant, group), "owner")]
        for candidate in names(name):
            try:
                asked = {"displayName": candidate, **body}
                return str(self._client.graph("POST", tenant, "teams", group, "channels", body=asked)["id"])
            except Rejected as error:
                if error.code not in ("NameAlreadyExists", "Conflict", "http_409"):
                    raise _named(error, "create") from error
        raise Rejected("NameAlreadyExists")

    def add(self, tenant: str, group: str, channel: str, account: str, *, private: bool) -> None:
        """Into the channel, or into the team whose standard channel it is; fine if they are there."""
        path = ("teams", group, "channels", channel, "members") if private else ("teams", group, "members")
        try:
            self._client.graph("POST", tenant, *path, body=_member(account))
        except Rejected as error:
            if error.code not in ("UserAlreadyMember", "Conflict", "http_409"):
                raise _named(error, "add") from error

    def drop(self, tenant: str, group: str, channel: str, account: str) -> None:
        """Out of a private channel; fine if they have left."""
        path = ("teams", group, "channels", channel, "members")
        for page in self._client.pages(tenant, *path):
            for each in page:
                if each.get("userId") == account:
                    self._client.graph("DELETE", tenant, *path, str(each["id"]))
                    return

    def invite(self, tenant: str, mail: str, *, leads_to: str) -> str:
        """Somebody outside becomes a guest of the tenant, and is sent Microsoft's own mail. Gives their account."""
        body: Json = {"invitedUserEmailAddress": mail, "inviteRedirectUrl": leads_to, "sendInvitationMessage": True}
        try:
            answer = self._client.graph("POST", tenant, "invitations", body=body)
        except Rejected as error:
            raise _named(error, "invite") from error
        return str(answer["invitedUser"]["id"])

    def _owner(self, tenant: str, group: str) -> str:
        try:
            for page in self._client.pages(tenant, "teams", group, "members"):
                for member in page:
                    if "owner" in (member.get("roles") or ()):
                        return str(member["userId"])
        except Rejected as error:
            raise _named(error, "owners") from error
        except Ambiguous as error:  # reading: nothing was made yet
            raise NeverSent(error.code) from error
        raise NotPermitted("team_has_no_owner")


def _named(error: Rejected, doing: str) -> DeliveryError:
    """A no, with the name of the permission that it may lack."""
    if not isinstance(error, NotPermitted):
        return error
    return NotPermitted(f"{error.code}: {PERMISSIONS[doing][1]}")


def _member(account: str, *roles: str) -> Json:
    return {
        "@odata.type": "#microsoft.graph.aadUserConversationMember",
        "user@odata.bind": f"{GRAPH_RESOURCE}/users('{account}')",
        "roles": list(roles),
    }


def names(name: str) -> list[str]:
    """The name as Teams allows it, and what is tried when it is taken: the same with a number."""
    plain = " ".join(clean(name).translate(_FORBIDDEN).split()).strip("._ ")
    while ".." in plain:
        plain = plain.replace("..", ".")
    base = plain[: NAME - 3].strip("._ ") or "Netværk"
    return [base, *(f"{base} {number}" for number in range(2, _TRIES))]


def mark(key: str) -> str:
    """The key as people meet it: twelve characters that stand for it alone."""
    return f"netværksbot {hashlib.sha256(key.encode()).hexdigest()[:12]}"


def described(name: str, key: str) -> str:
    """What a channel says of itself."""
    return f"{' '.join(clean(name).split())[:200]} · {mark(key)}"


def instant(text: Any) -> float:  # noqa: ANN401 - whatever stands where a time is written
    """A time as Microsoft writes it, in Unix seconds; 0 for none."""
    try:
        return datetime.fromisoformat(str(text)).timestamp()
    except ValueError:
        return 0.0


def _touched_at(message: Json) -> float:
    return max(instant(message.get(name)) for name in ("createdDateTime", "lastModifiedDateTime"))
