"""`udbytte` and `bekræft` from the outside: the list, the forms, the buttons, and what is said to whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

import handlers.outcomes
import handlers.replies
import handlers.rounds  # noqa: F401
from core.model.networks import Network, NetworkState
from core.model.outcomes import Kind, Record, Stage
from core.model.prompts import QuestionKind
from handlers.routing import Done, Invalid, Open, Replace, Show
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage as Theatre
from tests.acting import buttons, inputs, said, view_of
from tests.builders import (
    CARE,
    SCHOOLS,
    Municipality,
    a_prompt,
    a_question,
    a_record,
    a_round,
    saved_network,
    some_details,
)
from views.elements import Actions, Button

CHANGE = {
    "text": "Visitationen og depotet holder fælles morgenmøde",
    "units": (CARE, SCHOOLS),
    "source": "set",
    "novelty": "forbedrer",
    "contribution": "Vi fik dem til samme bord",
}
RIGHT = {
    Kind.CHANGE: CHANGE,
    Kind.RESULT: {"text": "En fælles tjekliste"},
    Kind.PROPOSAL: {"text": "En fast telefontid", "stage": "ide", "novelty": "nyt"},
    Kind.OFFSHOOT: {"text": "En vandgruppe", "growth": "samarbejdsform"},
}


@pytest.fixture
def network(uows: SqlUnitsOfWork, town: Municipality) -> Network:
    with uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo, town.camilla, conversation="C1")
        uow.commit()
    return network


def submit(stage: Theatre, person, network: Network, kind: Kind = Kind.CHANGE, **more: object):
    value = f"{network.id}|{kind.value}"
    return stage.submit(person, "outcomes.record", more.pop("value", value), **{**RIGHT[kind], **more})


def records(stage: Theatre, network: Network) -> list[Record]:
    with stage.uows.reading() as uow:
        return list(uow.outcomes.of_network(network.id))


def every_button(response) -> list[Button]:
    return [
        button
        for element in view_of(response).elements
        for button in (element.buttons if isinstance(element, Actions) else ())
        if isinstance(button, Button)
    ]


class TestTheList:
    def test_of_a_new_network_is_kindly_empty_and_lets_one_begin(self, stage, town, network) -> None:
        """A button for each kind, and what they mean (A21)."""
        shown = stage.act(town.bo, text="udbytte", conversation="C1")
        kinds = [button.value for button in every_button(shown) if button.route == "outcomes.new"]
        assert kinds == [f"{network.id}|{kind.value}" for kind in Kind]
        assert "Her er ikke skrevet noget ned endnu" in said(shown)
        assert "det, andre gør anderledes på grund af netværket" in said(shown)

    def test_is_found_by_the_network_s_name_in_english_too(self, stage, town, network) -> None:
        """From anywhere."""
        assert network.name in said(stage.act(town.bo, text=f"outcome {network.name}", is_private=True))

    def test_shows_mine_with_buttons_and_others_without(self, stage, town, network) -> None:
        """The author and the leader edit and take back; another member reads."""
        submit(stage, town.bo, network)
        theirs = {"outcomes.edit", "outcomes.withdraw"}
        for person in (town.bo, town.anne):
            assert theirs <= set(buttons(stage.act(person, text="udbytte", conversation="C1")))
        read = stage.act(town.camilla, text="udbytte", conversation="C1")
        assert not theirs & set(buttons(read))
        assert "Sundhed og omsorg · Skoler og uddannelse · set selv" in said(read)
        assert "ikke bekræftet endnu" in said(read)

    def test_who_only_looks_adds_nothing(self, stage, town, network) -> None:
        """The secretariat sees the list without buttons that it may not press."""
        shown = stage.act(town.sekretariat, "outcomes.list", value=network.id)
        assert buttons(shown) == {}

    def test_of_a_closed_network_can_still_be_read_and_ones_own_taken_back(self, stage, town, network) -> None:
        """Nothing is added, changed or moved any more."""
        submit(stage, town.bo, network)
        submit(stage, town.bo, network, Kind.PROPOSAL)
        with stage.uows.writing() as uow:
            uow.networks.save(replace(network, state=NetworkState.CLOSED))
            uow.commit()
        shown = stage.act(town.bo, "outcomes.list", value=network.id)
        assert CHANGE["text"] in said(shown)
        assert set(buttons(shown)) == {"outcomes.withdraw"}

    def test_outsiders_are_not_told_that_it_exists(self, stage, town, network) -> None:
        """Neither by a forged button."""
        assert "kan jeg ikke vise dig" in said(stage.act(town.outsider, "outcomes.list", value=network.id))

    def test_goes_on_behind_a_button(self, stage, town, network) -> None:
        """Six at a time, however many there are; nothing is out of reach."""
        with stage.uows.writing() as uow:
            for number in range(8):
                uow.outcomes.save(a_record(network, town.bo, details=some_details(text=f"Ting {number}")))
            uow.commit()
        first = stage.act(town.bo, text="udbytte", conversation="C1")
        more = next(button for button in every_button(first) if button.route == "outcomes.list")
        rest = stage.act(town.bo, more.route, value=more.value)
        assert (more.label, more.value) == ("Vis 2 flere", f"{network.id}|6")
        assert sum("Ting" in line for line in said(first).splitlines()) == 6
        assert sum("Ting" in line for line in said(rest).splitlines()) == 2


class TestRecording:
    @pytest.mark.parametrize(
        ("kind", "names"),
        [
            (Kind.CHANGE, ["text", "units", "source", "novelty", "contribution"]),
            (Kind.RESULT, ["text"]),
            (Kind.PROPOSAL, ["text", "stage", "novelty"]),
            (Kind.OFFSHOOT, ["text", "growth"]),
        ],
    )
    def test_each_kind_has_a_form_of_its_own(self, stage, town, network, kind: Kind, names: list[str]) -> None:
        """Short, with the definition as help, and what becomes of it."""
        form = stage.act(town.bo, "outcomes.new", value=f"{network.id}|{kind.value}")
        assert isinstance(form, Open)
        assert list(inputs(form)) == names
        assert inputs(form)["text"].hint
        assert "med dit navn" in said(form)

    @pytest.mark.parametrize("kind", Kind)
    def test_the_receipt_says_who_sees_it(self, stage, town, network, kind: Kind) -> None:
        """With buttons to change it, take it back, and see everything."""
        receipt = submit(stage, town.bo, network, kind)
        assert isinstance(receipt, Show)
        assert RIGHT[kind]["text"] in said(receipt)
        assert f"{network.name} kan se det" in said(receipt)
        assert {"outcomes.edit", "outcomes.withdraw", "outcomes.list"} <= set(buttons(receipt))
        assert [record.kind for record in records(stage, network)] == [kind]

    def test_an_empty_form_stays_with_a_text_at_each_input(self, stage, town, network) -> None:
        """Nothing is saved, nothing typed is lost."""
        answer = stage.submit(town.bo, "outcomes.record", f"{network.id}|forandring")
        assert isinstance(answer, Invalid)
        assert set(answer.errors) == {"text", "units", "source", "novelty"}
        assert all(text.endswith(".") for text in answer.errors.values())
        assert records(stage, network) == []

    def test_the_same_submission_twice_is_one_record(self, stage, town, network) -> None:
        """The second copy changes nothing and shows nothing."""
        submit(stage, town.bo, network, key="twice")
        assert submit(stage, town.bo, network, key="twice") == Done()
        assert len(records(stage, network)) == 1

    @pytest.mark.parametrize("route", ["outcomes.new", "outcomes.record"])
    def test_a_kind_that_is_not_there_is_told_kindly(self, stage, town, network, route: str) -> None:
        """A forged button does nothing."""
        assert "findes ikke mere" in said(stage.act(town.bo, route, value=f"{network.id}|noget"))

    def test_somebody_outside_gets_no_form(self, stage, town, network) -> None:
        """Every button checks who presses it."""
        shown = stage.act(town.dorte, "outcomes.new", value=f"{network.id}|forandring")
        assert isinstance(shown, Show)
        assert isinstance(stage.act(town.sekretariat, "outcomes.new", value=f"{network.id}|forandring"), Show)


class TestChanging:
    def test_the_form_is_filled_and_the_words_change(self, stage, town, network) -> None:
        """Everything as it was, to be written over."""
        submit(stage, town.bo, network)
        [record] = records(stage, network)
        fields = inputs(stage.act(town.bo, "outcomes.edit", value=record.id))
        assert (fields["text"].value, fields["units"].values) == (CHANGE["text"], (CARE, SCHOOLS))
        assert (fields["source"].value, fields["novelty"].value) == ("set", "forbedrer")
        stage.submit(town.bo, "outcomes.change", record.id, **(CHANGE | {"text": "Noget andet"}))
        assert records(stage, network)[0].details.text == "Noget andet"

    def test_another_s_is_left_alone(self, stage, town, network) -> None:
        """A forged form of another member is refused, and what was typed comes back."""
        submit(stage, town.bo, network)
        [record] = records(stage, network)
        told = stage.submit(town.camilla, "outcomes.change", record.id, **CHANGE)
        assert "Det kan kun den, der skrev det" in said(told)
        assert CHANGE["text"] in said(told)

    def test_it_is_taken_back_with_a_question_first(self, stage, town, network) -> None:
        """Then it is gone from the list."""
        receipt = submit(stage, town.bo, network)
        button = buttons(receipt)["outcomes.withdraw"]
        assert button.confirm is not None
        assert isinstance(stage.act(town.bo, button.route, value=button.value), Replace)
        assert records(stage, network) == []
        assert "findes ikke mere" in said(stage.act(town.bo, "outcomes.edit", value=button.value))


class TestAProposal:
    def test_is_moved_one_step_with_one_tap_by_any_member(self, stage, town, network) -> None:
        """The button says what it will be, and there is none after the last."""
        submit(stage, town.bo, network, Kind.PROPOSAL)
        labels = []
        shown = stage.act(town.camilla, text="udbytte", conversation="C1")
        while button := buttons(shown).get("outcomes.move"):
            labels.append(button.label)
            shown = stage.act(town.camilla, button.route, value=button.value)
        assert labels == ["Nu er det: beskrevet", "Nu er det: prøvet", "Nu er det: lagt frem", "Nu er det: besluttet"]
        assert records(stage, network)[0].details.stage is Stage.DECIDED

    def test_a_stage_that_is_not_there_is_told_kindly(self, stage, town, network) -> None:
        """A forged button does nothing."""
        submit(stage, town.bo, network, Kind.PROPOSAL)
        [record] = records(stage, network)
        assert "findes ikke mere" in said(stage.act(town.bo, "outcomes.move", value=f"{record.id}|vedtaget"))


class TestLifting:
    @pytest.fixture
    def receipt(self, stage, town, network):
        """Bo has told of a change in a reply, and reads the receipt."""
        with stage.uows.writing() as uow:
            source = replace(
                a_question(QuestionKind.CHOICE, choices="kilde", most=1),
                options=tuple(replace(a_question(QuestionKind.CHOICE).options[0], id=id) for id in ("set", "tal")),
            )
            uow.prompts.add(a_prompt(questions=(a_question(dimension="outcome"), source)), 0)
            uow.rounds.save(round := a_round(network))
            uow.commit()
        given = {"q0": "De ringer dagen før", "q1": "tal", "visibility": "delt"}
        return stage.submit(town.bo, "replies.save", round.id, **given)

    def test_one_tap_opens_the_form_filled_in(self, stage, town, network, receipt) -> None:
        """The words and how they are known; sent in it is a record made of that reply."""
        button = buttons(receipt)["outcomes.lift"]
        form = stage.act(town.bo, button.route, value=button.value)
        assert isinstance(form, Open)
        assert (inputs(form)["text"].value, inputs(form)["source"].value) == ("De ringer dagen før", "tal")
        submit(stage, town.bo, network, value=form.form.value)
        assert [record.reply_id for record in records(stage, network)] == [button.value]

    def test_the_second_tap_opens_what_was_made(self, stage, town, network, receipt) -> None:
        """To be changed, not to be doubled."""
        button = buttons(receipt)["outcomes.lift"]
        submit(stage, town.bo, network, value=stage.act(town.bo, button.route, value=button.value).form.value)
        again = stage.act(town.bo, button.route, value=button.value)
        assert (again.form.route, again.form.value) == ("outcomes.change", records(stage, network)[0].id)

    def test_nobody_else_can(self, stage, town, receipt) -> None:
        """The reply is its author's."""
        shown = stage.act(town.anne, "outcomes.lift", value=buttons(receipt)["outcomes.lift"].value)
        assert "findes ikke mere" in said(shown)
        assert "ringer" not in said(shown)


