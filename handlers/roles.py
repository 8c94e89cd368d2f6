"""Leader, co-leader and receiver: named by the leader, asked, and free to say no. The anchor answers here too."""

from core.errors import NotFound
from core.model.ids import NetworkId, PersonId
from core.model.networks import Network
from core.model.organisations import Person
from core.model.roles import Role
from core.services import permissions
from core.services import roles as services
from handlers.meaning import about
from handlers.routing import Context, Interaction, Open, Replace, Response, Show, route
from views import roles as views

_IN_THE_FORM = (Role.LEADER, Role.CO_LEADER, Role.RECEIVER)


@route("roles.change")
def change(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        permissions.must_manage(context.uow, network, context.person)
        permissions.must_be_open(network)
        leader = context.uow.people.get(network.next_leader_id or network.leader_id)
        co_leader, receiver = _somebody(context, network.co_leader_id), _somebody(context, network.receiver_id)
        return Open(views.form(context.t, network, leader=leader, co_leader=co_leader, receiver=receiver))

    return about(interaction, context, ask)


def _somebody(context: Context, id: PersonId | None) -> Person | None:
    return context.uow.people.get(id) if id else None


@route("roles.changed", writes=True)
def changed(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        wanted = {role: "".join(interaction.chosen(role.value)[:1]) for role in _IN_THE_FORM}
        after, asked = services.change(context.uow, network, context.person, wanted, at=context.now)
        return Show(views.changed(context.t, after, asked))

    return about(interaction, context, act)


@route("roles.yes", writes=True)
def yes(interaction: Interaction, context: Context) -> Response:
    return _answer(interaction, context, yes=True)


@route("roles.no", writes=True)
def no(interaction: Interaction, context: Context) -> Response:
    return _answer(interaction, context, yes=False)


def _answer(interaction: Interaction, context: Context, *, yes: bool) -> Response:
    network_id, _, named = interaction.value.partition("|")
    role = next((each for each in Role if each.value == named), None)
    if role is None:
        raise NotFound("errors.route")
    network = services.answer(context.uow, NetworkId(network_id), role, context.person, yes=yes, at=context.now)
    return Replace(views.answered(context.t, network, role, yes=yes))
