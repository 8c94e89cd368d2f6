"""The form, the receipt and the post of a reply, over the whole library, in both languages."""

from dataclasses import replace

import pytest

from bot.house import content
from core.model.masking import Finding, Trace
from core.model.prompts import Option, QuestionKind, Visibility
from core.model.replies import Answer, ReplySource, ReplyVisibility
from core.services.prompts import read
from locales.catalogue import translator
from locales.words import plain
from tests.acting import buttons, inputs, said
from tests.builders import a_network, a_person, a_prompt, a_question, a_reply, a_round
from views import replies as views
from views.elements import Choice, Choices, TextInput

LIBRARY = read(content("prompts.yaml"))
T, EN = translator("da"), translator("en")
NETWORK = a_network(name="Læsegruppen")
ROUND = a_round(NETWORK)
BO = a_person(name="Bo Kjær")
CHOICE = a_question(QuestionKind.CHOICE)
OTHER = Option(id="andet", texts={"da": "Andet", "en": "Other"})
HOSTILE = "*_<!channel> & `x` {name} \u202e " * 90


def form(prompt=None, t=T, **changes: object):
    return views.form(t, NETWORK, ROUND, prompt or a_prompt(), **changes)


class TestForm:
    def test_says_what_output_and_outcome_are(self) -> None:
        """A21: once each, before the first question about it; other questions need no definition."""
        questions = tuple(a_question(dimension=each) for each in ("outcome", "outcome", "output", "perspektiv"))
        text = said(form(a_prompt(questions=questions)))
        assert text.count("En forandring (outcome) er det, andre i kommunen gør anderledes") == 1
        assert text.count("Et resultat (output) er det, netværket selv har lavet") == 1
        assert "(outcome)" not in said(form(a_prompt(questions=questions[3:])))

    @pytest.mark.parametrize("t", [T, EN], ids=["da", "en"])
    @pytest.mark.parametrize("prompt", LIBRARY, ids=lambda prompt: prompt.id)
    def test_every_prompt_has_a_form_within_the_limits(self, prompt, t) -> None:
        """Titles of 24 characters, ten buttons or a list, option labels of 75 characters, one input per question."""
        made = form(prompt, t)
        assert all(len(label) <= 24 for label in (made.title, made.submit, made.close))
        fields = inputs(made)
        assert {f"q{n}" for n in range(len(prompt.questions))} <= set(fields)
        choices = [field for field in fields.values() if isinstance(field, Choice | Choices)]
        assert all(len(field.options) <= (100 if field.compact else 10) for field in choices)
        assert all(len(option.label) <= 75 for field in choices for option in field.options)

    def test_a_private_prompt_begins_private(self) -> None:
        """Others begin shared; the member chooses."""
        assert inputs(form(a_prompt(visibility=Visibility.PRIVATE)))["visibility"].value == "privat"
        assert inputs(form())["visibility"].value == "delt"
        assert inputs(form(visibility=ReplyVisibility.PRIVATE))["visibility"].value == "privat"

    def test_andet_asks_what(self) -> None:
        """A choice with "Andet" has a line of its own for it, filled with what was written."""
        prompt = a_prompt(questions=(replace(CHOICE, options=(*CHOICE.options, OTHER)),))
        fields = inputs(form(prompt, answers=[Answer(question=0, choices=("andet",), text="Vejret")]))
        assert (fields["q0"].values, fields["q0_other"].value) == (("andet",), "Vejret")

    def test_one_of_a_few_is_a_single_choice(self) -> None:
        """A question with one answer cannot be given two."""
        prompt = a_prompt(questions=(replace(CHOICE, most=1),))
        assert inputs(form(prompt, answers=[Answer(question=0, choices=("tid",))]))["q0"].value == "tid"

    def test_the_promises_and_warnings_stand_there(self) -> None:
        """No promise of anonymity, no names of citizens."""
        assert "gætte" in said(form())
        question = inputs(form())["q2"]
        assert isinstance(question, TextInput)
        assert "CPR" in question.hint

    def test_a_hint_of_the_prompts_own_comes_first(self) -> None:
        """What the secretariat wrote, then the warning."""
        prompt = a_prompt(questions=(a_question(hint={"da": "En rolle er nok.", "en": "A role is enough."}),))
        assert inputs(form(prompt))["q0"].hint.startswith("En rolle er nok. Skriv ikke")

    def test_what_was_found_is_listed_once_with_a_way_on(self) -> None:
        """Each thing once, although it stands in two answers."""
        found = (Finding(Trace.NAME, "Anne"), Finding(Trace.PHONE, "23456789"), Finding(Trace.EMAIL, "a@b.dk"))
        made = form(findings={"q1_other": found[:1], "q2": found})
        assert said(made).count("Et navn: Anne") == 1
        assert inputs(made)["knows"].options[0].label.startswith("Gem alligevel")

    def test_what_was_found_comes_first(self) -> None:
        """At the bottom of a long form nobody would see it, and "save" would seem to do nothing."""
        made = form(findings={"q2": (Finding(Trace.NAME, "Anne"),)})
        assert said(made).index("Et navn: Anne") < said(made).index(NETWORK.name)

    def test_a_saved_message_is_known_by_its_value(self) -> None:
        """So that it is kept as what it is."""
        assert form(source=ReplySource.SAVED).value == f"{ROUND.id}|gemt"


