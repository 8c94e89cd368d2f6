"""Members without an account: who invites them, what they are written, and what they are not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Unfit
from core.model import keys
from core.model.deliveries import Content, Effect
from core.model.links import mails
from core.model.members import MemberState
from core.model.networks import Network
from core.model.organisations import OURS, Belonging, Person
from core.model.weeks import Week
from core.ports import UnitOfWork
from core.services import members, networks, openings, outsiders, reminders, replies, rounds
from tests.acting import Weekdays
from tests.builders import NOW, Municipality, a_person, a_prompt, a_workspace, saved_network

ULLA = "ulla@x.example"


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    uow.organisations.save_workspace(a_workspace(id="ours", platform=OURS, external_id="ours"))
    uow.prompts.add(a_prompt(), 0)
    return saved_network(uow, town.anne, town.bo)


def _ulla(uow: UnitOfWork, network: Network, *, by: Person) -> Person:
    """Invited, and in."""
    [ulla] = outsiders.invite(uow, network, by, [ULLA], at=NOW).invited
    member = uow.members.find(network.id, ulla.id)
    assert member is not None
    members.join(uow, member.id, ulla, has_read=True, unit_id=None, name="Ulla Bak", at=NOW)
    return uow.people.get(ulla.id)


def _opened(uow: UnitOfWork, network: Network) -> str:
    opened = rounds.open_due(uow, uow.schedules.get(network.id), at=NOW, calendar=Weekdays())
    assert opened is not None
    return opened.id


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("navn@firma.dk som borger", ("navn@firma.dk",)),
        ("Til Navn@Firma.dk, og b.c-d+e@x.co.uk.", ("navn@firma.dk", "b.c-d+e@x.co.uk")),
        ("@bo og navn@ firma.dk", ()),
    ],
)
def test_mail_addresses_are_found_in_what_somebody_writes(text: str, found: tuple[str, ...]) -> None:
    """However they are written, as they are compared."""
    assert mails(text) == found


class TestInviting:
    def test_writes_a_mail_with_a_link(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """That lasts a month, and is the person's own."""
        [ulla] = outsiders.invite(uow, network, town.bo, [ULLA], at=NOW).invited
        member = uow.members.find(network.id, ulla.id)
        assert member is not None
        delivery, link = (find(keys.invitation(member.id, 1)) for find in (uow.deliveries.find, uow.links.of_key))
        assert delivery is not None
        assert link is not None
        assert (delivery.effect, delivery.content, delivery.workspace_id) == (
            Effect.DIRECT,
            Content.INVITATION,
            "ours",
        )
        assert (link.person_id, link.expires_at) == (ulla.id, NOW + timedelta(days=30))

    def test_the_same_address_is_the_same_person(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """In another network, and asked twice in this one."""
        first = outsiders.invite(uow, network, town.anne, [ULLA], at=NOW)
        again = outsiders.invite(uow, network, town.anne, [ULLA], at=NOW)
        other = outsiders.invite(uow, saved_network(uow, town.anne), town.anne, [ULLA], at=NOW)
        assert first.invited == again.already_invited == other.invited

    def test_is_for_those_who_may_invite(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """As every invitation."""
        with pytest.raises(NotFound):
            outsiders.invite(uow, network, town.camilla, [ULLA], at=NOW)
        ulla = _ulla(uow, network, by=town.anne)
        with pytest.raises(NotAllowed):
            outsiders.invite(uow, network, ulla, ["karen@x.example"], at=NOW)

    @pytest.mark.parametrize("addresses", [[], ["ingen adresse"], [f"n{n}@x.example" for n in range(11)]])
    def test_needs_addresses(self, uow: UnitOfWork, town: Municipality, network: Network, addresses: list[str]) -> None:
        """None, none that is one, or too many at once."""
        with pytest.raises(Unfit):
            outsiders.invite(uow, network, town.anne, addresses, at=NOW)

    def test_needs_mails_to_be_set_up(self, uow: UnitOfWork, town: Municipality) -> None:
        """Else it is said who has to do what."""
        with pytest.raises(Conflict, match=r"outsiders\.no_mail"):
            outsiders.invite(uow, saved_network(uow, town.anne), town.anne, [ULLA], at=NOW)


class TestJoining:
    def test_needs_a_name(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Nobody else knows it."""
        [ulla] = outsiders.invite(uow, network, town.anne, [ULLA], at=NOW).invited
        member = uow.members.find(network.id, ulla.id)
        assert member is not None
        with pytest.raises(Unfit) as refused:
            members.join(uow, member.id, ulla, has_read=True, unit_id=None, at=NOW)
        assert set(refused.value.fields) == {"name"}

    def test_lets_nobody_into_a_channel_who_has_no_account(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """They are welcomed there, by name."""
        ulla = _ulla(uow, network, by=town.anne)
        member = uow.members.find(network.id, ulla.id)
        assert member is not None
        assert ulla.name == "Ulla Bak"
        assert uow.deliveries.find(keys.added(member.id, 1)) is None
        assert uow.deliveries.find(keys.welcome(member.id)) is not None


class TestARound:
    def test_is_told_by_mail_until_it_closes(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """One mail, with a fresh link that works as long as the round is open."""
        ulla = _ulla(uow, network, by=town.anne)
        round = uow.rounds.get(_opened(uow, network))
        link = uow.links.of_key(keys.asked(round.id, ulla.id))
        assert link is not None
        assert link.expires_at == round.closes_at

    def test_is_told_when_many_open_at_once(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """As when one does."""
        ulla = _ulla(uow, network, by=town.anne)
        openings.open_all(uow, [uow.schedules.get(network.id)], at=NOW, calendar_of=lambda _: Weekdays())
        [round] = uow.rounds.of_network(network.id)
        assert uow.deliveries.find(keys.asked(round.id, ulla.id)) is not None

    def test_reminds_nobody_by_mail(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """One mail is enough."""
        ulla = _ulla(uow, network, by=town.anne)
        at = NOW + timedelta(days=2)
        reminders.remind(uow, uow.rounds.get(_opened(uow, network)), at=at)
        assert uow.deliveries.find(keys.reminder(ulla.id, Week.of(at.date()))) is None
        assert uow.deliveries.find(keys.reminder(town.bo.id, Week.of(at.date()))) is not None

    def test_is_not_told_to_who_wants_no_mails(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """They may still be invited elsewhere: that is asked once."""
        ulla = outsiders.mails(uow, _ulla(uow, network, by=town.anne), wanted=False)
        assert uow.deliveries.find(keys.asked(_opened(uow, network), ulla.id)) is None
        assert outsiders.invite(uow, saved_network(uow, town.anne), town.anne, [ULLA], at=NOW).invited

    def test_is_answered_as_by_everybody(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """What they share is posted among the others'."""
        ulla = _ulla(uow, network, by=town.anne)
        asked = replies.ask(uow, ulla, _opened(uow, network))
        assert asked.network == network

    def test_ends_with_a_farewell(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """When the network closes."""
        ulla = _ulla(uow, network, by=town.anne)
        networks.closed(uow, network, at=NOW)
        assert uow.deliveries.find(keys.farewell(network.id, ulla.id)) is not None


class TestALink:
    def _sealed(self, uow: UnitOfWork, town: Municipality, network: Network) -> tuple[Person, str]:
        ulla = _ulla(uow, network, by=town.anne)
        member = uow.members.find(network.id, ulla.id)
        assert member is not None
        key = keys.invitation(member.id, 1)
        uow.links.seal(key, "digest")
        return ulla, key

    def test_opens_for_its_owner_while_it_lasts(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """And for nobody after."""
        ulla, _ = self._sealed(uow, town, network)
        assert outsiders.opens(uow, "digest", at=NOW)[1] == ulla
        for digest, at in (("digest", NOW + timedelta(days=31)), ("another", NOW), ("", NOW)):
            with pytest.raises(NotFound):
                outsiders.opens(uow, digest, at=at)

    def test_dies_when_its_owner_leaves(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Or is removed, or is no more."""
        ulla, _ = self._sealed(uow, town, network)
        members.leave(uow, network, ulla, at=NOW)
        with pytest.raises(NotFound):
            outsiders.opens(uow, "digest", at=NOW)

    def test_does_not_open_for_who_has_an_account(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """A person who became a colleague meanwhile comes in by the front door."""
        ulla, _ = self._sealed(uow, town, network)
        uow.people.save(replace(ulla, belonging=Belonging.EMPLOYEE))
        with pytest.raises(NotFound):
            outsiders.opens(uow, "digest", at=NOW)

    def test_that_is_anothers_cannot_be_told_away(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Only by who holds it."""
        _, key = self._sealed(uow, town, network)
        stranger = a_person(belonging=Belonging.LINK)
        for person, which in ((stranger, key), (stranger, "nothing")):
            with pytest.raises(NotFound):
                outsiders.not_theirs(uow, person, which, at=NOW)
        assert outsiders.opens(uow, "digest", at=NOW)

    def test_that_went_astray_is_told_to_the_leader(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """Who can invite again, to the right address."""
        ulla, key = self._sealed(uow, town, network)
        outsiders.not_theirs(uow, ulla, key, at=NOW)
        told = uow.deliveries.find(keys.not_theirs(key))
        assert told is not None
        assert (told.person_id, told.content) == (town.anne.id, Content.NOT_THEIRS)
        member = uow.members.find(network.id, ulla.id)
        assert member is not None
        assert member.state is MemberState.ACTIVE
