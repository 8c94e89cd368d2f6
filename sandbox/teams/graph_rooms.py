"""Changing the team through Graph, where the administrator lets the app: channels, members, guests."""

import re
import uuid
from datetime import UTC, datetime
from urllib.parse import quote

from sandbox.settings import Json
from sandbox.teams import identities
from sandbox.teams.call import Call, Done, operation
from sandbox.teams.refusals import Refusal
from sandbox.teams.workspace import PRIVATE, STANDARD, membership
from sandbox.workspace import Channel, Person

_CHANNELS = "/teams/{group}/channels"
_CHANNEL = f"{_CHANNELS}/{{channel}}"
_LONGEST = 50
_FORBIDDEN = re.compile(r"[~#%&*{}+/\\:<>?|'\"]|^[_.]|\.$|\.\.")
_USER = re.compile(r"/users(?:\('([^']+)'\)|/([^/?]+))$")


def _bad(message: str, code: str = "BadRequest") -> Refusal:
    return Refusal(400, code, message)


@operation("graph.channels.list", "graph", "GET", _CHANNELS)
def channels(call: Call) -> Done:
    call.group()
    call.granted("Channel.Create.Group", "ChannelSettings.Read.Group", graph="channels")
    return Done({"value": [_channel(call, one) for one in call.workspace.rooms]})


@operation("graph.channels.get", "graph", "GET", _CHANNEL)
def channel(call: Call) -> Done:
    call.granted("Channel.Create.Group", "ChannelSettings.Read.Group", graph="channels")
    return Done(_channel(call, call.group_room()))


@operation("graph.channels.create", "graph", "POST", _CHANNELS)
def create(call: Call) -> Done:
    """Standard, or private with an owner named among its members; the app that makes it is in it."""
    call.group()
    call.granted("Channel.Create.Group", graph="channels")
    if call.workspace.channel_creation == "nobody":
        raise Refusal(403, "Forbidden", "The team does not allow the app to create channels.")
    name, kind = str(call.body.get("displayName") or "").strip(), call.body.get("membershipType", STANDARD)
    if not name or len(name) > _LONGEST or _FORBIDDEN.search(name):
        raise _bad(f"Channel name is not valid: at most {_LONGEST} characters, without special ones.")
    if kind not in (STANDARD, PRIVATE):
        raise _bad(f"membershipType {kind} is not supported here.")
    if any(one.name.lower() == name.lower() for one in call.workspace.rooms):
        raise _bad("Channel name already existed, please use other name.", "NameAlreadyExists")
    made = _made(call, name, kind)
    made.topic = str(call.body.get("description") or "")
    return Done(_channel(call, made), 201)


def _made(call: Call, name: str, kind: str) -> Channel:
    workspace = call.workspace
    if kind == STANDARD:
        return workspace.create(name, "public", call.me, list(workspace.general.members))
    inside = [(_member(call, one), one.get("roles") or []) for one in call.body.get("members") or []]
    owners = [person.id for person, roles in inside if "owner" in roles]
    if not owners:
        raise _bad("An owner must be named in members when an app creates a private channel.")
    members = list(dict.fromkeys([*owners, *(person.id for person, _ in inside), call.me]))
    return workspace.create(name, "private", call.me, members)


def _member(call: Call, given: Json) -> Person:
    """Whom a conversationMember names: user@odata.bind leads to them."""
    found = _USER.search(str(given.get("user@odata.bind", "")))
    person = identities.found(call.workspace.people.values(), found[1] or found[2]) if found else None
    if person is None or given.get("@odata.type") != "#microsoft.graph.aadUserConversationMember":
        raise _bad("Invalid user@odata.bind or @odata.type of a member.")
    return person


def _channel(call: Call, channel: Channel) -> Json:
    return {
        "id": channel.id,
        "createdDateTime": datetime.fromtimestamp(channel.created, UTC).isoformat().replace("+00:00", "Z"),
        "displayName": "General" if channel.general else channel.name,
        "description": channel.topic,
        "membershipType": membership(channel),
        "isArchived": channel.archived,
        "tenantId": call.workspace.tenant_id,
        "webUrl": f"https://teams.microsoft.com/l/channel/{quote(channel.id)}/{quote(channel.name)}"
        f"?groupId={call.workspace.group_id}&tenantId={call.workspace.tenant_id}",
    }


