"""Who finds what: role by role, and never a private word that its reader may not see."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.model.conditions import Status
from core.model.ids import OrganisationId
from core.model.members import MemberState
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.model.outcomes import Kind
from core.model.replies import Reply
from core.model.sources import Origin
from core.ports import UnitOfWork
from core.services import conditions, searches
from core.services.searches import Results
from tests.builders import Municipality, a_person, a_record, a_round, some_details
from tests.reflections import a_library, a_reflecting_network, closed, leaves, said, tryg_hjem

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
OPEN = "velf-efter-4"
"""A prompt that begins with an open question."""


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    a_library(uow)


def look(uow: UnitOfWork, person: Person, text: str, **more: object) -> Results:
    organisation = uow.organisations.get(person.organisation_id)
    sought = searches.understand(uow, organisation, person, text, today=AT.date())
    return searches.look_up(uow, organisation, person, sought, **more)


def origins(uow: UnitOfWork, person: Person, text: str) -> list[Origin]:
    return [found.source.origin for found in look(uow, person, text).found]


def answered(uow: UnitOfWork, network: Network, texts: Iterable[str], *, private: bool = False) -> list[Reply]:
    """A round that closed yesterday, in which the members said so."""
    replies = [said(text, private=private) for text in texts]
    day = AT.date() - timedelta(days=1)
    while uow.rounds.find(network.id, day - timedelta(days=7)):
        day -= timedelta(days=1)
    return closed(uow, network, OPEN, replies, on=day)[1]


class Around:
    """A network of six in which a word was shared, said in private by five in another round, and recorded."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.network = a_reflecting_network(uow, "Grøn skolegård", members=6)
        self.shared = answered(uow, self.network, ["Vi mangler en flamingo"])
        self.private = answered(uow, self.network, ["Også en flamingo"] * 5, private=True)
        members = [uow.people.get(member.person_id) for member in uow.members.active(self.network.id)]
        self.leader = uow.people.get(self.network.leader_id)
        self.sharer, self.silent = members[0], members[5]
        self.member = next(member for member in members[1:5] if member.id != self.leader.id)
        self.anchor = uow.people.get(self.network.anchor_id)
        details = some_details(Kind.RESULT, text="En flamingo i gården")
        uow.outcomes.save(a_record(self.network, self.member, Kind.RESULT, details=details))


@pytest.fixture
def around(uow: UnitOfWork, town: Municipality) -> Around:
    return Around(uow)


