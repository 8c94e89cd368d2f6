"""The secretariat's desk: asked for by word where nobody has a page of their own, and what its buttons open."""

from dataclasses import replace

from core.model.periods import local_day
from core.services import desks as services
from core.services import permissions
from handlers import networks as network_handlers
from handlers.routing import Context, Interaction, Replace, Response, Show, route
from views import desks as views
from views.elements import View


@route("desks.show")
def show(interaction: Interaction, context: Context) -> Response:
    """To the secretariat in private; to everybody else, and about one network, the word asks for a network's status."""
    asked = interaction.is_private and not interaction.text and not interaction.value
    if not (asked and services.is_for(context.person)):
        return network_handlers.status(replace(interaction, route="networks.status"), context)
    return Show(views.desk(context.t, services.of(context.uow, context.person, at=context.now)))


@route("desks.attention")
def attention(interaction: Interaction, context: Context) -> Response:
    return Show(_attention(interaction, context))


@route("desks.attention_page")
def attention_page(interaction: Interaction, context: Context) -> Response:
    return Replace(_attention(interaction, context))


def _attention(interaction: Interaction, context: Context) -> View:
    desk = services.of(context.uow, context.person, at=context.now)
    return views.attention(context.t, desk.attention, _page(interaction))


@route("desks.networks")
def networks(interaction: Interaction, context: Context) -> Response:
    return Show(_networks(interaction, context))


@route("desks.networks_page")
def networks_page(interaction: Interaction, context: Context) -> Response:
    return Replace(_networks(interaction, context))


def _networks(interaction: Interaction, context: Context) -> View:
    permissions.must_be_secretariat(context.person)
    found = context.uow.networks.of_organisation(context.organisation.id)
    return views.networks(context.t, found, local_day(context.now, context.organisation.zone), _page(interaction))


def _page(interaction: Interaction) -> int:
    return int(interaction.value) if interaction.value.isdecimal() else 0
