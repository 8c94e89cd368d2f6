"""Teams as a Messenger: every effect that the scheduler asks for, and what is read back after a crash.

A message carries its key as the id of the first element of its card. A channel's posts are read back through Graph,
where a team's owner has agreed to that; the talk with one person cannot be read, and so never answers for what was said
in it. A channel that the bot makes carries the mark of its key in its description, set as it is made. Teams has no pins
of a bot's own and no page of a person's own: both are done by doing nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from bot.access import GraphUse
from bot.teams import cards
from bot.teams.client import Json, Query, TeamsClient, prepared
from bot.teams.directions import Directions, Place
from bot.teams.graph import Graph, instant, mark
from bot.teams.hearing import Hearing
from bot.teams.opening import opens
from core.model.deliveries import Address
from views.elements import View
from views.messenger import (
    MessageGone,
    NotPermitted,
    RecipientGone,
    Rejected,
    Unreadable,
)

TARGETED = {"isTargetedActivity": "true"}
CARD = "application/vnd.microsoft.card.adaptive"


class TeamsMessenger:
    """All tenants that the app serves; `workspace` is the tenant's id."""

    def __init__(self, client: TeamsClient, directions: Directions, graph: Graph) -> None:
        self._client = client
        self._directions = directions
        self._graph = graph
        self._hearing = Hearing(graph, directions)

    def post(self, workspace: str, conversation: str, view: View, *, key: str, thread: str | None = None) -> Address:
        view = self._hearing.fitted(workspace, conversation, view)
        try:
            message = self._send(workspace, conversation, _message(view, key), thread)
        except RecipientGone as error:
            if thread and error.code == "ConversationNotFound":  # a thread is one to the service, and its root has gone
                raise MessageGone(error.code) from error
            raise
        return Address(conversation, message)

    def direct(self, workspace: str, account: str, view: View, *, key: str) -> Address:
        chat = self._talk(workspace, account)
        return Address(chat, self._send(workspace, chat, _message(view, key)))

    def whisper(
        self, workspace: str, conversation: str, account: str, view: View, *, thread: str | None = None
    ) -> None:
        user = self._directions.contact(workspace, account).user or account
        body = _message(view) | {"recipient": {"id": user, "isTargeted": True}}
        self._send(workspace, conversation, body, thread, query=TARGETED)

    def update(self, workspace: str, address: Address, view: View, *, key: str) -> None:
        self.put(workspace, address, self._hearing.fitted(workspace, address.conversation, view), key=key)

    def put(self, workspace: str, address: Address, view: View, *, key: str = "", query: Query = None) -> None:
        """What stands at an address is this from now on."""
        path = ("conversations", address.conversation, "activities", address.message)
        service = self._directions.service(workspace)
        self._client.connector("PUT", service, *path, lane="activities", body=_message(view, key), query=query)

    def remove(self, workspace: str, address: Address) -> None:
        path = ("conversations", address.conversation, "activities", address.message)
        try:
            self._client.connector("DELETE", self._directions.service(workspace), *path, lane="activities")
        except MessageGone:
            return

    def create(self, workspace: str, name: str, *, private: bool, key: str) -> str:
        if not self._graph.may(GraphUse.CHANNELS):
            raise NotPermitted("TEAMS_GRAPH_off")
        team, group = self._team(workspace)
        made = self._graph.create(workspace, group, name, private=private, key=key)
        kind = "private" if private else "standard"
        self._directions.note_place(workspace, made, {"team": team, "kind": kind})
        return made

    def add(self, workspace: str, conversation: str, accounts: Sequence[str]) -> None:
        """Who is in the roster is in; others are let in through Graph, if that may be used."""
        place = self._place(workspace, conversation)
        missing = [account for account in accounts if not self._is_in(workspace, conversation, account)]
        if missing and not (self._graph.may(GraphUse.CHANNELS) and place.group):
            raise NotPermitted("not_in_channel")
        for account in missing:
            self._graph.add(workspace, place.group, conversation, account, private=place.kind == "private")

    def drop(self, workspace: str, conversation: str, account: str) -> None:
        """Only from a channel with members of its own: leaving a network is not leaving the team."""
        place = self._place(workspace, conversation)
        if place.kind == "private" and place.group and self._graph.may(GraphUse.CHANNELS):
            self._graph.drop(workspace, place.group, conversation, account)

    def archive(self, workspace: str, conversation: str) -> None:
        """Graph wants a permission for all channels of all teams for that (ChannelSettings.ReadWrite.All): too much."""
        raise NotPermitted("channels_stay")

    def pin(self, workspace: str, address: Address) -> None:
        return

    def publish_home(self, workspace: str, account: str, view: View) -> None:
        return

    def find_message(
        self, workspace: str, conversation: str, *, key: str, since: float, thread: str | None = None
    ) -> Address | None:
        group = self._place(workspace, conversation).group
        if not group:
            raise Unreadable("no_group_known")
        try:
            for message in self._graph.messages(workspace, group, conversation, root=thread or "", since=since):
                if _is_ours(message, key, self._client.me.app_id) and instant(message.get("createdDateTime")) >= since:
                    return Address(conversation, str(message["id"]))
        except Rejected as error:
            raise Unreadable(error.code) from error
        return None

    def find_direct(self, workspace: str, account: str, *, key: str, since: float) -> Address | None:
        raise Unreadable("personal_chat")

    def find_conversation(self, workspace: str, *, key: str) -> str | None:
        if not self._graph.may(GraphUse.CHANNELS):
            return None  # without it nothing was ever made
        team, group = self._team(workspace)
        for channel in self._graph.channels(workspace, group):
            if mark(key) in str(channel.get("description") or ""):
                made, kind = str(channel["id"]), str(channel.get("membershipType") or "standard")
                self._directions.note_place(workspace, made, {"team": team, "kind": kind})
                return made
        return None

    def _send(
        self,
        workspace: str,
        conversation: str,
        body: Json,
        thread: str | None = None,
        *,
        query: Query = None,
    ) -> str:
        place = f"{conversation};messageid={thread}" if thread else conversation
        path, service = ("conversations", place, "activities"), self._directions.service(workspace)
        return str(
            self._client.connector("POST", service, *path, lane="activities", body=body, query=query).get("id", "")
        )

    def _talk(self, workspace: str, account: str) -> str:
        """The talk with one person; making it is not the message yet, so it never leaves a doubt."""
        contact = self._directions.contact(workspace, account)
        if contact.chat:
            return contact.chat
        service = self._directions.service(workspace)
        body: Json = {
            "bot": {"id": self._client.me.bot},
            "members": [{"id": contact.user or account}],
            "isGroup": False,
            "tenantId": workspace,
            "channelData": {"tenant": {"id": workspace}},
        }
        try:
            made = prepared(
                lambda: self._client.connector("POST", service, "conversations", lane="conversations", body=body)
            )
        except NotPermitted:
            raise
        except Rejected as error:
            raise RecipientGone(error.code) from error
        self._directions.note_person(workspace, account, {"chat": str(made["id"])})
        return str(made["id"])

    def _place(self, workspace: str, conversation: str) -> Place:
        """A channel, with the group of its team, which is asked for once where no activity has told it."""
        place = self._directions.place(workspace, conversation)
        if place.team and not place.group:
            service, team = self._directions.service(workspace), place.team
            found = prepared(lambda: self._client.connector("GET", service, "teams", team, lane="channels"))
            place = replace(place, group=str(found.get("aadGroupId") or ""))
            self._directions.note_team(workspace, team, {"group": place.group})
        return place

    def _team(self, workspace: str) -> tuple[str, str]:
        """The team in which channels are made, and its group: the one that the settings name, else the only one."""
        groups = {team: facts.get("group", "") for team, facts in self._directions.teams(workspace).items()}
        wanted = self._client.me.team
        chosen = [(team, group) for team, group in groups.items() if group and wanted in ("", group)]
        if len(chosen) != 1:
            raise NotPermitted("TEAMS_TEAM_unclear" if chosen else "not_in_TEAMS_TEAM")
        return chosen[0]

    def _is_in(self, workspace: str, conversation: str, account: str) -> bool:
        path, service = ("conversations", conversation, "members", account), self._directions.service(workspace)
        try:
            prepared(lambda: self._client.connector("GET", service, *path, lane="members"))
        except RecipientGone as error:
            if error.code != "MemberNotFoundInConversation":
                raise
            return False
        return True


def _message(view: View, key: str = "") -> Json:
    """The activity of a view: as many cards as it needs, and what a notification says."""
    drawn = cards.render_cards(view, key, opens=opens)
    attached = [{"contentType": CARD, "content": card} for card in drawn]
    return {"type": "message", "summary": cards.summary(view), "attachments": attached}


def _is_ours(message: Json, key: str, app_id: str) -> bool:
    """Whether Graph's message is the app's, stands, and its first card begins with the element of that key."""
    author = ((message.get("from") or {}).get("application") or {}).get("id")
    return author == app_id and not message.get("deletedDateTime") and _key_of(message) == key


def _key_of(message: Json) -> str:
    for attached in message.get("attachments") or ():
        if attached.get("contentType") == CARD:
            try:
                body = json.loads(attached.get("content") or "{}").get("body") or [{}]
            except ValueError:
                return ""
            return str(body[0].get("id", ""))
    return ""