class TestARole:
    def test_the_secretariat_finds_all_that_is_readable(
        self, uow: UnitOfWork, town: Municipality, around: Around
    ) -> None:
        """What is shared, what five have said in private, and what is written down."""
        pages = [look(uow, town.sekretariat, "flamingo i grøn skolegård")]
        pages.append(look(uow, town.sekretariat, "flamingo i grøn skolegård", before=pages[0].more))
        found = Counter(each.source.origin for page in pages for each in page.found)
        assert found == {Origin.SHARED: 1, Origin.PRIVATE: 5, Origin.RECORD: 1}

    def test_a_member_finds_what_is_shared_and_their_own(self, uow: UnitOfWork, around: Around) -> None:
        """Nobody else's private words."""
        assert set(origins(uow, around.member, "flamingo")) == {Origin.SHARED, Origin.OWN, Origin.RECORD}
        assert origins(uow, around.member, "flamingo").count(Origin.OWN) == 1
        assert set(origins(uow, around.silent, "flamingo")) == {Origin.SHARED, Origin.RECORD}

    def test_the_leader_finds_no_more_than_a_member(self, uow: UnitOfWork, around: Around) -> None:
        """No private word of anybody else's."""
        found = look(uow, around.leader, "flamingo").found
        assert {each.source.origin for each in found} <= {Origin.OWN, Origin.SHARED, Origin.RECORD}
        assert "Vi mangler en flamingo" in [each.told.text for each in found]

    def test_the_anchor_and_the_receiver_find_no_reply(self, uow: UnitOfWork, around: Around) -> None:
        """Only what is written down for them to see."""
        assert origins(uow, around.anchor, "flamingo") == [Origin.RECORD]
        assert origins(uow, around.anchor, "skolegård") == [Origin.CARD]

    def test_others_find_nothing(self, uow: UnitOfWork, town: Municipality, around: Around) -> None:
        """Not even that there is such a network; administrators neither."""
        chief = replace(town.dorte, is_administrator=True)
        for person in (town.anne, chief, town.guest, town.outsider):
            assert look(uow, person, "flamingo").is_empty
            assert look(uow, person, "skolegård").is_empty
            assert look(uow, person, "flamingo i grøn skolegård").network == ""

    def test_who_has_left_finds_their_own_alone(self, uow: UnitOfWork, around: Around) -> None:
        """It stays theirs."""
        place = uow.members.find(around.network.id, around.member.id)
        uow.members.save(replace(place, state=MemberState.LEFT, left_at=AT))
        assert origins(uow, around.member, "flamingo") == [Origin.OWN]

    def test_members_of_a_network_that_is_over_find_it_still(self, uow: UnitOfWork, around: Around) -> None:
        """What they shared there does not go."""
        uow.networks.save(replace(around.network, state=NetworkState.CLOSED, closed_at=AT))
        assert set(origins(uow, around.silent, "flamingo")) == {Origin.SHARED, Origin.RECORD}

    def test_the_secretariat_of_another_organisation_finds_nothing(self, uow: UnitOfWork, around: Around) -> None:
        """Each has its own."""
        organisation = replace(uow.organisations.get(around.network.organisation_id), id=OrganisationId("glostrup"))
        uow.organisations.save(organisation)
        stranger = a_person(organisation_id=organisation.id, is_secretariat=True)
        uow.people.save(stranger)
        assert look(uow, stranger, "flamingo").is_empty


class TestAPrivateWord:
    def test_of_an_open_round_is_found_by_nobody_else(self, uow: UnitOfWork, town: Municipality) -> None:
        """However many have said it: what k is counted of is settled when a round closes."""
        network = a_reflecting_network(uow, "Stier", members=6)
        replies = answered(uow, network, ["En flamingo"] * 6, private=True)
        round = uow.rounds.get(replies[0].round_id)
        uow.rounds.save(a_round(network, id=round.id, prompt_id=round.prompt_id, prompt_version=round.prompt_version))
        assert look(uow, town.sekretariat, "flamingo").is_empty

    def test_goes_for_all_when_one_of_k_is_taken_back(self, uow: UnitOfWork, town: Municipality) -> None:
        """Four are too few, at once."""
        network = a_reflecting_network(uow, "Stier", members=6)
        replies = answered(uow, network, ["En flamingo"] * 5, private=True)
        assert len(origins(uow, town.sekretariat, "flamingo")) == 5
        leaves(uow, replies[0], at=AT)
        assert look(uow, town.sekretariat, "flamingo").is_empty

    def test_has_neither_name_nor_time_with_it(self, uow: UnitOfWork, town: Municipality, around: Around) -> None:
        """A day alone, the round's."""
        found = [each.source for each in look(uow, town.sekretariat, "også flamingo").found]
        assert {(source.origin, source.writer) for source in found} == {(Origin.PRIVATE, "")}
        assert {type(source.day) for source in found} == {date}


class TestAName:
    def test_that_is_masked_cannot_be_looked_for(self, uow: UnitOfWork, town: Municipality) -> None:
        """Or a search would tell whom the words are about; the words around it are found."""
        network = a_reflecting_network(uow, "Stier", members=6)
        answered(uow, network, ["DeltagerB har travlt med flamingo"])
        assert look(uow, town.sekretariat, "DeltagerB").is_empty
        (found,) = look(uow, town.sekretariat, "flamingo").found
        assert found.told.text == "[…] har travlt med flamingo"

    def test_of_who_shared_it_stands_with_it(self, uow: UnitOfWork, town: Municipality, around: Around) -> None:
        """As in the thread, for those who may read that."""
        (found,) = [each for each in look(uow, around.silent, "mangler flamingo").found]
        assert found.source.writer == around.sharer.name


