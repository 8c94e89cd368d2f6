"""What an operator may do to the organisation: who looks after the bot, and which units there are."""

import json
from collections.abc import Callable, Mapping
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.control import OperationError
from bot.house import House
from core.model.changes import COMMAND_LINE
from core.model.offices import Role
from core.model.organisations import Organisation, Unit, UnitKind
from core.model.units import Branch, told, tree
from core.ports import UnitOfWork
from core.services import offices, reorganising, units
from locales.catalogue import translator
from views.units import line

Arguments = Mapping[str, str]
T = TypeVar("T")


def of(house: House) -> Organisation:
    """The organisation of the settings. Raises `OperationError` before the bot has met its workspace."""
    with house.units_of_work.reading() as uow:
        known = uow.organisations.all()
    if not known:
        raise OperationError("the bot has not met its workspace yet; start it once, then try again")
    return next((each for each in known if each.name == house.settings.organisation), known[0])


def _write(house: House, act: Callable[[UnitOfWork, Organisation], T]) -> T:
    organisation = of(house)
    with house.units_of_work.writing() as uow:
        done = act(uow, organisation)
        uow.commit()
    return done


def _give(role: Role, done: str) -> Callable[[House, Arguments], str]:
    def give(house: House, arguments: Arguments) -> str:
        account, at = arguments["account"], house.clock.now()
        person = _write(house, lambda uow, ours: offices.give(uow, ours, COMMAND_LINE, role, account, at=at))
        return done.format(person.name)

    return give


def _take(role: Role, done: str) -> Callable[[House, Arguments], str]:
    def take(house: House, arguments: Arguments) -> str:
        account, at = arguments["account"], house.clock.now()
        person = _write(house, lambda uow, ours: offices.take(uow, ours, COMMAND_LINE, role, account, at=at))
        return done.format(person.name)

    return take


def _who(role: Role) -> Callable[[House, Arguments], str]:
    def listed(house: House, arguments: Arguments) -> str:
        organisation = of(house)
        with house.units_of_work.reading() as uow:
            find = uow.people.secretariat if role is Role.SECRETARIAT else uow.people.administrators
            named = find(organisation.id)
        command = "secretariat" if role is Role.SECRETARIAT else "administrator"
        return "\n".join(f"{each.account}  {each.name}" for each in named) or f"Nobody yet: {command} add ACCOUNT"

    return listed


def _tree(house: House, arguments: Arguments) -> str:
    organisation = of(house)
    with house.units_of_work.reading() as uow:
        branches = tree(uow.organisations.units(organisation.id))
    return "\n".join(_row(branch) for branch in branches) or "No units yet: organisation add NAME"


def _row(branch: Branch) -> str:
    return f"{'  ' * branch.depth}{branch.unit.name}  ({branch.unit.kind.value})"


def _rename(house: House, arguments: Arguments) -> str:
    def act(uow: UnitOfWork, ours: Organisation) -> Unit:
        unit = units.find(uow, ours, arguments["unit"])
        return units.rename(uow, ours, COMMAND_LINE, unit.id, name=arguments["name"], at=house.clock.now())

    return f"It is now called {_write(house, act).name}."


def _add(house: House, arguments: Arguments) -> str:
    def act(uow: UnitOfWork, ours: Organisation) -> Unit:
        above = units.find(uow, ours, arguments["under"]).id if arguments.get("under") else None
        kind, name = _kind(arguments["kind"]), arguments["name"]
        return units.add(uow, ours, COMMAND_LINE, name=name, kind=kind, parent_id=above, at=house.clock.now())

    return f"{_write(house, act).name} is added."


def _kind(name: str) -> UnitKind:
    try:
        return UnitKind(name)
    except ValueError:
        raise OperationError(f"--kind must be one of {', '.join(kind.value for kind in UnitKind)}") from None


def _move(house: House, arguments: Arguments) -> str:
    def act(uow: UnitOfWork, ours: Organisation) -> Unit:
        unit = units.find(uow, ours, arguments["unit"])
        above = units.find(uow, ours, arguments["under"]).id if arguments.get("under") else None
        return units.move(uow, ours, COMMAND_LINE, unit.id, parent_id=above, at=house.clock.now())

    return f"{_write(house, act).name} is moved."


def _merge(house: House, arguments: Arguments) -> str:
    def act(uow: UnitOfWork, ours: Organisation) -> Unit:
        ids = [units.find(uow, ours, name).id for name in json.loads(arguments["units"])]
        return reorganising.merge(uow, ours, COMMAND_LINE, ids, name=arguments["into"], at=house.clock.now())

    return f"They are now {_write(house, act).name}."


def _split(house: House, arguments: Arguments) -> str:
    def act(uow: UnitOfWork, ours: Organisation) -> tuple[Unit, ...]:
        unit, names = units.find(uow, ours, arguments["unit"]), json.loads(arguments["parts"])
        return reorganising.split(uow, ours, COMMAND_LINE, unit.id, names=names, at=house.clock.now())

    return f"It is now {', '.join(unit.name for unit in _write(house, act))}."


def _close(house: House, arguments: Arguments) -> str:
    def act(uow: UnitOfWork, ours: Organisation) -> Unit:
        unit = units.find(uow, ours, arguments["unit"])
        return units.close(uow, ours, COMMAND_LINE, unit.id, at=house.clock.now())

    return f"{_write(house, act).name} is closed."


def _history(house: House, arguments: Arguments) -> str:
    """Newest first."""
    organisation, t = of(house), translator("en")
    with house.units_of_work.reading() as uow:
        changes = uow.unit_changes.of_organisation(organisation.id)
        there = uow.organisations.units(organisation.id)
        people = {each.id: each for each in uow.people.get_many({one.by for one in changes if one.by})}
    lines = [
        f"{one.at.astimezone(ZoneInfo(organisation.zone)):%Y-%m-%d %H:%M}  " + line(t, one, name, people, organisation)
        for one, name in told(there, changes)
    ]
    return "\n".join(lines) or "Nothing has happened yet."


OPERATIONS: Mapping[str, Callable[[House, Arguments], str]] = {
    "secretariat_add": _give(Role.SECRETARIAT, "{} may now ask for summaries."),
    "secretariat_remove": _take(Role.SECRETARIAT, "{} may not ask for summaries any more."),
    "secretariat_list": _who(Role.SECRETARIAT),
    "administrator_add": _give(Role.ADMINISTRATOR, "{} is now an administrator."),
    "administrator_remove": _take(Role.ADMINISTRATOR, "{} is not an administrator any more."),
    "administrator_list": _who(Role.ADMINISTRATOR),
    "organisation_list": _tree,
    "organisation_add": _add,
    "organisation_rename": _rename,
    "organisation_move": _move,
    "organisation_merge": _merge,
    "organisation_split": _split,
    "organisation_close": _close,
    "organisation_history": _history,
}
