"""What Teams' Messenger does beside the contract: who is not reached, what is not allowed, what is never done twice."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.access import GraphUse
from bot.teams.acquaintance import Acquaintance
from bot.teams.activities import scene_of
from bot.teams.client import TeamsClient
from bot.teams.directions import Directions
from bot.teams.directory import TeamsDirectory
from bot.teams.gaps import told
from bot.teams.graph import Graph, described, names
from bot.teams.messenger import TeamsMessenger
from core.model.deliveries import Address
from core.model.organisations import Belonging
from locales.words import Plain
from storage.unit_of_work import SqlUnitsOfWork
from tests.bot.teams.places import ANDERS, JONAS, METTE, Handlers, Place, a_tenant, saying
from tests.bot.teams.recorded import a_message
from views.elements import Note, Text, View
from views.messenger import (
    Ambiguous,
    MessageGone,
    NotPermitted,
    RateLimited,
    RecipientGone,
    Rejected,
    TokenRefused,
    Unreadable,
)

ROOM = "sundhed-og-omsorg"
ASKING = View(
    summary="Hvordan går det?",
    elements=(Text((Plain("Hvordan går det?"),)), Note((Plain("Svar her"),), unheard=(Plain("Nævn mig"),))),
)


@pytest.fixture
def place(uows: SqlUnitsOfWork) -> Iterator[Place]:
    with a_tenant(uows) as place:
        place.introduce()
        yield place


class TestAPersonalChat:
    def test_is_made_once_and_remembered(self, place: Place) -> None:
        """Also by another process, or after a restart."""
        for key in ("k1", "k2"):
            messenger = TeamsMessenger(place.client, place.directions, Graph(place.client))
            messenger.direct(place.workspace, place.account(JONAS), saying("Hej"), key=key)
        assert len(place.driver.calls("conversations.create")) == 1

    @pytest.mark.parametrize("state", ["blocked", "uninstalled"])
    def test_of_who_shut_the_bot_out_says_so(self, place: Place, state: str) -> None:
        """A definite no, which is not tried again."""
        place.messenger.direct(place.workspace, place.account(JONAS), saying("Hej"), key="k1")
        place.driver.person(JONAS).app(state)
        with pytest.raises(RecipientGone) as gone:
            place.messenger.direct(place.workspace, place.account(JONAS), saying("Hej igen"), key="k2")
        assert gone.value.code == "MessageWritesBlocked"


class TestWhatIsNotAllowed:
    def test_making_a_channel_without_graph(self, place: Place) -> None:
        """A person makes it; the flow that offers to use one that is there is already the bot's own."""
        with pytest.raises(NotPermitted):
            _without_graph(place).create(place.workspace, "Sund aldring", private=True, key="k1")
        assert _without_graph(place).find_conversation(place.workspace, key="k1") is None

    def test_letting_somebody_in_without_graph(self, place: Place) -> None:
        """Who is in the channel is in; for others it has a word of its own."""
        messenger, room = _without_graph(place), place.channel(ROOM)
        messenger.add(place.workspace, room, [place.account(JONAS)])
        with pytest.raises(NotPermitted) as refused:
            messenger.add(place.workspace, room, [place.account("U0NADIA01")])
        assert refused.value.code == "not_in_channel"

    def test_nobody_is_sent_out_of_a_team(self, place: Place) -> None:
        """Leaving a network is not leaving the team that its channel is in."""
        room = place.channel(ROOM)
        place.messenger.drop(place.workspace, room, place.account(ANDERS))
        assert ANDERS in place.tenant.platform.workspace.channels[room].members

    def test_making_a_channel_when_it_is_unclear_in_which_team(self, place: Place) -> None:
        """Of two teams the settings have to name one."""
        place.directions.note_team(place.workspace, "19:another@thread.tacv2", {"group": "g2"})
        with pytest.raises(NotPermitted) as unclear:
            place.messenger.create(place.workspace, "Sund aldring", private=False, key="k1")
        assert unclear.value.code == "TEAMS_TEAM_unclear"


def _without_graph(place: Place) -> TeamsMessenger:
    client = TeamsClient(replace(place.me, graph_uses=frozenset[GraphUse]()), timeout=1.0)
    return TeamsMessenger(client, place.directions, Graph(client))