class TestReceipt:
    def test_a_private_one_says_that_only_the_secretariat_sees_it(self) -> None:
        """Without a name; and whether it may be quoted."""
        reply = a_reply(ROUND, BO, visibility=ReplyVisibility.PRIVATE, quotable=True, is_late=True)
        shown = said(views.receipt(T, NETWORK, ROUND, a_prompt(), reply))
        assert "Kun sekretariatet" in shown
        assert "må bruges i en opsamling" in shown
        assert "kom senere" in shown

    def test_it_can_be_changed_and_taken_back(self) -> None:
        """Taking back asks first."""
        pressed = buttons(views.receipt(EN, NETWORK, ROUND, a_prompt(), a_reply(ROUND, BO)))
        assert pressed["rounds.answer"].value == ROUND.id
        assert pressed["replies.withdraw"].confirm is not None

    @pytest.mark.parametrize("language", ["da", "en"])
    def test_of_a_change_can_be_written_down_as_one(self, language: str) -> None:
        """One tap for its author, under either receipt; not where no change is told of."""
        t, prompt = translator(language), a_prompt(questions=(a_question(dimension="outcome"),))
        reply = a_reply(ROUND, BO, answers=(Answer(question=0, text="De ringer dagen før"),))
        shown = [
            views.receipt(t, NETWORK, ROUND, prompt, reply),
            views.thread_receipt(t, NETWORK, ROUND, prompt, reply),
        ]
        assert [buttons(view)["outcomes.lift"].value for view in shown] == [reply.id, reply.id]
        assert "outcomes.lift" not in buttons(views.receipt(t, NETWORK, ROUND, a_prompt(), a_reply(ROUND, BO)))

    def test_the_thread_receipt_can_say_no(self) -> None:
        """It was not an answer; or it is, and can be changed."""
        reply = a_reply(ROUND, BO, source=ReplySource.THREAD)
        view = views.thread_receipt(T, NETWORK, ROUND, a_prompt(), reply)
        assert buttons(view)["replies.not_an_answer"].value == reply.id
        assert "rounds.answer" in buttons(view)


class TestShared:
    def test_it_stands_with_the_name_and_each_answer(self) -> None:
        """The scale with its end's text, the choices as a list, the words as they are."""
        reply = a_reply(ROUND, BO, answers=(Answer(question=0, scale=5), *a_reply(ROUND, BO).answers[1:]))
        shown = said(views.shared(T, NETWORK, ROUND, a_prompt(), reply, person=BO))
        assert "Bo Kjær svarer:" in shown
        assert "5 – i høj grad (af 5)" in shown
        assert "Tid" in shown

    def test_a_late_one_says_so(self) -> None:
        """It came after the round had closed."""
        late = a_reply(ROUND, BO, is_late=True)
        assert "Kom senere" in said(views.shared(T, NETWORK, ROUND, a_prompt(), late, person=BO))

    def test_hostile_words_stay_words(self) -> None:
        """What a person wrote is a quote, character for character, never filled in or styled."""
        reply = a_reply(ROUND, BO, answers=(Answer(question=2, text=HOSTILE),))
        for t in (T, EN):
            assert HOSTILE in said(views.shared(t, NETWORK, ROUND, a_prompt(), reply, person=BO))

    def test_words_beside_a_choice(self) -> None:
        """What "Andet" is, after the choices."""
        question = replace(CHOICE, options=(*CHOICE.options, OTHER))
        answer = Answer(question=0, choices=("tid", "andet"), text="Vejret")
        assert plain(views.said(T, question, answer)) == "Tid og Andet: Vejret"
