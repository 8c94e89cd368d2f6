"""Inviting, joining, leaving, removing; walking in and out."""

from core.model.members import Member, MemberState
from core.model.networks import Network
from core.model.organisations import Person, PersonKind
from handlers.routing import Done, Open, Replace
from tests.acting import Stage, buttons, inputs, said
from tests.builders import SCHOOLS, Municipality, a_member, a_person, saved_network
from views.belonging import OUTSIDE
from views.members import READ


def _network(stage: Stage, town: Municipality, *members: Person) -> Network:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, *members)
        uow.commit()
    return network


def _invite(stage: Stage, town: Municipality, person: Person) -> tuple[Network, Member]:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne)
        if uow.people.find(person.workspace_id, person.account) is None:
            uow.people.save(person)
        member = a_member(network, person, state=MemberState.INVITED, joined_at=None)
        uow.members.save(member)
        uow.commit()
    return network, member


def _state(stage: Stage, network: Network, person: Person) -> MemberState | None:
    with stage.uows.reading() as uow:
        member = uow.members.find(network.id, person.id)
    return member.state if member else None


class TestInviting:
    def test_by_mention_is_one_step(self, stage: Stage, town: Municipality) -> None:
        """Each is told of, the unknown too."""
        network = _network(stage, town)
        told = stage.act(town.anne, text="inviter @bo @x", mentions=("U0BO", "U0X"), conversation=network.conversation)
        assert "Bo Kjær har fået en invitation." in said(told)
        assert "U0X kender jeg ikke" in said(told)
        assert _state(stage, network, town.bo) is MemberState.INVITED

    def test_by_form(self, stage: Stage, town: Municipality) -> None:
        """Whoever is picked."""
        network = _network(stage, town, town.bo)
        assert set(inputs(stage.act(town.bo, text="inviter"))) == {"people", "phases"}
        told = stage.submit(town.bo, "members.invited", network.id, people=("U0CAMILLA", "U0ANNE"))
        assert "Anne Holm er allerede med." in said(told)
        again = stage.submit(town.bo, "members.invited", network.id, people=("U0CAMILLA",))
        assert "ikke sendt nye invitationer" in said(again)

    def test_is_not_for_guests(self, stage: Stage, town: Municipality) -> None:
        """They are told who may."""
        network = _network(stage, town, town.guest)
        assert "ansat i kommunen" in said(stage.act(town.guest, "members.invite", value=network.id))


class TestJoining:
    def test_reads_says_where_from_and_is_in(self, stage: Stage, town: Municipality) -> None:
        """The information text first, for who has not read it."""
        new = a_person(account="U0NY", informed_version=None)
        network, member = _invite(stage, town, new)
        form = stage.act(new, "members.accept", value=member.id)
        assert "mindst 5 har svaret" in said(form)
        assert (inputs(form)["informed"].required, inputs(form)["unit"].required) == (True, True)
        assert set(stage.submit(new, "members.join", member.id).errors) == {"informed", "unit"}
        said_of_them = {"unit": SCHOOLS, "kind": "leder", "contribution": "Jeg kan tegne."}
        told = stage.submit(new, "members.join", member.id, informed=(READ,), **said_of_them)
        with stage.uows.reading() as uow:
            assert uow.people.get(new.id).kind is PersonKind.MANAGER
            assert uow.members.get(member.id).contribution == "Jeg kan tegne."
        assert "Du er nu med" in said(told)
        assert _state(stage, network, new) is MemberState.ACTIVE

    def test_from_outside_needs_no_department(self, stage: Stage, town: Municipality) -> None:
        """A guest says that they come from outside."""
        network, member = _invite(stage, town, town.guest)
        form = stage.act(town.guest, "members.accept", value=member.id)
        assert inputs(form)["unit"].value == OUTSIDE
        stage.submit(town.guest, "members.join", member.id, unit=OUTSIDE)
        assert _state(stage, network, town.guest) is MemberState.ACTIVE

    def test_again_says_that_they_are_in(self, stage: Stage, town: Municipality) -> None:
        """An old button does no harm."""
        _, member = _invite(stage, town, town.bo)
        stage.submit(town.bo, "members.join", member.id)
        assert "allerede med" in said(stage.act(town.bo, "members.accept", value=member.id))

    def test_is_for_who_was_invited(self, stage: Stage, town: Municipality) -> None:
        """Nobody joins for another."""
        _, member = _invite(stage, town, town.bo)
        assert "til en anden" in said(stage.act(town.camilla, "members.accept", value=member.id))


class TestDeclining:
    def test_leaves_the_door_open(self, stage: Stage, town: Municipality) -> None:
        """The message becomes a thank-you with a way back."""
        network, member = _invite(stage, town, town.bo)
        told = stage.act(town.bo, "members.decline", value=member.id)
        assert isinstance(told, Replace)
        assert set(buttons(told)) == {"members.accept"}
        assert _state(stage, network, town.bo) is MemberState.DECLINED
        assert isinstance(stage.act(town.bo, "members.accept", value=member.id), Open)


class TestLeaving:
    def test_asks_first(self, stage: Stage, town: Municipality) -> None:
        """Then it is done."""
        network = _network(stage, town, town.bo)
        button = buttons(stage.act(town.bo, text="forlad"))["members.left"]
        assert button.confirm is not None
        assert isinstance(stage.act(town.bo, button.route, value=button.value), Replace)
        assert _state(stage, network, town.bo) is MemberState.LEFT

    def test_comes_after_handing_over(self, stage: Stage, town: Municipality) -> None:
        """A leader is told how."""
        _network(stage, town)
        assert "Giv først netværket videre" in said(stage.act(town.anne, text="forlad"))


class TestRemoving:
    def test_is_done_by_the_leader(self, stage: Stage, town: Municipality) -> None:
        """Who was named is filled in."""
        network = _network(stage, town, town.bo)
        form = stage.act(town.anne, text="fjern @bo", mentions=("U0BO",))
        assert inputs(form)["person"].values == ("U0BO",)
        assert "har fået besked" in said(stage.submit(town.anne, "members.removed", network.id, person=("U0BO",)))
        assert _state(stage, network, town.bo) is MemberState.REMOVED

    def test_of_nobody_is_said_beneath_the_input(self, stage: Stage, town: Municipality) -> None:
        """The form stays."""
        network = _network(stage, town)
        assert set(stage.submit(town.anne, "members.removed", network.id, person="U0BO").errors) == {"person"}


class TestWalking:
    def test_in_is_asked_and_out_is_gone(self, stage: Stage, town: Municipality) -> None:
        """Who comes by themselves is told the same as everyone."""
        network = _network(stage, town)
        walk = {"conversation": network.conversation}
        assert stage.act(town.bo, "conversations.joined", **walk) == Done()
        assert _state(stage, network, town.bo) is MemberState.INVITED
        assert stage.act(town.bo, "conversations.left", **walk) == Done()
        assert _state(stage, network, town.bo) is MemberState.LEFT
