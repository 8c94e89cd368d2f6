"""Where a platform and the rest meet: events kept and worked off, people learnt, bugs told. No rule of the domain."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.house import House
from bot.platforms import Envelope, Platform, as_view
from core.failpoints import reach
from core.model import keys
from core.model.deliveries import Content
from core.model.offices import Role
from core.model.organisations import Person, Workspace
from core.ports import UnitOfWork
from core.ports_outside import InboundEvent
from core.services import answers, offices, people
from core.services.people import Profile
from handlers import commands
from handlers.dispatch import Dispatch
from handlers.routing import Done, Interaction, Invalid, Open, Replace, Response, Show
from locales.catalogue import Translator, translator
from scheduler.engine import Engine
from scheduler.inbox import Said
from views import home as views
from views.codec import encode
from views.elements import View
from views.messenger import DeliveryError

log = logging.getLogger(__name__)

BATCH = 200


@dataclass(frozen=True, slots=True)
class Act:
    """What an event means, and whom it tells of, if it tells of somebody."""

    interaction: Interaction
    profile: Profile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """One platform's way in. `workspaces`: ours, by the platform's own ids."""

    house: House
    platform: Platform
    workspaces: Mapping[str, Workspace]
    engine: Engine

    def receive(self, key: str, payload: str) -> bool:
        """Keep an event before it is acknowledged; False if it was there."""
        with self.house.units_of_work.writing() as uow:
            is_new = uow.inbox.add(platform=self.platform.name, key=key, payload=payload, at=self.house.clock.now())
            if is_new:
                reach("events.before_commit")
                uow.commit()
        if is_new:
            reach("events.after_commit")
        self.engine.nudge("inbox")
        return is_new

    def keep(self, envelope: Envelope) -> bool:
        """Keep something that was found out about, if it is ours and new."""
        told = self.platform.interaction(envelope)
        if told is None or not self.is_ours(told):
            return False
        return self.receive(told.key, json.dumps(self.platform.essence(envelope), ensure_ascii=False))

    def is_ours(self, told: Interaction) -> bool:
        """Whether an event is kept at all. Talk that is not under a prompt, or no reply of ours, never is."""
        if not told.route.startswith(("messages.", "conversations.")):
            return True
        workspace = self.workspaces[told.workspace]
        with self.house.units_of_work.reading() as uow:
            if told.route.startswith("conversations."):
                return uow.networks.find_by_conversation(workspace.id, told.conversation) is not None
            if told.route != "messages.posted":
                return uow.replies.find_by_message(workspace.id, told.conversation, told.message) is not None
            card = uow.deliveries.find_by_message(workspace.id, told.conversation, told.thread)
            return card is not None and card.content is Content.PROMPT

    def parse(self, event: InboundEvent) -> Act | None:
        """What a kept event means."""
        envelope: Envelope = json.loads(event.payload)
        told = self.platform.interaction(envelope)
        if told is None or told.workspace not in self.workspaces:
            return None
        return Act(commands.resolve(told), self.platform.profile(envelope))

    def carry_out(self, dispatch: Dispatch, uow: UnitOfWork, act: Act) -> Response:
        """An event's act, inside the inbox's transaction."""
        if act.profile is not None:
            people.learn(uow, self._workspace(act.interaction), [act.profile], at=self.house.clock.now())
            return Done()
        return dispatch.run_within(uow, act.interaction)

    def answer(self, uow: UnitOfWork, act: Act, response: Response) -> Said | None:
        """What is said back; an event has no other way to be answered."""
        told = act.interaction
        person = uow.people.find(self._workspace(told).id, told.account)
        view = _view(response, told, translator(person.language)) if person is not None else None
        return self._said(person, told, view) if person is not None and view is not None else None

    def say(self, told: Interaction, view: View) -> None:
        """Leave an answer to something that was done already."""
        with self.house.units_of_work.writing() as uow:
            person = uow.people.find(self._workspace(told).id, told.account)
            if person is None:
                return
            said, key = self._said(person, told, view), keys.answer(told.key)
            place, thread, at = said.conversation, said.thread, self.house.clock.now()
            answers.give(uow, person, key, payload=encode(view), at=at, conversation=place, thread=thread)
            uow.commit()
        self.engine.nudge("deliveries")

    def _said(self, person: Person, told: Interaction, view: View) -> Said:
        """In the talk with the person, or where they are if the platform answers there."""
        if not self.platform.answers_in_place or told.is_private:
            return Said(person, view)
        return Said(person, view, told.conversation, told.thread)

    def on_bug(self, interaction: Interaction, reference: str) -> View:
        """What a person is shown when we failed."""
        return views.failed(translator(self.house.settings.language), reference)

    def is_known(self, workspace: str, account: str) -> bool:
        """Whether we have met somebody."""
        with self.house.units_of_work.reading() as uow:
            person = uow.people.find(self.workspaces[workspace].id, account)
            return person is not None and not person.gone

    def learn(self, workspace: str, profiles: Sequence[Profile]) -> None:
        """Take in what a workspace says of people."""
        with self.house.units_of_work.writing() as uow:
            people.learn(uow, self.workspaces[workspace], profiles, at=self.house.clock.now())
            uow.commit()

    def is_kept_up(self, told: Interaction) -> bool:
        """Whether the message that was pressed on is shown anew by itself, as its state says."""
        with self.house.units_of_work.reading() as uow:
            card = uow.deliveries.find_by_message(self._workspace(told).id, told.conversation, told.message)
            return card is not None and uow.deliveries.find(keys.card_update(card.key)) is not None

    def heard(self, workspace: str, account: str, locale: str) -> None:
        """Somebody's language, which a roster did not tell."""
        with self.house.units_of_work.writing() as uow:
            people.heard(uow, self.workspaces[workspace], account, locale, at=self.house.clock.now())
            uow.commit()

    def look_around(self) -> None:
        """Soon, read everybody."""
        self.engine.nudge("people")

    def learn_everyone(self) -> bool:
        """Read the people of every workspace of it; True if somebody was met in each of them."""
        met = set[str]()
        try:
            for seat in self.platform.seats:
                everyone = seat.directory.everyone()
                while batch := list(islice(everyone, BATCH)):
                    self.learn(seat.workspace, batch)
                    met.add(seat.workspace)
        except DeliveryError as error:
            log.warning("the people of the workspace could not be read (%s); tried again tomorrow", error.code)
        return met == set(self.workspaces)

    def _workspace(self, told: Interaction) -> Workspace:
        return self.workspaces[told.workspace]


