"""What did not reach somebody is shown when we meet them: one line for everything that goes to one person."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.model import keys
from core.model.deliveries import Content, DeliveryState, Effect
from core.model.members import MemberState
from core.model.networks import AnchorState, Network, NetworkState, Phase
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services import home, untold
from locales.catalogue import translator
from tests.acting import buttons, said
from tests.builders import (
    NOW,
    Municipality,
    a_delivery,
    a_member,
    a_prompt,
    a_reply,
    a_round,
    an_inquiry,
    saved_network,
)
from views import home as views

T = translator("da")


def missed(uow: UnitOfWork, person: Person, content: Content, **changes: object) -> None:
    """Said to somebody alone; nobody knows whether it arrived."""
    given = {"effect": Effect.DIRECT, "state": DeliveryState.EXPIRED, "person_id": person.id, "content": content}
    uow.deliveries.add(a_delivery(**{**given, **changes}))


def page(uow: UnitOfWork, person: Person) -> str:
    return said(views.mine(T, home.of(uow, person, at=NOW)))


def routes(uow: UnitOfWork, person: Person) -> set[str]:
    return set(buttons(views.mine(T, home.of(uow, person, at=NOW))))


def invitation(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    uow.members.save(a_member(network, town.camilla, state=MemberState.INVITED))


def anchor(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    saved_network(uow, town.anne, anchor_id=town.camilla.id, anchor_state=AnchorState.WAITING)


def member(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    """The network stands there, with the switch for its reminders."""
    uow.members.save(a_member(network, town.camilla))
    assert "reminders.stop" in routes(uow, town.camilla)


def asked(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    uow.members.save(a_member(network, town.camilla))
    uow.rounds.save(a_round(network))


def answered(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    uow.members.save(a_member(network, town.camilla))
    round = a_round(network)
    uow.rounds.save(round)
    uow.replies.save(a_reply(round, town.camilla))


def idea(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    own = saved_network(uow, town.camilla, state=NetworkState.IDEA, type=None)
    missed(uow, town.camilla, Content.NEEDS, network_id=own.id, subject=own.id)


def placeless(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    own = saved_network(uow, town.camilla, conversation=None)
    uow.deliveries.add(
        a_delivery(
            key=keys.conversation(own.id),
            effect=Effect.CREATE,
            content=Content.NOTHING,
            network_id=own.id,
            state=DeliveryState.DEAD,
        )
    )


def held(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    own = saved_network(uow, town.camilla)
    uow.deliveries.add(a_delivery(content=Content.CHARTER, network_id=own.id, state=DeliveryState.HELD))


def stuck(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    own = saved_network(uow, town.camilla)
    uow.deliveries.add(a_delivery(content=Content.CHARTER, network_id=own.id, state=DeliveryState.DEAD))


def told(content: Content) -> Callable[[UnitOfWork, Municipality, Network], None]:
    def happens(uow: UnitOfWork, town: Municipality, network: Network) -> None:
        missed(uow, town.camilla, content, network_id=network.id, subject=town.bo.id)

    return happens


def led(content: Content) -> Callable[[UnitOfWork, Municipality, Network], None]:
    def happens(uow: UnitOfWork, town: Municipality, network: Network) -> None:
        own = saved_network(uow, town.camilla)
        missed(uow, town.camilla, content, network_id=own.id, subject="modtager")

    return happens


def receiver(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    saved_network(uow, town.anne, receiver_id=town.camilla.id, receiver_state=AnchorState.WAITING)


def echo(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    over = saved_network(uow, town.anne, town.camilla, state=NetworkState.CLOSED, closed_at=NOW)
    uow.rounds.save(a_round(over, phase=Phase.AFTER))


def inquiry(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    own = saved_network(uow, town.camilla)
    uow.prompts.add(a_prompt(), 0)
    uow.inquiries.save(an_inquiry(own, town.camilla))


def about_no_network(content: Content) -> Callable[[UnitOfWork, Municipality, Network], None]:
    def happens(uow: UnitOfWork, town: Municipality, network: Network) -> None:
        missed(uow, town.camilla, content)

    return happens


answer = about_no_network(Content.ANSWER)


def nothing(uow: UnitOfWork, town: Municipality, network: Network) -> None:
    pass


SHOWN: dict[Content, tuple[Callable[[UnitOfWork, Municipality, Network], None], str]] = {
    Content.ANSWER: (answer, "nåede måske ikke frem. Skriv det gerne igen."),
    Content.NEEDS: (idea, "Før den første refleksion mangler"),
    Content.NO_CONVERSATION: (placeless, "Jeg har ikke lov til at lave et nyt sted"),
    Content.ANCHOR_QUESTION: (anchor, "om du vil være ledelsesophæng"),
    Content.ROLE_QUESTION: (receiver, "om du vil være modtager"),
    Content.ROLE_DECLINED: (led(Content.ROLE_DECLINED), "har sagt nej tak"),
    Content.ROLE_UNREACHED: (told(Content.ROLE_UNREACHED), "spurgt om en rolle"),
    Content.END_QUESTION: (led(Content.END_QUESTION), "tæt på sin afslutning"),
    Content.INVITATION: (invitation, "Du er inviteret"),
    Content.INVITATIONS: (invitation, "Du er inviteret"),
    Content.REMINDER: (asked, "En refleksion venter på dig"),
    Content.SILENCE: (member, "Næste refleksion kommer"),
    Content.RECEIPT: (answered, "du har svaret"),
    Content.REMOVED: (told(Content.REMOVED), "ikke længere"),
    Content.PHASES: (told(Content.PHASES), "hvilke faser"),
    Content.LEFT: (told(Content.LEFT), "forlad"),
    Content.HELD_QUESTION: (held, "Står det der?"),
    Content.STUCK: (stuck, "Jeg kan ikke komme igennem"),
    Content.INVITATION_UNREACHED: (told(Content.INVITATION_UNREACHED), "Bo Kjær"),
    Content.ANCHOR_UNREACHED: (told(Content.ANCHOR_UNREACHED), "Bo Kjær"),
    Content.NOT_LET_IN: (told(Content.NOT_LET_IN), "men jeg kan ikke selv lukke vedkommende ind"),
    Content.NOT_THEIRS: (told(Content.NOT_THEIRS), "er nået frem til en anden"),
    Content.ASKED: (asked, "En refleksion venter på dig"),
    Content.FAREWELL: (told(Content.FAREWELL), "er slut"),
    Content.DIGEST: (told(Content.DIGEST), "månedens opsamling"),
    Content.CALL: (told(Content.CALL), "bedt sekretariatet om hjælp"),
    Content.CALL_ANSWERED: (told(Content.CALL_ANSWERED), "Sekretariatet har svaret"),
    Content.READOUT: (told(Content.READOUT), "Udkastet om"),
    Content.DIGEST_DESK: (about_no_network(Content.DIGEST_DESK), "sekretariatets opdatering"),
    Content.DIGEST_COMMITTEE: (about_no_network(Content.DIGEST_COMMITTEE), "opdateringen til dit udvalg"),
    Content.ECHO: (echo, "En refleksion venter på dig"),
    Content.ECHO_BACK: (told(Content.ECHO_BACK), "hvad I mærker"),
    Content.INQUIRY: (inquiry, "et spørgsmål kun til dig"),
    Content.HOME: (nothing, "Du er ikke med i nogen netværk endnu"),
}
"""Everything that goes to one person, how it comes to that, and the words in which it is met again."""
IN_A_CONVERSATION = {
    *(Content.NOTHING, Content.CHARTER, Content.WELCOME, Content.PROMPT, Content.SHARED_REPLY),
    *(Content.SHAREBACK, Content.OUTCOME, Content.THANKS, Content.LEADER_CHANGED),
    *(Content.SHAREBACK, Content.THANKS, Content.LEADER_CHANGED, Content.CONDITION),
    *(Content.SHAREBACK, Content.THANKS, Content.LEADER_CHANGED, Content.CO_LEADER, Content.END_MOVED),
    *(Content.RESUMED, Content.MODEL_SWITCHED),
}


class TestWhatGoesToOnePerson:
    @pytest.mark.parametrize("content", SHOWN)
    def test_is_shown_when_we_meet_them(self, uow: UnitOfWork, town: Municipality, content: Content) -> None:
        """From how things are, or told again."""
        happens, words = SHOWN[content]
        happens(uow, town, saved_network(uow, town.anne, town.bo))
        assert words in page(uow, town.camilla)

    def test_is_all_in_the_table(self) -> None:
        """A new content belongs in it, or is seen by a whole network."""
        assert set(Content) - set(SHOWN) == IN_A_CONVERSATION

    def test_is_shown_to_nobody_else(self, uow: UnitOfWork, town: Municipality) -> None:
        """Neither what they missed nor that they missed it."""
        network = saved_network(uow, town.anne, town.bo)
        before = page(uow, town.anne)
        for content in (Content.REMINDER, Content.REMOVED, Content.ANSWER):
            missed(uow, town.bo, content, network_id=network.id, subject=network.id)
        assert page(uow, town.anne) == before

    def test_is_forgotten_after_a_fortnight(self, uow: UnitOfWork, town: Municipality) -> None:
        """What did not reach somebody then is not news now."""
        missed(uow, town.camilla, Content.ANSWER, due_at=NOW - timedelta(days=15))
        assert untold.of_person(uow, town.camilla, at=NOW).is_empty


class TestALeader:
    def test_can_answer_and_mend_from_the_page(self, uow: UnitOfWork, town: Municipality) -> None:
        """With the same buttons as in the messages."""
        held(uow, town, saved_network(uow, town.anne))
        stuck(uow, town, saved_network(uow, town.anne))
        wanted = {"deliveries.arrived", "deliveries.send_again", "deliveries.try_again", "networks.use_conversation"}
        assert wanted <= routes(uow, town.camilla)

    def test_of_another_network_sees_nothing_of_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """It is none of theirs."""
        stuck(uow, town, saved_network(uow, town.anne))
        assert untold.of_person(uow, town.anne, at=NOW).is_empty


class TestTheSecretariat:
    def test_sees_counts_and_kinds_by_the_name_of_the_network(self, uow: UnitOfWork, town: Municipality) -> None:
        """No ranking, and nothing that was for one person."""
        second, first = (saved_network(uow, town.anne, name=name) for name in ("Ørred", "Abe"))
        for network in (second, second, first):
            uow.deliveries.add(
                a_delivery(content=Content.SHARED_REPLY, network_id=network.id, state=DeliveryState.DEAD)
            )
        missed(uow, town.bo, Content.REMINDER, network_id=first.id)
        found = home.of(uow, town.sekretariat, at=NOW).undelivered
        assert [(network.name, kinds[0].count, len(kinds)) for network, kinds in found] == [
            ("Abe", 1, 1),
            ("Ørred", 2, 1),
        ]
        assert "Ørred: 2 delte svar kunne ikke leveres." in said(views.page(T, home.of(uow, town.sekretariat, at=NOW)))

    def test_is_spared_a_section_with_nothing_in_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """Only when there is any."""
        assert "Kunne ikke leveres" not in said(views.page(T, home.of(uow, town.sekretariat, at=NOW)))
