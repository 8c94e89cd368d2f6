"""Starting, seeing, changing, anchoring and ending a network."""

import pytest

from core.model.networks import AnchorState, Network, NetworkState
from core.model.organisations import UnitKind
from core.services import schedules
from handlers.routing import Invalid, Open, Show
from tests.acting import Stage, buttons, inputs, said
from tests.builders import CARE, Municipality, a_person, a_unit, saved_network
from views.drafts import HERE, NO_COMMITTEE, PRIVATE, PUBLIC, SUGGESTED

WHOLE = {
    "name": "Tryg  hjem ",
    "purpose": "Borgere skal trygt hjem",
    "type": "velfaerd",
    "anchor": ("U0DORTE",),
    "units": (CARE,),
    "ends_on": "2027-01-15",
    "rhythm": "weekly",
    "place": PRIVATE,
}


def _saved(stage: Stage, town: Municipality, *members: object, **changes: object) -> Network:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, *members, **changes)
        uow.commit()
    return network


def _only(stage: Stage, town: Municipality) -> Network:
    with stage.uows.reading() as uow:
        (network,) = uow.networks.of_organisation(town.organisation.id)
    return network


class TestTheStartForm:
    def test_asks_for_everything_and_needs_little(self, stage: Stage, town: Municipality) -> None:
        """Only the name and the purpose are required of somebody we know."""
        form = stage.act(town.anne, text="start Tryg hjem")
        asked = inputs(form)
        told = ["name", "purpose", "type", "why", "agenda", "anchor", "units", "ends_on", "rhythm", "place"]
        assert list(asked) == told
        assert [name for name, element in asked.items() if element.required] == ["name", "purpose"]
        assert asked["name"].value == "Tryg hjem"

    def test_offers_the_place_it_is_opened_in(self, stage: Stage, town: Municipality) -> None:
        """Unless another network talks there, or it is the talk with the bot."""
        network = _saved(stage, town)
        here = stage.act(town.anne, text="start", conversation="C-free")
        taken = stage.act(town.anne, text="start", conversation=network.conversation)
        private = stage.act(town.anne, text="start", conversation="D1", is_private=True)
        assert [inputs(form)["place"].options[0].value for form in (here, taken, private)] == [HERE, PRIVATE, PRIVATE]
        assert (here.form.value, taken.form.value) == ("C-free", "")

    def test_informs_who_has_not_been(self, stage: Stage, town: Municipality) -> None:
        """Nothing of theirs is stored before."""
        new = a_person(account="U0NY", informed_version=None)
        with stage.uows.writing() as uow:
            uow.people.save(new)
            uow.commit()
        form = stage.act(new, text="start")
        assert "Albertslund Kommune er ansvarlig" in said(form)
        assert inputs(form)["informed"].required
        refused = stage.submit(new, "networks.create", **WHOLE)
        assert set(refused.errors) == {"informed", "unit"}
        assert isinstance(stage.submit(new, "networks.create", **WHOLE, informed=("read",), unit=CARE), Show)

    def test_is_for_employees(self, stage: Stage, town: Municipality) -> None:
        """Others are told kindly, whoever their platform says they are."""
        assert "ansatte" in said(stage.act(town.guest, text="start"))
        assert "ansatte" in said(stage.act(town.anne, text="start", is_outside=True))


class TestCreating:
    def test_starts_a_network(self, stage: Stage, town: Municipality) -> None:
        """With all that was said."""
        told = stage.submit(town.anne, "networks.create", **WHOLE)
        network = _only(stage, town)
        assert "Netværket Tryg hjem er oprettet" in said(told)
        assert (network.name, network.state, network.is_private) == ("Tryg hjem", NetworkState.ACTIVE, True)
        with stage.uows.reading() as uow:
            assert schedules.rhythm_of(uow.schedules.get(network.id).rule) == "weekly"

    def test_is_tied_to_the_committee_that_its_type_suggests(self, stage: Stage, town: Municipality) -> None:
        """B7: unless another or none was chosen; the edit form shows which, and the status too."""
        committee = a_unit(name="Fagudvalget", kind=UnitKind.SUBJECT_COMMITTEE)
        with stage.uows.writing() as uow:
            uow.organisations.save_unit(committee)
            uow.commit()
        assert inputs(stage.act(town.anne, text="start"))["committee"].value == SUGGESTED
        stage.submit(town.anne, "networks.create", **WHOLE, committee=SUGGESTED)
        assert _only(stage, town).committee_id == committee.id
        assert "Udvalg: Fagudvalget" in said(stage.act(town.anne, text="status"))
        assert inputs(stage.act(town.anne, text="ret"))["committee"].value == committee.id
        id = _only(stage, town).id
        changed = {**WHOLE, "leader": ("U0ANNE",), "committee": NO_COMMITTEE}
        stage.submit(town.anne, "networks.update", id, **changed)
        assert _only(stage, town).committee_id is None
        assert inputs(stage.act(town.anne, text="ret"))["committee"].value == NO_COMMITTEE

    def test_says_which_agenda_it_plays_into(self, stage: Stage, town: Municipality) -> None:
        """B14: if somebody likes to; it stands on the card, in the edit form, and goes when it is taken out."""
        stage.submit(town.anne, "networks.create", **WHOLE, agenda="Sundheds-\n politikken")
        network = _only(stage, town)
        assert network.agenda == "Sundheds- politikken"
        assert "Spiller ind i: Sundheds- politikken" in said(stage.act(town.anne, text="status"))
        assert inputs(stage.act(town.anne, text="ret"))["agenda"].value == network.agenda
        stage.submit(town.anne, "networks.update", network.id, **WHOLE)
        assert "Spiller ind i" not in said(stage.act(town.anne, text="status"))

    def test_with_one_department_it_is_made_and_nudged(self, stage: Stage, town: Municipality) -> None:
        """A6: kindly, and never in the way."""
        assert "kun én afdeling" in said(stage.submit(town.anne, "networks.create", **WHOLE))
        assert _only(stage, town).state is NetworkState.ACTIVE

    def test_in_the_place_it_was_opened_in(self, stage: Stage, town: Municipality) -> None:
        """When that was chosen; else in one of its own."""
        stage.submit(town.anne, "networks.create", "C7", **{**WHOLE, "place": HERE})
        assert _only(stage, town).conversation == "C7"

    def test_in_public(self, stage: Stage, town: Municipality) -> None:
        """By choice."""
        stage.submit(town.anne, "networks.create", "C7", **{**WHOLE, "place": PUBLIC})
        assert (_only(stage, town).conversation, _only(stage, town).is_private) == (None, False)

    def test_an_idea_lists_what_it_needs(self, stage: Stage, town: Municipality) -> None:
        """And how to fill it in."""
        told = stage.submit(town.anne, "networks.create", name="Idé", purpose="Noget")
        assert "et ledelsesophæng" in said(told)
        assert "networks.edit" in buttons(told)

    @pytest.mark.parametrize("date", ["2026-09-07", "2020-01-01", "i morgen"])
    def test_what_is_impossible_is_said_beneath_the_input(self, stage: Stage, town: Municipality, date: str) -> None:
        """The form stays, and with it everything typed."""
        refused = stage.submit(town.anne, "networks.create", **{**WHOLE, "ends_on": date})
        assert isinstance(refused, Invalid)
        assert set(refused.errors) == {"ends_on"}

    def test_twice_is_once(self, stage: Stage, town: Municipality) -> None:
        """The same act sent again makes no second network."""
        for _ in range(2):
            stage.submit(town.anne, "networks.create", key="the-same", **WHOLE)
        assert _only(stage, town).name == "Tryg hjem"