@dataclass(frozen=True, slots=True)
class Entrances:
    """The ways in of all platforms, for what works off what came in by any of them."""

    by_platform: Mapping[str, Entrance]
    dispatch: Dispatch
    house: House

    def parse(self, event: InboundEvent) -> Act | None:
        return self.by_platform[event.platform].parse(event)

    def carry_out(self, uow: UnitOfWork, act: Act) -> Response:
        return self._of(act).carry_out(self.dispatch, uow, act)

    def answer(self, uow: UnitOfWork, act: Act, response: Response) -> Said | None:
        return self._of(act).answer(uow, act, response)

    def learn_everyone(self) -> None:
        """Read the people of every workspace, and give those whom the settings name their offices.

        Whom nobody knows is only told of once every workspace has shown its people: a bot that is in no team
        yet has met nobody there.
        """
        have_all = [entrance.learn_everyone() for entrance in self.by_platform.values()]
        unknown = self._name_roles()
        for setting, account in unknown if all(have_all) else ():
            log.warning("%s names %s, who is not an employee in this workspace", setting, account)

    def _name_roles(self) -> Sequence[tuple[str, str]]:
        """Gives whom nobody knows, each with the setting that names them."""
        workspaces = (place for entrance in self.by_platform.values() for place in entrance.workspaces.values())
        with self.house.units_of_work.writing() as uow:
            organisation = uow.organisations.get(next(workspaces).organisation_id)
            given, at = self.house.settings, self.house.clock.now()
            named = {
                "SECRETARIAT": offices.name(uow, organisation, Role.SECRETARIAT, given.secretariat, at=at),
                "ADMINISTRATORS": offices.name(uow, organisation, Role.ADMINISTRATOR, given.administrators, at=at),
            }
            uow.commit()
        return [(setting, account) for setting, unknown in named.items() for account in unknown]

    def _of(self, act: Act) -> Entrance:
        return self.by_platform[act.interaction.platform]


def _view(response: Response, interaction: Interaction, t: Translator) -> View | None:
    match response:
        case Show(view) | Replace(view):
            return view
        case Open(form):
            return as_view(interaction, form, t("home.form_behind_button"))
        case Invalid() | Done():
            return None
