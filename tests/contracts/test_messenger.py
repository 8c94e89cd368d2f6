"""What every Messenger keeps, whatever the platform. An adapter joins by giving a `messenger_world` of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pytest

from core.model.deliveries import Address
from locales.words import Plain
from tests.fakes.messenger import FakeMessenger, Fault
from views.elements import Text, View
from views.messenger import (
    Ambiguous,
    Archived,
    DeliveryError,
    Messenger,
    NeverSent,
    NotPermitted,
    RateLimited,
    RecipientGone,
)

LONG_AGO = 0.0


class MessengerWorld(Protocol):
    """A platform to try a Messenger on. `anna` and `bo` are accounts; `place` is a conversation that the bot is in,
    with anna in it.
    """

    @property
    def messenger(self) -> Messenger: ...
    @property
    def workspace(self) -> str: ...
    @property
    def anna(self) -> str: ...
    @property
    def bo(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def archives(self) -> bool:
        """Whether a bot may put away what it has made."""
        ...

    def seen(self, conversation: str, thread: str | None = None) -> Sequence[str]:
        """The texts that stand in a conversation or in a thread of it, oldest first."""
        ...

    def members(self, conversation: str) -> Sequence[str]:
        """The accounts in it, without the bot's own."""
        ...

    def fail_next(self, fault: Fault) -> None:
        """What goes wrong with the next call."""
        ...

    def forbid_making(self) -> None:
        """Nobody but administrators makes conversations from now on."""
        ...


@dataclass
class FakeWorld:
    messenger: FakeMessenger = field(default_factory=lambda: FakeMessenger(people={"anna", "bo"}))
    workspace: str = "W1"
    anna: str = "anna"
    bo: str = "bo"
    archives: bool = True

    def __post_init__(self) -> None:
        self.place = self.messenger.meeting_place(members=[self.anna])

    def seen(self, conversation: str, thread: str | None = None) -> Sequence[str]:
        return [message.view.summary for message in self.messenger.seen(conversation, thread)]

    def members(self, conversation: str) -> Sequence[str]:
        return sorted(self.messenger.conversations[conversation].members)

    def fail_next(self, fault: Fault) -> None:
        self.messenger.faults.append(fault)

    def forbid_making(self) -> None:
        self.messenger.makes_conversations = False


@pytest.fixture
def messenger_world() -> MessengerWorld:
    return FakeWorld()


@pytest.fixture
def world(messenger_world: MessengerWorld) -> MessengerWorld:
    return messenger_world


def saying(text: str) -> View:
    return View(summary=text, elements=(Text((Plain(text),)),))


def _post(world: MessengerWorld, text: str, key: str, thread: str | None = None) -> Address:
    return world.messenger.post(world.workspace, world.place, saying(text), key=key, thread=thread)


def _find(world: MessengerWorld, key: str, thread: str | None = None) -> Address | None:
    return world.messenger.find_message(world.workspace, world.place, key=key, since=LONG_AGO, thread=thread)


class TestAPost:
    def test_stands_in_its_conversation(self, world: MessengerWorld) -> None:
        """Everyone there sees it, once."""
        _post(world, "Hej", "k1")
        assert world.seen(world.place) == ["Hej"]

    def test_is_found_by_its_key_where_it_stands(self, world: MessengerWorld) -> None:
        """The key travels with the message and leads back to it."""
        assert _find(world, "k1") is None
        address = _post(world, "Hej", "k1")
        _post(world, "Hej igen", "k2")
        assert _find(world, "k1") == address

    def test_in_a_thread_stands_and_is_found_there_only(self, world: MessengerWorld) -> None:
        """A conversation's own messages and a thread's are read apart."""
        root = _post(world, "Spørgsmål", "k1")
        reply = _post(world, "Svar", "k2", thread=root.message)
        assert (world.seen(world.place), world.seen(world.place, root.message)) == (["Spørgsmål"], ["Svar"])
        assert (_find(world, "k2"), _find(world, "k2", root.message)) == (None, reply)

    def test_to_a_conversation_that_is_not_there_says_so(self, world: MessengerWorld) -> None:
        """Nowhere to post is a definite no."""
        with pytest.raises(RecipientGone):
            world.messenger.post(world.workspace, "C0MISSING", saying("Hej"), key="k1")