class TestStatus:
    def test_shows_the_charter_and_what_i_can_do(self, stage: Stage, town: Municipality) -> None:
        """The leader more than a member."""
        network = _saved(stage, town, town.bo, anchor_id=town.dorte.id, anchor_state=AnchorState.WAITING)
        leader, member = (stage.act(person, text="status") for person in (town.anne, town.bo))
        assert network.purpose in said(member)
        assert "Dorte Åkjær (afventer)" in said(member)
        assert "færre end 5 deltagere" in said(member)
        assert {"networks.edit", "networks.close", "members.remove", "schedules.plan"} <= set(buttons(leader))
        assert set(buttons(member)) == {"outcomes.list", "members.invite", "members.leave", "history.show"}

    def test_is_for_those_in_it(self, stage: Stage, town: Municipality) -> None:
        """A stranger hears of no such network."""
        network = _saved(stage, town)
        assert network.name not in said(stage.act(town.camilla, "networks.status", value=network.id))
        assert network.purpose in said(stage.act(town.sekretariat, text="status"))


class TestEditing:
    def test_begins_with_how_it_is(self, stage: Stage, town: Municipality) -> None:
        """And saves how it is to be."""
        network = _saved(stage, town, anchor_id=town.dorte.id)
        form = stage.act(town.anne, text="ret")
        assert inputs(form)["anchor"].values == ("U0DORTE",)
        assert inputs(form)["name"].value == network.name
        told = stage.submit(town.anne, "networks.update", network.id, **WHOLE)
        assert "Tryg hjem er rettet." in said(told)
        assert _only(stage, town).name == "Tryg hjem"

    def test_is_for_the_leader_and_the_secretariat(self, stage: Stage, town: Municipality) -> None:
        """A member is told who."""
        network = _saved(stage, town, town.bo)
        assert isinstance(stage.act(town.sekretariat, "networks.edit", value=network.id), Open)
        for route in ("networks.edit", "networks.close", "networks.use_conversation"):
            assert "netværkslederen" in said(stage.act(town.bo, route, value=network.id))


class TestGrowing:
    def test_begins_with_the_form_and_keeps_the_parent(self, stage: Stage, town: Municipality) -> None:
        """`del` opens the start form; what is started there has the network as its parent."""
        parent = _saved(stage, town)
        form = stage.act(town.anne, text="del", conversation=parent.conversation)
        assert parent.name in said(form)
        told = stage.submit(town.anne, "networks.create", form.form.value, **WHOLE)
        assert f"{parent.name} fortsætter som før" in said(told)
        with stage.uows.reading() as uow:
            [child] = uow.networks.of_parent(parent.id)
        assert child.name == "Tryg hjem"

    def test_is_for_the_leader(self, stage: Stage, town: Municipality) -> None:
        """A member is told who."""
        network = _saved(stage, town, town.bo)
        assert "netværkslederen" in said(stage.act(town.bo, "networks.split", value=network.id))


class TestAPlaceThatIsThere:
    def test_is_picked_by_the_leader(self, stage: Stage, town: Municipality) -> None:
        """Where none could be made."""
        network = _saved(stage, town, conversation=None, made_conversation=False)
        form = stage.act(town.anne, "networks.use_conversation", value=network.id)
        assert set(inputs(form)) == {"conversation"}
        stage.submit(town.anne, "networks.used_conversation", network.id, conversation="C9")
        assert _only(stage, town).conversation == "C9"
