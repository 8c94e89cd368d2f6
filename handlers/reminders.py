"""Somebody wants the bot to write less to them by itself: a pause, or no reminders from one network."""

from datetime import timedelta

from core.model.ids import MemberId
from core.model.periods import local_day
from core.services import reminders as services
from handlers import durations
from handlers.routing import Context, Interaction, Replace, Response, Show, route
from views import reminders as views
from views.elements import View


@route("reminders.pause", writes=True)
def pause(interaction: Interaction, context: Context) -> Response:
    today = local_day(context.now, context.organisation.zone)
    if interaction.value.isdecimal():
        until = today + timedelta(weeks=min(int(interaction.value), max(views.PAUSE_WEEKS)))
    else:
        found = durations.until(interaction.text, today, unclear="reminders.pause_unclear")
        if found is None:
            return Show(views.choose(context.t))
        until = found
    services.pause(context.uow, context.person, until=until, at=context.now)
    return Show(views.paused(context.t, until))


@route("reminders.resume", writes=True)
def resume(interaction: Interaction, context: Context) -> Response:
    was_paused = services.resume(context.uow, context.person, at=context.now)
    return Show(views.resumed(context.t, was_paused=was_paused))


@route("reminders.keep")
def keep(interaction: Interaction, context: Context) -> Response:
    _, network = services.place(context.uow, _member(interaction), context.person)
    return _answered(interaction, views.kept(context.t, network))


@route("reminders.stop", writes=True)
def stop(interaction: Interaction, context: Context) -> Response:
    member = _member(interaction)
    network = services.switch(context.uow, member, context.person, on=False, at=context.now)
    return _answered(interaction, views.stopped(context.t, network, member))


@route("reminders.start", writes=True)
def start(interaction: Interaction, context: Context) -> Response:
    network = services.switch(context.uow, _member(interaction), context.person, on=True, at=context.now)
    return Show(views.started(context.t, network))


def _member(interaction: Interaction) -> MemberId:
    return MemberId(interaction.value.partition("|")[0])


def _answered(interaction: Interaction, view: View) -> Response:
    """The question itself becomes the answer; `mine` stays as it was."""
    return Replace(view) if interaction.value.endswith(f"|{views.ASKED}") else Show(view)