class TestConfirming:
    def test_the_secretariat_sees_what_waits_and_confirms_it(self, stage, town, network) -> None:
        """In private, with a form that asks for the source; then nothing waits."""
        submit(stage, town.bo, network)
        waiting = stage.act(town.sekretariat, text="bekræft", is_private=True)
        assert CHANGE["text"] in said(waiting)
        button = buttons(waiting)["outcomes.confirm"]
        form = stage.act(town.sekretariat, button.route, value=button.value)
        assert isinstance(form, Open)
        assert list(inputs(form)) == ["basis"]
        done = stage.submit(town.sekretariat, "outcomes.confirmed", button.value, basis="Lederen af plejen")
        assert "er bekræftet" in said(done)
        assert records(stage, network)[0].confirmed_basis == "Lederen af plejen"
        assert "ingen lige nu" in said(stage.act(town.sekretariat, text="confirm", is_private=True))
        assert isinstance(stage.act(town.sekretariat, button.route, value=button.value), Show)

    def test_without_a_source_the_form_stays(self, stage, town, network) -> None:
        """A29, at the input."""
        submit(stage, town.bo, network)
        [record] = records(stage, network)
        answer = stage.submit(town.sekretariat, "outcomes.confirmed", record.id, basis=" ")
        assert isinstance(answer, Invalid)
        assert list(answer.errors) == ["basis"]

    def test_nobody_vouches_for_words_that_they_have_not_read(self, stage, town, network) -> None:
        """Changed between the opening of the form and its sending it is not confirmed, and the source comes back."""
        submit(stage, town.bo, network)
        [record] = records(stage, network)
        form = stage.act(town.sekretariat, "outcomes.confirm", value=record.id).form
        stage.now += timedelta(minutes=5)
        stage.submit(town.bo, "outcomes.change", record.id, **(CHANGE | {"text": "Noget helt andet"}))
        told = stage.submit(town.sekretariat, form.route, form.value, basis="Lederen af plejen, i går")
        assert "er ændret, siden du åbnede den" in said(told)
        assert "Lederen af plejen, i går" in said(told)
        assert not records(stage, network)[0].is_confirmed
        again = stage.act(town.sekretariat, "outcomes.confirm", value=record.id).form
        assert "er bekræftet" in said(stage.submit(town.sekretariat, again.route, again.value, basis="Lederen"))

    def test_others_are_told_who_does(self, stage, town, network) -> None:
        """Kindly, and nothing of any network is shown."""
        submit(stage, town.bo, network)
        told = said(stage.act(town.anne, text="bekræft", is_private=True))
        assert "netværkssekretariatet, der bekræfter" in told
        assert CHANGE["text"] not in told

    def test_in_a_channel_the_secretariat_is_asked_to_come_aside(self, stage, town, network) -> None:
        """Others could read along."""
        submit(stage, town.bo, network)
        told = said(stage.act(town.sekretariat, text="bekræft", conversation="C1"))
        assert "under fire øjne" in told
        assert CHANGE["text"] not in told

    def test_somebody_met_from_outside_loses_the_right(self, stage, town, network) -> None:
        """Whatever our rows say of them."""
        submit(stage, town.bo, network)
        shown = stage.act(town.sekretariat, text="bekræft", is_private=True, is_outside=True)
        assert CHANGE["text"] not in said(shown)


