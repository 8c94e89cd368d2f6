"""How people and channels are reached again: what activities and rosters told us, kept as plain texts.

A person is known by the directory's id; the service wants the id that it gave them for this bot, and the talk with
them that was made once. A channel is known by its id; Graph wants the group behind its team. Where the service itself
is reached is one address for a whole tenant, and the newest that it told: Microsoft may move a tenant.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.teams.installation import PLATFORM, Installation
from core.model.ids import WorkspaceId
from core.ports import UnitOfWork, UnitsOfWork

_PERSON, _NAME, _PLACE, _TEAM, _SERVICE = "person", "name", "place", "team", "service"

Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person. `user`: the service's id of them; `chat`: the talk with them, if there is one; `locale`: the language
    that they have set, if they have done anything yet.
    """

    user: str = ""
    chat: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel. `team`: the team's own conversation; `group`: the directory's group behind it; `kind`: standard ..."""

    team: str = ""
    group: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Directions:
    """Of all tenants. Each call is a transaction of its own, and none if nothing is new."""

    units_of_work: UnitsOfWork
    me: Installation
    _ids: dict[str, WorkspaceId] = field(default_factory=dict, init=False)

    def contact(self, tenant: str, account: str) -> Contact:
        facts = self._find(tenant, _PERSON, account)
        return Contact(**{name: facts.get(name, "") for name in ("user", "chat", "locale")})

    def account_of(self, tenant: str, user: str) -> str:
        """The directory's id of whom the service calls so; empty if nobody told us."""
        return self._find(tenant, _NAME, user).get("account", "")

    def place(self, tenant: str, conversation: str) -> Place:
        """A channel, with what is known of its team."""
        facts = self._find(tenant, _PLACE, conversation)
        team = facts.get("team", "")
        group = facts.get("group", "") or (self._find(tenant, _TEAM, team).get("group", "") if team else "")
        return Place(team=team, group=group, kind=facts.get("kind", ""))

    def teams(self, tenant: str) -> Mapping[str, Facts]:
        """The teams that the bot is in, by their own conversations: `group`, `name`."""
        return self._of_kind(tenant, _TEAM)

    def places(self, tenant: str) -> Mapping[str, Facts]:
        return self._of_kind(tenant, _PLACE)

    def service(self, tenant: str) -> str:
        """Where everybody and every place of a tenant is reached: where it was last heard from."""
        heard = "" if self.me.is_local else self._find(tenant, _SERVICE, "newest").get("service", "")
        return heard or self.me.service

    def note_service(self, tenant: str, service: str) -> None:
        self._note(tenant, _SERVICE, "newest", {"service": service})

    def note_person(self, tenant: str, account: str, facts: Facts) -> None:
        """`user`, `chat`, `locale`; what is left out stays."""
        self._note(tenant, _PERSON, account, facts)
        if facts.get("user"):
            self._note(tenant, _NAME, facts["user"], {"account": account})

    def note_place(self, tenant: str, conversation: str, facts: Facts) -> None:
        """`team`, `group`, `kind`."""
        self._note(tenant, _PLACE, conversation, facts)

    def note_team(self, tenant: str, team: str, facts: Facts) -> None:
        """`group`, `name`."""
        self._note(tenant, _TEAM, team, facts)

    def forget_team(self, tenant: str, team: str) -> None:
        self._forget(tenant, _TEAM, team)

    def _find(self, tenant: str, kind: str, subject: str) -> Facts:
        return self._known(tenant, kind, subject) or {}

    def _known(self, tenant: str, kind: str, subject: str) -> Facts | None:
        with self.units_of_work.reading() as uow:
            return uow.directions.find(self._workspace(uow, tenant), kind, subject)

    def _of_kind(self, tenant: str, kind: str) -> Mapping[str, Facts]:
        with self.units_of_work.reading() as uow:
            return uow.directions.of_kind(self._workspace(uow, tenant), kind)

    def _note(self, tenant: str, kind: str, subject: str, facts: Facts) -> None:
        known = self._known(tenant, kind, subject)
        if known is not None and all(known.get(name, "") == text for name, text in facts.items()):
            return
        with self.units_of_work.writing() as uow:
            uow.directions.note(self._workspace(uow, tenant), kind, subject, facts)
            uow.commit()

    def _forget(self, tenant: str, kind: str, subject: str) -> None:
        with self.units_of_work.writing() as uow:
            uow.directions.forget(self._workspace(uow, tenant), kind, subject)
            uow.commit()

    def _workspace(self, uow: UnitOfWork, tenant: str) -> WorkspaceId:
        if tenant not in self._ids:
            found = uow.organisations.find_workspace(PLATFORM, tenant)
            if found is None:
                raise ValueError("no workspace of ours")
            self._ids[tenant] = found.id
        return self._ids[tenant]
