"""The library in the secretariat's hands: seen, written, looked at, saved, taken out and in, set back."""

from collections.abc import Callable

from core.errors import NotFound
from core.model.editions import SHELVES, Draft, Shelf, Wording
from core.model.prompts import Texts, Visibility
from core.services import editions as services
from core.services import proofs
from core.services.editions import History
from handlers.routing import Context, Interaction, Open, Replace, Response, Show, route
from locales.catalogue import LANGUAGES
from views import prompts as views
from views import proofs as writing
from views.elements import View


@route("prompts.library")
def library(interaction: Interaction, context: Context) -> Response:
    return Show(views.overview(context.t, services.library(context.uow, context.person)))


@route("prompts.shelf")
def shelf(interaction: Interaction, context: Context) -> Response:
    editions = services.library(context.uow, context.person).editions
    where, start = _shelf(interaction.value)
    there = [edition for edition in editions if where.holds(edition)]
    return Show(views.on_shelf(context.t, where, there, start=start))


def _shelf(value: str) -> tuple[Shelf, int]:
    """Which one (`velfaerd|undervejs`, `roller`), and from where on (`velfaerd|undervejs|6`)."""
    head, _, last = value.rpartition("|")
    code, start = (head, int(last)) if last.isdecimal() else (value, 0)
    found = next((each for each in SHELVES if each.code == code), None)
    if found is None:
        raise NotFound("prompts.gone")
    return found, start


@route("prompts.open")
def show(interaction: Interaction, context: Context) -> Response:
    return Show(_card(context, services.history(context.uow, context.person, interaction.value)))


@route("prompts.earlier")
def earlier(interaction: Interaction, context: Context) -> Response:
    history = services.history(context.uow, context.person, interaction.value)
    if history.earlier is None:
        return Show(_card(context, history))
    return Show(views.earlier(context.t, history, history.earlier, context.organisation))


@route("prompts.new")
def new(interaction: Interaction, context: Context) -> Response:
    return Open(writing.write(context.t, proofs.scales(context.uow, context.person)))


@route("prompts.edit")
def edit(interaction: Interaction, context: Context) -> Response:
    uow, person, id = context.uow, context.person, interaction.value
    begun = proofs.begun(uow, person, id)
    if begun is not None and begun.is_new:
        draft = proofs.drafted(begun.prompt)
        return Open(writing.write(context.t, proofs.scales(uow, person), draft, id=id))
    return Open(writing.reword(context.t, proofs.to_reword(uow, person, id), has_proof=begun is not None))


@route("prompts.written", writes=True)
def written(interaction: Interaction, context: Context) -> Response:
    draft = Draft(
        type=interaction.answer("type"),
        phase=interaction.answer("phase"),
        dimension=interaction.answer("dimension"),
        title=_texts(interaction, "title"),
        question=_texts(interaction, "question"),
        point=_texts(interaction, "point"),
        scale=interaction.answer("scale"),
        visibility=_visibility(interaction),
    )
    proof = proofs.write(context.uow, context.person, draft, at=context.now, id=interaction.value)
    return Show(writing.preview(context.t, proof))


@route("prompts.reworded", writes=True)
def reworded(interaction: Interaction, context: Context) -> Response:
    id, version = _version(interaction)
    places = range(len(proofs.to_reword(context.uow, context.person, id).questions))
    wording = Wording(
        title=_texts(interaction, "title"),
        questions=tuple(_texts(interaction, f"q{place}") for place in places),
        hints=tuple(_texts(interaction, f"h{place}") for place in places),
        visibility=_visibility(interaction),
    )
    proof = proofs.reword(context.uow, context.person, id, version, wording, at=context.now)
    return Show(writing.preview(context.t, proof))


@route("prompts.proof")
def proof(interaction: Interaction, context: Context) -> Response:
    return Show(writing.preview(context.t, proofs.get(context.uow, context.person, interaction.value)))


@route("prompts.save", writes=True)
def save(interaction: Interaction, context: Context) -> Response:
    history = services.save(context.uow, context.person, interaction.value, at=context.now)
    return Replace(_card(context, history, "prompts.done_saved"))


@route("prompts.discard", writes=True)
def discard(interaction: Interaction, context: Context) -> Response:
    proofs.discard(context.uow, context.person, interaction.value)
    there = services.library(context.uow, context.person)
    return Replace(views.overview(context.t, there, done=context.t.plain("prompts.done_discarded")))


@route("prompts.retire", writes=True)
def retire(interaction: Interaction, context: Context) -> Response:
    return _changed(interaction, context, services.retire, "prompts.done_retired")


@route("prompts.take_back", writes=True)
def take_back(interaction: Interaction, context: Context) -> Response:
    return _changed(interaction, context, services.take_back, "prompts.done_taken_back")


@route("prompts.revert", writes=True)
def revert(interaction: Interaction, context: Context) -> Response:
    return _changed(interaction, context, services.revert, "prompts.done_reverted")


def _changed(interaction: Interaction, context: Context, act: Callable[..., History], done: str) -> Response:
    id, version = _version(interaction)
    return Replace(_card(context, act(context.uow, context.person, id, version, at=context.now), done))


def _card(context: Context, history: History, done: str = "") -> View:
    told = context.t.plain(done, version=history.newest.prompt.version) if done else ""
    return views.card(context.t, history, context.organisation, done=told)


def _version(interaction: Interaction) -> tuple[str, int]:
    """Which prompt, and the version that was seen or is to be."""
    id, _, number = interaction.value.partition("|")
    return id, int(number) if number.isdecimal() else 0


def _texts(interaction: Interaction, name: str) -> Texts:
    return {language: interaction.answer(f"{name}_{language}") for language in LANGUAGES}


def _visibility(interaction: Interaction) -> Visibility:
    """One that is not there is the usual one."""
    said = interaction.answer("visibility")
    return next((each for each in Visibility if each.value == said), Visibility.OPTIONAL)
