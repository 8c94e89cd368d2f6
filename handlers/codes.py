"""The secretariat says what replies are about, one at a time, and keeps the list of codes. In the talk with the bot."""

from core.model.ids import CodeId, ReplyId
from core.services import codes as lists
from core.services import codings as services
from core.services import summaries
from core.services.codings import ToCode
from handlers.routing import Context, Interaction, Open, Replace, Response, Show, route
from views import codes as views
from views import codings
from views.elements import View


@route("codes.next")
def upcoming(interaction: Interaction, context: Context) -> Response:
    if not summaries.may_ask(context.person):
        secretariat = context.uow.people.secretariat(context.organisation.id)
        return Show(views.not_yours(context.t, secretariat, context.workspace))
    if context.suggester is None:
        return Show(views.is_off(context.t))
    if not interaction.is_private:
        return Show(views.in_private(context.t))
    return Show(_next(context))


@route("codes.skip")
def skip(interaction: Interaction, context: Context) -> Response:
    return Replace(_next(context, after=ReplyId(interaction.value)))


@route("codes.confirm", writes=True)
def confirm(interaction: Interaction, context: Context) -> Response:
    """A suggestion, or "none of them": the value holds the reply and what it is about."""
    reply_id, *chosen = interaction.value.split("|")
    return Replace(_decided(context, ReplyId(reply_id), [CodeId(id) for id in chosen if id]))


@route("codes.choose")
def choose(interaction: Interaction, context: Context) -> Response:
    reply = services.find(context.uow, ReplyId(interaction.value), context.person)
    return Open(codings.form(context.t, reply, lists.offered(context.uow, context.organisation.id)))


@route("codes.chosen", writes=True)
def chosen(interaction: Interaction, context: Context) -> Response:
    ids = [CodeId(id) for id in interaction.chosen("codes")]
    return Show(_decided(context, ReplyId(interaction.value), ids))


@route("codes.undo", writes=True)
def undo(interaction: Interaction, context: Context) -> Response:
    return Replace(_one(context, services.undo(context.uow, ReplyId(interaction.value), context.person)))


@route("codes.list")
def catalogue(interaction: Interaction, context: Context) -> Response:
    return _list(context)


@route("codes.add")
def add(interaction: Interaction, context: Context) -> Response:
    return Open(views.form(context.t, None))


@route("codes.added", writes=True)
def added(interaction: Interaction, context: Context) -> Response:
    lists.add(context.uow, context.person, name=interaction.answer("name"), words=interaction.answer("words"))
    return _list(context)


@route("codes.edit")
def edit(interaction: Interaction, context: Context) -> Response:
    return Open(views.form(context.t, lists.find(context.uow, CodeId(interaction.value), context.person)))


@route("codes.edited", writes=True)
def edited(interaction: Interaction, context: Context) -> Response:
    id, name, words = CodeId(interaction.value), interaction.answer("name"), interaction.answer("words")
    lists.rename(context.uow, id, context.person, name=name, words=words)
    return _list(context)


@route("codes.retire", writes=True)
def retire(interaction: Interaction, context: Context) -> Response:
    lists.retire(context.uow, CodeId(interaction.value), context.person, at=context.now)
    return _list(context)


@route("codes.restore", writes=True)
def restore(interaction: Interaction, context: Context) -> Response:
    lists.retire(context.uow, CodeId(interaction.value), context.person, at=None)
    return _list(context)


def _list(context: Context) -> Response:
    found = lists.listed(context.uow, context.person)
    return Show(views.catalogue(context.t, found))


def _decided(context: Context, id: ReplyId, chosen: list[CodeId]) -> View:
    done = services.decide(context.uow, id, context.person, chosen, at=context.now)
    return _next(context, done=done)


def _next(context: Context, *, after: ReplyId | None = None, done: ToCode | None = None) -> View:
    reply = services.upcoming(context.uow, context.person, after=after)
    if reply is None:
        return codings.all_done(context.t, done=done, passed=after is not None)
    return _one(context, reply, done=done)


def _one(context: Context, reply: ToCode, *, done: ToCode | None = None) -> View:
    offered = lists.offered(context.uow, context.organisation.id)
    suggested = context.suggester.suggest(context.organisation.id, reply.text, offered) if context.suggester else ()
    named = {code.id: code for code in offered}
    return codings.one(context.t, reply, [named[id] for id in suggested], done=done)