class TestWhereThreadsAreNotHeard:
    def test_the_card_says_to_name_the_bot(self, uows: SqlUnitsOfWork) -> None:
        """And nothing can be read back, which is never taken for an absence."""
        with a_tenant(uows, reads=False) as place:
            place.introduce()
            room = place.channel(ROOM)
            address = place.messenger.post(place.workspace, room, ASKING, key="k1")
            assert "Nævn mig" in _shown(place, address)
            with pytest.raises(Unreadable):
                place.messenger.find_message(place.workspace, room, key="k1", since=0)
            with pytest.raises(Unreadable):
                list(told(Graph(place.client), place.directions, place.workspace, address, {}, bot="Netværksbot"))

    def test_elsewhere_it_does_not(self, place: Place) -> None:
        """With the consent of the team's owner every reply is heard."""
        address = place.messenger.post(place.workspace, place.channel(ROOM), ASKING, key="k1")
        assert "Svar her" in _shown(place, address)
        assert "Nævn mig" not in _shown(place, address)


def _shown(place: Place, address: Address) -> str:
    message = place.tenant.platform.workspace.channels[address.conversation].messages[address.message]
    return str(message.attachments)


class TestAThread:
    def test_whose_first_message_was_taken_away_says_that(self, place: Place) -> None:
        """There is nothing to mend, and so nobody to be told."""
        with pytest.raises(MessageGone):
            place.messenger.post(place.workspace, place.channel(ROOM), saying("Svar"), key="k1", thread="1600000000000")


class TestAWhisper:
    def test_in_a_thread_is_seen_there_by_one_alone(self, place: Place) -> None:
        """Nobody else's screen has it."""
        room = place.channel(ROOM)
        root = place.messenger.post(place.workspace, room, saying("Spørgsmål"), key="k1").message
        place.messenger.whisper(place.workspace, room, place.account(JONAS), saying("Kun til dig"), thread=root)
        seen = {
            who: any(message.ephemeral for message in place.driver.person(who).thread(ROOM, root))
            for who in (JONAS, METTE)
        }
        assert seen == {JONAS: True, METTE: False}


class TestATokenThatIsRefused:
    def test_says_so_and_is_fetched_anew(self, place: Place) -> None:
        """The secret was renewed meanwhile: the next call has another token."""
        place.messenger.post(place.workspace, place.channel(ROOM), saying("Hej"), key="k1")
        place.driver.faults({"kind": "status", "status": 401, "method": "activities.create"})
        with pytest.raises(TokenRefused):
            place.messenger.post(place.workspace, place.channel(ROOM), saying("Hej"), key="k2")
        place.messenger.post(place.workspace, place.channel(ROOM), saying("Hej"), key="k3")
        assert len(place.driver.calls("token")) == 2

    def test_for_a_wrong_secret_is_a_definite_not_now(self, place: Place) -> None:
        """Nothing was sent at all."""
        client = TeamsClient(replace(place.me, password="forkert"), timeout=1.0)
        messenger = TeamsMessenger(client, place.directions, Graph(client))
        with pytest.raises(TokenRefused):
            messenger.post(place.workspace, place.channel(ROOM), saying("Hej"), key="k1")


class TestAFault:
    @pytest.mark.parametrize("status", [412, 500, 502, 503, 504])
    def test_that_leaves_a_doubt_is_one_call(self, place: Place, status: int) -> None:
        """The ledger decides what follows; nothing is sent twice by itself."""
        place.driver.faults({"kind": "status", "status": status, "method": "activities.create"})
        with pytest.raises(Ambiguous):
            place.messenger.post(place.workspace, place.channel(ROOM), saying("Hej"), key="k1")
        assert len(place.driver.calls("activities.create")) == 1

    def test_of_the_token_service_is_told_as_that(self, place: Place) -> None:
        """Told to wait, it waits, and for what it is."""
        place.driver.faults({"kind": "rate_limit", "retry_after": 7, "method": "token"})
        with pytest.raises(RateLimited) as limited:
            place.messenger.post(place.workspace, place.channel(ROOM), saying("Hej"), key="k1")
        assert (limited.value.seconds, limited.value.lane) == (7, "token")

    def test_of_size_is_a_definite_no(self, place: Place) -> None:
        """The service takes no more, however often it is asked."""
        place.driver.faults({"kind": "status", "status": 413, "method": "activities.create"})
        with pytest.raises(Rejected):
            place.messenger.post(place.workspace, place.channel(ROOM), saying("Hej"), key="k1")


