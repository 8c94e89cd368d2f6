"""Questions to those in a role: the form opens, is sent in, and what it said is taken back."""

from core.model.ids import InquiryId, UnitId
from core.model.replies import Answer
from core.services import asking, people, units
from core.services import inquiries as services
from core.services.replies import PointedOut
from handlers.meaning import kind_of
from handlers.replies import answers_of, knows
from handlers.routing import Context, Interaction, Open, Replace, Response, Show, route
from views import inquiries as views
from views.belonging import OUTSIDE
from views.elements import Form
from views.members import READ


@route("inquiries.answer")
def answer(interaction: Interaction, context: Context) -> Response:
    asked = asking.to_answer(context.uow, InquiryId(interaction.value), context.person)
    return Open(_form(context, asked, asked.inquiry.answers))


@route("inquiries.save", writes=True)
def save(interaction: Interaction, context: Context) -> Response:
    uow, person, id = context.uow, context.person, InquiryId(interaction.value)
    asked = asking.to_answer(uow, id, person)
    answers = answers_of(interaction, person, asked.prompt)
    unit = interaction.answer("unit")
    reading = services.Reading(
        has_read=READ in interaction.chosen("informed"),
        unit_id=UnitId(unit) if unit and unit != OUTSIDE else None,
        kind=kind_of(interaction),
    )
    saved = services.save(uow, person, id, answers, reading, knows=knows(interaction), at=context.now)
    if isinstance(saved, PointedOut):
        return Open(_form(context, asked, answers, saved))
    return Show(views.receipt(context.t, saved))


@route("inquiries.withdraw", writes=True)
def withdraw(interaction: Interaction, context: Context) -> Response:
    gone = services.withdraw(context.uow, context.person, InquiryId(interaction.value), at=context.now)
    return Replace(views.withdrawn(context.t, gone))


def _form(
    context: Context, asked: asking.Inquired, answers: tuple[Answer, ...], pointed_out: PointedOut | None = None
) -> Form:
    uow, person = context.uow, context.person
    return views.form(
        context.t,
        asked,
        context.organisation,
        answers=answers,
        newcomer=None
        if people.is_informed(person)
        else views.Newcomer(person, units.offered(uow, person.organisation_id)),
        findings=pointed_out.findings if pointed_out else None,
    )
