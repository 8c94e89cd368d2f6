"""The app manifest that Slack is given when somebody connects a workspace, made from what the code does."""

from typing import Any

from bot.slack.scopes import EVENTS, needed

PATH = "/slack/events"
COMMAND = "/netvaerk"
NAME = "Netværksbot"
DESCRIPTION = "Hjælper kommunens netværk med at tale om, hvordan det går, og hvordan det gik"
LONG_DESCRIPTION = (
    "Netværksbot følger et midlertidigt netværk fra start til afslutning. Den laver netværkets samtale, inviterer "
    "deltagerne, stiller en kort refleksion med faste mellemrum, giver svarene tilbage til netværket og samler op "
    "til sekretariatet. Deltagerne bestemmer selv, om netværket ser et svar med navn, eller kun sekretariatet "
    "ser det uden."
)


def manifest(*, url: str | None, socket_mode: bool, command: str = COMMAND, name: str = NAME) -> dict[str, Any]:
    """`url`: the bot's public address, without a path; None with Socket Mode, where Slack needs none."""
    request = {} if url is None else {"request_url": url.rstrip("/") + PATH}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": name,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": "#1d4f5c",
        },
        "features": _features(command, name, None if url is None else url.rstrip("/") + PATH),
        "oauth_config": {"scopes": {"bot": list(needed())}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _features(command: str, name: str, request_url: str | None) -> dict[str, Any]:
    slash: dict[str, Any] = {
        "command": command,
        "description": "Dine netværk: se, start, inviter, svar",
        "usage_hint": "start · inviter @navn · mine · status · hjælp",
        "should_escape": True,
    }
    if request_url:
        slash["url"] = request_url
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": name, "always_online": True},
        "shortcuts": [
            {
                "name": "Gem som refleksion",
                "type": "message",
                "callback_id": "replies.keep_message",
                "description": "Gør din egen besked til dit svar i netværkets refleksion",
            }
        ],
        "slash_commands": [slash],
    }
