"""Slack's payloads of commands, buttons, forms and shortcuts as Interactions. Pure; events are in `events`."""

import html
import re
from collections.abc import Mapping
from typing import Any

from bot.slack import inputs
from bot.slack.blocks import LINK, route_of
from bot.slack.installation import Installation
from handlers.routing import Interaction

Json = Mapping[str, Any]

PLATFORM = "slack"

_PERSON = re.compile(r"<@([A-Z0-9]+)(?:\|([^>]*))?>")
_PLACE = re.compile(r"<#([A-Z0-9]+)(?:\|([^>]*))?>")
_GROUP = re.compile(r"<!(?:subteam\^[A-Z0-9]+|[a-z]+)(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]*)(?:\|([^>]*))?>")


def command(payload: Json, me: Installation) -> Interaction:
    """A slash command: words for `handlers.commands`, with the people they name in `mentions`."""
    text, mentions = words(payload.get("text", ""))
    conversation = payload.get("channel_id", "")
    return Interaction(
        key=payload["trigger_id"],
        route="",
        platform=PLATFORM,
        workspace=me.team,
        account=payload["user_id"],
        text=text,
        mentions=mentions,
        conversation=conversation,
        is_outside=is_outside(payload.get("team_id"), payload.get("enterprise_id"), me),
        is_private=is_direct(conversation),
    )


def action(payload: Json, me: Installation) -> Interaction | None:
    """A button that was pressed; None for one that only opens an address, or for an input that was touched."""
    pressed = payload["actions"][0]
    route = route_of(pressed.get("action_id", ""))
    if pressed.get("type") != "button" or route == LINK:
        return None
    container, message = payload.get("container", {}), payload.get("message", {})
    conversation = container.get("channel_id") or payload.get("channel", {}).get("id", "")
    state = payload.get("state") or (payload.get("view") or {}).get("state") or {}
    return Interaction(
        key=payload["trigger_id"],
        route=route,
        platform=PLATFORM,
        workspace=me.team,
        account=payload["user"]["id"],
        value=pressed.get("value", ""),
        answers=inputs.given(state.get("values") or {}),
        conversation=conversation,
        message=container.get("message_ts", ""),
        thread=container.get("thread_ts") or message.get("thread_ts", ""),
        is_outside=_is_outside(payload, me),
        is_private=is_direct(conversation) or bool(payload.get("view")),  # a Home or a modal is seen by one person
    )


def submission(payload: Json, me: Installation) -> Interaction:
    """A form that was sent in. Sent twice as it stands it is the same act: the view's hash is part of the key."""
    view = payload["view"]
    return Interaction(
        key=f"{view['id']}:{view.get('hash', '')}",
        route=view["callback_id"],
        platform=PLATFORM,
        workspace=me.team,
        account=payload["user"]["id"],
        value=view.get("private_metadata", ""),
        answers=inputs.given((view.get("state") or {}).get("values") or {}),
        is_outside=_is_outside(payload, me),
        is_form=True,
    )


def shortcut(payload: Json, me: Installation) -> Interaction:
    """A shortcut, its callback_id the route. On a message: that message's text, and its writer's account as value."""
    message = payload.get("message") or {}
    conversation = (payload.get("channel") or {}).get("id", "")
    text, mentions = words(message.get("text", ""))
    return Interaction(
        key=payload["trigger_id"],
        route=payload["callback_id"],
        platform=PLATFORM,
        workspace=me.team,
        account=payload["user"]["id"],
        text=text,
        value=message.get("user", ""),
        mentions=mentions,
        conversation=conversation,
        message=message.get("ts", ""),
        thread=message.get("thread_ts", ""),
        is_outside=_is_outside(payload, me),
        is_private=is_direct(conversation),
    )


def words(text: str, *, without: str = "") -> tuple[str, tuple[str, ...]]:
    """A text as it was meant, and the accounts it mentions (`without` one of them, which leaves the text too)."""
    found = tuple(dict.fromkeys(account for account, _ in _PERSON.findall(text) if account != without))
    if without:
        text = re.sub(rf"<@{without}(?:\|[^>]*)?>[ \t]*", "", text)
    text = _PERSON.sub(lambda who: f"@{who[2] or who[1]}", text)
    text = _PLACE.sub(lambda place: f"#{place[2] or place[1]}", text)
    text = _GROUP.sub(lambda group: group[1] or "", text)
    text = _LINK.sub(lambda link: link[2] or link[1].removeprefix("mailto:").removeprefix("tel:"), text)
    return html.unescape(text).strip(), found


def is_direct(conversation: str) -> bool:
    """Whether it is the talk between one person and the bot."""
    return conversation.startswith("D")


def is_outside(team: str | None, enterprise: str | None, me: Installation) -> bool:
    """Whether somebody of this team belongs to another organisation; teams of one enterprise are one."""
    if me.enterprise and me.enterprise in (enterprise, team):
        return False
    return bool(team) and team != me.team


def _is_outside(payload: Json, me: Installation) -> bool:
    user = payload["user"]
    enterprise = user.get("enterprise_id") or (payload.get("enterprise") or {}).get("id")
    return bool(user.get("is_stranger")) or is_outside(user.get("team_id"), enterprise, me)
