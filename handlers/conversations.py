"""What happens to the conversation that a network talks in."""

from core.services import conversations as services
from handlers.routing import Context, Done, Interaction, Response, route


@route("conversations.entered", writes=True)
def entered(interaction: Interaction, context: Context) -> Response:
    services.entered(context.uow, context.person, interaction.conversation, at=context.now)
    return Done()


@route("conversations.reopened", writes=True)
def reopened(interaction: Interaction, context: Context) -> Response:
    """It was put away, and is in use again."""
    return entered(interaction, context)
