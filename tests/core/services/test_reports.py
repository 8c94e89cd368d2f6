"""The network report: who takes it out, by which link, and whose words stand in it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotAllowed, NotFound
from core.model.members import MemberState
from core.model.networks import AnchorState, Network, NetworkState, Phase
from core.model.organisations import Person
from core.model.outcomes import Kind
from core.model.replies import Answer, ReplyVisibility
from core.model.rounds import RoundState
from core.ports import UnitOfWork
from core.services import reports
from tests.builders import (
    NOW,
    TODAY,
    Municipality,
    a_person,
    a_prompt,
    a_record,
    a_reply,
    a_round,
    saved_network,
)

PRIVATE = ReplyVisibility.PRIVATE


def _network(uow: UnitOfWork, town: Municipality, *members: Person, **changes: object) -> Network:
    return saved_network(uow, town.anne, town.bo, *members, **{"state": NetworkState.CLOSED, **changes})


def _round(uow: UnitOfWork, network: Network, replies: list[tuple[Person, str, dict[str, object]]]) -> None:
    """A closed round with what was said in it."""
    if not uow.prompts.newest():
        uow.prompts.add(a_prompt(), 0)
    day = TODAY - timedelta(days=len(uow.rounds.of_network(network.id)))
    round = a_round(network, occurrence=day, state=RoundState.CLOSED, closed_at=NOW, asked=12, phase=Phase.UNDERWAY)
    uow.rounds.save(round)
    for person, text, changes in replies:
        uow.replies.save(a_reply(round, person, **{"answers": (Answer(question=2, text=text),), **changes}))


def _people(uow: UnitOfWork, count: int) -> list[Person]:
    people = [a_person() for _ in range(count)]
    for person in people:
        uow.people.save(person)
    return people


def _stories(uow: UnitOfWork, network: Network, reader: Person) -> set[str]:
    return {some.text for some in reports.of_network(uow, network, reader, at=NOW).stories}


class TestWhoReadsIt:
    def test_members_leaders_and_the_secretariat(self, uow: UnitOfWork, town: Municipality) -> None:
        """Not the anchor, not the receiver, not who has left, nobody else."""
        network = _network(
            uow, town, anchor_id=town.dorte.id, anchor_state=AnchorState.ACCEPTED, receiver_id=town.dorte.id
        )
        readers = [person for person in town.people if reports.may_read(uow, network, person)]
        assert readers == [town.anne, town.bo, town.sekretariat]
        with pytest.raises(NotAllowed, match=r"reports\.not_yours"):
            reports.meant(uow, town.dorte, value=network.id)
        with pytest.raises(NotFound):
            reports.meant(uow, town.camilla, value=network.id)

    def test_find_closed_networks_too(self, uow: UnitOfWork, town: Municipality) -> None:
        """By the place where they were, by name or part of it, or all that there are."""
        ours = _network(uow, town, name="Tryg hjem")
        other = _network(uow, town, name="Unge på vej")
        assert reports.meant(uow, town.bo, conversation=ours.conversation) == [ours]
        assert reports.meant(uow, town.bo, text="unge") == [other]
        assert reports.meant(uow, town.bo, text="Tryg hjem") == [ours]
        assert set(reports.meant(uow, town.sekretariat)) == {ours, other}
        with pytest.raises(NotFound):
            reports.meant(uow, town.camilla, text="Tryg hjem")


class TestItsLink:
    def test_does_not_outlive_the_right_to_read(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who has left the network reads nothing more."""
        network = _network(uow, town)
        assert reports.opened(uow, reports.wanted(network), town.bo) == network
        member = uow.members.find(network.id, town.bo.id)
        uow.members.save(replace(member, state=MemberState.LEFT))
        with pytest.raises(NotFound):
            reports.opened(uow, reports.wanted(network), town.bo)


class TestItsStories:
    def test_are_those_with_leave_to_quote(self, uow: UnitOfWork, town: Municipality) -> None:
        """Shared is not enough; names are masked."""
        network = _network(uow, town)
        _round(uow, network, [(town.bo, "Anne fik os i gang", {"quotable": True}), (town.anne, "Uden lov", {})])
        assert _stories(uow, network, town.bo) == {"[…] fik os i gang"}

    def test_are_private_for_the_secretariat_only_and_only_where_there_are_enough(
        self, uow: UnitOfWork, town: Municipality
    ) -> None:
        """The rule for small groups: five private ones, or none; members read shared ones."""
        people = _people(uow, 9)
        network = _network(uow, town, *people)
        told = {"quotable": True, "visibility": PRIVATE}
        _round(uow, network, [(person, f"Fem {n}", told) for n, person in enumerate(people[:5])])
        _round(uow, network, [(person, f"Fire {n}", told) for n, person in enumerate(people[:4])])
        assert _stories(uow, network, town.sekretariat) == {f"Fem {n}" for n in range(5)}
        assert _stories(uow, network, town.anne) == set()

    def test_withdrawn_are_gone(self, uow: UnitOfWork, town: Municipality) -> None:
        """A withdrawn reply and a withdrawn record leave nothing."""
        network = _network(uow, town)
        _round(uow, network, [(town.bo, "", {"quotable": True, "withdrawn_at": NOW, "answers": ()})])
        uow.outcomes.save(a_record(network, town.bo, Kind.PROPOSAL, withdrawn_at=NOW))
        report = reports.of_network(uow, network, town.bo, at=NOW)
        assert (report.stories, report.harvest.proposals) == ((), ())


class TestItsAccount:
    def test_has_the_course_and_who_takes_over(self, uow: UnitOfWork, town: Municipality) -> None:
        """Each closed round with how many answered, never who."""
        network = _network(uow, town, receiver_id=town.dorte.id, receiver_state=AnchorState.ACCEPTED)
        _round(uow, network, [(town.bo, "Vi er i gang", {})])
        report = reports.of_network(uow, network, town.bo, at=NOW)
        [step] = report.steps
        assert (step.phase, step.answered, step.asked) == (Phase.UNDERWAY, 1, 12)
        assert (report.receiver, report.receives, report.leader) == (town.dorte, True, "Anne Holm")
