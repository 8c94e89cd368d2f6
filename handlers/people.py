"""The choice of language, and what a platform tells of somebody."""

from core.services import people as services
from handlers import commands
from handlers.routing import Context, Done, Interaction, Response, Show, route
from locales.catalogue import translator
from views import people as views

_NAMES = {"dansk": "da", "da": "da", "danish": "da", "engelsk": "en", "english": "en", "en": "en"}


@route("people.language", writes=True)
def language(interaction: Interaction, context: Context) -> Response:
    chosen = _NAMES.get(interaction.value or commands.fold(interaction.text))
    if chosen is None:
        return Show(views.language(context.t))
    services.speak(context.uow, context.person, chosen, at=context.now)
    return Show(views.language_set(translator(chosen)))


@route("people.changed", writes=True)
def changed(interaction: Interaction, context: Context) -> Response:
    """The platform's news of a person is taken in where it arrives (`people.learn`); nothing is left to do."""
    return Done()
