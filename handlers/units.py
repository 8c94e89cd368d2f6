"""The organisation: seen as a tree, its units added, renamed, moved, merged, split and closed."""

from collections.abc import Callable, Sequence

from core.model.changes import by
from core.model.ids import UnitId
from core.model.organisations import Unit, UnitKind
from core.model.units import tree
from core.services import permissions, reorganising
from core.services import units as services
from handlers.commands import fold
from handlers.routing import Context, Interaction, Open, Response, Show, route
from locales.catalogue import Translator
from views import units as views
from views.elements import Form

_HISTORY = ("historik", "history")


@route("units.show")
def show(interaction: Interaction, context: Context) -> Response:
    permissions.must_be_colleague(context.person)
    return history(interaction, context) if fold(interaction.text) in _HISTORY else _tree(context)


def _tree(context: Context, done: str = "") -> Response:
    branches = tree(context.uow.organisations.units(context.organisation.id))
    may_change = permissions.may_organise(context.person)
    may_name = context.person.is_secretariat and context.person.is_employee
    return Show(views.tree(context.t, branches, may_change=may_change, may_name=may_name, done=done))


@route("units.history")
def history(interaction: Interaction, context: Context) -> Response:
    permissions.must_organise(context.person)
    changes = context.uow.unit_changes.of_organisation(context.organisation.id)
    units = context.uow.organisations.units(context.organisation.id)
    ids = {change.by for change in changes if change.by}
    people = {person.id: person for person in context.uow.people.get_many(ids)}
    return Show(views.history(context.t, changes, units, people, context.organisation))


def _form(context: Context, form: Callable[[Translator, Sequence[Unit]], Form]) -> Form:
    permissions.must_organise(context.person)
    return form(context.t, services.offered(context.uow, context.organisation.id))


@route("units.add")
def add(interaction: Interaction, context: Context) -> Response:
    return Open(_form(context, views.add))


@route("units.added", writes=True)
def added(interaction: Interaction, context: Context) -> Response:
    kind = next((kind for kind in UnitKind if kind.value == interaction.answer("kind")), None)
    unit = services.add(
        context.uow,
        context.organisation,
        by(context.person),
        name=interaction.answer("name"),
        kind=kind,
        parent_id=_parent(interaction),
        at=context.now,
    )
    return _tree(context, context.t.plain("units.done_added", name=unit.name))


@route("units.rename")
def rename(interaction: Interaction, context: Context) -> Response:
    return Open(_form(context, views.rename))


@route("units.renamed", writes=True)
def renamed(interaction: Interaction, context: Context) -> Response:
    hand, name = by(context.person), interaction.answer("name")
    unit = services.rename(context.uow, context.organisation, hand, _unit(interaction), name=name, at=context.now)
    return _tree(context, context.t.plain("units.done_renamed", name=unit.name))


@route("units.move")
def move(interaction: Interaction, context: Context) -> Response:
    return Open(_form(context, views.move))


@route("units.moved", writes=True)
def moved(interaction: Interaction, context: Context) -> Response:
    hand, above = by(context.person), _parent(interaction)
    unit = services.move(context.uow, context.organisation, hand, _unit(interaction), parent_id=above, at=context.now)
    return _tree(context, context.t.plain("units.done_moved", name=unit.name))


@route("units.merge")
def merge(interaction: Interaction, context: Context) -> Response:
    return Open(_form(context, views.merge))


@route("units.merged", writes=True)
def merged(interaction: Interaction, context: Context) -> Response:
    hand, name = by(context.person), interaction.answer("name")
    ids = [UnitId(id) for id in interaction.chosen("units")]
    unit = reorganising.merge(context.uow, context.organisation, hand, ids, name=name, at=context.now)
    return _tree(context, context.t.plain("units.done_merged", name=unit.name))


@route("units.split")
def split(interaction: Interaction, context: Context) -> Response:
    return Open(_form(context, views.split))


@route("units.parted", writes=True)
def parted(interaction: Interaction, context: Context) -> Response:
    hand, names = by(context.person), interaction.answer("names").splitlines()
    parts = reorganising.split(context.uow, context.organisation, hand, _unit(interaction), names=names, at=context.now)
    return _tree(context, context.t.plain("units.done_split", names=context.t.listing(part.name for part in parts)))


@route("units.close")
def close(interaction: Interaction, context: Context) -> Response:
    return Open(_form(context, views.close))


@route("units.closed", writes=True)
def closed(interaction: Interaction, context: Context) -> Response:
    hand = by(context.person)
    unit = services.close(context.uow, context.organisation, hand, _unit(interaction), at=context.now)
    return _tree(context, context.t.plain("units.done_closed", name=unit.name))


def _unit(interaction: Interaction) -> UnitId:
    return UnitId(interaction.answer("unit"))


def _parent(interaction: Interaction) -> UnitId | None:
    above = interaction.answer("parent")
    return UnitId(above) if above not in ("", views.TOP) else None