class TestGrowing:
    def start(self, stage, person, record: Record, **more: object):
        given = {"name": "Vandgruppen", "purpose": "Regnvandet skal blive i gården.", "place": "private", **more}
        return stage.submit(person, "outcomes.grown", record.id, **given)

    def test_an_offshoot_becomes_a_network_and_both_say_so(self, stage, town, network) -> None:
        """A4: the start form begins with its words; the list and the new network's card show the link."""
        submit(stage, town.bo, network, Kind.OFFSHOOT)
        [record] = records(stage, network)
        form = stage.act(town.bo, "outcomes.grow", value=record.id)
        assert (form.form.route, inputs(form)["name"].value) == ("outcomes.grown", "En vandgruppe")
        told = self.start(stage, town.bo, record)
        assert f"groet ud af {network.name}" in said(told)
        shown = stage.act(town.anne, text="udbytte", conversation="C1")
        assert "blev til netværket Vandgruppen" in said(shown)
        assert "outcomes.grow" not in buttons(shown)
        status = stage.act(town.bo, text="status vandgruppen")
        assert network.name in said(status).partition("Voksede ud af")[2]
        history = stage.act(town.anne, text="historik", conversation="C1")
        assert "Vandgruppen" in said(history)

    def test_a_form_with_something_missing_starts_nothing(self, stage, town, network) -> None:
        """The offshoot can still grow."""
        submit(stage, town.bo, network, Kind.OFFSHOOT)
        [record] = records(stage, network)
        assert isinstance(self.start(stage, town.bo, record, purpose=""), Invalid)
        assert records(stage, network)[0].became_id is None

    def test_it_happens_once(self, stage, town, network) -> None:
        """The second is told what it became, and what they had typed comes back."""
        submit(stage, town.bo, network, Kind.OFFSHOOT)
        [record] = records(stage, network)
        self.start(stage, town.bo, record)
        assert "»Vandgruppen«" in said(self.start(stage, town.anne, record, name="En anden"))
