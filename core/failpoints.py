"""Named places where a test can kill the process: right before and after each commit and each call outside.

Nothing happens unless the environment asks for it. NETVAERK_FAILPOINT="deliveries.before_call:2" kills the second time
that place is reached, "deliveries.before_call@post.charter" the first time it is reached for a charter to be posted.
NETVAERK_FAILPOINT_LOG names a file that gets a line for each place that was reached and survived.
"""

import os
import signal
from collections import Counter

SETTING = "NETVAERK_FAILPOINT"
LOG = "NETVAERK_FAILPOINT_LOG"

POINTS = frozenset(
    {
        "acts.before_commit",
        "acts.after_commit",
        "requests.before_acknowledge",
        "requests.after_acknowledge",
        "events.before_commit",
        "events.after_commit",
        "inbox.before_commit",
        "inbox.after_commit",
        "sweep.before_commit",
        "sweep.after_commit",
        "deliveries.before_claim",
        "deliveries.after_claim",
        "deliveries.before_call",
        "deliveries.after_call",
        "deliveries.before_settle",
        "deliveries.after_settle",
        "reconcile.before_claim",
        "reconcile.after_claim",
        "reconcile.before_read",
        "reconcile.after_read",
        "reconcile.before_settle",
        "reconcile.after_settle",
        "outside.before_call",
        "outside.after_call",
    }
)
"""Every place there is; tests go through them one by one."""

_reached: Counter[str] = Counter()


def armed() -> bool:
    """Whether the environment asks for anything here."""
    return SETTING in os.environ or LOG in os.environ


def reach(name: str, what: str = "") -> None:
    """Die here, as by kill -9, if the environment says so. `what`: which of those that come by here, e.g. a route."""
    if not armed():
        return
    if name not in POINTS:
        raise ValueError(f"no failpoint is named {name}")
    place = f"{name}@{what}" if what else name
    wanted, _, time = os.environ.get(SETTING, "").partition(":")
    if wanted in (name, place):
        _reached[wanted] += 1
        if _reached[wanted] == int(time or 1):
            os.kill(os.getpid(), signal.SIGKILL)  # before anything that lets another thread go on from here
    _note(place)


def _note(place: str) -> None:
    """One write for each line, so that those of several threads do not run into each other."""
    log = os.environ.get(LOG)
    if log:
        file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(file, f"{place}\n".encode())
        os.close(file)
