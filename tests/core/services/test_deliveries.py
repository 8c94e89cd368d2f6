"""Deliveries that did not go well: who may decide about them, once, and what an operator may do."""

from dataclasses import replace

import pytest

from core.errors import Conflict, NotAllowed, NotFound
from core.model import keys
from core.model.deliveries import Cause, Content, Delivery, DeliveryState, Effect
from core.model.networks import Network
from core.ports import UnitOfWork
from core.services import conversations, deliveries, networks
from core.services.drafts import Draft
from tests.acting import Weekdays
from tests.builders import NOW, Municipality, a_delivery, a_member, saved_network


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    return saved_network(uow, town.anne, town.bo)


def left(uow: UnitOfWork, network: Network, **changes: object) -> Delivery:
    """A post of the network that came to rest."""
    given = {"content": Content.CHARTER, "state": DeliveryState.HELD, "subject": network.id, "network_id": network.id}
    delivery = a_delivery(**{**given, **changes})
    uow.deliveries.add(delivery)
    return delivery


def _but(*states: DeliveryState) -> list[DeliveryState]:
    """All the others."""
    return [state for state in DeliveryState if state not in states]


class TestDeciding:
    @pytest.mark.parametrize("who", ["anne", "sekretariat"])
    def test_is_for_the_leader_and_the_secretariat(
        self, uow: UnitOfWork, town: Municipality, network: Network, who: str
    ) -> None:
        """What they have seen rests, and its words are erased."""
        held = left(uow, network, payload="words")
        deliveries.arrived(uow, held.id, getattr(town, who), at=NOW)
        after = uow.deliveries.get(held.id)
        assert (after.state, after.payload) == (DeliveryState.SENT, "")

    @pytest.mark.parametrize(("who", "error"), [("bo", NotAllowed), ("camilla", NotFound), ("guest", NotFound)])
    def test_is_for_nobody_else(
        self, uow: UnitOfWork, town: Municipality, network: Network, who: str, error: type[Exception]
    ) -> None:
        """Neither members nor leaders of other networks."""
        saved_network(uow, town.camilla)
        with pytest.raises(error):
            deliveries.send_again(uow, left(uow, network).id, getattr(town, who), at=NOW)

    def test_happens_once(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """The second is told kindly that it is settled; nothing changes."""
        held = left(uow, network)
        deliveries.arrived(uow, held.id, town.anne, at=NOW)
        with pytest.raises(Conflict, match="delivery_settled"):
            deliveries.send_again(uow, held.id, town.anne, at=NOW)
        assert uow.deliveries.get(held.id).state is DeliveryState.SENT

    def test_of_what_is_no_networks_own_is_refused(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Nobody leads it."""
        with pytest.raises(Conflict):
            deliveries.arrived(uow, left(uow, network, network_id=None).id, town.anne, at=NOW)


class TestTelling:
    def test_is_done_once_for_each_cause(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Two causes are two messages; the same one again is none."""
        dead = left(uow, network, state=DeliveryState.DEAD)
        for cause in (Cause.SHUT_OUT, Cause.SHUT_OUT, Cause.NOT_ALLOWED, Cause.MESSAGE_GONE):
            deliveries.stopped(uow, dead.key, cause, at=NOW)
        told = [(cause, n) for cause in Cause for n in (1, 2) if uow.deliveries.find(_notice(network, cause, n))]
        assert told == [(Cause.SHUT_OUT, 1), (Cause.NOT_ALLOWED, 1)]

    def test_begins_anew_after_it_was_mended(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """The leader pressed "try again", and it did not help."""
        dead = left(uow, network, state=DeliveryState.DEAD)
        deliveries.stopped(uow, dead.key, Cause.OTHER, at=NOW)
        deliveries.try_again(uow, network.id, town.anne, at=NOW)
        assert uow.deliveries.get(dead.id).state is DeliveryState.PENDING
        deliveries.stopped(uow, left(uow, network, state=DeliveryState.DEAD).key, Cause.OTHER, at=NOW)
        assert uow.deliveries.find(_notice(network, Cause.OTHER, 2)) is not None

    @pytest.mark.parametrize("content", [each for each in Content if not deliveries.is_told_of(each)])
    def test_is_never_done_of_what_was_for_one_person(
        self, uow: UnitOfWork, town: Municipality, network: Network, content: Content
    ) -> None:
        """Whatever it was, but for an invitation and the question to an anchor."""
        dead = left(
            uow,
            network,
            content=content,
            effect=Effect.DIRECT,
            person_id=town.bo.id,
            state=DeliveryState.DEAD,
        )
        deliveries.stopped(uow, dead.key, Cause.SHUT_OUT, at=NOW)
        assert uow.deliveries.listed(DeliveryState, limit=9) == [dead]

    def test_leaves_what_goes_on_alone(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """It was refreshed meanwhile, or is for no network."""
        waiting = left(uow, network, state=DeliveryState.PENDING)
        lost = left(uow, network, state=DeliveryState.DEAD, network_id=None)
        for delivery in (waiting, lost):
            deliveries.stopped(uow, delivery.key, Cause.SHUT_OUT, at=NOW)
        deliveries.stopped(uow, "nothing", Cause.SHUT_OUT, at=NOW)
        assert len(uow.deliveries.listed(DeliveryState, limit=9)) == 2

    @pytest.mark.parametrize("cause", Cause)
    def test_of_a_member_who_may_not_be_let_in_goes_to_the_leader(
        self, uow: UnitOfWork, town: Municipality, network: Network, cause: Cause
    ) -> None:
        """Once; not where nobody gets in, which the leader hears of anyway."""
        refused = left(
            uow,
            network,
            content=Content.NOTHING,
            effect=Effect.ADD,
            person_id=town.camilla.id,
            state=DeliveryState.DEAD,
        )
        for _ in range(2):
            deliveries.stopped(uow, refused.key, cause, at=NOW)
        told = uow.deliveries.find(keys.unreached(refused.key))
        if cause in (Cause.NOT_ALLOWED, Cause.OTHER):
            assert told is not None
            assert (told.content, told.person_id, told.subject) == (Content.NOT_LET_IN, town.anne.id, town.camilla.id)
        else:
            assert told is None

    def test_of_an_invitation_goes_to_the_leader_if_nobody_invited(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """Who walked in by themselves was invited by the network."""
        member = a_member(network, town.camilla, invited_by=None)
        uow.members.save(member)
        dead = left(
            uow,
            network,
            content=Content.INVITATION,
            subject=member.id,
            effect=Effect.DIRECT,
            person_id=town.camilla.id,
            state=DeliveryState.DEAD,
        )
        deliveries.stopped(uow, dead.key, Cause.SHUT_OUT, at=NOW)
        told = uow.deliveries.find(keys.unreached(dead.key))
        assert (told.person_id, told.subject) == (town.anne.id, town.camilla.id)

    def test_of_an_invitation_that_does_not_stand_any_more_is_not_done(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """It was taken back; the person is there."""
        taken_back = left(
            uow,
            network,
            content=Content.INVITATION,
            effect=Effect.DIRECT,
            person_id=town.bo.id,
            state=DeliveryState.CANCELLED,
        )
        deliveries.stopped(uow, taken_back.key, Cause.OTHER, at=NOW)
        assert uow.deliveries.find(keys.unreached(taken_back.key)) is None


def _notice(network: Network, cause: Cause, n: int) -> str:
    return keys.stuck(network.id, cause.value, n)


class TestTryingAgain:
    def test_when_nothing_waits_for_it_says_so(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """It went out meanwhile."""
        with pytest.raises(Conflict, match="nothing_stuck"):
            deliveries.try_again(uow, network.id, town.anne, at=NOW)

    def test_is_not_for_members(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """The leader and the secretariat mend it."""
        with pytest.raises(NotAllowed):
            deliveries.try_again(uow, network.id, town.bo, at=NOW)


class TestAnotherConversation:
    def test_may_be_chosen_while_something_was_refused_in_the_first(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """Otherwise a network keeps where it talks."""
        with pytest.raises(Conflict, match="has_conversation"):
            conversations.must_use(uow, network, town.anne)
        left(uow, network, state=DeliveryState.DEAD)
        used = conversations.use(uow, network, town.anne, "C9", at=NOW, calendar=Weekdays())
        assert (used.conversation, used.made_conversation) == ("C9", False)


class TestAnAnchorWhoIsNotAskedAnyMore:
    def test_loses_the_buttons(self, uow: UnitOfWork, town: Municipality) -> None:
        """The old question is brought up to date when another is asked."""
        network = saved_network(uow, town.anne, town.bo)
        draft = Draft(
            name=network.name,
            purpose=network.purpose,
            type=network.type,
            why=network.why,
            unit_ids=network.unit_ids,
            ends_on=network.ends_on,
            anchor=town.dorte.account,
        )
        network = networks.change(uow, network, town.anne, draft, at=NOW, calendar=Weekdays())
        asked = keys.anchor_question(network.id, town.dorte.id)
        assert uow.deliveries.find(keys.card_update(asked)) is None
        other = replace(draft, anchor=town.camilla.account)
        networks.change(uow, network, town.anne, other, at=NOW, calendar=Weekdays())
        update = uow.deliveries.find(keys.card_update(asked))
        assert (update.effect, update.person_id, update.target_key) == (Effect.UPDATE, town.dorte.id, asked)


class TestTheOperator:
    @pytest.mark.parametrize("state", [DeliveryState.DEAD, DeliveryState.HELD])
    def test_has_something_tried_again(
        self, uow: UnitOfWork, town: Municipality, network: Network, state: DeliveryState
    ) -> None:
        """From the beginning."""
        delivery = left(uow, network, state=state, attempt=48, error="is_archived")
        deliveries.retry(uow, delivery.id, at=NOW)
        after = uow.deliveries.get(delivery.id)
        assert (after.state, after.attempt, after.error) == (DeliveryState.PENDING, 0, None)

    @pytest.mark.parametrize("state", _but(DeliveryState.DEAD, DeliveryState.HELD))
    def test_has_nothing_else_tried_again(
        self, uow: UnitOfWork, town: Municipality, network: Network, state: DeliveryState
    ) -> None:
        """What is in doubt least of all."""
        delivery = left(uow, network, state=state)
        with pytest.raises(Conflict, match=f"not_retried_{state.value}"):
            deliveries.retry(uow, delivery.id, at=NOW)

    def test_cannot_bring_back_words_that_are_erased(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """An answer is made of its words."""
        answer = left(uow, network, content=Content.ANSWER, state=DeliveryState.DEAD, payload="")
        with pytest.raises(Conflict, match="words_gone"):
            deliveries.retry(uow, answer.id, at=NOW)

    @pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.DEAD, DeliveryState.HELD])
    def test_drops_with_a_reason(
        self, uow: UnitOfWork, town: Municipality, network: Network, state: DeliveryState
    ) -> None:
        """It stays with the delivery."""
        delivery = left(uow, network, state=state)
        deliveries.drop(uow, delivery.id, "aftalt med lederen", at=NOW)
        after = uow.deliveries.get(delivery.id)
        assert (after.state, after.error) == (DeliveryState.CANCELLED, "dropped: aftalt med lederen")

    @pytest.mark.parametrize("state", _but(DeliveryState.PENDING, DeliveryState.DEAD, DeliveryState.HELD))
    def test_drops_nothing_that_may_have_happened(
        self, uow: UnitOfWork, town: Municipality, network: Network, state: DeliveryState
    ) -> None:
        """Nor what is over."""
        delivery = left(uow, network, state=state)
        with pytest.raises(Conflict, match=f"not_dropped_{state.value}"):
            deliveries.drop(uow, delivery.id, "x", at=NOW)