class TestWhereATenantIsReached:
    """Microsoft may move a tenant; a local workspace may begin anew on another port."""

    @pytest.fixture
    def far(self, place: Place) -> Directions:
        """As in earnest, with no address of this machine's in the settings."""
        me = replace(place.me, service="http://127.0.0.1:9/", is_local=False)
        return Directions(place.directions.units_of_work, me)

    def test_is_where_it_was_last_heard_from(self, place: Place, far: Directions) -> None:
        """Also for a channel and for a talk that were told of from elsewhere."""
        messenger = TeamsMessenger(place.client, far, Graph(place.client))
        far.note_service(place.workspace, place.me.service)
        messenger.direct(place.workspace, place.account(JONAS), saying("Hej"), key="k1")
        far.note_service(place.workspace, "http://127.0.0.1:9/moved/")
        far.note_service(place.workspace, place.me.service)
        messenger.direct(place.workspace, place.account(JONAS), saying("Hej"), key="k2")
        messenger.post(place.workspace, place.channel(ROOM), saying("Hej"), key="k3")
        assert len(place.driver.calls("activities.create")) == 3

    def test_is_heard_before_the_first_stranger_is_asked_about(self, place: Place, far: Directions) -> None:
        """They can be looked up nowhere else."""
        handlers, directory = Handlers(), TeamsDirectory(place.client, far, tenant=place.workspace)
        known = Acquaintance(far.me, handlers.doors(), far, {place.workspace: directory})
        activity = a_message(place, "start", channel=place.channel(ROOM))
        known.meet(scene_of(activity), [place.names["people"][METTE]["account_id"]])
        assert handlers.met[place.account(METTE)].belonging is Belonging.EMPLOYEE

    def test_is_the_local_one_where_the_settings_name_it(self, place: Place) -> None:
        """Whatever was heard before."""
        place.directions.note_service(place.workspace, "http://127.0.0.1:9/")
        place.messenger.post(place.workspace, place.channel(ROOM), saying("Hej"), key="k1")
        assert len(place.directory().conversations(place.account(METTE))) > 0


class TestTheDirectory:
    def test_knows_the_members_of_the_team(self, place: Place) -> None:
        """By their accounts, and how they belong."""
        found = {one.name: one.belonging for one in place.directory().everyone()}
        assert found["Mette Holm"] is Belonging.EMPLOYEE
        assert Belonging.GUEST in found.values()

    def test_remembers_how_they_are_reached(self, place: Place) -> None:
        """The service's own id of each, either way."""
        list(place.directory().everyone())
        contact = Directions(place.directions.units_of_work, place.me).contact(place.workspace, place.account(METTE))
        assert contact.user == place.names["people"][METTE]["account_id"]
        assert place.directions.account_of(place.workspace, contact.user) == place.account(METTE)

    def test_offers_the_channels_of_teams_that_one_is_in(self, place: Place) -> None:
        """By name; to somebody who is in none of them there are none."""
        offered = dict(place.directory().conversations(place.account(METTE)))
        assert offered[place.channel(ROOM)] == ROOM
        assert place.directory().conversations("nobody") == []


class TestGaps:
    def test_are_read_in_a_prompts_thread(self, place: Place) -> None:
        """What stands there, and what was known and is gone."""
        card = place.messenger.post(place.workspace, place.channel(ROOM), ASKING, key="k1")
        jonas = place.driver.person(JONAS)
        jonas.say("Det går godt.", ROOM, thread=card.message)
        known = {"1600000000000": place.account(METTE)}
        found = list(told(Graph(place.client), place.directions, place.workspace, card, known, bot="Netværksbot"))
        assert [(one["type"], one["from"]["aadObjectId"], one.get("text")) for one in found] == [
            ("message", place.account(JONAS), "Det går godt."),
            ("messageDelete", place.account(METTE), None),
        ]


class TestAChannelsName:
    @pytest.mark.parametrize(
        ("name", "first"),
        [
            ("Tryg hjem", "Tryg hjem"),
            ("Æblegrød & fællesskab: 50/50?", "Æblegrød fællesskab 50 50"),
            ("..._", "Netværk"),
            ("x" * 80, "x" * 47),
        ],
    )
    def test_is_as_near_as_teams_allows(self, name: str, first: str) -> None:
        """Danish letters stay; what Teams forbids goes."""
        assert names(name)[0] == first
        assert max(len(each) for each in names(name)) <= 50

    def test_is_not_what_it_is_known_by(self) -> None:
        """The mark of its key stands in the description."""
        assert described("Tryg hjem", "k1") != described("Tryg hjem", "k2")
