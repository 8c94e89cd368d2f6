"""Which engine rings, and who else may: what the settings choose, put together."""

from bot.settings import Settings
from scheduler.engine import Engine
from scheduler.engines.apscheduler import ApschedulerEngine


def prepare(settings: Settings) -> None:
    """Make what the engine needs in the database, if it is not there."""
    if settings.engine == "procrastinate":
        from scheduler.engines import procrastinate_tables  # an optional library

        procrastinate_tables.prepare(settings.postgresql_url)


def chosen(settings: Settings) -> Engine:
    """The engine of these settings, not yet started."""
    if settings.engine == "procrastinate":
        from scheduler.engines.procrastinate import ProcrastinateEngine  # an optional library

        return ProcrastinateEngine(settings.postgresql_url)
    return ApschedulerEngine()
