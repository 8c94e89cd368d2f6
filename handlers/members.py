"""Inviting, joining, leaving, removing; walking in and out of a network's conversation."""

from core.model.ids import MemberId, UnitId
from core.model.networks import Network
from core.services import members as services
from core.services import people, permissions
from core.services.phases import chosen
from handlers.meaning import about, kind_of
from handlers.routing import Context, Done, Interaction, Open, Replace, Response, Show, route
from views import members as views
from views.belonging import OUTSIDE


@route("members.invite")
def invite(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        permissions.must_invite(context.uow, network, context.person)
        permissions.must_be_open(network)
        return Open(views.invite(context.t, network))

    return about(interaction, context, ask)


@route("members.invited", writes=True)
def invited(interaction: Interaction, context: Context) -> Response:
    phases = chosen(interaction.chosen("phases"))
    accounts = (*interaction.chosen("people"), *interaction.mentions, *interaction.value.split("|")[1:])

    def act(network: Network) -> Response:
        outcome = services.invite(context.uow, network, context.person, accounts, phases=phases, at=context.now)
        return Show(views.invited(context.t, network, outcome))

    return about(interaction, context, act, extra=accounts)


@route("members.accept")
def accept(interaction: Interaction, context: Context) -> Response:
    uow, t, person = context.uow, context.t, context.person
    member, network = services.invitation(uow, MemberId(interaction.value), person)
    services.may_accept(member, network)
    if member.is_active:
        return Show(views.already(t, network))
    units = uow.organisations.units(context.organisation.id)
    return Open(
        views.join(t, network, context.organisation, person, member, units, has_read=people.is_informed(person))
    )


@route("members.join", writes=True)
def join(interaction: Interaction, context: Context) -> Response:
    unit = interaction.answer("unit")
    member = services.join(
        context.uow,
        MemberId(interaction.value),
        context.person,
        has_read=views.READ in interaction.chosen("informed"),
        name=" ".join(interaction.answer("name").split()),
        unit_id=UnitId(unit) if unit and unit != OUTSIDE else None,
        kind=kind_of(interaction),
        contribution=interaction.answer("contribution"),
        at=context.now,
    )
    return Show(views.joined(context.t, context.uow.networks.get(member.network_id)))


@route("members.decline", writes=True)
def decline(interaction: Interaction, context: Context) -> Response:
    network = services.decline(context.uow, MemberId(interaction.value), context.person, at=context.now)
    return Replace(views.declined(context.t, network, interaction.value))


@route("members.leave")
def leave(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        services.must_be_free(context.uow, network, context.person)
        return Show(views.leave(context.t, network))

    return about(interaction, context, ask)


@route("members.left", writes=True)
def left(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        services.leave(context.uow, network, context.person, at=context.now)
        return Replace(views.left(context.t, network))

    return about(interaction, context, act)


@route("members.remove")
def remove(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        permissions.must_manage(context.uow, network, context.person)
        permissions.must_be_open(network)
        account = (*interaction.mentions, *interaction.value.split("|")[1:])[:1]
        return Open(views.remove(context.t, network, account))

    return about(interaction, context, ask, extra=interaction.mentions[:1])


@route("members.removed", writes=True)
def removed(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        account = "".join(interaction.chosen("person")[:1])
        person = services.remove(context.uow, network, context.person, account, at=context.now)
        return Show(views.was_removed(context.t, network, person))

    return about(interaction, context, act)


@route("conversations.joined", writes=True)
def walked_in(interaction: Interaction, context: Context) -> Response:
    services.walked_in(context.uow, context.person, interaction.conversation, at=context.now)
    return Done()


@route("conversations.left", writes=True)
def walked_out(interaction: Interaction, context: Context) -> Response:
    services.walked_out(context.uow, context.person, interaction.conversation, at=context.now)
    return Done()
