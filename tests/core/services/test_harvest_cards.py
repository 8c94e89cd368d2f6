"""The harvest card: what came out of a network that is over, for everybody who was in it."""

from datetime import timedelta

from core.model import keys
from core.model.closing import KEPT_OPEN
from core.model.deliveries import Content, Effect
from core.model.networks import AnchorState, Network, NetworkState
from core.model.organisations import Belonging
from core.model.outcomes import Kind
from core.model.replies import Answer, ReplyVisibility
from core.model.roles import Role
from core.model.rounds import RoundState
from core.ports import UnitOfWork
from core.services import harvest_cards, networks, outcomes, replies, roles
from tests.builders import NOW, Municipality, a_member, a_person, a_prompt, a_record, a_reply, a_round, saved_network

LATER = NOW + timedelta(days=1)


def _closed(uow: UnitOfWork, town: Municipality, **changes: object) -> Network:
    return networks.closed(uow, saved_network(uow, town.anne, town.camilla, town.bo, **changes), at=NOW)


def _told(uow: UnitOfWork, network: Network, person, text: str, **changes: object):
    """A reply in a round that is given back."""
    if uow.prompts.newest() == []:
        uow.prompts.add(a_prompt(), 0)
    day = NOW.date() - timedelta(days=len(uow.rounds.of_network(network.id)))
    round = a_round(network, occurrence=day, state=RoundState.CLOSED, closed_at=NOW, asked=3)
    uow.rounds.save(round)
    reply = a_reply(round, person, answers=(Answer(question=2, text=text),), **changes)
    uow.replies.save(reply)
    return reply


class TestWhatStandsOnIt:
    def test_is_what_was_recorded_by_kind(self, uow: UnitOfWork, town: Municipality) -> None:
        """Changes, results, proposals and offshoots; not what was withdrawn."""
        network = _closed(uow, town)
        for kind in Kind:
            uow.outcomes.save(a_record(network, town.bo, kind))
        uow.outcomes.save(a_record(network, town.bo, Kind.RESULT, withdrawn_at=NOW))
        harvest = harvest_cards.card(uow, network).harvest
        counts = [len(each) for each in (harvest.changes, harvest.results, harvest.proposals, harvest.offshoots)]
        assert counts == [1, 1, 1, 1]

    def test_quotes_what_was_shared_with_leave_to_quote(self, uow: UnitOfWork, town: Municipality) -> None:
        """Not what was said in private, and not what may not be quoted; names in it are masked."""
        network = _closed(uow, town)
        _told(uow, network, town.bo, "Camilla fik os til samme bord", quotable=True)
        _told(uow, network, town.anne, "Uden lov")
        _told(uow, network, town.camilla, "Hemmeligt", quotable=True, visibility=ReplyVisibility.PRIVATE)
        assert harvest_cards.card(uow, network).quotes == ("[…] fik os til samme bord",)

    def test_thanks_everybody_in_the_order_of_the_alphabet(self, uow: UnitOfWork, town: Municipality) -> None:
        """Whatever they did, and without an account too."""
        network = _closed(uow, town)
        outsider = a_person(name="Aase Nabo", belonging=Belonging.LINK)
        uow.people.save(outsider)
        uow.members.save(a_member(network, outsider))
        names = [person.name for person in harvest_cards.card(uow, network).members]
        assert names == ["Aase Nabo", "Anne Holm", "Bo Kjær", "Camilla Sørensen"]

    def test_says_who_takes_over(self, uow: UnitOfWork, town: Municipality) -> None:
        """Asked is not yes, and where they belong is told too."""
        asked = harvest_cards.card(
            uow, _closed(uow, town, receiver_id=town.dorte.id, receiver_state=AnchorState.WAITING)
        )
        assert (asked.receiver, asked.receives, asked.receiving.name) == (town.dorte, False, "Sundhed og omsorg")
        assert harvest_cards.card(uow, _closed(uow, town)).receiver is None


class TestItFollows:
    def test_when_a_record_or_a_reply_is_taken_back(self, uow: UnitOfWork, town: Municipality) -> None:
        """The words are gone from it too."""
        network = _closed(uow, town)
        record = a_record(network, town.bo)
        uow.outcomes.save(record)
        outcomes.withdraw(uow, record.id, town.bo, at=LATER)
        assert _update(uow, network).content is Content.THANKS
        other = _closed(uow, town)
        replies.withdraw(uow, town.bo, _told(uow, other, town.bo, "Citat", quotable=True).id, at=LATER)
        assert _update(uow, other).content is Content.THANKS

    def test_when_who_was_asked_says_yes(self, uow: UnitOfWork, town: Municipality) -> None:
        """A receiver may answer when the network is over."""
        network = _closed(uow, town, receiver_id=town.dorte.id, receiver_state=AnchorState.WAITING)
        roles.answer(uow, network.id, Role.RECEIVER, town.dorte, yes=True, at=LATER)
        assert _update(uow, network) is not None

    def test_not_while_the_network_is_open(self, uow: UnitOfWork, town: Municipality) -> None:
        """There is no card yet."""
        network = saved_network(uow, town.anne, state=NetworkState.CLOSING)
        harvest_cards.follow(uow, network, at=LATER)
        harvest_cards.show_anew(uow, network, at=LATER)
        assert _update(uow, network) is None

    def test_by_going_away_where_nothing_can_be_changed(self, uow: UnitOfWork, town: Municipality) -> None:
        """Rather no card in an archived channel than one with words that somebody took back."""
        network = _closed(uow, town)
        _is_sent(uow, keys.thanks(network.id))
        harvest_cards.show_anew(uow, network, at=NOW + KEPT_OPEN)
        assert _update(uow, network) is None
        harvest_cards.follow(uow, network, at=NOW + KEPT_OPEN)
        assert uow.deliveries.find(keys.removal(keys.thanks(network.id))).effect is Effect.REMOVE


def _update(uow: UnitOfWork, network: Network):
    return uow.deliveries.find(keys.card_update(keys.thanks(network.id)))


def _is_sent(uow: UnitOfWork, key: str) -> None:
    """It is on its way: it cannot be cancelled any more."""
    assert key in [delivery.key for delivery in uow.ledger.claim(now=NOW, limit=50)]
