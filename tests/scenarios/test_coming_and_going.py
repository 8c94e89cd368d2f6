"""People come into a network and leave it, each in the way that is theirs."""

from tests.support.playing import network, start
from tests.support.town import FATIMA, HANNE, JONAS, KIRSTEN, LARS, METTE, SARA, Town


class TestComingIn:
    def test_a_no_is_respected(self, small_town: Town) -> None:
        """Who declines is not in the channel; the card says so, and how to change one's mind."""
        start(small_town)
        small_town.settle()
        small_town.person(METTE).command(f"/netvaerk inviter <@{JONAS}>", channel="tryg-hjem")
        jonas = small_town.person(JONAS)
        jonas.click("Nej tak", in_message=small_town.hears(jonas, "inviterer dig"))
        small_town.settle()
        assert "tryg-hjem" not in jonas.channels()
        assert jonas.dms()[-1].buttons == ["Jeg er med"]

    def test_who_walks_in_is_told_the_same_before_their_words_count(self, small_town: Town) -> None:
        """Joining the channel by oneself brings the invitation; until it is accepted a thread message is no reply."""
        channel = network(small_town, members=(LARS, FATIMA))
        small_town.person(METTE).invite(channel, JONAS)
        jonas = small_town.person(JONAS)
        assert small_town.hears(jonas, "Tryg hjem").buttons == ["Jeg er med", "Nej tak"]
        small_town.next_round()
        card = next(m for m in jonas.messages(channel) if m.buttons == ["Svar"])
        jonas.say("Det tæller ikke endnu.", channel, thread=card.ts)
        small_town.settle()
        assert "har svaret" not in next(m for m in jonas.messages(channel) if m.ts == card.ts).text

    def test_an_invitation_pressed_twice_is_one_membership(self, small_town: Town) -> None:
        """Saying yes twice leaves one member and one welcome."""
        channel = network(small_town, members=(LARS,))
        lars = small_town.person(LARS)
        assert "Deltagere: 2" in small_town.sees(lars, channel, "Borgere skal opleve").text
        assert sum("Velkommen" in m.text for m in lars.messages(channel)) == 1

    def test_a_guest_may_be_a_member_and_may_not_manage(self, small_town: Town) -> None:
        """A citizen who is a guest joins without a department and is told kindly who may invite."""
        channel = network(small_town, members=(HANNE,))
        assert channel in small_town.person(HANNE).channels()
        seen = small_town.person(HANNE).command(f"/netvaerk inviter <@{JONAS}>", channel=channel)
        assert seen.modal is None
        assert not any("inviterer dig" in m.text for m in small_town.person(JONAS).dms())


class TestLeaving:
    def test_who_leaves_is_out_of_the_channel_and_the_charter(self, small_town: Town) -> None:
        """`forlad` asks once, then the person is out."""
        channel = network(small_town, members=(LARS, JONAS))
        lars = small_town.person(LARS)
        asked = lars.command("/netvaerk forlad", channel=channel)
        assert asked.message is not None
        lars.click(asked.message.buttons[0], in_message=asked.message)
        small_town.settle()
        assert channel not in lars.channels()
        assert "Deltagere: 2" in small_town.sees(small_town.person(METTE), channel, "Borgere skal").text

    def test_a_leader_hands_over_before_leaving(self, small_town: Town) -> None:
        """The leader is told to hand over first."""
        channel = network(small_town, members=(LARS,))
        seen = small_town.person(METTE).command("/netvaerk forlad", channel=channel)
        assert "Giv først netværket videre" in seen.text

    def test_a_member_can_be_removed_by_the_leader(self, small_town: Town) -> None:
        """Who is removed is told, and is out of the channel."""
        channel = network(small_town, members=(LARS, JONAS))
        modal = small_town.person(METTE).command("/netvaerk fjern", channel=channel).modal
        assert modal is not None
        modal.fill({modal.fields[0]: LARS}).submit()
        small_town.settle()
        lars = small_town.person(LARS)
        assert channel not in lars.channels()
        assert small_town.hears(lars, "ikke længere")

    def test_the_anchor_and_the_secretariat_see_no_more_than_they_should(self, small_town: Town) -> None:
        """The anchor sees the status but cannot answer; a stranger in the organisation is not told that it exists."""
        channel = network(small_town, members=(LARS,))
        assert "Tryg hjem" in small_town.person(KIRSTEN).command("/netvaerk status tryg hjem").text
        assert "Tryg hjem" in small_town.person(SARA).command("/netvaerk status tryg hjem").text
        seen = small_town.person(JONAS).command("/netvaerk status tryg hjem")
        assert "Borgere skal opleve" not in seen.text
        assert channel not in small_town.person(JONAS).channels()