class TestPages:
    def test_go_on_where_the_last_one_ended(self, uow: UnitOfWork, town: Municipality) -> None:
        """Each thing once, the newest first, until there is no more."""
        network = a_reflecting_network(uow, "Stier", members=6)
        for _ in range(3):
            answered(uow, network, ["Flamingo i dag"] * 5)
        first = look(uow, town.sekretariat, "flamingo")
        second = look(uow, town.sekretariat, "flamingo", before=first.more)
        third = look(uow, town.sekretariat, "flamingo", before=second.more)
        pages = [first, second, third]
        assert ([len(page.found) for page in pages], third.more) == ([6, 6, 3], None)
        days = [found.source.day for page in pages for found in page.found]
        assert days == sorted(days, reverse=True)

    def test_are_filled_past_what_may_not_be_read(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nothing tells that there was something."""
        network, small = (a_reflecting_network(uow, name, members=6) for name in ("Stier", "Små"))
        answered(uow, network, ["Flamingo"])
        for _ in range(30):
            answered(uow, small, ["Flamingo"], private=True)
        results = look(uow, town.sekretariat, "flamingo")
        assert ([found.source.network for found in results.found], results.more) == (["Stier"], None)

    def test_end_early_where_much_may_not_be_read(
        self, uow: UnitOfWork, town: Municipality, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A page may be empty and have a next one, so that no search goes through all replies at once."""
        monkeypatch.setattr(searches, "_FARTHEST", 10)
        network, small = (a_reflecting_network(uow, name, members=6) for name in ("Stier", "Små"))
        for _ in range(30):
            answered(uow, small, ["Flamingo"], private=True)
        answered(uow, network, ["Flamingo"])
        closed(uow, network, OPEN, [said("Flamingo")], on=AT.date() - timedelta(days=90))
        pages = [look(uow, town.sekretariat, "flamingo")]
        while pages[-1].more is not None:
            pages.append(look(uow, town.sekretariat, "flamingo", before=pages[-1].more))
        assert [(len(page.found), page.is_first) for page in pages] == [(1, True), (1, False)]
        assert [found.source.network for page in pages for found in page.found] == ["Stier"] * 2

    def test_of_one_network_never_end_early(
        self, uow: UnitOfWork, town: Municipality, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """That would tell that much in it may not be shown."""
        monkeypatch.setattr(searches, "_FARTHEST", 2)
        small = a_reflecting_network(uow, "Små", members=6)
        for _ in range(30):
            answered(uow, small, ["Flamingo"], private=True)
        page = look(uow, town.sekretariat, "flamingo i små")
        assert (page.found, page.more) == ((), None)
        assert look(uow, town.sekretariat, "flamingo").more is not None


class TestTheRegister:
    def test_is_found_by_what_the_secretariat_has_written(self, uow: UnitOfWork, town: Municipality) -> None:
        """By those who see it: the secretariat, and those in a network that has raised it."""
        network = tryg_hjem(uow)
        line = next(each for each in uow.conditions.of_organisation(town.organisation.id) if each.code == "jura")
        told = {"owner": "Juridisk afdeling", "action": "En vejledning om samtykke", "day": None, "at": AT}
        conditions.change(uow, line.id, town.sekretariat, status=Status.UNDERWAY, **told)
        inside = uow.people.get(uow.members.active(network.id)[0].person_id)
        anchor = uow.people.get(network.anchor_id)
        found = [bool(look(uow, person, "samtykke").lines) for person in (town.sekretariat, inside, anchor, town.anne)]
        assert found == [True, True, False, False]
        assert not look(uow, town.sekretariat, "samtykke siden september").lines
