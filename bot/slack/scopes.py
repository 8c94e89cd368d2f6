"""Every Web API method we call and every event we hear, with the scopes each needs; the manifest is made of it."""

_WRITE = ("channels:manage", "groups:write")
_HISTORY = ("channels:history", "groups:history", "im:history")
_MEMBERS = ("channels:read", "groups:read")

METHODS: dict[str, tuple[str, ...]] = {
    "auth.test": (),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.archive": _WRITE,
    "conversations.create": _WRITE,
    "conversations.history": _HISTORY,
    "conversations.invite": _WRITE,
    "conversations.join": ("channels:join",),
    "conversations.kick": _WRITE,
    "conversations.open": ("im:write",),
    "conversations.replies": _HISTORY,
    "conversations.setPurpose": _WRITE,
    "pins.add": ("pins:write",),
    "users.conversations": _MEMBERS,
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}

EVENTS: dict[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "channel_unarchive": ("channels:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": _MEMBERS,
    "member_left_channel": _MEMBERS,
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
}

ENTRANCES = ("commands",)
"""The slash command and the shortcut."""


def needed() -> tuple[str, ...]:
    """The bot's scopes, exactly those that the calls and events need."""
    every = {scope for table in (METHODS, EVENTS) for scopes in table.values() for scope in scopes}
    return tuple(sorted(every | set(ENTRANCES)))
