"""The flower and the other pictures: drawn where files can be fetched, told in words everywhere.

What is asked for travels with the link; whoever draws it looks anew, with the rights of who asked.
"""

import re
from dataclasses import replace

from core.model.files import File, Wanted
from core.model.periods import local_day
from core.model.plots import Subject, parted
from core.model.plots import value as value_of
from core.model.requests import understand
from core.model.ties import HALF_A_YEAR, Look, look
from core.services import offices, permissions, plots, summaries, ties
from handlers import fetching
from handlers.commands import fold
from handlers.meaning import about
from handlers.routing import Context, Interaction, Response, Show, route
from views import charts, pictures
from views import flower as views
from views import ties as tie_views

_AGO = re.compile(r"(?:for |from )?(\d{1,2}|seks|six) ?(?:mdr\.?|maaneder|months?)(?: siden| ago)?")
_FLOWER = frozenset({"blomst", "blomsten", "flower"})
_SUBJECTS = {
    word: subject
    for subject, words in {
        Subject.PROGRESS: "fremdrift deltagelse progress participation",
        Subject.FORCES: "drivkraefter drivkraft barrierer barriere drivers barriers",
        Subject.GOALS: "maal maalene goals",
        Subject.TREND: "udvikling bevaegelse trend months",
    }.items()
    for word in words.split()
}
"""What may follow `billede`, folded."""


def _looked_for(interaction: Interaction, context: Context) -> tuple[Look, str]:
    """Which flower somebody wants, and what of their words was not understood."""
    if interaction.value:
        return look("|".join(interaction.value.split("|")[:2])), ""
    text = fold(interaction.text)
    ago = _AGO.search(text)
    months = 0 if ago is None else int(ago[1]) if ago[1].isdecimal() else HALF_A_YEAR
    rest = _AGO.sub(" ", text) if ago else interaction.text
    request = understand(rest, today=local_day(context.now, context.organisation.zone), known=())
    return look(Look(kind=request.scope.type, months=months).value), request.words if request.doubt else ""


def _page(interaction: Interaction) -> int:
    page = interaction.value.split("|")[2:3]
    return int(page[0]) if page and page[0].isdecimal() else 0


def _garden(context: Context, look: Look) -> pictures.Garden:
    seen = ties.looked(context.uow, context.organisation, context.person, look, at=context.now)
    return views.garden(context.t, *seen)


@route("pictures.flower", writes=True)
def flower(interaction: Interaction, context: Context) -> Response:
    (look, unknown), door = _looked_for(interaction, context), context.file_door
    garden = _garden(context, look)
    if door is None:
        return Show(views.twin(context.t, garden, look, lacks=context.files_lack))
    facts = {"look": look.value}
    address = fetching.address(interaction, context, door, Wanted(file=File.FLOWER, about=facts))
    files = fetching.address(interaction, context, door, Wanted(file=File.TIES, about=facts))
    return Show(views.shown(context.t, garden, address, files, look, unknown=unknown))


@route("pictures.flower_text")
def flower_text(interaction: Interaction, context: Context) -> Response:
    look, _ = _looked_for(interaction, context)
    return Show(views.twin(context.t, _garden(context, look), look, _page(interaction)))


@route("pictures.links")
def links(interaction: Interaction, context: Context) -> Response:
    look, _ = _looked_for(interaction, context)
    now, _ = ties.looked(context.uow, context.organisation, context.person, Look(kind=look.kind), at=context.now)
    return Show(tie_views.links(context.t, now, look, _page(interaction)))


@route("pictures.menu", writes=True)
def menu(interaction: Interaction, context: Context) -> Response:
    """`billede`, `billede blomst`, `billede fremdrift tryg hjem`, `billede tryg hjem`."""
    word, _, rest = interaction.text.strip().partition(" ")
    further = replace(interaction, text=rest.strip())
    if fold(word) in _FLOWER:
        return flower(further, context)
    subject = _SUBJECTS.get(fold(word))
    if subject is not None:
        return _of(further, context, subject)
    if interaction.text or interaction.value:
        return about(interaction, context, lambda network: Show(charts.menu(context.t, network=network.id)))
    may_all = summaries.may_ask(context.person) and interaction.is_private
    return Show(charts.menu(context.t, whole=may_all, flower=context.person.is_employee))


def _of(interaction: Interaction, context: Context, subject: Subject) -> Response:
    """Of all to the secretariat in the talk with the bot, else of the network that is meant."""
    is_whole = interaction.is_private and not interaction.text and summaries.may_ask(context.person)
    if is_whole or subject is Subject.TREND:
        return _shown(interaction, context, value_of(subject))
    named = replace(interaction, route="pictures.of", value="")
    return about(
        named,
        context,
        lambda network: _shown(interaction, context, value_of(subject, network.id)),
        extra=(subject.value,),
    )


@route("pictures.of", writes=True)
def of(interaction: Interaction, context: Context) -> Response:
    """A network was chosen for a picture that was asked for."""
    id, _, subject = interaction.value.partition("|")
    return _shown(interaction, context, f"{subject}|{id}")


@route("pictures.show", writes=True)
def show(interaction: Interaction, context: Context) -> Response:
    return _shown(interaction, context, interaction.value)


@route("pictures.chart_text", writes=True)
def chart_text(interaction: Interaction, context: Context) -> Response:
    return Show(pictures.twin(context.t, _chart(context, interaction.value)))


def _chart(context: Context, value: str, *, kept: bool = True) -> pictures.Chart:
    """What the secretariat is given is kept, as of a summary. `kept`: here, and not with a file."""
    uow, person = context.uow, context.person
    with uow.one_moment() as moment:
        plot = plots.looked(moment, context.organisation, person, value, at=context.now)
    is_theirs = plot.network is None or permissions.is_secretariat_of(plot.network, person)
    if kept and is_theirs and plot.subject is not Subject.TREND:
        offices.note_access(uow, person, plot.network, at=context.now)
    return charts.chart(context.t, plot)


def _shown(interaction: Interaction, context: Context, value: str) -> Response:
    door = context.file_door
    chart = _chart(context, value, kept=door is None)
    if door is None:
        return Show(pictures.twin(context.t, chart, context.files_lack))
    subject, id = parted(value)
    network = context.uow.networks.get(id) if id else None
    wanted = Wanted(file=File.TREND if subject is Subject.TREND else File.PICTURE, about={"plot": value})
    address = fetching.address(interaction, context, door, wanted, network)
    return Show(pictures.shown(context.t, chart, address, subject, id))
