"""What the command line can do to the data, whether the bot runs or not. Each operation gives what to print."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from bot import deliveries, demo, organisation, prompts
from bot.control import OperationError
from bot.house import House, opened
from bot.settings import Settings
from core.errors import Refusal, Unfit
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
    except Unfit as unfit:
        raise OperationError(" ".join(_told(why) for why in unfit.fields.values())) from unfit
    except Refusal as refusal:
        raise OperationError(_told(refusal)) from refusal


def _told(why: str | Refusal) -> str:
    """A refusal in the words of the command line."""
    if isinstance(why, str):
        return translator("en").plain(why)
    said = {key: value if isinstance(value, int) else str(value) for key, value in why.values.items()}
    return translator("en").plain(why.key, **said)


def _migrate(house: House, arguments: Arguments) -> str:
    return "The database is up to date."  # opening it brought it there


def _seed(house: House, arguments: Arguments) -> str:
    ours = organisation.of(house)
    with house.units_of_work.reading() as uow:
        if uow.networks.of_organisation(ours.id) and arguments.get("again") != "True":
            raise OperationError("there are networks already; --again adds the demo networks beside them")
    accounts = json.loads(arguments.get("accounts", "{}"))
    return f"Made {demo.seed(house, ours, accounts)} demo networks."


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


_OPERATIONS: Mapping[str, Callable[[House, Arguments], str]] = {
    "migrate": _migrate,
    "seed": _seed,
    "backup": _backup,
    "restored": _restored,
    **organisation.OPERATIONS,
    **prompts.OPERATIONS,
    "deliveries_list": deliveries.listed,
    "deliveries_retry": deliveries.retried,
    "deliveries_drop": deliveries.dropped,
}
