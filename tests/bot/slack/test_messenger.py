"""What Slack's Messenger does beside the contract: adopting, continuing, joining, and never twice."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.model.deliveries import Address
from tests.bot.slack.places import ANDERS, BOT, KIRSTEN, METTE, TEAM, Place, a_workspace, saying
from views.elements import Quote, View
from views.messenger import Ambiguous, NeverSent, NotPermitted, RateLimited, RecipientGone, Unreadable

KEY = "network:1:conversation"
LONG = View(summary="Langt", elements=tuple(Quote(f"{number}" + "ø" * 2900) for number in range(9)))


@pytest.fixture
def place() -> Iterator[Place]:
    with a_workspace() as place:
        yield place


def _channels(place: Place) -> list[str]:
    every = place.workspace.platform.workspace.channels.values()
    return [channel.id for channel in every if channel.creator == BOT and channel.kind in ("public", "private")]


def _standing(place: Place, room: str) -> list[str]:
    channel = place.workspace.platform.workspace.channels[room]
    return [message.text for message in channel.messages.values() if not message.subtype]


class TestMakingAConversation:
    def test_again_after_a_crash_before_it_was_marked_adopts_it(self, place: Place) -> None:
        """The bot's own, of that name, saying nothing of itself: another process finds it so."""
        place.driver.faults({"kind": "drop_before", "method": "conversations.setPurpose"})
        with pytest.raises(NeverSent):
            place.messenger.create(TEAM, "Sund aldring", private=True, key=KEY)
        restarted = type(place.messenger)(place.client, bot_user=BOT)
        made = restarted.create(TEAM, "Sund aldring", private=True, key=KEY)
        assert _channels(place) == [made]
        assert restarted.find_conversation(TEAM, key=KEY) == made

    def test_again_when_it_stands_marked_adopts_it(self, place: Place) -> None:
        """The mark is of the key."""
        made = place.messenger.create(TEAM, "Sund aldring", private=True, key=KEY)
        assert place.messenger.create(TEAM, "Sund aldring", private=True, key=KEY) == made

    def test_that_nobody_answered_for_is_found_and_marked(self, place: Place) -> None:
        """The answer was lost: what is found is ours by its name, and from then on by its mark."""
        place.driver.faults({"kind": "drop_after", "method": "conversations.create"})
        with pytest.raises(Ambiguous):
            place.messenger.create(TEAM, "Sund aldring", private=True, key=KEY)
        found = place.messenger.find_conversation(TEAM, key=KEY)
        restarted = type(place.messenger)(place.client, bot_user=BOT)
        assert _channels(place) == [found]
        assert restarted.find_conversation(TEAM, key=KEY) == found

    def test_of_one_name_at_the_same_time_are_two(self, place: Place) -> None:
        """One that is not marked yet is not taken for the other's."""
        place.driver.faults({"kind": "delay", "method": "conversations.setPurpose", "seconds": 0.3})
        with ThreadPoolExecutor(2) as pool:
            made = pool.map(
                lambda n: place.messenger.create(TEAM, "Sund aldring", private=True, key=f"network:{n}:conversation"),
                range(2),
            )
            assert sorted(made) == sorted(_channels(place))
        assert len(_channels(place)) == 2

    def test_never_adopts_what_somebody_else_made(self, place: Place) -> None:
        """Nor what the bot made for another network: it takes the next name."""
        theirs = place.driver.person(METTE).create_channel("sund-aldring")
        first = place.messenger.create(TEAM, "Sund aldring", private=True, key=KEY)
        second = place.messenger.create(TEAM, "Sund aldring", private=True, key="network:2:conversation")
        names = place.workspace.platform.workspace.channels
        assert len({theirs, first, second}) == 3
        assert [names[one].name for one in (first, second)] == ["sund-aldring-2", "sund-aldring-3"]

    def test_says_of_itself_what_people_can_read(self, place: Place) -> None:
        """The network's name, and a mark that is short."""
        made = place.messenger.create(TEAM, "Sund <aldring>", private=True, key=KEY)
        said = place.workspace.platform.workspace.channels[made].purpose
        assert said.startswith("Sund &lt;aldring&gt; · netværksbot ")

    def test_that_slack_puts_off_is_said_to_be(self, place: Place) -> None:
        """And what came of it is adopted later."""
        place.driver.faults({"kind": "rate_limit", "method": "conversations.setPurpose", "retry_after": 2})
        with pytest.raises(RateLimited):
            place.messenger.create(TEAM, "Sund aldring", private=True, key=KEY)
        assert place.messenger.create(TEAM, "Sund aldring", private=True, key=KEY) == _channels(place)[0]


