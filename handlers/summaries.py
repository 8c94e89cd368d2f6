"""The secretariat asks for a summary, in the talk with the bot. That it was given is kept, what stood in it is not."""

from dataclasses import replace
from datetime import date

from core.model import requests
from core.model.ids import NetworkId
from core.model.networks import Network
from core.model.periods import Period, local_day
from core.model.requests import Request
from core.services import offices, readouts
from core.services import summaries as services
from handlers.routing import Context, Interaction, Response, Show, route
from views import readouts as readout_views
from views import requests as refusals
from views import structures
from views import summaries as views


@route("summaries.show", writes=True)
def show(interaction: Interaction, context: Context) -> Response:
    if not services.may_ask(context.person):
        secretariat = context.uow.people.secretariat(context.organisation.id)
        return Show(refusals.not_yours(context.t, secretariat, context.workspace))
    if not interaction.is_private:
        return Show(refusals.in_private(context.t))
    return _pressed(interaction.value, context) if interaction.value else _asked(interaction.text, context)


def _pressed(value: str, context: Context) -> Response:
    id, *days = value.split("|")
    network = services.find(context.uow, NetworkId(id), context.person)
    return _of(network, _period(days), context)


def _period(days: list[str]) -> Period:
    return Period(*(date.fromisoformat(day) if day else None for day in days))


def _asked(text: str, context: Context) -> Response:
    networks = {network.name: network for network in services.networks(context.uow, context.organisation)}
    today = local_day(context.now, context.organisation.zone)
    request = requests.understand(text, today=today, names=list(networks))
    if request.network:
        return _of(networks[request.network], request.period, context, request.unknown)
    if request.unknown and not request.type:
        near = [networks[name] for name in request.near]
        return Show(refusals.unknown(context.t, request.unknown, near, request.period))
    return _of_all(request, context)


def _of(network: Network, period: Period, context: Context, unknown: str = "") -> Response:
    offices.note_access(context.uow, context.person, network, at=context.now)
    summary = services.of_network(context.uow, network, period, at=context.now)
    view = views.network(context.t, summary, unknown=unknown)
    if context.model:
        desk = readouts.desk(context.uow, network, period)
        view = replace(view, elements=(*view.elements, *readout_views.beneath(context.t, desk)))
    return Show(view)


def _of_all(request: Request, context: Context) -> Response:
    offices.note_access(context.uow, context.person, None, at=context.now)
    summary = services.of_structure(context.uow, context.organisation, request, at=context.now)
    return Show(structures.structure(context.t, summary, unknown=request.unknown))
