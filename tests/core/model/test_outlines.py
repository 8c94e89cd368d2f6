"""What the words of a closed round come to."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.model import outlines
from core.model.figures import RoundFigures
from core.model.ids import PersonId, ReplyId
from core.model.networks import Phase
from core.model.outlines import Outline, Quotable
from core.model.prompts import Option, QuestionKind
from core.model.readings import Asked
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.rounds import RoundState
from core.model.summaries import Certainty
from tests.builders import NOW, TODAY, a_network, a_person, a_prompt, a_question, a_reply, a_round

KNOWN = tuple(Option(id=id, texts={"da": id, "en": id}) for id in ("set", "kollega"))
ASKED = a_prompt(
    questions=(
        a_question(dimension="outcome"),
        a_question(QuestionKind.CHOICE, dimension="outcome", choices="kilde", options=KNOWN),
        a_question(dimension="perspektiv"),
    )
)
MORNING = 1567453332085050604
CLOSED = a_round(a_network(), state=RoundState.CLOSED, closed_at=NOW)


def said(number: int, *texts: str, source: str = "", **changes: object) -> Reply:
    """A reply of a person of that number: a change, how it is known, and a perspective."""
    given = [Answer(question=place, text=text) for place, text in zip((0, 2), texts, strict=False) if text]
    given += [Answer(question=1, choices=(source,))] if source else []
    person = a_person(id=PersonId(f"p{number}"))
    return a_reply(CLOSED, person, id=ReplyId(f"r{number}"), answers=tuple(given), **changes)


def asked(*replies: Reply, members: int = 8) -> Asked:
    figures = RoundFigures(answered=len(replies), members=members, k=5, figures=())
    return Asked(round=CLOSED, prompt=ASKED, day=TODAY, snapshot=figures, figures=(), replies=replies)


class TestAnOutline:
    def test_says_this_in_version_1(self) -> None:
        """What another release kept is read only in the same version: whoever has to change this raises `VERSION`."""
        told = asked(
            said(2, "Vi ringer dagen før.", "Børn ser mere.", source="kollega"),
            said(1, "Vi mødes hver morgen.", source="set", quotable=True),
            said(3, "", "Æbler", quotable=True),
        )
        assert outlines.VERSION == 1
        assert outlines.outlined(told) == Outline(
            known={"outcome": (Certainty.SEEN, Certainty.TOLD), "perspektiv": (Certainty.TOLD, Certainty.UNSAID)},
            used=(MORNING, -6477239272008339740),
            quotable=(
                Quotable(person_id=PersonId("p1"), place=0, texts=(MORNING,)),
                Quotable(person_id=PersonId("p3"), place=2, texts=(-2989362652985925342,)),
            ),
        )

    @pytest.mark.parametrize(("private", "tells"), [(4, 0), (5, 5)])
    def test_knows_of_private_words_what_may_be_read(self, private: int, tells: int) -> None:
        """All of a round's, or none."""
        hidden = [said(n, "Ord", visibility=ReplyVisibility.PRIVATE, quotable=True) for n in range(private)]
        found = outlines.outlined(asked(*hidden))
        assert (len(found.of("outcome")), len(found.quotable)) == (tells, tells)
        few = outlines.outlined(asked(*hidden, members=4))
        assert few == Outline()

    def test_leaves_out_what_is_told_where_a_record_was_made_of_it(self) -> None:
        """The change; its other words are told still."""
        told = asked(said(1, "En forandring", "Et blik"), said(2, "En anden"))
        found = outlines.outlined(told, lifted={ReplyId("r1")})
        assert {kind: len(known) for kind, known in found.known.items()} == {"outcome": 1, "perspektiv": 1}

    def test_holds_no_change_of_what_was_only_hoped_for(self) -> None:
        """At the start nothing has changed yet."""
        told = asked(said(1, "En forandring", "Et blik"))
        begun = replace(told, prompt=replace(ASKED, phase=Phase.START))
        assert outlines.outlined(begun).known == {"perspektiv": (Certainty.UNSAID,)}

    @pytest.mark.parametrize("change", [str.upper, lambda text: f"{text} ", lambda text: text.replace("Æ", "Ae")])
    def test_tells_two_texts_apart_by_a_number(self, change: Callable[[str], str]) -> None:
        """However alike they are; the number fits into 64 bits, and no word is in it."""
        text = "Æbler er røde."
        assert outlines.print_of(text) == outlines.print_of(text)
        assert outlines.print_of(text) != outlines.print_of(change(text))
        assert -(2**63) <= outlines.print_of(text) < 2**63
