"""A network is rounded off: the closing is begun, taken back, and its conversation is kept."""

from datetime import datetime

from core.model.closing import ONE_ROUND, ROUNDS
from core.model.networks import Network
from core.model.organisations import Person
from core.model.roles import Role
from core.model.rounds import Round
from core.services import archives, endings, networks
from core.services import closing as services
from handlers.meaning import about
from handlers.routing import Context, Interaction, Open, Response, Show, route
from views import closing as views
from views.closing import Plan
from views.elements import View


@route("networks.close")
def close(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        if services.may_cancel(network, context.person):
            return Show(views.under_way(context.t, network))
        networks.must_end(context.uow, network, context.person)
        return Open(views.form(context.t, network, plans(context, network), receiver=receiver(context, network)))

    return about(interaction, context, ask)


def receiver(context: Context, network: Network) -> Person | None:
    """Who takes over, as far as it is known."""
    return context.uow.people.get(network.receiver_id) if network.receiver_id else None


def plans(context: Context, network: Network) -> tuple[Plan, ...]:
    """What the leader can choose from: small rounds, or one."""
    if not networks.has_last_round(network):
        return ()
    counts = dict.fromkeys((services.planned(context.uow, network), ONE_ROUND))
    return tuple(Plan(count, _over(context, network, count)) for count in counts if count)


def _over(context: Context, network: Network, count: int) -> datetime:
    return services.over_at(context.uow, network, count, at=context.now, calendar=context.calendar)


@route("networks.end", writes=True)
def end(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        ended, first = endings.round_off(
            context.uow,
            network,
            context.person,
            receiver=chosen_receiver(interaction),
            most=most(interaction),
            at=context.now,
            calendar=context.calendar,
        )
        return Show(begun(context, ended, first))

    return about(interaction, context, act)


def chosen_receiver(interaction: Interaction) -> str:
    """The account of who takes over; empty if nobody was chosen."""
    return "".join(interaction.chosen(Role.RECEIVER.value)[:1])


def most(interaction: Interaction) -> int:
    """How many closing rounds were chosen, at most."""
    return ONE_ROUND if interaction.answer(views.ROUNDS) == str(ONE_ROUND) else ROUNDS


def begun(context: Context, ended: Network, first: Round | None) -> View:
    """What who ended it is told."""
    t = context.t
    if first is None or first.closes_at is None:
        return views.begun(t, ended, until="", over="")
    over = t.moment(_over(context, ended, ended.closing_rounds), ended.zone)
    return views.begun(t, ended, until=t.moment(first.closes_at, ended.zone), over=over)


@route("closing.cancel", writes=True)
def cancel(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        now, calendar = context.now, context.calendar
        resumed = services.cancel(context.uow, network, context.person, at=now, calendar=calendar)
        schedule = context.uow.schedules.find(resumed.id)
        due = schedule.next_due_at if schedule else None
        return Show(views.cancelled(context.t, resumed, following=context.t.moment(due, resumed.zone) if due else ""))

    return about(interaction, context, act)


@route("closing.keep", writes=True)
def keep(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        archives.keep(context.uow, network, context.person, at=context.now)
        return Show(views.kept(context.t, network))

    return about(interaction, context, act)
