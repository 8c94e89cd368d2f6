"""What somebody asks of the bot and waits for: buttons, dialogs and the message menu, as Interactions. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.teams import inputs
from bot.teams.activities import Scene, part, scene_of, text
from bot.teams.installation import PLATFORM
from bot.teams.words import from_html
from handlers.routing import Interaction

Json = Mapping[str, Any]

OPENER = "opener"
"""In the data of a form: how it was opened, so that it can be shown again with what was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """What has to be done again to see the same form. `key`: the act that opened it first."""

    key: str
    route: str
    value: str = ""
    text: str = ""
    conversation: str = ""
    is_private: bool = False

    def carried(self) -> dict[str, Any]:
        """As it travels in a form."""
        return {
            "key": self.key,
            "route": self.route,
            "value": self.value,
            "text": self.text,
            "conversation": self.conversation,
            "private": self.is_private,
        }


def interaction(activity: Json) -> Interaction | None:
    """What an invoke asks for; None if it says nothing that we know. Raises `Unreadable`."""
    scene, value = scene_of(activity), part(activity, "value")
    match text(activity, "name"):
        case "adaptiveCard/action":
            return _pressed(activity, scene, part(part(value, "action"), "data"), text(part(value, "action"), "verb"))
        case "task/fetch":
            return _pressed(activity, scene, part(value, "data"), "")
        case "task/submit" | "composeExtension/submitAction":
            return _submitted(activity, scene, part(value, "data"))
        case "composeExtension/fetchTask":
            return _chosen(activity, scene, value)
        case _:
            return None


def opener_of(told: Interaction) -> Opener:
    """How the form that this opened can be opened again."""
    return Opener(
        key=told.key,
        route=told.route,
        value=told.value,
        text=told.text if told.route else "",
        conversation=told.conversation,
        is_private=told.is_private,
    )


def opener_in(data: Json) -> Opener | None:
    """What a submitted form carries of how it was opened."""
    found = part(data, OPENER)
    if not text(found, "route"):
        return None
    return Opener(
        key=text(found, "key"),
        route=text(found, "route"),
        value=text(found, "value"),
        text=text(found, "text"),
        conversation=text(found, "conversation"),
        is_private=found.get("private") is True,
    )


def reopening(told: Interaction, opener: Opener) -> Interaction:
    """The act that opened the form which was sent in, done again by the same person."""
    return replace(
        told,
        key=f"{told.key}:again",
        route=opener.route,
        value=opener.value,
        text=opener.text,
        answers={},
        conversation=opener.conversation,
        is_private=opener.is_private,
        is_form=False,
    )


def data_of(activity: Json) -> Json:
    """What a dialog sent in."""
    return part(part(activity, "value"), "data")


def _pressed(activity: Json, scene: Scene, data: Json, verb: str) -> Interaction | None:
    route = text(data, inputs.ACTION) or verb
    if not route:
        return None
    message = text(activity, "replyToId")
    return replace(
        _base(activity, scene, route),
        value=text(data, inputs.VALUE),
        conversation=scene.conversation,
        message=message,
        thread="" if scene.root == message else scene.root,
        is_private=scene.is_personal,
    )


def _submitted(activity: Json, scene: Scene, data: Json) -> Interaction | None:
    """A form; sent twice as it stands it is the same act. Or a button in a dialog, which brings no answers."""
    route = text(data, inputs.ACTION)
    if not route:
        return None
    told = replace(_base(activity, scene, route), value=text(data, inputs.VALUE))
    if data.get(inputs.FORM) is not True:
        return told
    opener = opener_in(data)
    answers = inputs.given({name: each for name, each in data.items() if name != OPENER} | _several(data))
    key = f"{PLATFORM}:{opener.key}:{_digest(data)}" if opener and opener.key else told.key
    return replace(told, key=key, answers=answers, is_form=True)


def _several(data: Json) -> dict[str, list[str]]:
    """The inputs that take several, as the form itself says; a form may have come back changed."""
    named = data.get(inputs.SEVERAL)
    return {inputs.SEVERAL: [one for one in named if isinstance(one, str)] if isinstance(named, list) else []}


def _chosen(activity: Json, scene: Scene, value: Json) -> Interaction | None:
    """The message menu: the command is the route, the message's text comes with it, its writer's account as value."""
    command, message = text(value, "commandId"), part(value, "messagePayload")
    if not command:
        return None
    return replace(
        _base(activity, scene, command),
        text=from_html(text(part(message, "body"), "content")),
        value=text(part(part(message, "from"), "user"), "id"),
        conversation=scene.conversation,
        message=text(message, "id"),
        thread=text(message, "replyToId"),
        is_private=scene.is_personal,
    )


def _base(activity: Json, scene: Scene, route: str) -> Interaction:
    return Interaction(
        key=f"{PLATFORM}:{scene.conversation}:{text(activity, 'id')}",
        route=route,
        platform=PLATFORM,
        workspace=scene.tenant,
        account=scene.account,
        is_outside=scene.is_outside,
    )


def _digest(data: Json) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:32]
