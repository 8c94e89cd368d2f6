"""Conversations through the connector: make a personal one, begin a post, see who is there, see the team."""

from sandbox.settings import Json
from sandbox.teams import identities, rates, refusals
from sandbox.teams.activities import checked
from sandbox.teams.call import Call, Done, operation
from sandbox.teams.refusals import Refusal
from sandbox.workspace import Channel, Person

_FEWEST, _MOST = 50, 500


@operation("conversations.create", "connector", "POST", "/conversations")
def create(call: Call) -> Done:
    """A personal chat with one person (the same one again if it is there), or a new post in a channel."""
    channel_data = call.body.get("channelData") or {}
    if channel_data.get("channel"):
        return _post(call, channel_data["channel"].get("id", ""))
    tenant = (channel_data.get("tenant") or {}).get("id") or call.body.get("tenantId")
    if tenant != call.workspace.tenant_id:
        raise refusals.bad_argument("The tenant of the conversation is missing or not the app's.")
    members = call.body.get("members") or []
    if len(members) != 1 or call.body.get("isGroup"):
        raise refusals.bad_argument("A bot can make a conversation with exactly one person.")
    person = _person(call, members[0])
    call.count("create", rates.SENDING)
    call.reachable(person)
    channel, _ = call.workspace.direct([call.me, person.id], call.me)
    return Done({"id": channel.id}, 201)


def _person(call: Call, member: Json) -> Person:
    """Only the 29: id is taken: neither address nor, to be safe, the directory's id."""
    wanted = str(member.get("id", ""))
    people = call.workspace.people.values()
    person = next((one for one in people if not one.is_bot and identities.account_id(one.id) == wanted), None)
    if person is None:
        raise refusals.bad_argument("Failed to decrypt pairwise id: unknown or malformed member id.")
    return person


def _post(call: Call, id: str) -> Done:
    channel = call.workspace.channels.get(id)
    if channel is None:
        raise refusals.no_conversation()
    if call.me not in channel.members:
        raise refusals.not_in_roster()
    if channel.archived:
        raise refusals.archived()
    call.count(f"{channel.id} ", rates.SENDING)
    inner = Call(call.platform, call.path, call.query, call.body.get("activity") or {})
    message = call.workspace.post(channel, call.me, **checked(inner))
    return Done({"id": f"{channel.id};messageid={message.ts}", "activityId": message.ts}, 201)


@operation("members.page", "connector", "GET", "/conversations/{conversation}/pagedmembers")
def page(call: Call) -> Done:
    """?pageSize=&continuationToken="""
    channel = call.place().channel
    call.count(f"members {channel.id}", rates.READING)
    people = _roster(call, channel)
    try:
        size = min(max(int(call.query.get("pageSize", "200")), _FEWEST), _MOST)
        start = int(call.query.get("continuationToken") or "0")
    except ValueError:
        raise refusals.bad_argument("pageSize or continuationToken is not what it should be.") from None
    body: Json = {"members": [account(call, one) for one in people[start : start + size]]}
    if start + size < len(people):
        body["continuationToken"] = str(start + size)
    return Done(body)


@operation("members.get", "connector", "GET", "/conversations/{conversation}/members/{member}")
def member(call: Call) -> Done:
    channel = call.place().channel
    call.count(f"members {channel.id}", rates.READING)
    return Done(account(call, call.member(channel, call.path["member"])))


def _roster(call: Call, channel: Channel) -> list[Person]:
    people = [call.workspace.people[one] for one in channel.members]
    return [one for one in people if not one.is_bot and not one.deleted]


def account(call: Call, person: Person) -> Json:
    """Somebody as the roster lists them."""
    given, _, family = person.real_name.partition(" ")
    return {
        "id": identities.account_id(person.id),
        "name": person.real_name,
        "aadObjectId": identities.object_id(person.id),
        "objectId": identities.object_id(person.id),
        "givenName": given,
        "surname": family,
        "email": person.email,
        "userPrincipalName": person.email,
        "tenantId": call.workspace.tenant_of(person),
        "userRole": "guest" if person.is_restricted else "user",
    }


@operation("teams.get", "connector", "GET", "/teams/{team}")
def team(call: Call) -> Done:
    general = call.team()
    return Done(
        {
            "id": general.id,
            "name": call.workspace.team["name"],
            "aadGroupId": call.workspace.group_id,
            "type": "standard",
            "tenantId": call.workspace.tenant_id,
            "channelCount": len(call.workspace.rooms),
            "memberCount": len(_roster(call, general)),
        }
    )


@operation("teams.conversations", "connector", "GET", "/teams/{team}/conversations")
def channels(call: Call) -> Done:
    """The channels that the bot sees: General has no name, private ones are there where the app was added."""
    call.team()
    call.count("channels", rates.READING)
    seen = [one for one in call.workspace.rooms if call.me in one.members]
    return Done({"conversations": [_channel(one) for one in seen]})


def _channel(channel: Channel) -> Json:
    kind = "shared" if channel.shared else "private" if channel.kind == "private" else "standard"
    return {"id": channel.id, "type": kind} | ({} if channel.general else {"name": channel.name})


@operation("members.all", "connector", "GET", "/conversations/{conversation}/members")
def everybody(call: Call) -> Done:
    """The old way, which the service no longer offers to bots in Teams."""
    call.place()
    raise Refusal(400, "BadRequest", "Use pagedmembers.")