class TestALongText:
    def test_goes_on_in_its_thread(self, place: Place) -> None:
        """The conversation shows the beginning."""
        room = place.room()
        address = place.messenger.post(TEAM, room, LONG, key="k1")
        channel = place.workspace.platform.workspace.channels[room]
        assert [len([m for m in channel.top() if not m.subtype]), len(channel.replies(address.message))] == [1, 2]

    @pytest.mark.parametrize("in_thread", [False, True])
    def test_that_broke_off_is_taken_away_and_sent_anew(self, place: Place, in_thread: bool) -> None:
        """Read back it counts as never sent, so in the end it stands once and whole."""
        room = place.room()
        thread = place.messenger.post(TEAM, room, saying("Rod"), key="k0").message if in_thread else None
        place.driver.faults({"kind": "rate_limit", "method": "chat.postMessage", "skip": 2})
        with pytest.raises(Ambiguous):
            place.messenger.post(TEAM, room, LONG, key="k1", thread=thread)
        assert len(_standing(place, room)) == 2 + in_thread
        assert place.messenger.find_message(TEAM, room, key="k1", since=0, thread=thread) is None
        assert len(_standing(place, room)) == in_thread
        address = place.messenger.post(TEAM, room, LONG, key="k1", thread=thread)
        assert place.messenger.find_message(TEAM, room, key="k1", since=0, thread=thread) == address


class TestAMessage:
    def test_names_nobody_and_unfolds_nothing(self, place: Place) -> None:
        """What is read aloud cannot call a whole channel, and links stay links."""
        room = place.room()
        place.messenger.post(TEAM, room, saying("<!channel> <@U1> & co"), key="k1")
        call = place.driver.calls("chat.postMessage")[-1]["arguments"]
        assert call["text"] == "&lt;!channel&gt; &lt;@U1&gt; &amp; co"
        assert (call["unfurl_links"], call["unfurl_media"]) == ("0", "0")
        assert "link_names" not in call

    def test_of_another_bot_with_our_key_is_not_ours(self, place: Place) -> None:
        """Only what the bot itself posted is adopted."""
        room = place.room()
        place.messenger.post(TEAM, room, saying("Hej"), key="k1")
        other = type(place.messenger)(place.client, bot_user="U0ANOTHER")
        assert other.find_message(TEAM, room, key="k1", since=0) is None

    def test_in_an_open_conversation_that_was_chosen_brings_the_bot_in(self, place: Place) -> None:
        """A closed one says no: somebody in there must invite it."""
        mette = place.driver.person(METTE)
        open_one, closed = mette.create_channel("aaben"), mette.create_channel("lukket", private=True)
        place.messenger.post(TEAM, open_one, saying("Hej"), key="k1")
        assert _standing(place, open_one) == ["Hej"]
        with pytest.raises(RecipientGone):
            place.messenger.post(TEAM, closed, saying("Hej"), key="k2")

    def test_on_the_second_page_is_found(self, place: Place) -> None:
        """A read that stops early is no read."""
        room = place.room()
        address = place.messenger.post(TEAM, room, saying("Hej"), key="k1")
        for number in range(201):
            place.messenger.post(TEAM, room, saying(str(number)), key=f"other {number}")
        assert place.messenger.find_message(TEAM, room, key="k1", since=time.time()) == address

    def test_where_nothing_can_be_read_says_so(self, place: Place) -> None:
        """That is not the same as being absent; but a thread that is gone took its replies along."""
        with pytest.raises(Unreadable):
            place.messenger.find_message(TEAM, "C0MISSING", key="k1", since=0)
        room = place.room()
        assert place.messenger.find_message(TEAM, room, key="k1", since=0, thread="1700000000.000100") is None

    def test_is_gone_when_it_is_to_be_changed(self, place: Place) -> None:
        """Somebody deleted it meanwhile."""
        with pytest.raises(RecipientGone):
            place.messenger.update(TEAM, Address(place.room(), "1700000000.000100"), saying("Hej"), key="k1")


class TestOpeningATalk:
    def test_that_breaks_leaves_no_doubt_of_the_message(self, place: Place) -> None:
        """Nothing was said yet."""
        place.driver.faults({"kind": "drop_after", "method": "conversations.open"})
        with pytest.raises(NeverSent):
            place.messenger.direct(TEAM, METTE, saying("Hej"), key="k1")

    def test_is_done_once_for_each_person(self, place: Place) -> None:
        """The talk is remembered."""
        for key in ("k1", "k2"):
            place.messenger.direct(TEAM, METTE, saying("Hej"), key=key)
        assert len(place.driver.calls("conversations.open")) == 1


class TestLettingPeopleIn:
    def test_lets_in_those_who_can_be_and_says_who_cannot(self, place: Place) -> None:
        """One who is not there does not keep the others out."""
        room = place.room()
        with pytest.raises(NotPermitted, match="user_not_found"):
            place.messenger.add(TEAM, room, [METTE, ANDERS, "U0NOBODY1", KIRSTEN])
        members = place.workspace.platform.workspace.channels[room].members
        assert {METTE, ANDERS, KIRSTEN} <= set(members)
