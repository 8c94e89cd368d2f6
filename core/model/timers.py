"""A timed row: something that is to happen at an instant of the calendar clock, whoever sweeps then.

Everything timed but the openings of rounds (which follow a rhythm) hangs on these rows, so a new kind needs an entry
in the table of `scheduler.timers` and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.model.rounds import Round


class Timed(Enum):
    """What happens."""

    REMIND = "remind"  # those who have not answered a round are reminded of it
    CLOSE = "close"  # a round closes
    GIVE_BACK = "give_back"  # what a closed round told is given back
    INVITED = "invited"  # somebody is told once more of an invitation that they have not answered
    END_NEARS = "end_nears"  # the leader is asked what is to become of a network
    DIGEST = "digest"  # a month is over: the anchor hears what it told
    SUBSCRIPTION = "subscription"  # somebody's digest is due, the anchor's excepted
    ECHO = "echo"  # months after the closing: is it still noticed?
    ASK_ROLES = "ask_roles"  # leader, anchor and those from outside are asked something of their own
    END_PASSED = "end_passed"  # and once more, if nobody has decided
    CLOSING_GOES_ON = "closing_goes_on"  # the next small round of a network that is rounded off opens
    PUT_AWAY = "put_away"  # the conversation of a network that is over is archived


@dataclass(frozen=True, slots=True)
class Timer:
    """One per (kind, subject). `subject`: the id of what it is about. `expires_at`: too late, nothing happens then."""

    kind: Timed
    subject: str
    due_at: datetime
    expires_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now


def of_round(opened: Round) -> list[Timer]:
    """When an open round reminds and closes. One too short to be reminded of is seen at once where it may be."""
    if opened.closes_at is None:
        return []
    reminds_at = opened.remind_at or opened.opened_at or opened.due_at
    return [
        Timer(Timed.CLOSE, opened.id, opened.closes_at),
        Timer(Timed.REMIND, opened.id, reminds_at, opened.closes_at),
    ]
