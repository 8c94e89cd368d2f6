"""What may be recorded of a network, what belongs to it, and what a reply tells of a change."""

from dataclasses import replace

import pytest

from core.model.networks import Phase
from core.model.outcomes import Kind, Noted, Source, Stage, by_certainty, source_in, told_in, unfit
from core.model.prompts import Option, Prompt, QuestionKind
from core.model.replies import Answer, Reply
from tests.builders import CARE, CITY, SCHOOLS, a_network, a_person, a_prompt, a_question, a_record, a_reply, a_round
from tests.builders import some_details as details

NETWORK, BO = a_network(), a_person()
SOURCES = tuple(Option(id=id, texts={"da": id}) for id in ("set", "kollega", "borger", "tal", "fornemmelse"))
ABOUT_A_CHANGE = a_question(dimension="outcome")
HOW_KNOWN = a_question(QuestionKind.CHOICE, choices="kilde", options=SOURCES)


class TestWhatIsNeeded:
    @pytest.mark.parametrize("kind", Kind)
    def test_what_a_kind_needs_is_enough(self, kind: Kind) -> None:
        """Nothing is missing, and nothing of another kind is kept."""
        assert unfit(kind, details(kind)) == {}
        assert details(kind).fitting(kind) == details(kind)

    @pytest.mark.parametrize(
        ("kind", "without", "place"),
        [
            (Kind.CHANGE, {"text": ""}, "text"),
            (Kind.CHANGE, {"unit_ids": ()}, "units"),
            (Kind.CHANGE, {"unit_ids": (CARE, SCHOOLS, CITY)}, "units"),
            (Kind.CHANGE, {"source": None}, "source"),
            (Kind.CHANGE, {"novelty": None}, "novelty"),
            (Kind.PROPOSAL, {"novelty": None}, "novelty"),
            (Kind.PROPOSAL, {"stage": None}, "stage"),
            (Kind.OFFSHOOT, {"growth": None}, "growth"),
            (Kind.RESULT, {"text": ""}, "text"),
        ],
    )
    def test_what_is_missing_is_told_at_its_input(self, kind: Kind, without: dict[str, object], place: str) -> None:
        """One thing missing, one input named."""
        assert list(unfit(kind, replace(details(kind), **without))) == [place]

    def test_a_result_keeps_nothing_of_a_change(self) -> None:
        """An output has no source and no receiving unit."""
        kept = details(Kind.CHANGE).fitting(Kind.RESULT)
        assert (kept.unit_ids, kept.source, kept.novelty, kept.contribution) == ((), None, None, "")


class TestConfirming:
    @pytest.mark.parametrize("without", [{"unit_ids": ()}, {"source": None}])
    def test_a_change_without_unit_or_source_cannot_be(self, without: dict[str, object]) -> None:
        """A29: both, always."""
        assert a_record(NETWORK, BO).can_be_confirmed
        assert not a_record(NETWORK, BO, details=replace(details(), **without)).can_be_confirmed

    @pytest.mark.parametrize("kind", [Kind.RESULT, Kind.PROPOSAL, Kind.OFFSHOOT])
    def test_only_a_change_can_be(self, kind: Kind) -> None:
        """The rest needs no receiver."""
        assert not a_record(NETWORK, BO, kind).can_be_confirmed


class TestAProposal:
    def test_goes_from_idea_to_decided(self) -> None:
        """In five steps, and no further."""
        stages = [Stage.IDEA]
        while (after := stages[-1].next) is not None:
            stages.append(after)
        assert stages == list(Stage)


class TestTheOrder:
    def test_is_seen_or_counted_then_told_then_felt(self) -> None:
        """A figure is as sure as what was seen; within each as they came."""
        given = (Source.FELT, Source.TOLD, Source.FIGURES, Source.SEEN)
        noted = [Noted(record=a_record(NETWORK, BO, details=details(source=source)), text="") for source in given]
        ordered = [each.record.details.source for each in by_certainty(noted)]
        assert ordered == [Source.FIGURES, Source.SEEN, Source.TOLD, Source.FELT]


class TestWhatAReplyTells:
    def given(self, *answers: Answer) -> tuple[Prompt, Reply]:
        prompt = a_prompt(questions=(ABOUT_A_CHANGE, a_question(), HOW_KNOWN))
        return prompt, a_reply(a_round(NETWORK), BO, answers=answers)

    def test_is_the_answer_about_a_change(self) -> None:
        """Not what was said about something else."""
        answers = (Answer(question=1, text="Det går godt"), Answer(question=0, text="De ringer dagen før"))
        assert told_in(*self.given(*answers)) == "De ringer dagen før"
        assert told_in(*self.given(answers[0])) == ""

    def test_is_nothing_while_it_is_only_hoped_for(self) -> None:
        """What others should do one day is no change."""
        asked = (ABOUT_A_CHANGE,)
        hoped = a_prompt(questions=(replace(ABOUT_A_CHANGE, moment="frem"),))
        imagined = a_prompt(questions=asked, phase=Phase.START)
        reply = a_reply(a_round(NETWORK), BO, answers=(Answer(question=0, text="De skal ringe"),))
        assert (told_in(hoped, reply), told_in(imagined, reply)) == ("", "")
        assert told_in(a_prompt(questions=asked), reply) == "De skal ringe"

    @pytest.mark.parametrize(
        ("choice", "source"),
        [
            ("set", Source.SEEN),
            ("tal", Source.FIGURES),
            ("kollega", Source.TOLD),
            ("borger", Source.TOLD),
            ("fornemmelse", Source.FELT),
        ],
    )
    def test_carries_how_it_is_known(self, choice: str, source: Source) -> None:
        """In the writer's own choice; without one nothing is guessed."""
        assert source_in(*self.given(Answer(question=2, choices=(choice,)))) is source
        assert source_in(*self.given(Answer(question=0, text="Noget"))) is None