class TestADirectMessage:
    def test_is_found_by_its_key(self, world: MessengerWorld) -> None:
        """The talk with one person can be read back too."""
        address = world.messenger.direct(world.workspace, world.anna, saying("Kære Anna"), key="k1")
        found = world.messenger.find_direct(world.workspace, world.anna, key="k1", since=LONG_AGO)
        assert found == address
        assert world.seen(address.conversation) == ["Kære Anna"]

    def test_to_one_is_not_found_with_another(self, world: MessengerWorld) -> None:
        """Each person's talk is their own."""
        world.messenger.direct(world.workspace, world.anna, saying("Kære Anna"), key="k1")
        assert world.messenger.find_direct(world.workspace, world.bo, key="k1", since=LONG_AGO) is None

    def test_to_nobody_says_so(self, world: MessengerWorld) -> None:
        """An account that is not there is a definite no."""
        with pytest.raises(RecipientGone):
            world.messenger.direct(world.workspace, "U0MISSING", saying("Hej"), key="k1")


class TestAWhisper:
    def test_leaves_nothing_to_read(self, world: MessengerWorld) -> None:
        """Nobody else sees it, now or later."""
        world.messenger.whisper(world.workspace, world.place, world.anna, saying("Kun til dig"))
        assert world.seen(world.place) == []


class TestAnUpdate:
    def test_changes_the_message_where_it_stands(self, world: MessengerWorld) -> None:
        """The newest state in the same place, and still found by the message's own key."""
        address = _post(world, "0 svar", "k1")
        world.messenger.update(world.workspace, address, saying("1 svar"), key="k1")
        assert world.seen(world.place) == ["1 svar"]
        assert _find(world, "k1") == address


class TestARemoval:
    def test_takes_the_message_away(self, world: MessengerWorld) -> None:
        """It is neither seen nor found any more, and doing it twice is fine."""
        address = _post(world, "Hej", "k1")
        world.messenger.remove(world.workspace, address)
        world.messenger.remove(world.workspace, address)
        assert (world.seen(world.place), _find(world, "k1")) == ([], None)


class TestAConversation:
    def test_made_is_found_by_its_key(self, world: MessengerWorld) -> None:
        """What the bot has made it knows again."""
        assert world.messenger.find_conversation(world.workspace, key="k1") is None
        made = world.messenger.create(world.workspace, "Sund aldring", private=True, key="k1")
        assert world.messenger.find_conversation(world.workspace, key="k1") == made

    def test_of_a_name_in_use_is_made_all_the_same(self, world: MessengerWorld) -> None:
        """The name is only as near as the platform allows."""
        first = world.messenger.create(world.workspace, "Æblegrød & fællesskab", private=True, key="k1")
        second = world.messenger.create(world.workspace, "Æblegrød & fællesskab", private=True, key="k2")
        assert first != second
        assert world.messenger.find_conversation(world.workspace, key="k2") == second

    def test_can_be_posted_in_at_once(self, world: MessengerWorld) -> None:
        """The bot is in what it has made."""
        made = world.messenger.create(world.workspace, "Sund aldring", private=True, key="k1")
        world.messenger.post(world.workspace, made, saying("Velkommen"), key="k2")
        assert world.seen(made) == ["Velkommen"]

    def test_is_not_made_where_that_is_not_allowed(self, world: MessengerWorld) -> None:
        """A workspace may keep this for its administrators."""
        world.forbid_making()
        with pytest.raises(NotPermitted):
            world.messenger.create(world.workspace, "Sund aldring", private=True, key="k1")

    def test_lets_people_in_and_out_any_number_of_times(self, world: MessengerWorld) -> None:
        """Adding who is there and dropping who has left are fine."""
        made = world.messenger.create(world.workspace, "Sund aldring", private=True, key="k1")
        for _ in range(2):
            world.messenger.add(world.workspace, made, [world.anna, world.bo])
        assert sorted(world.members(made)) == sorted([world.anna, world.bo])
        for _ in range(2):
            world.messenger.drop(world.workspace, made, world.bo)
        assert world.members(made) == [world.anna]

    def test_is_put_away_and_can_still_be_read(self, world: MessengerWorld) -> None:
        """Twice is once; or the platform lets no bot do that, and says so."""
        made = world.messenger.create(world.workspace, "Sund aldring", private=True, key="k1")
        address = world.messenger.post(world.workspace, made, saying("Tak"), key="k2")
        if not world.archives:
            with pytest.raises(NotPermitted):
                world.messenger.archive(world.workspace, made)
            return
        for _ in range(2):
            world.messenger.archive(world.workspace, made)
        assert world.seen(made) == ["Tak"]
        with pytest.raises(Archived):
            world.messenger.update(world.workspace, address, saying("Mange tak"), key="k2")
        world.messenger.remove(world.workspace, address)
        assert world.seen(made) == []


