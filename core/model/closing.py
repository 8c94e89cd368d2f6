"""How a network is rounded off: a few small rounds over two weeks, and some days later its conversation is put away.

Not everything at once (domain.md §3): each round asks one prompt, closes before the next opens, the last one ends it.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.model.rounds import closing_at
from core.model.schedules import WorkingDay, localise, next_working_day

ROUNDS = 3
"""As many as there are prompts for, and no more than this."""
ONE_ROUND = 1
"""What the leader may choose when time is short."""
APART = 5
"""Working days from the opening of one to the opening of the next."""
ANSWER_DAYS = 4
"""Working days to answer each: it closes the day before the next opens."""

KEPT_OPEN = timedelta(days=14)
"""How long people can still write in a conversation of the bot's own making after the end, before it is put away."""


def next_at(opened_at: datetime, hour: time, zone: str, is_working_day: WorkingDay) -> datetime:
    """When the small round after one that opened then opens. `hour`: local time."""
    day = opened_at.astimezone(ZoneInfo(zone)).date()
    return localise(next_working_day(day, is_working_day, APART), hour, zone)


def over_at(
    begins_at: datetime, rounds: int, hour: time, zone: str, answer_days: int, is_working_day: WorkingDay
) -> datetime:
    """When a network is over that begins so many rounds now. `answer_days`: working days to answer the last."""
    for _ in range(rounds - 1):
        begins_at = next_at(begins_at, hour, zone, is_working_day)
    return closing_at(begins_at, zone, answer_days, is_working_day)
