"""The secretariat asks for a summary, in the talk with the bot. That it was given is kept, what stood in it is not."""

import re
from dataclasses import replace
from datetime import date

from core.errors import NotFound
from core.model import requests
from core.model.networks import Network
from core.model.periods import Period, local_day
from core.model.requests import Request
from core.model.scopes import Scope
from core.services import offices, readouts, scopes, years
from core.services import summaries as services
from handlers.routing import Context, Interaction, Response, Show, route
from views import readouts as readout_views
from views import requests as questions
from views import structures
from views import summaries as views
from views import years as year_views


@route("summaries.show", writes=True)
def show(interaction: Interaction, context: Context) -> Response:
    return _refused(interaction, context) or (
        _pressed(interaction.value, context) if interaction.value else _asked(interaction.text, context)
    )


def _refused(interaction: Interaction, context: Context) -> Response | None:
    """What is said instead to somebody else, and where others can read along."""
    if not services.may_ask(context.person):
        secretariat = context.uow.people.secretariat(context.organisation.id)
        return Show(questions.not_yours(context.t, secretariat, context.workspace))
    return None if interaction.is_private else Show(questions.in_private(context.t))


def _pressed(value: str, context: Context) -> Response:
    scope, period = _read(value, context)
    return _given(Request(scope=scope, period=period), context)


def _read(value: str, context: Context) -> tuple[Scope, Period]:
    """The scope and the period of a button; of one from before there were scopes, a network's."""
    parts = value.split("|")
    if len(parts) in (1, 3):
        parts = ["", "", *parts]
    try:
        days = [date.fromisoformat(day) if day else None for day in parts[3:]]
        return scopes.find(context.uow, "|".join(parts[:3]), context.person), Period(*days)
    except (ValueError, TypeError):
        raise NotFound("errors.not_found") from None


def _asked(text: str, context: Context) -> Response:
    organisation = context.organisation
    known = requests.known(
        services.networks(context.uow, organisation), context.uow.organisations.units(organisation.id)
    )
    request = requests.understand(text, today=local_day(context.now, organisation.zone), known=known)
    if request.doubt:
        return Show(questions.question(context.t, request, request.doubt, text))
    return _given(request, context)


@route("summaries.split", writes=True)
def split(interaction: Interaction, context: Context) -> Response:
    refused = _refused(interaction, context)
    if refused:
        return refused
    scope, period = _read(interaction.value, context)
    offices.note_access(context.uow, context.person, None, at=context.now)
    with context.uow.one_moment() as uow:
        found = years.split(uow, context.organisation, scope, period)
    return Show(year_views.split(context.t, found))


_YEAR = re.compile(r"20\d\d")


@route("summaries.year", writes=True)
def year(interaction: Interaction, context: Context) -> Response:
    refused = _refused(interaction, context)
    if refused:
        return refused
    code, _, year = interaction.value.rpartition("|")
    scope, _ = _read(code, context)
    if not _YEAR.fullmatch(year):
        raise NotFound("errors.not_found")
    return _of_year(scope, int(year), context)


def _of_year(scope: Scope, year: int, context: Context) -> Response:
    offices.note_access(context.uow, context.person, None, at=context.now)
    with context.uow.one_moment() as uow:
        back = years.look_back(uow, context.organisation, scope, year, at=context.now)
    return Show(year_views.look_back(context.t, back))


def _given(request: Request, context: Context) -> Response:
    if request.year:
        return _of_year(request.scope, request.year, context)
    id = request.scope.network_id
    return _of(context.uow.networks.get(id), request.period, context) if id else _of_all(request, context)


def _of(network: Network, period: Period, context: Context) -> Response:
    offices.note_access(context.uow, context.person, network, at=context.now)
    with context.uow.one_moment() as uow:
        summary = services.of_network(uow, network, period, at=context.now)
        desk = readouts.desk(uow, network, period) if context.model else None
    view = views.network(context.t, summary)
    beneath = readout_views.beneath(context.t, desk) if desk else ()
    return Show(replace(view, elements=(*view.elements, *beneath)))


def _of_all(request: Request, context: Context) -> Response:
    offices.note_access(context.uow, context.person, None, at=context.now)
    with context.uow.one_moment() as uow:
        summary = services.of_structure(uow, context.organisation, request, at=context.now)
    return Show(structures.structure(context.t, summary))
