"""The secretariat's summaries of the demo data, held as they are read beside domain.md §4.2 and §4.3.

What is held: headings, order and figures. `python -m tests.support.demo_house` writes it anew.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from core.model import figures
from core.model.networks import Network
from core.model.organisations import Person
from core.model.prompts import Prompt
from core.model.replies import Answer, Reply
from core.model.rounds import Round
from core.ports import UnitOfWork
from storage.engine import connect
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.demo_house import ASKED, AT, HELD, seeded, told, without_words
from tests.support.lix import lix

Demo = tuple[SqlUnitsOfWork, Person]
NETWORK, STRUCTURE = ASKED["network.txt"], ASKED["structure.txt"]
ONE_SCREEN = 40
"""Lines."""
EASY = 35
"""LIX: what a longer text may have."""


@pytest.fixture(scope="module")
def demo(migrated_sqlite: bytes) -> Iterator[Demo]:
    """Seeded once, only looked at."""
    engine = connect("sqlite://", wait_seconds=10)
    with engine.connect() as connection:
        connection.connection.driver_connection.deserialize(migrated_sqlite)
    yield seeded(engine, AT)
    engine.dispose()


@pytest.fixture
def own(sqlite_engine: Engine) -> Demo:
    """Seeded for one test, which changes something. No two people have said the same."""
    demo = seeded(sqlite_engine, AT)
    with demo[0].writing() as uow:
        for round in uow.rounds.of_network(_tryg_hjem(uow).id):
            for number, reply in enumerate(uow.replies.of_round(round.id)):
                uow.replies.save(
                    replace(reply, answers=tuple(_numbered(each, number, round) for each in reply.answers))
                )
        uow.commit()
    return demo


def _numbered(answer: Answer, number: int, round: Round) -> Answer:
    return replace(answer, text=f"{answer.text} {round.occurrence} {number}") if answer.text else answer


class TestASummary:
    @pytest.mark.parametrize("file", ASKED)
    def test_reads_as_it_is_held(self, demo: Demo, file: str) -> None:
        """Heading by heading, figure by figure."""
        assert without_words(told(*demo, ASKED[file])) == (HELD / file).read_text("utf-8")

    @pytest.mark.parametrize("words", [NETWORK, STRUCTURE])
    def test_is_one_screen_that_is_easy_to_read(self, demo: Demo, words: str) -> None:
        """domain.md §4.1: at most 40 lines; §6.5: LIX at most 35."""
        text = told(*demo, words)
        assert len(text.splitlines()) <= ONE_SCREEN
        assert lix(text) <= EASY

    def test_of_a_network_has_its_sections_in_order(self, demo: Demo) -> None:
        """domain.md §4.1: in brief first, what it rests on last; changes before results."""
        lines = told(*demo, NETWORK).splitlines()
        order = [
            *("Kort fortalt", "Forandringer i basisorganisationen", "Resultater i netværket (output)"),
            *("Hvordan det går", "Drivkræfter og barrierer", "Nye perspektiver"),
            *("Citater – eksempler, brugt med tilladelse", "Kræver opmærksomhed", "Datagrundlag"),
        ]
        assert [line for line in lines if line in order] == order


class TestChangingOneReply:
    def test_changes_the_line_of_its_figure_alone(self, own: Demo) -> None:
        """One who found the work better finds it as before: one fewer, and no other line is another."""
        before = told(*own, NETWORK)
        _answer_anew(own[0], "Hvordan fungerer arbejdsgangen", lambda answer: answer.scale == 4, scale=3)
        gone, come = _difference(before, told(*own, NETWORK))
        assert [line.partition(",")[0] for line in (*gone, *come)] == ["Hvordan fungerer arbejdsgangen nu"] * 2
        assert ("5 af 8 svarer bedre" in gone[0], "4 af 8 svarer bedre" in come[0]) == (True, True)

    def test_changes_the_line_of_its_words_alone(self, own: Demo) -> None:
        """The perspective that stands first says something else, and that is not quoted beside it."""
        before = told(*own, NETWORK)
        shown = before.split("Nye perspektiver\n»")[1].partition("«")[0]
        _answer_anew(own[0], "", lambda answer: answer.text == shown, text="Noget helt andet.")
        gone, come = _difference(before, told(*own, NETWORK))
        assert {line.replace(shown, "Noget helt andet.") for line in gone} == set(come)
        assert all(shown in line for line in gone)


def _difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that are there only before, and only after."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def _answer_anew(uows: SqlUnitsOfWork, about: str, is_it: Callable[[Answer], bool], **changes: object) -> None:
    """The newest such answer in Tryg hjem is another, as if it had been given so before the round closed."""
    with uows.writing() as uow:
        for round in reversed(uow.rounds.of_network(_tryg_hjem(uow).id)):
            prompt = uow.prompts.get(round.prompt_id, round.prompt_version)
            replies = uow.replies.of_round(round.id)
            found = _found(prompt, replies, about, is_it)
            if found and not round.is_open:
                reply, place = found
                answers = tuple(replace(each, **changes) if each.question == place else each for each in reply.answers)
                uow.replies.save(replace(reply, answers=answers))
                uow.rounds.save(_counted(round, prompt, uow.replies.of_round(round.id)))
                uow.commit()
                return
    raise AssertionError(f"nobody has answered {about!r} so")


def _tryg_hjem(uow: UnitOfWork) -> Network:
    networks = [each for one in uow.organisations.all() for each in uow.networks.of_organisation(one.id)]
    return next(each for each in networks if each.name.startswith("Tryg hjem"))


def _found(
    prompt: Prompt, replies: Sequence[Reply], about: str, is_it: Callable[[Answer], bool]
) -> tuple[Reply, int] | None:
    for reply in replies:
        for answer in reply.answers:
            if prompt.questions[answer.question].texts["da"].startswith(about) and is_it(answer):
                return reply, answer.question
    return None


def _counted(round: Round, prompt: Prompt, replies: Sequence[Reply]) -> Round:
    counted = figures.count(prompt, replies, members=round.asked or 0, k=5)
    return replace(round, figures=counted)
