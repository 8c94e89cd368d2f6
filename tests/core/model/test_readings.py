"""What is read out of closed rounds: words without names, and never those of too few."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.model import figures, readings
from core.model.networks import Phase
from core.model.prompts import Option, Prompt, QuestionKind
from core.model.readings import Asked
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.summaries import Certainty
from tests.builders import NOW, a_network, a_person, a_prompt, a_question, a_reply, a_round

KILDE = tuple(Option(id=id, texts={"da": id, "en": id}) for id in ("set", "kollega", "borger", "tal", "fornemmelse"))
PROMPT = a_prompt(
    phase=Phase.AFTER,
    questions=(
        a_question(dimension="outcome"),
        a_question(dimension="outcome"),
        a_question(QuestionKind.CHOICE, dimension="outcome", choices="kilde", options=KILDE, most=1),
    ),
)
NETWORK = a_network()
NAMES = ("Mette Brandt", "Bo Kjær", "Ib", "gæst 2")


def written(text: str, source: str = "", *, private: bool = False, **changes: object) -> Reply:
    answers = [Answer(question=0, text=text)] if text else []
    answers += [Answer(question=2, choices=(source,))] if source else []
    visibility = ReplyVisibility.PRIVATE if private else ReplyVisibility.SHARED
    reply = a_reply(a_round(NETWORK), a_person(), visibility=visibility, answers=tuple(answers))
    return replace(reply, **changes)


def asked(
    *replies: Reply, prompt: Prompt = PROMPT, day: date = date(2026, 10, 1), members: int = 12, k: int = 5
) -> Asked:
    snapshot = figures.count(prompt, replies, members=members, k=k)
    standing = [reply for reply in replies if reply.stands]
    return Asked(
        round=a_round(NETWORK, closed_at=NOW),
        prompt=prompt,
        day=day,
        snapshot=snapshot,
        figures=snapshot.figures,
        replies=tuple(standing),
    )


def texts(found: Sequence[readings.Words]) -> list[str]:
    return [some.text for some in found]


class TestPrivateWords:
    def private(self, count: int, **changes: object) -> list[Reply]:
        return [written(f"Privat {n}", private=True, **changes) for n in range(count)]

    def test_are_shown_when_k_are_private(self) -> None:
        """Five stand behind each other."""
        assert len(readings.changes([asked(*self.private(5))], ())) == 5

    def test_are_not_shown_when_fewer_are(self) -> None:
        """Four would be guessed at; the shared one is shown all the same."""
        assert texts(readings.changes([asked(*self.private(4), written("Delt"))], ())) == ["Delt"]

    def test_are_gone_when_one_of_k_is_taken_back(self) -> None:
        """A deletion counts at once."""
        four, [fifth] = self.private(4), self.private(1, withdrawn_at=NOW)
        assert readings.changes([asked(*four, fifth)], ()) == ()

    def test_that_were_changed_after_the_closing_hide_nobody(self) -> None:
        """They may have been shared until then, and are known by name; changed before it, they count."""
        late, early = (self.private(1, edited_at=NOW + timedelta(hours=n))[0] for n in (1, -1))
        assert readings.changes([asked(*self.private(4), late)], ()) == ()
        assert len(readings.changes([asked(*self.private(4), early)], ())) == 5

    def test_that_came_late_are_neither_shown_nor_counted(self) -> None:
        """Who came late could be told from who did not."""
        assert readings.changes([asked(*self.private(4), *self.private(3, is_late=True))], ()) == ()

    def test_of_a_network_under_five_are_never_shown(self) -> None:
        """Whatever k is."""
        assert readings.changes([asked(*self.private(4), members=4, k=3)], ()) == ()

    def test_come_in_an_order_that_tells_nothing(self) -> None:
        """Not by the time they were given."""
        replies = self.private(5)
        found = readings.changes([asked(*replies)], ())
        assert found == readings.changes([asked(*reversed(replies))], ())


class TestChanges:
    def test_what_was_seen_comes_before_what_was_heard_and_felt(self) -> None:
        """The writer's own choice in the same reply is the label."""
        sources = ["", "fornemmelse", "borger", "tal", "kollega", "set"]
        found = readings.changes([asked(*(written(f"x{source}", source) for source in sources))], ())
        order = [some.certainty for some in found]
        assert order == [*[Certainty.SEEN] * 2, *[Certainty.TOLD] * 2, Certainty.FELT, Certainty.UNSAID]

    def test_what_was_hoped_for_at_the_start_is_none(self) -> None:
        """ "Forestil dig" is no change."""
        assert readings.changes([asked(written("Håb"), prompt=replace(PROMPT, phase=Phase.START))], ()) == ()

    def test_what_is_planned_is_none(self) -> None:
        """A question marked as looking forward."""
        plan = replace(PROMPT, questions=(replace(PROMPT.questions[0], moment="frem"), *PROMPT.questions[1:]))
        assert readings.changes([asked(written("Plan"), prompt=plan)], ()) == ()

    def test_results_are_kept_apart(self) -> None:
        """Output is never under outcome, nor the other way round."""
        assert readings.words([asked(written("Forandring"))], (readings.RESULT,), ()) == ()

    def test_one_of_each_reply_newest_round_first(self) -> None:
        """The second answer of the same person is not a second change."""
        both = written("Først")
        both = replace(both, answers=(*both.answers, Answer(question=1, text="Hvorfor")))
        rounds = [asked(both, day=date(2026, 9, 1)), asked(written("Ny"), day=date(2026, 10, 1))]
        assert texts(readings.changes(rounds, ())) == ["Ny", "Først"]


