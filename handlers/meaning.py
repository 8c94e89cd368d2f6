"""What is meant: which network, by the button's value, the words or where the person is; which kind of member."""

from collections.abc import Callable

from core.model.networks import Network
from core.model.organisations import PersonKind
from core.services import networks as services
from handlers.routing import Context, Interaction, Response, Show
from views import home
from views import networks as views


def about(
    interaction: Interaction, context: Context, then: Callable[[Network], Response], *, extra: tuple[str, ...] = ()
) -> Response:
    """Go on with the network that is meant. Several could be: ask which. None: say so, and how to get one.

    `extra`: goes along in the value of the buttons that ask, after the network's id.
    """
    value, conversation = interaction.value.partition("|")[0], interaction.conversation
    networks = services.meant(
        context.uow, context.person, value=value, conversation=conversation, text=interaction.text
    )
    if len(networks) == 1:
        return then(networks[0])
    if not networks:
        return Show(home.empty(context.t, may_start=context.person.is_employee))
    return Show(views.pick(context.t, networks, interaction.route, extra=extra))


def kind_of(interaction: Interaction) -> PersonKind | None:
    """In what capacity somebody takes part, as a form says it; None if it does not."""
    said = interaction.answer("kind")
    return next((kind for kind in PersonKind if kind.value == said), None)
