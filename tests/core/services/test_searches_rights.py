"""A private word planted in a round under k is found by its writer alone, whatever else was said there."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.ids import PersonId
from core.model.replies import Reply
from core.model.searching import Sought
from core.ports import UnitOfWork
from core.services import searches
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, Municipality, a_municipality
from tests.reflections import Said, a_library, a_reflecting_network, closed, leaves, said

WORD = "Flamingo"
FEWER_THAN_K = st.integers(1, 4)


@st.composite
def rounds(draw: st.DrawFn) -> list[Said]:
    """What was said in a round: the word by fewer than k in private, something else by others with their names."""
    private = draw(FEWER_THAN_K)
    quotable = draw(st.booleans())
    others = draw(st.integers(0, 6))
    return [*[said(WORD, private=True, quotable=quotable)] * private, *[said("Noget andet")] * others]


def planted(uow: UnitOfWork, told: list[Said], taken_back: int | None) -> tuple[list[Reply], list[PersonId]]:
    """A network in which that was said, one reply perhaps taken back; with everybody in it."""
    network = a_reflecting_network(uow, "Stier", members=10)
    _, replies = closed(uow, network, "velf-efter-4", told, on=date(2026, 10, 30))
    if taken_back is not None:
        leaves(uow, replies[taken_back % len(replies)], at=NOW)
    now = [uow.replies.get(reply.id) for reply in replies]
    return [reply for reply in now if reply.stands and not reply.is_shared], [
        member.person_id for member in uow.members.of_network(network.id)
    ] + [network.anchor_id]


def finders(uow: UnitOfWork, town: Municipality, others: list[PersonId]) -> set[PersonId]:
    """Everybody in the municipality who finds the word."""
    everybody = [*town.people, *uow.people.get_many(others)]
    sought = Sought(words=WORD)
    pages = {each.id: searches.look_up(uow, town.organisation, each, sought) for each in everybody}
    return {id for id, page in pages.items() if not page.is_empty or page.more is not None}


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=rounds(), taken_back=st.none() | st.integers(0, 9))
def test_a_planted_word_is_found_by_its_writer_alone(
    uows: SqlUnitsOfWork, told: list[Said], taken_back: int | None
) -> None:
    """Secretariat, leader, anchor, members: nobody else, and once it is taken back nobody at all."""
    with uows.writing() as uow:
        town = a_municipality(uow)
        a_library(uow)
        replies, others = planted(uow, told, taken_back)
        assert finders(uow, town, others) == {reply.person_id for reply in replies}
