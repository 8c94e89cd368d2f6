"""Replies: saved from the form, heard in the thread, withdrawn; a message of one's own saved as one."""

from dataclasses import replace

from core.model.ids import ReplyId, RoundId
from core.model.organisations import Person
from core.model.prompts import Prompt, QuestionKind
from core.model.replies import Answer, Reply, ReplySource, ReplyVisibility, input_of, other_input_of
from core.services import replies as services
from core.services.asking import is_asked, is_outside
from core.services.replies import Asked, Draft, Heard, PointedOut
from handlers.routing import Context, Done, Interaction, Open, Replace, Response, Show, route
from views import replies as views
from views.elements import Form


@route("replies.save", writes=True)
def save(interaction: Interaction, context: Context) -> Response:
    uow, t, person = context.uow, context.t, context.person
    round_id, _, source = interaction.value.partition("|")
    asked = services.ask(uow, person, RoundId(round_id))
    draft = _draft(interaction, person, asked.prompt, source)
    saved = services.take(uow, person, asked, draft, at=context.now)
    if isinstance(saved, PointedOut):
        return Open(_again(context, asked, draft, saved))
    return Show(views.receipt(t, asked.network, asked.round, asked.prompt, saved))


@route("replies.withdraw", writes=True)
def withdraw(interaction: Interaction, context: Context) -> Response:
    gone = _withdraw(interaction, context)
    return Replace(views.withdrawn(context.t, gone))


@route("replies.not_an_answer", writes=True)
def not_an_answer(interaction: Interaction, context: Context) -> Response:
    _withdraw(interaction, context)
    return Replace(views.not_an_answer(context.t))


@route("replies.keep_message")
def keep_message(interaction: Interaction, context: Context) -> Response:
    asked = services.to_keep(
        context.uow, context.person, author=interaction.value, conversation=interaction.conversation
    )
    return Open(_filled(context, asked, interaction.text.strip()))


@route("messages.posted", writes=True)
def posted(interaction: Interaction, context: Context) -> Response:
    heard = services.hear(
        context.uow,
        context.person,
        conversation=interaction.conversation,
        thread=interaction.thread,
        message=interaction.message,
        text=interaction.text,
        at=context.now,
    )
    return _answered(heard, context)


@route("messages.edited", writes=True)
def edited(interaction: Interaction, context: Context) -> Response:
    place, message, text = interaction.conversation, interaction.message, interaction.text
    heard = services.hear_edit(
        context.uow, context.person, conversation=place, message=message, text=text, at=context.now
    )
    return _answered(heard, context)


@route("messages.deleted", writes=True)
def deleted(interaction: Interaction, context: Context) -> Response:
    place, message = interaction.conversation, interaction.message
    services.hear_removal(context.uow, context.person, conversation=place, message=message, at=context.now)
    return Done()


def _withdraw(interaction: Interaction, context: Context) -> Reply:
    return services.withdraw(context.uow, context.person, ReplyId(interaction.value), at=context.now)


def _answered(heard: Heard, context: Context) -> Response:
    return Show(views.cpr_in_thread(context.t)) if heard is Heard.CPR else Done()


def _again(context: Context, asked: Asked, draft: Draft, pointed_out: PointedOut) -> Form:
    return views.form(
        context.t,
        asked.network,
        asked.round,
        asked.prompt,
        answers=draft.answers,
        visibility=draft.visibility,
        quotable=draft.quotable,
        source=draft.source,
        findings=pointed_out.findings,
        outside=is_outside(context.person),
    )


def _filled(context: Context, asked: Asked, text: str) -> Form:
    """The form with the message in its open question, after what is written there already."""
    there = asked.reply if asked.reply and asked.reply.stands else None
    place = asked.prompt.open_question or 0
    written = there.answer(place).text if there else ""
    both = Answer(question=place, text=f"{written}\n{text}".strip())
    others = tuple(answer for answer in there.answers if answer.question != place) if there else ()
    return views.form(
        context.t,
        asked.network,
        asked.round,
        asked.prompt,
        answers=(*others, both),
        visibility=there.visibility if there else None,
        quotable=there.quotable if there else False,
        source=ReplySource.SAVED,
        outside=is_outside(context.person),
    )


def _draft(interaction: Interaction, person: Person, prompt: Prompt, source: str) -> Draft:
    shared = interaction.answer(views.VISIBILITY) == ReplyVisibility.SHARED.value
    return Draft(
        answers=answers_of(interaction, person, prompt),
        visibility=ReplyVisibility.SHARED if shared else ReplyVisibility.PRIVATE,
        quotable=views.YES in interaction.chosen(views.QUOTABLE),
        knows=knows(interaction),
        source=ReplySource.SAVED if source == ReplySource.SAVED.value else ReplySource.FORM,
    )


def knows(interaction: Interaction) -> bool:
    """Whether what was pointed out is seen, and is to be saved."""
    return views.YES in interaction.chosen(views.KNOWS)


def answers_of(interaction: Interaction, person: Person, prompt: Prompt) -> tuple[Answer, ...]:
    """What a form says, of the questions that the person is asked."""
    places = (place for place, question in enumerate(prompt.questions) if is_asked(question, person))
    return tuple(_answer(interaction, prompt, place) for place in places)


def _answer(interaction: Interaction, prompt: Prompt, place: int) -> Answer:
    given, name = Answer(question=place), input_of(place)
    match prompt.questions[place].kind:
        case QuestionKind.SCALE:
            point = interaction.answer(name)
            return replace(given, scale=int(point) if point.isdecimal() else None)
        case QuestionKind.CHOICE:
            other = interaction.answer(other_input_of(place))
            return replace(given, choices=interaction.chosen(name), text=other)
        case QuestionKind.OPEN:
            return replace(given, text=interaction.answer(name))