class TestQuotes:
    def test_need_permission(self) -> None:
        """No yes, no quote."""
        rounds = [asked(written("Ja", quotable=True), written("Nej"))]
        assert readings.quotes(rounds, ()) == ("Ja",)

    def test_are_one_of_each_person(self) -> None:
        """The newest that may be quoted."""
        person = a_person()
        old = written("Gammel", quotable=True, person_id=person.id)
        new = written("Ny", quotable=True, person_id=person.id)
        rounds = [asked(old, day=date(2026, 9, 1)), asked(new, day=date(2026, 10, 1))]
        assert readings.quotes(rounds, ()) == ("Ny",)

    def test_are_not_what_is_told_already(self) -> None:
        """A change is not quoted again."""
        assert readings.quotes([asked(written("Set", quotable=True))], (), used=["Set"]) == ()

    def test_of_too_few_private_replies_are_not_made(self) -> None:
        """Permission does not lift the rule."""
        assert readings.quotes([asked(written("Privat", quotable=True, private=True))], ()) == ()


class TestMasking:
    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            ("Mette Brandt har svaret", "[…] har svaret"),
            ("det var mette brandts idé", "det var […] idé"),
            ("Mettes leder og Bo", "[…] leder og […]"),
            ("Brandt ringede", "[…] ringede"),
            ("Gæst 2 og en gæst", "[…] og en gæst"),
            ("Ib og ib", "[…] og ib"),
            ("Ring til 12 34 56 78", "Ring til 12 34 56 78"),
            ("Ring til 22 34 56 78", "Ring til […]"),
            ("skriv til a@b.dk", "skriv til […]"),
            ("cpr 010190-1234", "cpr […]"),
            ("Vi bor i byen\nog bo er godt", "Vi bor i byen og bo er godt"),
        ],
    )
    def test_names_and_numbers_are_taken_out(self, text: str, masked: str) -> None:
        """Of people in the network, with a genitive s; small words that look like names stay."""
        assert readings.masked(text, NAMES) == masked


class TestMeasures:
    def scaled(self, *points: int) -> tuple[Reply, ...]:
        return tuple(written("", answers=(Answer(question=0, scale=point),)) for point in points)

    def test_the_newest_is_told_with_the_one_before(self) -> None:
        """The network's own past, and nothing else."""
        scale = a_prompt(questions=(a_question(QuestionKind.SCALE),))
        rounds = [
            asked(*self.scaled(2, 2, 2, 2, 2), prompt=scale, day=date(2026, 8, 1)),
            asked(*self.scaled(3, 3), prompt=scale, day=date(2026, 9, 1)),
            asked(*self.scaled(4, 4, 4, 4, 4), prompt=scale, day=date(2026, 10, 1)),
        ]
        (measure,) = readings.measures(rounds[1:], rounds)
        assert measure.earlier is not None
        assert (measure.figure.median, measure.earlier.median) == (4, 2)

    def test_the_first_has_nothing_before_it(self) -> None:
        """Nor has a round that is not among the past."""
        scale = a_prompt(questions=(a_question(QuestionKind.SCALE),))
        only = asked(*self.scaled(4, 4, 4, 4, 4), prompt=scale)
        found = readings.measures([only], [only]) + readings.measures([only], [])
        assert [measure.earlier for measure in found] == [None, None]

    def test_a_label_is_no_measure(self) -> None:
        """How a change is known stands with the change."""
        assert readings.measures([asked(*(written("x", "set") for _ in range(6)))], []) == ()

    def test_other_and_none_name_nothing(self) -> None:
        """They are not barriers to act on."""
        options = tuple(Option(id=id, texts={"da": id, "en": id}) for id in ("jura", "andet", "ingen"))
        question = a_question(QuestionKind.CHOICE, options=options)
        figure = figures.Figure(question=0, n=9, is_shown=True, cells=(("andet", 4), ("jura", 3)))
        assert [option.id for option in readings.options(question, figure)] == ["jura"]

    def test_without_a_measure_nothing_is_named(self) -> None:
        """Nobody was asked."""
        assert readings.named(None) == ()
