"""A change is confirmed by the secretariat, which names its source, or by the unit that it is about."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Unfit
from core.model import keys
from core.model.deliveries import Effect
from core.model.networks import Network
from core.model.outcomes import Kind, Record
from core.ports import UnitOfWork
from core.services import confirmations, outcomes
from tests.builders import CARE, NOW, SCHOOLS, Municipality, a_record, saved_network, some_details

LATER = NOW + timedelta(hours=3)
BASIS = "Lederen af plejen, på mødet i september"


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    return saved_network(uow, town.anne, town.bo)


@pytest.fixture
def change(uow: UnitOfWork, town: Municipality, network: Network) -> Record:
    details = some_details(unit_ids=(CARE, SCHOOLS))
    return outcomes.record(uow, network, town.bo, Kind.CHANGE, details, at=NOW)


class TestTheSecretariat:
    def test_confirms_and_names_its_source(self, uow, town, change) -> None:
        """Who, when and on what; the post in the network shows it."""
        entry = confirmations.confirm(uow, change.id, town.sekretariat, basis=BASIS, at=LATER)
        kept = uow.outcomes.get(change.id)
        assert entry.record == kept
        assert (kept.is_confirmed, kept.confirmed_by, kept.confirmed_at) == (True, town.sekretariat.id, LATER)
        assert kept.confirmed_basis == BASIS
        assert uow.deliveries.find(keys.card_update(keys.outcome(change.id))).effect is Effect.UPDATE

    def test_without_naming_a_source_it_does_not(self, uow, town, change) -> None:
        """A29: the input says what is missing."""
        with pytest.raises(Unfit) as refusal:
            confirmations.confirm(uow, change.id, town.sekretariat, basis="", at=LATER)
        assert refusal.value.fields == {"basis": "outcomes.needs_basis"}
        assert not uow.outcomes.get(change.id).is_confirmed

    @pytest.mark.parametrize("without", [{"unit_ids": ()}, {"source": None}])
    def test_nothing_is_confirmed_without_unit_and_source(self, uow, town, network, without) -> None:
        """A29: whatever is in the rows, both must be there; it does not even wait."""
        bare = a_record(network, town.bo, details=some_details(**without))
        uow.outcomes.save(bare)
        with pytest.raises(Conflict):
            confirmations.confirm(uow, bare.id, town.sekretariat, basis=BASIS, at=LATER)
        assert confirmations.waiting(uow, town.sekretariat) == ()

    def test_twice_is_once(self, uow, town, change) -> None:
        """The first source stands."""
        confirmations.confirm(uow, change.id, town.sekretariat, basis=BASIS, at=LATER)
        again = confirmations.confirm(uow, change.id, town.sekretariat, basis="Noget andet", at=LATER)
        assert again.record.confirmed_basis == BASIS

    def test_sees_what_waits_and_no_more(self, uow, town, network, change) -> None:
        """Neither results nor what is confirmed or taken back."""
        result = outcomes.record(uow, network, town.bo, Kind.RESULT, some_details(Kind.RESULT), at=NOW)
        assert [entry.record for entry in confirmations.waiting(uow, town.sekretariat)] == [change]
        confirmations.confirm(uow, change.id, town.sekretariat, basis=BASIS, at=LATER)
        assert confirmations.waiting(uow, town.sekretariat) == ()
        with pytest.raises(Conflict):
            confirmations.confirm(uow, result.id, town.sekretariat, basis=BASIS, at=LATER)

    def test_of_another_organisation_sees_and_confirms_nothing(self, uow, town, change) -> None:
        """It is not there for them."""
        other = replace(town.sekretariat, organisation_id="glostrup")
        assert confirmations.waiting(uow, other) == ()
        with pytest.raises(NotFound):
            confirmations.confirm(uow, change.id, other, basis=BASIS, at=LATER)

    @pytest.mark.parametrize("who", ["anne", "bo", "dorte", "guest", "outsider"])
    def test_nobody_else_confirms(self, uow, town, change, who: str) -> None:
        """Not even the network itself."""
        person = getattr(town, who)
        with pytest.raises(NotAllowed):
            confirmations.confirm(uow, change.id, person, basis=BASIS, at=LATER)
        with pytest.raises(NotAllowed):
            confirmations.waiting(uow, person)

    def test_what_was_taken_back_is_gone(self, uow, town, change) -> None:
        """There is nothing left to confirm."""
        outcomes.withdraw(uow, change.id, town.bo, at=LATER)
        with pytest.raises(NotFound):
            confirmations.confirm(uow, change.id, town.sekretariat, basis=BASIS, at=LATER)


class TestTheReceiver:
    def test_of_either_unit_confirms_without_naming_a_source(self, uow, town, network, change) -> None:
        """They are the source; the second time changes nothing."""
        assert town.dorte.unit_id == CARE
        confirmations.receiver_notices(uow, network, town.dorte, [change.id], at=LATER)
        confirmed = uow.outcomes.get(change.id)
        assert (confirmed.is_confirmed, confirmed.confirmed_by, confirmed.confirmed_basis) == (True, town.dorte.id, "")
        confirmations.receiver_notices(uow, network, town.bo, [change.id], at=LATER)
        assert uow.outcomes.get(change.id) == confirmed

    def test_of_a_third_unit_cannot(self, uow, town, network, change) -> None:
        """It is not theirs to say."""
        confirmations.receiver_notices(uow, network, town.camilla, [change.id], at=LATER)
        assert not uow.outcomes.get(change.id).is_confirmed

    def test_confirms_only_what_they_notice(self, uow, town, network, change) -> None:
        """What they do not see any more stays as it was recorded."""
        confirmations.receiver_notices(uow, network, town.dorte, [], at=LATER)
        assert not uow.outcomes.get(change.id).is_confirmed

    def test_cannot_confirm_what_has_no_source(self, uow, town, network) -> None:
        """A29 holds for them too."""
        bare = a_record(network, town.bo, details=some_details(source=None))
        uow.outcomes.save(bare)
        confirmations.receiver_notices(uow, network, town.dorte, [bare.id], at=LATER)
        assert not uow.outcomes.get(bare.id).is_confirmed
