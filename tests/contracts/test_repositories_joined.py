"""What the repositories read of several nouns at once (core.ports), on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.ids import RoundId
from core.model.members import MemberState
from core.model.networks import NetworkState
from core.model.rounds import RoundState
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import (
    NOW,
    PLATFORM,
    TEAM,
    TODAY,
    Municipality,
    a_member,
    a_municipality,
    a_network,
    a_reply,
    a_round,
    a_schedule,
    saved_network,
)


@pytest.fixture
def town(any_uows: SqlUnitsOfWork) -> Municipality:
    """A municipality, committed."""
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        uow.commit()
    return town


class TestActors:
    def test_are_found_with_where_they_act(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """By the platform's own ids, all three."""
        with any_uows.reading() as uow:
            assert uow.people.find_actor(PLATFORM, TEAM, "U0BO") == (town.organisation, town.workspace, town.bo)

    def test_may_be_nobody_we_know(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """A stranger in a workspace of ours, or a workspace that is none of ours."""
        with any_uows.reading() as uow:
            assert uow.people.find_actor(PLATFORM, TEAM, "U0NEW") == (town.organisation, town.workspace, None)
            assert uow.people.find_actor(PLATFORM, "T0OTHER", "U0BO") is None

    def test_are_changed_column_by_column(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Who was found so can be saved like anybody."""
        with any_uows.writing() as uow:
            person = uow.people.find_actor(PLATFORM, TEAM, "U0BO").person
            uow.people.save(replace(person, language="en"))
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.people.get(town.bo.id) == replace(town.bo, language="en")


class TestNetworksAround:
    def test_are_those_led_anchored_and_entered(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """By name, each with the person's place in it; closed ones and other people's are left out."""
        with any_uows.writing() as uow:
            led, asked, anchored, closed, other = (a_network(town.bo, name=name) for name in "ÅBCDE")
            asked, other = replace(asked, leader_id=town.anne.id), replace(other, leader_id=town.anne.id)
            anchored = replace(anchored, leader_id=town.anne.id, anchor_id=town.bo.id)
            place = a_member(asked, town.bo, state=MemberState.INVITED)
            for network in (led, asked, anchored, replace(closed, state=NetworkState.CLOSED), other):
                uow.networks.save(network)
                uow.members.save(a_member(network, town.anne))
            uow.members.save(place)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.networks.around(town.bo.id) == [(asked, place), (anchored, None), (led, None)]


class TestNames:
    def test_are_those_of_active_members(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """In the order they were invited."""
        with any_uows.writing() as uow:
            network = a_network(town.anne)
            uow.networks.save(network)
            uow.members.save(a_member(network, town.bo, state=MemberState.LEFT))
            uow.members.save(a_member(network, town.camilla, invited_at=NOW))
            uow.members.save(a_member(network, town.anne, invited_at=NOW - timedelta(1)))
            assert uow.members.names(network.id) == [town.anne.name, town.camilla.name]


class TestOpenRounds:
    def test_come_with_the_person_s_reply(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Oldest first, of the networks named; another's reply is not theirs, nor is a closed round open."""
        with any_uows.writing() as uow:
            first, second, third = (saved_network(uow, town.anne, town.bo) for _ in range(3))
            old, new = a_round(first, due_at=NOW - timedelta(1)), a_round(second)
            closed = a_round(first, occurrence=TODAY - timedelta(14), state=RoundState.CLOSED)
            mine, another = a_reply(new, town.bo), a_reply(old, town.anne)
            for round in (old, new, closed, a_round(third)):
                uow.rounds.save(round)
            uow.replies.save(mine)
            uow.replies.save(another)
            found = uow.replies.of_open_rounds([first.id, second.id], town.bo.id)
            assert found == [(old, None), (new, mine)]


class TestAsking:
    def test_is_a_round_and_how_somebody_stands_to_it(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Its network, and the person's place and reply if there are any."""
        with any_uows.writing() as uow:
            network = saved_network(uow, town.anne)
            round, member = a_round(network), a_member(network, town.bo)
            reply = a_reply(round, town.bo)
            uow.rounds.save(round)
            uow.members.save(member)
            uow.replies.save(reply)
            assert uow.replies.find_asking(round.id, town.bo.id) == (round, network, member, reply)
            assert uow.replies.find_asking(round.id, town.camilla.id) == (round, network, None, None)
            assert uow.replies.find_asking(RoundId("nowhere"), town.bo.id) is None


class TestSchedules:
    def test_of_several_networks(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Only of those named, and of those that have one."""
        with any_uows.writing() as uow:
            one, other, bare = (a_network(town.anne) for _ in range(3))
            for network in (one, other, bare):
                uow.networks.save(network)
            for network in (one, other):
                uow.schedules.save(a_schedule(network))
            assert uow.schedules.of_networks([one.id, bare.id]) == [a_schedule(one)]
