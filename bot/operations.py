"""What the command line can do to the data, whether the bot runs or not. Each operation gives what to print."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from bot import deliveries, demo
from bot.control import OperationError
from bot.house import House, opened
from bot.settings import Settings
from core.errors import Refusal
from core.model.organisations import Organisation
from core.services import people
from locales.catalogue import translator
from storage.backup import BackupRefused
from storage.engine import SomebodyElseRuns

__all__ = ["SomebodyElseRuns", "alone", "carry_out"]

Arguments = Mapping[str, str]


def alone(settings: Settings, name: str, arguments: Arguments) -> str:
    """Open the database for one operation. Raises `SomebodyElseRuns` when a bot has it, and `OperationError`."""
    with opened(settings) as house:
        return carry_out(house, name, arguments)


def carry_out(house: House, name: str, arguments: Arguments) -> str:
    """One operation by name. Raises `OperationError` with a sentence for the person at the command line."""
    try:
        return _OPERATIONS[name](house, arguments)
    except KeyError as error:
        raise OperationError(f"there is no operation {error}") from error
    except BackupRefused as refusal:
        raise OperationError(str(refusal)) from refusal
    except Refusal as refusal:
        said = {key: str(value) for key, value in refusal.values.items()}
        raise OperationError(translator("en").plain(refusal.key, **said)) from refusal


def _migrate(house: House, arguments: Arguments) -> str:
    return "The database is up to date."  # opening it brought it there


def _seed(house: House, arguments: Arguments) -> str:
    organisation = _organisation(house)
    with house.units_of_work.reading() as uow:
        if uow.networks.of_organisation(organisation.id) and arguments.get("again") != "True":
            raise OperationError("there are networks already; --again adds the demo networks beside them")
    accounts = json.loads(arguments.get("accounts", "{}"))
    return f"Made {demo.seed(house, organisation, accounts)} demo networks."


def _backup(house: House, arguments: Arguments) -> str:
    target = Path(arguments["target"])
    house.back_up(target)
    return f"Wrote {target}."


def _restored(house: House, arguments: Arguments) -> str:
    try:
        since = datetime.fromisoformat(arguments["since"])
    except ValueError as error:
        raise OperationError("write the time like 2026-11-20T02:00, or with a zone: 2026-11-20T02:00+01:00") from error
    since = since if since.tzinfo else since.astimezone()
    if since > house.wire_now():
        raise OperationError(f"{since.isoformat()} has not been yet")
    house.was_restored(since)
    return f"For an hour all that may have gone out since {since.isoformat()} is looked for before it is sent."


def _secretariat_add(house: House, arguments: Arguments) -> str:
    organisation = _organisation(house)
    with house.units_of_work.writing() as uow:
        person = people.add_secretariat(uow, organisation, arguments["account"])
        uow.commit()
    return f"{person.name} may now ask for summaries."


def _secretariat_remove(house: House, arguments: Arguments) -> str:
    organisation = _organisation(house)
    with house.units_of_work.writing() as uow:
        person = people.remove_secretariat(uow, organisation, arguments["account"])
        uow.commit()
    return f"{person.name} may not ask for summaries any more."


def _secretariat_list(house: House, arguments: Arguments) -> str:
    organisation = _organisation(house)
    with house.units_of_work.reading() as uow:
        named = people.secretariat(uow, organisation)
    return "\n".join(f"{person.account}  {person.name}" for person in named) or "Nobody yet: secretariat add ACCOUNT"


def _organisation(house: House) -> Organisation:
    with house.units_of_work.reading() as uow:
        known = uow.organisations.all()
    if not known:
        raise OperationError("the bot has not met its workspace yet; start it once, then try again")
    return next((each for each in known if each.name == house.settings.organisation), known[0])


_OPERATIONS: Mapping[str, Callable[[House, Arguments], str]] = {
    "migrate": _migrate,
    "seed": _seed,
    "backup": _backup,
    "restored": _restored,
    "secretariat_add": _secretariat_add,
    "secretariat_remove": _secretariat_remove,
    "secretariat_list": _secretariat_list,
    "deliveries_list": deliveries.listed,
    "deliveries_retry": deliveries.retried,
    "deliveries_drop": deliveries.dropped,
}
