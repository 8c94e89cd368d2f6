"""What every activity says of where it happens and who acts, and the few kinds of them that we know.

An activity is JSON that Microsoft has signed and that we have not: everything in it may be missing or of another kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.teams.installation import Installation

Json = Mapping[str, Any]

THREAD = ";messageid="

INVOKES = frozenset(
    {
        "adaptiveCard/action",
        "task/fetch",
        "task/submit",
        "composeExtension/fetchTask",
        "composeExtension/submitAction",
    }
)
"""Questions that are answered at once."""

EVENTS = frozenset({"message", "messageUpdate", "messageDelete", "conversationUpdate", "installationUpdate"})
"""What we are told and keep; everything else is heard and let go."""


class Unreadable(ValueError):
    """It lacks what an activity has to have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """`tenant`: whose conversation it is; `account`: the directory's id of who acts, empty for none; `user`: the
    service's. `conversation`: without its thread; `root`: the first message of that. `home`: the actor's own tenant.
    """

    tenant: str
    service: str
    conversation: str
    root: str
    is_personal: bool
    account: str
    user: str
    home: str
    name: str
    locale: str

    @property
    def is_outside(self) -> bool:
        """Somebody of another tenant, met in a shared channel."""
        return bool(self.home) and self.home != self.tenant


def scene_of(activity: Json) -> Scene:
    """Raises `Unreadable`."""
    place, data, actor = (part(activity, name) for name in ("conversation", "channelData", "from"))
    conversation, _, root = text(place, "id").partition(THREAD)
    acting = text(part(data, "tenant"), "id")
    tenant = text(place, "tenantId") or acting
    if not (conversation and tenant):
        raise Unreadable("an activity without a conversation or a tenant")
    return Scene(
        tenant=tenant,
        service=text(activity, "serviceUrl"),
        conversation=conversation,
        root=root,
        is_personal=text(place, "conversationType") == "personal",
        account=text(actor, "aadObjectId"),
        user=text(actor, "id"),
        home=text(actor, "tenantId") or acting,
        name=text(actor, "name"),
        locale=_locale(activity),
    )


def is_let_in(scene: Scene, me: Installation) -> bool:
    """Whether the conversation is of a tenant that we serve; in the talk with one person, they are of one too."""
    return scene.tenant in me.tenants and (not scene.is_personal or scene.home in (*me.tenants, ""))


def part(activity: Json, name: str) -> Json:
    """A part that is an object; an empty one if it is not there."""
    found = activity.get(name)
    return found if isinstance(found, dict) else {}


def text(activity: Json, name: str) -> str:
    """A text; empty if it is not there, or is none."""
    found = activity.get(name)
    return found if isinstance(found, str) else ""


def _locale(activity: Json) -> str:
    entities = activity.get("entities")
    for entity in entities if isinstance(entities, list) else ():
        if isinstance(entity, dict) and entity.get("type") == "clientInfo" and text(entity, "locale"):
            return text(entity, "locale")
    return text(activity, "locale")
