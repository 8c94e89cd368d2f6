"""What one delivery is about, for those who build what it shows."""

from datetime import datetime
from functools import cached_property

from core.model.deliveries import Content, Delivery, Effect
from core.model.ids import MemberId, PersonId, ReplyId, RoundId
from core.model.members import Member
from core.model.networks import Network
from core.model.organisations import Person, Unit
from core.model.prompts import Prompt
from core.model.replies import Reply
from core.model.rounds import Round
from core.ports import UnitOfWork
from core.services import asking
from locales.catalogue import Translator, translator
from scheduler.addressing import Gone


class Desk:
    """What one delivery is about, each looked up once and only if asked for."""

    def __init__(self, uow: UnitOfWork, delivery: Delivery, at: datetime) -> None:
        self.uow = uow
        self.delivery = delivery
        self.at = at
        self.can_archive = True

    @property
    def is_new(self) -> bool:
        """Whether it is not shown yet: what is shown already follows how things are, whatever they are."""
        return self.delivery.effect is not Effect.UPDATE

    def must(self, holds: bool) -> None:
        """What is not shown yet is only sent while this holds."""
        if self.is_new and not holds:
            raise Gone

    def must_be_wanted(self) -> None:
        """A conversation or a place in it is only made while it is still called for."""
        match self.delivery.effect:
            case Effect.CREATE:
                self.must(self.network.conversation is None and self.network.is_open)
            case Effect.ADD:
                self.must(self.member.is_active)
            case Effect.DROP:
                self.must(not self.member.is_active)
            case Effect.ARCHIVE:
                self.must(self.network.is_put_away(self.at))
            case _:
                pass

    @cached_property
    def network(self) -> Network:
        if self.delivery.network_id is None:
            raise ValueError("what is about a network names it")
        return self.uow.networks.get(self.delivery.network_id)

    @cached_property
    def person(self) -> Person:
        """Whom it is for."""
        if self.delivery.person_id is None:
            raise ValueError("a delivery to a person names them")
        return self.uow.people.get(self.delivery.person_id)

    @cached_property
    def member(self) -> Member:
        return self.uow.members.get(MemberId(self.delivery.subject))

    @cached_property
    def reply(self) -> Reply:
        return self.uow.replies.get(ReplyId(self.delivery.subject))

    @cached_property
    def round(self) -> Round:
        about_a_reply = self.delivery.content in (Content.SHARED_REPLY, Content.RECEIPT)
        return self.uow.rounds.get(self.reply.round_id if about_a_reply else RoundId(self.delivery.subject))

    @property
    def prompt(self) -> Prompt:
        return self.prompt_of(self.round)

    def prompt_of(self, round: Round) -> Prompt:
        return asking.of_round(self.uow, round)

    @property
    def leader(self) -> Person:
        return self.uow.people.get(self.network.leader_id)

    def somebody(self, id: PersonId | None) -> Person | None:
        return self.uow.people.get(id) if id else None

    def units(self, ids: tuple[str, ...]) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.uow.organisations.units(self.network.organisation_id) if unit.id in ids)

    @property
    def theirs(self) -> Translator:
        """The words for the person whom it is for."""
        return translator(self.person.language)

    @property
    def ours(self) -> Translator:
        """The words for where the network talks."""
        return translator(self.network.language)
