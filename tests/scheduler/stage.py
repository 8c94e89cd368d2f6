"""A municipality with a network, a platform and a sender, all in this process, with clocks moved by hand."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine

from core.model import keys
from core.model.deliveries import Content, Delivery, DeliveryState, Effect
from core.model.networks import Network
from core.model.settling import Rules
from locales.words import Plain
from scheduler.composing import Composer
from scheduler.deliveries import Dispatcher
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, PLATFORM, Municipality, a_delivery, a_municipality, saved_network
from tests.fakes.messenger import FakeMessenger
from views.codec import encode
from views.elements import Text, View

HELLO = View(summary="Hej", elements=(Text((Plain("Hej"),)),))


class EveryDayWorks:
    """A calendar without days off."""

    def is_working_day(self, day: date) -> bool:
        return True


@dataclass
class Stage:
    """`wire` moves leases, waits and settling, `calendar` what is due; `boot` is the machine's own clock in seconds."""

    engine: Engine
    rules: Rules = field(default_factory=Rules)
    wire: datetime = NOW
    calendar: datetime = NOW
    boot: float = 0

    def __post_init__(self) -> None:
        self.uows = SqlUnitsOfWork(
            self.engine, lanes=Lanes.off(), rules=self.rules, wire_clock=lambda _connection: self.wire
        )
        with self.uows.writing() as uow:
            self.town: Municipality = a_municipality(uow)
            self.network: Network = saved_network(uow, self.town.anne, self.town.bo, conversation="C0")
            uow.commit()
        self.messenger = FakeMessenger(people={person.account for person in self.town.people})
        place = self.messenger.meeting_place(members=[self.town.anne.account, self.town.bo.account])
        self.network = self.change(conversation=place)
        self.dispatcher = self.sender()

    def sender(self, **changes: object) -> Dispatcher:
        """A process that sends. Several share the ledger and the platform."""
        given = {
            "units_of_work": self.uows,
            "messengers": {PLATFORM: self.messenger},
            "composer": Composer(units_of_work=self.uows, now=lambda: self.calendar),
            "calendar": lambda _organisation: EveryDayWorks(),
            "now": lambda: self.calendar,
            "rules": self.rules,
            "elapsed": lambda: self.boot,
            "pause": 0.01,
        }
        return Dispatcher(**{**given, **changes})

    def change(self, **changes: object) -> Network:
        """The network, changed and saved."""
        self.network = replace(self.network, **changes)
        with self.uows.writing() as uow:
            uow.networks.save(self.network)
            uow.commit()
        return self.network

    def leave(self, **changes: object) -> Delivery:
        """Something to be sent, committed; a short greeting in the network's conversation if nothing else is said."""
        given = {
            "content": Content.ANSWER,
            "payload": encode(HELLO),
            "network_id": self.network.id,
            "conversation": None,
        }
        delivery = a_delivery(**{**given, **changes})
        with self.uows.writing() as uow:
            uow.deliveries.add(delivery)
            uow.commit()
        return delivery

    def leave_direct(self, **changes: object) -> Delivery:
        return self.leave(**{"effect": Effect.DIRECT, "person_id": self.town.bo.id, **changes})

    def leave_creation(self) -> Delivery:
        """The network has no conversation yet, and is to get one."""
        self.change(conversation=None, made_conversation=False)
        key = keys.conversation(self.network.id)
        return self.leave(key=key, effect=Effect.CREATE, content=Content.NOTHING, payload="")

    def find(self, delivery: Delivery) -> Delivery:
        """As it stands in the ledger now."""
        with self.uows.reading() as uow:
            found = uow.deliveries.find(delivery.key)
        assert found is not None
        return found

    def state(self, delivery: Delivery) -> DeliveryState:
        return self.find(delivery).state

    def saved(self) -> Network:
        with self.uows.reading() as uow:
            return uow.networks.get(self.network.id)

    def wait(self, seconds: float) -> None:
        """The wire clock goes on, and the machine's with it."""
        self.wire += timedelta(seconds=seconds)
        self.boot += seconds

    def settle_doubts(self) -> None:
        """Reconcile until nothing is in doubt any more, a settling time apart."""
        for _ in range(self.rules.absences + 1):
            self.wait(max(self.rules.settle, self.rules.lease) + 1)
            self.dispatcher.reconcile()
