"""Getting to know who acts and where: what an activity tells in passing is remembered, strangers are looked up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.platforms import Doors
from bot.teams import words
from bot.teams.activities import Json, Scene, part, text
from bot.teams.directions import Directions
from bot.teams.directory import TeamsDirectory
from bot.teams.events import TEAM_BACK
from bot.teams.installation import Installation
from core.model.organisations import Belonging
from core.services.people import Profile
from handlers.routing import Interaction
from views.messenger import DeliveryError

_MOST_LOOKED_UP = 10
"""How many strangers of one activity are looked up while Teams waits; the rest are read with everybody else."""


class Acquaintance:
    """`directories`: by tenant."""

    def __init__(
        self,
        me: Installation,
        doors: Doors,
        directions: Directions,
        directories: Mapping[str, TeamsDirectory],
    ) -> None:
        self._me = me
        self._doors = doors
        self._directions = directions
        self._directories = directories

    def note(self, activity: Json, scene: Scene) -> None:
        """How the actor, the channel and its team are reached from now on."""
        self._note_service(scene)
        if scene.account and scene.user:
            self._note_person(scene)
        if not scene.is_personal:
            self._note_place(activity, scene)

    def _note_service(self, scene: Scene) -> None:
        if scene.service:
            self._directions.note_service(scene.tenant, scene.service)

    def _note_person(self, scene: Scene) -> None:
        """No roster tells what language somebody reads; the first thing that they do does."""
        if scene.locale and not self._directions.contact(scene.tenant, scene.account).locale:
            self._doors.heard(scene.tenant, scene.account, scene.locale)
        chat = scene.conversation if scene.is_personal else ""
        facts = _given(user=scene.user, chat=chat, locale=scene.locale)
        self._directions.note_person(scene.tenant, scene.account, facts)

    def _note_place(self, activity: Json, scene: Scene) -> None:
        data = part(activity, "channelData")
        team, kind = text(part(data, "team"), "id"), text(part(data, "channel"), "type")
        self._directions.note_place(scene.tenant, scene.conversation, _given(team=team, kind=kind))
        if not team:
            return
        if _leaves(activity, self._me.bot, team):
            self._directions.forget_team(scene.tenant, team)
            return
        told = _given(group=text(part(data, "team"), "aadGroupId"), name=text(part(data, "team"), "name"))
        self._directions.note_team(scene.tenant, team, told)
        if _enters(activity, self._me.bot):
            self._doors.look_around()

    def strangers(self, activity: Json, scene: Scene) -> Sequence[str]:
        """Who acts, comes or is mentioned and is not known yet, by the service's ids."""
        found = [scene.user] if scene.account and not self._doors.is_known(scene.tenant, scene.account) else []
        for one in _others(activity):
            user, account = text(one, "id"), self._account(one, scene)
            if user.startswith("29:") and not (account and self._doors.is_known(scene.tenant, account)):
                found.append(user)
        return list(dict.fromkeys(found))[:_MOST_LOOKED_UP]

    def meet(self, scene: Scene, strangers: Sequence[str]) -> None:
        """Look them up where they are. Of who acts at least what the activity says is known after."""
        self._note_service(scene)  # the first activity of all is the first to tell where to ask
        met = [profile for user in strangers if (profile := self._looked_up(scene, user)) is not None]
        self._doors.learn(scene.tenant, met)

    def _looked_up(self, scene: Scene, user: str) -> Profile | None:
        try:
            found = self._directories[scene.tenant].find(scene.conversation, user)
        except DeliveryError:
            found = None
        if user != scene.user:
            return found
        return replace(found, language=scene.locale) if found is not None else _as_told(scene)

    def identified(self, activity: Json, scene: Scene) -> dict[str, Any]:
        """The activity with the directory's id of everybody in it, where it is known."""
        told = dict(activity)
        for which in ("membersAdded", "membersRemoved"):
            if isinstance(told.get(which), list):
                told[which] = [self._with_account(one, scene) for one in told[which] if isinstance(one, dict)]
        told["entities"] = [
            {**one, "mentioned": self._with_account(one["mentioned"], scene)} for one in words.mentioned(activity)
        ]
        return told

    def everywhere(self, activity: Json, scene: Scene) -> Iterator[dict[str, Any]]:
        """The activity for each channel that it is about: what is told of a team is so of all that we know of it."""
        data = part(activity, "channelData")
        team = text(part(data, "team"), "id")
        yield dict(activity)
        if text(data, "eventType") in TEAM_BACK and team:
            for place, facts in self._directions.places(scene.tenant).items():
                if facts.get("team") == team and place != scene.conversation:
                    yield {**activity, "conversation": {**part(activity, "conversation"), "id": place}}

    def places(self, told: Interaction) -> Sequence[tuple[str, str]]:
        """The channels that somebody can choose, by id and name."""
        return self._directories[told.workspace].conversations(told.account)

    def _with_account(self, one: Json, scene: Scene) -> dict[str, Any]:
        account = self._account(one, scene)
        return {**one, "aadObjectId": account} if account else dict(one)

    def _account(self, one: Json, scene: Scene) -> str:
        return text(one, "aadObjectId") or self._directions.account_of(scene.tenant, text(one, "id"))


def _others(activity: Json) -> Iterator[Json]:
    yield from (one["mentioned"] for one in words.mentioned(activity) if isinstance(one["mentioned"], dict))
    added = activity.get("membersAdded")
    yield from (one for one in (added if isinstance(added, list) else ()) if isinstance(one, dict))


def _as_told(scene: Scene) -> Profile:
    """Somebody whom the service does not tell of: trusted with no more than a guest, until a roster says otherwise."""
    belonging = Belonging.OUTSIDE if scene.is_outside else Belonging.GUEST
    name = scene.name or scene.account
    return Profile(account=scene.account, name=name, language=scene.locale, belonging=belonging)


def _given(**facts: str) -> dict[str, str]:
    return {name: told for name, told in facts.items() if told}


def _moved(activity: Json, which: str, bot: str) -> bool:
    found = activity.get(which)
    return any(isinstance(one, dict) and one.get("id") == bot for one in (found if isinstance(found, list) else ()))


def _enters(activity: Json, bot: str) -> bool:
    return _moved(activity, "membersAdded", bot)


def _leaves(activity: Json, bot: str, team: str) -> bool:
    """Out of the team itself, not of one of its channels."""
    place = text(part(activity, "conversation"), "id")
    return place == team and _moved(activity, "membersRemoved", bot)
