"""Who is in the secretariat and who administrates: seen by colleagues, changed by administrators, word or button."""

from core.errors import Unfit
from core.model import keys
from core.model.changes import by
from core.model.offices import Role
from core.model.organisations import Person
from core.services import answers, permissions
from core.services import offices as services
from handlers.routing import Context, Interaction, Open, Response, Show, route
from locales.catalogue import translator
from views import offices as views
from views.codec import encode


@route("offices.show")
def show(interaction: Interaction, context: Context) -> Response:
    register = services.register(context.uow, context.organisation, context.person)
    may_change = permissions.is_administrator(context.person)
    return Show(views.register(context.t, register, context.workspace, context.organisation, may_change=may_change))


@route("offices.add")
def add(interaction: Interaction, context: Context) -> Response:
    permissions.must_be_administrator(context.person)
    return Open(views.ask(context.t, _role(interaction), given=True))


@route("offices.remove")
def remove(interaction: Interaction, context: Context) -> Response:
    permissions.must_be_administrator(context.person)
    return Open(views.ask(context.t, _role(interaction), given=False))


@route("offices.given", writes=True)
def given(interaction: Interaction, context: Context) -> Response:
    return _change(interaction, context, given=True)


@route("offices.taken", writes=True)
def taken(interaction: Interaction, context: Context) -> Response:
    return _change(interaction, context, given=False)


def _change(interaction: Interaction, context: Context, *, given: bool) -> Response:
    """Nobody is changed unless all can be: what is refused is refused before anything is written."""
    permissions.must_be_administrator(context.person)
    accounts = tuple(dict.fromkeys((*interaction.chosen("people"), *interaction.mentions)))
    if not accounts:
        raise Unfit({"people": "errors.nobody_picked"})
    role = _role(interaction)
    services.must_change(context.uow, context.organisation, role, accounts, given=given)
    act = services.give if given else services.take
    changed: list[Person] = []
    for account in accounts:
        held = services.person_of(context.uow, context.organisation, account)
        person = act(context.uow, context.organisation, by(context.person), role, account, at=context.now)
        changed.append(person)
        if services.holds(held, role) is not given and person.id != context.person.id:
            _tell(interaction, context, person, role, given=given)
    return Show(views.done(context.t, role, changed, given=given))


def _tell(interaction: Interaction, context: Context, person: Person, role: Role, *, given: bool) -> None:
    view = views.told(translator(person.language), role, given=given, by=context.person)
    key = keys.answer(f"{interaction.key}:{person.id}")
    answers.give(context.uow, person, key, payload=encode(view), at=context.now)


def _role(interaction: Interaction) -> Role:
    return Role.ADMINISTRATOR if interaction.value == Role.ADMINISTRATOR.value else Role.SECRETARIAT
