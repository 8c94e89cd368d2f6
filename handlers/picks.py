"""The next round: seen, picked, written, skipped."""

from collections.abc import Callable

from core.model.networks import Network
from core.services import picks as services
from core.services.picks import Next
from handlers.meaning import about
from handlers.routing import Context, Interaction, Open, Replace, Response, Show, route
from views import picks as views


@route("picks.next")
def upcoming(interaction: Interaction, context: Context) -> Response:
    def show(network: Network) -> Response:
        return Show(views.upcoming(context.t, services.upcoming(context.uow, network, context.person)))

    return about(interaction, context, show)


@route("picks.choose")
def choose(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        coming = services.upcoming(context.uow, network, context.person)
        return Open(views.choose(context.t, coming, services.offered(context.uow, coming)))

    return about(interaction, context, ask)


@route("picks.pick", writes=True)
def pick(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Next:
        return services.pick(context.uow, network, context.person, interaction.answer("prompt"), at=context.now)

    return _changed(interaction, context, act, Show)


@route("picks.word")
def word(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        return Open(views.word(context.t, services.upcoming(context.uow, network, context.person)))

    return about(interaction, context, ask)


@route("picks.write", writes=True)
def write(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Next:
        title, text = views.own_title(network), interaction.answer("text")
        return services.write(context.uow, network, context.person, text, title=title, at=context.now)

    return _changed(interaction, context, act, Show)


@route("picks.skip", writes=True)
def skip(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Next:
        return services.skip(context.uow, network, context.person, at=context.now)

    return _changed(interaction, context, act, Replace)


@route("picks.undo", writes=True)
def undo(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Next:
        return services.undo(context.uow, network, context.person)

    return _changed(interaction, context, act, Replace)


def _changed(
    interaction: Interaction,
    context: Context,
    act: Callable[[Network], Next],
    how: type[Show] | type[Replace],
) -> Response:
    return about(interaction, context, lambda network: how(views.upcoming(context.t, act(network))))
