"""Where a platform and the rest meet: events kept and worked off, people learnt, bugs told. No rule of the domain."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.house import House
from bot.slack import events
from bot.slack.directory import SlackDirectory
from bot.slack.installation import Installation
from bot.slack.interactions import PLATFORM
from bot.slack.responses import as_view
from core.failpoints import reach
from core.model.deliveries import Content
from core.model.organisations import Workspace
from core.ports import UnitOfWork
from core.ports_outside import InboundEvent
from core.services import people
from core.services.people import Profile
from handlers import commands
from handlers.dispatch import Dispatch
from handlers.routing import Done, Interaction, Invalid, Open, Replace, Response, Show
from locales.catalogue import Translator, translator
from scheduler.engine import Engine
from scheduler.inbox import Said
from views import home as views
from views.elements import View
from views.messenger import DeliveryError

log = logging.getLogger(__name__)

Listen = Callable[[], Awaitable[None]]
"""Listens to the platform until cancelled, where it is we who call."""

BATCH = 200


@dataclass(frozen=True, slots=True)
class Act:
    """What an event means, and whom it tells of, if it tells of somebody."""

    interaction: Interaction
    profile: Profile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """One workspace's way in."""

    house: House
    workspace: Workspace
    me: Installation
    directory: SlackDirectory
    engine: Engine

    def receive(self, key: str, payload: str) -> bool:
        """Keep an event before it is acknowledged; False if it was there."""
        with self.house.units_of_work.writing() as uow:
            is_new = uow.inbox.add(platform=PLATFORM, key=key, payload=payload, at=self.house.clock.now())
            if is_new:
                reach("events.before_commit")
                uow.commit()
        if is_new:
            reach("events.after_commit")
        self.engine.nudge("inbox")
        return is_new

    def keep(self, envelope: dict[str, Any]) -> bool:
        """Keep something that was found out about, if it is ours and new."""
        told = events.interaction(envelope, self.me)
        if told is None or not self.is_ours(told):
            return False
        return self.receive(told.key, json.dumps(events.essence(envelope), ensure_ascii=False))

    def is_ours(self, told: Interaction) -> bool:
        """Whether an event is kept at all. Talk that is not under a prompt, or no reply of ours, never is."""
        if not told.route.startswith(("messages.", "conversations.")):
            return True
        with self.house.units_of_work.reading() as uow:
            if told.route.startswith("conversations."):
                return uow.networks.find_by_conversation(self.workspace.id, told.conversation) is not None
            if told.route != "messages.posted":
                reply = uow.replies.find_by_message(self.workspace.id, told.conversation, told.message)
                return reply is not None
            card = uow.deliveries.find_by_message(self.workspace.id, told.conversation, told.thread)
            return card is not None and card.content is Content.PROMPT

    def parse(self, event: InboundEvent) -> Act | None:
        """What a kept event means."""
        envelope: dict[str, Any] = json.loads(event.payload)
        told = events.interaction(envelope, self.me)
        if told is None:
            return None
        return Act(commands.resolve(told), self.directory.told(envelope) if told.route == "people.changed" else None)

    def carrying(self, dispatch: Dispatch) -> Callable[[UnitOfWork, Act], Response]:
        """Carries an event's act out inside the inbox's transaction."""

        def carry_out(uow: UnitOfWork, act: Act) -> Response:
            if act.profile is not None:
                people.learn(uow, self.workspace, [act.profile], at=self.house.clock.now())
                return Done()
            return dispatch.run_within(uow, act.interaction)

        return carry_out

    def answer(self, uow: UnitOfWork, act: Act, response: Response) -> Said | None:
        """What is said back, in the talk with the person: an event has no other way to be answered."""
        person = uow.people.find(self.workspace.id, act.interaction.account)
        view = _view(response, act.interaction, translator(person.language)) if person is not None else None
        return Said(person, view) if person is not None and view is not None else None

    def on_bug(self, interaction: Interaction, reference: str) -> View:
        """What a person is shown when we failed."""
        return views.failed(translator(self.house.settings.language), reference)

    def learn_everyone(self) -> None:
        """Read the workspace's people, and name the secretariat of the settings among them."""
        try:
            everyone = self.directory.everyone()
            while batch := list(islice(everyone, BATCH)):
                self._learn(batch)
        except DeliveryError as error:
            log.warning("the people of the workspace could not be read (%s); tried again tomorrow", error.code)
            return
        self._name_secretariat()

    def _learn(self, batch: list[Profile]) -> None:
        with self.house.units_of_work.writing() as uow:
            people.learn(uow, self.workspace, batch, at=self.house.clock.now())
            uow.commit()

    def _name_secretariat(self) -> None:
        with self.house.units_of_work.writing() as uow:
            organisation = uow.organisations.get(self.workspace.organisation_id)
            unknown = people.name_secretariat(uow, organisation, self.house.settings.secretariat)
            uow.commit()
        for account in unknown:
            log.warning("SECRETARIAT names %s, who is not an employee in this workspace", account)


def _view(response: Response, interaction: Interaction, t: Translator) -> View | None:
    match response:
        case Show(view) | Replace(view):
            return view
        case Open(form):
            return as_view(interaction, form, t("home.form_behind_button"))
        case Invalid() | Done():
            return None