@operation("graph.channels.update", "graph", "PATCH", _CHANNEL)
def describe(call: Call) -> Done:
    """{description?, displayName?}"""
    channel = call.group_room()
    call.granted("ChannelSettings.ReadWrite.Group", graph="channels")
    channel.topic = str(call.body.get("description", channel.topic))
    return Done(status=204)


@operation("graph.members.list", "graph", "GET", "/teams/{group}/members")
def members(call: Call) -> Done:
    call.group()
    call.granted("TeamMember.Read.Group", graph="members")
    return Done({"value": _conversation_members(call, call.workspace.general)})


@operation("graph.members.add", "graph", "POST", "/teams/{group}/members")
def add(call: Call) -> Done:
    """Into the team, and so into its standard channels."""
    call.group()
    call.granted(graph="members")
    return _let_in(call, call.workspace.general)


@operation("graph.channels.members.list", "graph", "GET", f"{_CHANNEL}/members")
def channel_members(call: Call) -> Done:
    channel = call.group_room()
    call.granted("ChannelMember.Read.Group", "TeamMember.Read.Group", graph="members")
    return Done({"value": _conversation_members(call, channel)})


@operation("graph.channels.members.add", "graph", "POST", f"{_CHANNEL}/members")
def add_to_channel(call: Call) -> Done:
    """Into a private or shared channel; into a private one only from the team."""
    channel = call.group_room()
    call.granted(graph="members")
    if membership(channel) == STANDARD:
        raise _bad("Members can only be added to private and shared channels.")
    return _let_in(call, channel)


def _let_in(call: Call, channel: Channel) -> Done:
    person = _member(call, call.body)
    if person.id in channel.members:
        raise _bad("The user is already a member.", "UserAlreadyMember")
    if membership(channel) == PRIVATE and person.id not in call.workspace.general.members:
        raise _bad("The user is not a member of the team.")
    call.platform.let_in(channel, person.id, call.me)
    return Done(_conversation_member(call, channel, person), 201)


@operation("graph.channels.members.remove", "graph", "DELETE", f"{_CHANNEL}/members/{{membership}}")
def remove(call: Call) -> Done:
    """`membership`: the id of it that listing gives."""
    channel = call.group_room()
    call.granted(graph="members")
    people = (call.workspace.people[one] for one in channel.members)
    person = next((one for one in people if _membership_id(channel, one) == call.path["membership"]), None)
    if person is None or membership(channel) == STANDARD:
        raise Refusal(404, "NotFound", "NotFound")
    call.platform.let_out(channel, person.id, call.me)
    return Done(status=204)


def _conversation_members(call: Call, channel: Channel) -> list[Json]:
    people = (call.workspace.people[one] for one in channel.members)
    return [_conversation_member(call, channel, one) for one in people if not one.is_bot]


def _conversation_member(call: Call, channel: Channel, person: Person) -> Json:
    return {
        "@odata.type": "#microsoft.graph.aadUserConversationMember",
        "id": _membership_id(channel, person),
        "roles": ["guest"] if person.is_restricted else ["owner"] if person.id == channel.creator else [],
        "displayName": person.real_name,
        "userId": identities.object_id(person.id),
        "email": person.email,
        "tenantId": call.workspace.tenant_of(person),
    }


def _membership_id(channel: Channel, person: Person) -> str:
    return identities.object_id(f"{person.id} in {channel.id}")


@operation("graph.invitations", "graph", "POST", "/invitations")
def invite(call: Call) -> Done:
    """{invitedUserEmailAddress, inviteRedirectUrl, sendInvitationMessage?}: somebody outside becomes a guest here."""
    call.granted(graph="guests")
    address = str(call.body.get("invitedUserEmailAddress") or "")
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address) or not call.body.get("inviteRedirectUrl"):
        raise _bad("invitedUserEmailAddress and inviteRedirectUrl are needed.")
    known = next((one for one in call.workspace.people.values() if one.email == address), None)
    person = known or _guest(call, address)
    user = {"id": identities.object_id(person.id)}
    return Done({"id": str(uuid.uuid4()), "invitedUserEmailAddress": address, "invitedUser": user}, 201)


def _guest(call: Call, address: str) -> Person:
    name = address.split("@")[0]
    id = call.workspace.new_id("U")
    person = Person(id, name, name.title(), email=address, team_id=call.platform.team_id, is_restricted=True)
    call.workspace.welcome(person, new=True)
    return person