class TestAPin:
    def test_may_be_set_twice(self, world: MessengerWorld) -> None:
        """Pinned is pinned."""
        address = _post(world, "Kommissorium", "k1")
        world.messenger.pin(world.workspace, address)
        world.messenger.pin(world.workspace, address)
        assert world.seen(world.place) == ["Kommissorium"]


class TestAHomePage:
    def test_may_be_published_twice(self, world: MessengerWorld) -> None:
        """The last state wins, and nothing is posted."""
        world.messenger.publish_home(world.workspace, world.anna, saying("Hjem"))
        world.messenger.publish_home(world.workspace, world.anna, saying("Hjem igen"))


class TestAFault:
    @pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.ERROR_BEFORE])
    def test_before_the_effect_is_in_doubt_and_read_as_absent(self, world: MessengerWorld, fault: Fault) -> None:
        """Nobody can tell from the answer that nothing was done, only from reading."""
        world.fail_next(fault)
        with pytest.raises(Ambiguous):
            _post(world, "Hej", "k1")
        assert (_find(world, "k1"), world.seen(world.place)) == (None, [])

    @pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.TIMEOUT, Fault.ERROR_AFTER])
    def test_after_the_effect_is_in_doubt_and_found(self, world: MessengerWorld, fault: Fault) -> None:
        """It was done once, by one call, and reading finds it."""
        world.fail_next(fault)
        with pytest.raises(Ambiguous):
            _post(world, "Hej", "k1")
        assert _find(world, "k1") is not None
        assert world.seen(world.place) == ["Hej"]

    def test_of_making_a_conversation_is_in_doubt_and_found(self, world: MessengerWorld) -> None:
        """A conversation made in doubt carries the key already, so it is adopted and not made twice."""
        world.fail_next(Fault.DROP_AFTER)
        with pytest.raises(Ambiguous):
            world.messenger.create(world.workspace, "Sund aldring", private=True, key="k1")
        assert world.messenger.find_conversation(world.workspace, key="k1") is not None

    def test_of_the_connection_itself_is_a_definite_not_now(self, world: MessengerWorld) -> None:
        """No byte left, so nothing can have happened."""
        world.fail_next(Fault.REFUSED)
        with pytest.raises(NeverSent):
            _post(world, "Hej", "k1")
        assert world.seen(world.place) == []

    def test_of_speed_says_how_long_to_wait_and_for_what(self, world: MessengerWorld) -> None:
        """A limit names what is limited, and nothing was done."""
        world.fail_next(Fault.LIMITED)
        with pytest.raises(RateLimited) as limited:
            _post(world, "Hej", "k1")
        assert limited.value.seconds > 0
        assert limited.value.lane
        assert world.seen(world.place) == []

    @pytest.mark.parametrize("fault", [Fault.LIMITED, Fault.DROP_BEFORE, Fault.REFUSED])
    def test_of_reading_is_no_evidence(self, world: MessengerWorld, fault: Fault) -> None:
        """A read that did not come through never says that something is absent."""
        _post(world, "Hej", "k1")
        world.fail_next(fault)
        with pytest.raises(DeliveryError):
            _find(world, "k1")
