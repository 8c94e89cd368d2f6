"""The choice of language, what people say of themselves, and what a platform tells of somebody."""

from core.model.ids import MemberId, UnitId
from core.services import contributions
from core.services import people as services
from handlers import commands
from handlers.meaning import kind_of
from handlers.routing import Context, Done, Interaction, Open, Response, Show, route
from locales.catalogue import translator
from views import people as views
from views.belonging import OUTSIDE

_NAMES = {"dansk": "da", "da": "da", "danish": "da", "engelsk": "en", "english": "en", "en": "en"}


@route("people.language", writes=True)
def language(interaction: Interaction, context: Context) -> Response:
    chosen = _NAMES.get(interaction.value or commands.fold(interaction.text))
    if chosen is None:
        return Show(views.language(context.t))
    services.speak(context.uow, context.person, chosen, at=context.now)
    return Show(views.language_set(translator(chosen)))


@route("people.me")
def me(interaction: Interaction, context: Context) -> Response:
    return _me(context)


def _me(context: Context) -> Response:
    """As it stands after whatever was done."""
    uow, person = context.uow, context.uow.people.get(context.person.id)
    units = uow.organisations.units(context.organisation.id)
    unit = next((each for each in units if each.id == person.unit_id), None)
    said = contributions.of_person(uow, person)
    return Show(views.me(context.t, person, unit, said, is_informed=services.is_informed(person)))


@route("people.belong")
def belong(interaction: Interaction, context: Context) -> Response:
    services.must_be_informed(context.person)
    return Open(views.belong(context.t, context.person, context.uow.organisations.units(context.organisation.id)))


@route("people.belongs", writes=True)
def belongs(interaction: Interaction, context: Context) -> Response:
    said = interaction.answer("unit")
    unit_id = UnitId(said) if said not in ("", OUTSIDE) else None
    services.belong(context.uow, context.person, unit_id=unit_id, kind=kind_of(interaction), at=context.now)
    return _me(context)


@route("people.contribute")
def contribute(interaction: Interaction, context: Context) -> Response:
    own = contributions.own(context.uow, MemberId(interaction.value), context.person)
    return Open(views.contribute(context.t, own))


@route("people.contributes", writes=True)
def contributes(interaction: Interaction, context: Context) -> Response:
    said = interaction.answer("contribution")
    contributions.say(context.uow, MemberId(interaction.value), context.person, said)
    return _me(context)


@route("people.contributes_nothing", writes=True)
def contributes_nothing(interaction: Interaction, context: Context) -> Response:
    contributions.say(context.uow, MemberId(interaction.value), context.person, "")
    return _me(context)


@route("people.changed", writes=True)
def changed(interaction: Interaction, context: Context) -> Response:
    """The platform's news of a person is taken in where it arrives (`people.learn`); nothing is left to do."""
    return Done()
