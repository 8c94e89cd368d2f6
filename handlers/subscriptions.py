"""How often somebody gets their digests; and the secretariat names who hears of a committee's networks."""

from core.model import keys
from core.model.ids import UnitId
from core.model.organisations import Person, Unit
from core.model.subscriptions import Kind, Rhythm
from core.services import answers, offices
from core.services import subscriptions as services
from handlers.routing import Context, Interaction, Open, Response, Show, route
from locales.catalogue import translator
from views import subscriptions as views
from views.codec import encode


@route("subscriptions.choose")
def choose(interaction: Interaction, context: Context) -> Response:
    held = services.of_person(context.uow, context.person)
    if not held:
        return Show(views.none(context.t, is_employee=context.person.is_employee))
    return Open(views.choose(context.t, held))


@route("subscriptions.chosen", writes=True)
def chosen(interaction: Interaction, context: Context) -> Response:
    """What was named in the form is chosen; whatever the person's role does not give them is refused."""
    weekday = interaction.answer(views.WEEKDAY)
    day = int(weekday) if weekday.isdecimal() else None
    for id in interaction.answers:
        rhythm = next((each for each in Rhythm if each.value == interaction.answer(id)), None)
        if id != views.WEEKDAY and rhythm is not None:
            on = day if id.startswith(f"{Kind.DESK.value}|") else None
            services.choose(context.uow, context.person, id, rhythm, weekday=on, at=context.now)
    return Show(views.saved(context.t, services.of_person(context.uow, context.person)))


@route("subscriptions.committees")
def committees(interaction: Interaction, context: Context) -> Response:
    return Show(views.committees(context.t, services.committees(context.uow, context.person)))


@route("subscriptions.name")
def name(interaction: Interaction, context: Context) -> Response:
    unit = services.committee(context.uow, context.person, UnitId(interaction.value))
    return Open(views.name(context.t, unit, services.named(context.uow, unit), context.workspace))


@route("subscriptions.named", writes=True)
def named(interaction: Interaction, context: Context) -> Response:
    unit = services.committee(context.uow, context.person, UnitId(interaction.value))
    accounts = dict.fromkeys(interaction.chosen("people"))
    people = [offices.person_of(context.uow, context.organisation, account) for account in accounts]
    monthly = interaction.answer("rhythm") != Rhythm.QUARTERLY.value
    rhythm = Rhythm.MONTHLY if monthly else Rhythm.QUARTERLY
    for person in services.name(context.uow, context.person, unit, people, rhythm=rhythm, at=context.now):
        _tell(interaction, context, person, unit)
    return committees(interaction, context)


def _tell(interaction: Interaction, context: Context, person: Person, unit: Unit) -> None:
    key = keys.answer(f"{interaction.key}:{person.id}")
    payload = encode(views.told(translator(person.language), unit))
    answers.give(context.uow, person, key, payload=payload, at=context.now)
