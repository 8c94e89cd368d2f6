"""The manifest of the toy app, and the few words its screens are made of."""

from copy import deepcopy

SECRET, TOKEN, APP_TOKEN = "sssh", "xoxb-test", "xapp-test"
SCOPES = [
    "app_mentions:read",
    "bookmarks:write",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "mpim:write",
    "pins:read",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "users:read",
    "users:read.email",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_rename",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "pin_added",
    "reaction_added",
    "team_join",
    "user_change",
]
MANIFEST = {
    "display_information": {"name": "Netværksbot"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Netværksbot", "always_online": True},
        "slash_commands": [
            {
                "command": "/netvaerk",
                "description": "Start et netværk",
                "usage_hint": "start | luk",
                "should_escape": True,
            },
            {"command": "/langsom", "description": "Svarer for sent"},
            {"command": "/fejl", "description": "Svarer med en fejl"},
            {"command": "/ordret", "description": "Får teksten, som den er"},
        ],
        "shortcuts": [
            {"name": "Gem som refleksion", "type": "message", "callback_id": "gem", "description": "Gem beskeden"},
            {"name": "Nyt netværk", "type": "global", "callback_id": "nyt", "description": "Begynd"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": False,
    },
}


def a_manifest(*, socket_mode: bool = False, without: str = "") -> dict:
    """The manifest above, with Socket Mode, or lacking one scope."""
    made = deepcopy(MANIFEST)
    made["settings"]["socket_mode_enabled"] = socket_mode
    made["oauth_config"]["scopes"]["bot"] = [scope for scope in SCOPES if scope != without]
    return made


def plain(words: str) -> dict:
    return {"type": "plain_text", "text": words}


def button(words: str, action: str, value: str = "1") -> dict:
    return {"type": "button", "text": plain(words), "action_id": action, "value": value}


def a_modal(title: str = "Nyt netværk", **more: object) -> dict:
    """A modal that asks for a name and a rhythm."""
    rhythm = [{"text": plain("Hver uge"), "value": "week"}, {"text": plain("Hver måned"), "value": "month"}]
    return {
        "type": "modal",
        "callback_id": "nyt",
        "title": plain(title),
        "submit": plain("Opret"),
        "close": plain("Fortryd"),
        "private_metadata": "n1",
        "blocks": [
            {
                "type": "input",
                "block_id": "navn",
                "label": plain("Navn"),
                "element": {"type": "plain_text_input", "action_id": "v", "max_length": 40},
            },
            {
                "type": "input",
                "block_id": "rytme",
                "label": plain("Rytme"),
                "optional": True,
                "element": {"type": "static_select", "action_id": "v", "options": rhythm},
            },
            {"type": "actions", "block_id": "mere", "elements": [button("Flere felter", "flere")]},
        ],
    } | more
