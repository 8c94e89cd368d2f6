"""Demo data: three networks in different phases, played through the same services that people's acts go through.

The networks are started first, so that the running bot makes their conversations; then their past is played with
instants that lie behind us. Everything is drawn with one seed: two seedings are alike.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot import demo_answers, demo_outcomes, demo_outsiders
from bot.control import OperationError
from bot.demo_people import Homes, called
from bot.demo_words import Words
from bot.house import House, content
from core.model import keys, readings, targets
from core.model.conditions import ConditionKind, Status
from core.model.ids import NetworkId
from core.model.networks import Network, NetworkType
from core.model.organisations import Organisation, Person
from core.model.prompts import Prompt
from core.model.replies import ReplyVisibility
from core.model.rounds import Round
from core.model.schedules import Weekly
from core.ports import UnitOfWork
from core.services import archives, closing, conditions, members, networks, picks, replies, rounds, schedules
from core.services.drafts import Draft, Setting

Script = Mapping[str, Any]

PATIENCE = 60.0
"""Seconds to wait for the conversations to be made."""


def seed(house: House, organisation: Organisation, accounts: Mapping[str, str] | None = None) -> int:
    """Put the demo networks in; gives how many. Raises `OperationError` when no bot runs to make conversations.

    `accounts`: the accounts of the people of the demo, where the platform calls them otherwise than the demo does.
    """
    if not house.is_running:
        raise OperationError("the demo networks need conversations: start the bot (run or try), then seed")
    words = Words(content("reflections_da.yaml"))
    told = called(content("demo.yaml"), accounts or {})
    scripts, homes = told["networks"], Homes(told["homes"], told["kinds"])
    started = [_start(house, organisation, script, homes) for script in scripts]
    for script, network_id in zip(scripts, started, strict=True):
        _await_conversation(house, network_id)
        with house.units_of_work.writing() as uow:
            _Play(house, organisation, script, homes, words, uow, network_id).perform()
            uow.commit()
    _take_care(house, organisation, told["conditions"])
    return len(started)


def _take_care(house: House, organisation: Organisation, actions: Mapping[str, Script]) -> None:
    """The secretariat has begun on the first barrier of the register that the script knows what to do about."""
    with house.units_of_work.writing() as uow:
        secretariat = uow.people.secretariat(organisation.id)
        lines = conditions.register(uow, organisation, ConditionKind.BARRIER)
        line = next((each.condition for each in lines if each.condition.code in actions), None)
        if line is not None and secretariat:
            now, done = house.clock.now(), actions[line.code]
            conditions.change(
                uow,
                line.id,
                secretariat[0],
                status=Status.UNDERWAY,
                owner=done["owner"],
                action=done["action"],
                day=(now + timedelta(weeks=3)).date(),
                at=now,
            )
            uow.commit()


def _start(house: House, organisation: Organisation, script: Script, homes: Homes) -> NetworkId:
    now = house.clock.now()
    at = now - timedelta(weeks=script["weeks_ago"])
    with house.units_of_work.writing() as uow:
        units = {unit.name: unit for unit in uow.organisations.units(organisation.id)}
        leader = _person(uow, organisation, script["leader"])
        draft = Draft(
            name=script["name"],
            purpose=script["purpose"],
            why=script["why"],
            agenda=script.get("agenda", ""),
            type=NetworkType(script["type"]),
            anchor=script["anchor"],
            unit_ids=tuple(units[name].id for name in script["units"]),
            ends_on=(now + timedelta(weeks=script["weeks_left"])).date(),
        )
        home = units[homes.units[script["leader"]]]
        kind = homes.kind(script["leader"])
        setting = Setting(has_read=True, unit_id=leader.unit_id or home.id, kind=kind)
        network = networks.start(
            uow, leader, draft, setting, rhythm=script["rhythm"], at=at, calendar=house.calendar(organisation)
        )
        _accept_as_anchor(uow, network, at)
        uow.commit()
    return network.id


def _accept_as_anchor(uow: UnitOfWork, network: Network, at: datetime) -> None:
    if network.anchor_id is not None:
        anchor = uow.people.get(network.anchor_id)
        networks.answer_anchor(uow, network.id, anchor, yes=True, at=at)
        uow.deliveries.cancel(keys.anchor_question(network.id, anchor.id))


def _await_conversation(house: House, network_id: NetworkId) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with house.units_of_work.reading() as uow:
            if uow.networks.get(network_id).conversation is not None:
                return
        time.sleep(0.1)
    raise OperationError("the workspace has not let the bot make the demo networks' conversations; see the log")


def _person(uow: UnitOfWork, organisation: Organisation, account: str) -> Person:
    for workspace in uow.organisations.workspaces():
        person = uow.people.find(workspace.id, account) if workspace.organisation_id == organisation.id else None
        if person is not None:
            return person
    raise OperationError(f"the demo data needs {account}, who is in the local workspace of `make try` only")


@dataclass(frozen=True, slots=True)
class _Play:
    """One network's past."""

    house: House
    organisation: Organisation
    script: Script
    homes: Homes
    words: Words
    uow: UnitOfWork
    network_id: NetworkId

    def perform(self) -> None:
        today = self.house.clock.now()
        now = today - timedelta(weeks=self.script.get("closed_weeks_ago", 0))  # where its story ends
        begun = today - timedelta(weeks=self.script["weeks_ago"])
        self._gather(begun + timedelta(hours=2))
        self._turn_back(begun + timedelta(hours=3))
        shown = ""
        while (round := self._next_round(now)) is not None:
            self._answer(round, now)
            if round.closes_at and round.closes_at <= now:
                rounds.finish(self.uow, round, at=round.closes_at)
                shown = self._after(shown, keys.shareback(round.id))
            else:
                self._after(shown, keys.prompt(round.id))
        shown = self._record(today, shown)
        network = self.uow.networks.get(self.network_id)
        leader = self.uow.people.get(network.leader_id)
        demo_outsiders.invite(self.uow, network, leader, self.script.get("invited", ()), at=now)
        if self.script.get("ends"):
            self._end(now, shown)
        elif now < today:
            self._over(now, shown)

    def _record(self, now: datetime, shown: str) -> str:
        """What came out of it, posted one after the other. Gives the key of the last."""
        network, scripts = self.uow.networks.get(self.network_id), self.script.get("outcomes", ())

        def person(account: str) -> Person:
            return _person(self.uow, self.organisation, account)

        for key in demo_outcomes.record(self.uow, self.organisation, network, scripts, person, now):
            shown = self._after(shown, key)
        return shown

    def _after(self, before: str, key: str) -> str:
        """A past comes all at once: each of its messages waits for the one before it. Gives the key."""
        delivery = self.uow.deliveries.find(key)
        if delivery is not None and before:
            self.uow.deliveries.refresh(replace(delivery, after_key=before))
        return key

    def _gather(self, at: datetime) -> None:
        network = self.uow.networks.get(self.network_id)
        leader = self.uow.people.get(network.leader_id)
        units = {unit.name: unit.id for unit in self.uow.organisations.units(self.organisation.id)}
        members.invite(self.uow, network, leader, self.script["members"], at=at)
        for member in self.uow.members.of_network(network.id):
            if member.is_active:
                continue
            person = self.uow.people.get(member.person_id)
            home = self.homes.units.get(person.account)
            self.uow.deliveries.cancel(keys.invitation(member.id, 1))
            members.join(
                self.uow,
                member.id,
                person,
                has_read=True,
                unit_id=person.unit_id or (units[home] if home else None),
                kind=self.homes.kind(person.account),
                contribution=self.script.get("contributions", {}).get(person.account, ""),
                at=at,
            )
            self.uow.deliveries.cancel(keys.welcome(member.id))
        demo_outsiders.gather(self.uow, network, leader, self.script.get("outsiders", ()), at=at)

    def _turn_back(self, at: datetime) -> None:
        """The rhythm is counted from the network's start, not from when its conversation was made."""
        schedule = self.uow.schedules.get(self.network_id)
        if isinstance(schedule.rule, Weekly):
            schedule = replace(schedule, rule=replace(schedule.rule, first=at.date()))
        schedules.advance(self.uow, schedule, at=at, calendar=self.house.calendar(self.organisation))

    def _next_round(self, now: datetime) -> Round | None:
        """The next round of the past; skipped ones are passed over, the one that is open now is the last."""
        calendar = self.house.calendar(self.organisation)
        while True:
            schedule = self.uow.schedules.get(self.network_id)
            if schedule.next_due_at is None or schedule.next_due_at > now:
                return None
            self._pick(schedule.next_due_at, now)
            round = rounds.open_due(self.uow, schedule, at=schedule.next_due_at, calendar=calendar)
            if round is not None and round.is_open:
                return round

    def _pick(self, due_at: datetime, now: datetime) -> None:
        """The leader has picked what is asked so many weeks ago, where the script says so."""
        network = self.uow.networks.get(self.network_id)
        asked = {past.prompt_id for past in self.uow.rounds.of_network(network.id)}
        for prompt_id, weeks_ago in self.script.get("picks", {}).items():
            if prompt_id not in asked and due_at > now - timedelta(weeks=weeks_ago):
                picks.pick(self.uow, network, self.uow.people.get(network.leader_id), prompt_id, at=due_at)

    def _answer(self, round: Round, now: datetime) -> None:
        prompt = self.uow.prompts.get(round.prompt_id, round.prompt_version)
        draw = Random(f"{self.script['name']} {round.occurrence}")  # noqa: S311 - a demo, not a secret
        closes_at = round.closes_at or now
        share = self.script["answers"] if closes_at <= now else self.script["answers"] / 3
        tells = targets.bears(prompt) or any(question.choices == readings.BARRIERS for question in prompt.questions)
        if closes_at <= now and tells:
            share = 1
        for who, person in enumerate(self._people()):
            if draw.random() < share:
                spent = (min(closes_at, now) - round.due_at) * draw.uniform(0.1, 0.9)
                replies.save(self.uow, person, round.id, self._draft(prompt, draw, who), at=round.due_at + spent)

    def _people(self) -> list[Person]:
        """Its members, in the order of the script; who came by mail last."""
        order = {account: place for place, account in enumerate([self.script["leader"], *self.script["members"]])}
        people = [self.uow.people.get(member.person_id) for member in self.uow.members.active(self.network_id)]
        return sorted(people, key=lambda person: order.get(person.account, len(order)))

    def _draft(self, prompt: Prompt, draw: Random, who: int) -> replies.Draft:
        is_private = prompt.is_private or (draw.random() < 0.15 and not targets.bears(prompt))
        return replies.Draft(
            answers=demo_answers.given(prompt, draw, who, self.words),
            visibility=ReplyVisibility.PRIVATE if is_private else ReplyVisibility.SHARED,
            quotable=draw.random() < 0.6,
            knows=True,
        )

    def _over(self, at: datetime, shown: str) -> None:
        """It has closed: what is asked of it months after comes by itself."""
        network = self.uow.networks.get(self.network_id)
        running = self.uow.rounds.open_of(self.network_id)
        if running is not None:
            rounds.finish(self.uow, running, at=at)
            shown = self._after(shown, keys.shareback(running.id))
        leader = self.uow.people.get(network.leader_id)
        ended = networks.closed(self.uow, networks.end(self.uow, network, leader, at=at), at=at)
        archives.keep(self.uow, ended, leader, at=at)  # so that its story can be read
        self._after(shown, keys.thanks(network.id))

    def _end(self, now: datetime, shown: str) -> None:
        """The leader has rounded it off: the first closing round is open now."""
        network = self.uow.networks.get(self.network_id)
        running = self.uow.rounds.open_of(self.network_id)
        leader = self.uow.people.get(network.leader_id)
        network = networks.end(self.uow, network, leader, at=now)
        last = closing.begin(self.uow, network, at=now, calendar=self.house.calendar(self.organisation))
        if running is not None:
            shown = self._after(shown, keys.shareback(running.id))
        if last is not None:
            self._after(shown, keys.prompt(last.id))
