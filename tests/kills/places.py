"""The places that each act comes by, written down so that the list cannot grow short by itself, and which are tried."""

from collections.abc import Iterator, Mapping

from tests.kills.rehearsal import Case

_STEPS = ("before_claim", "after_claim", "before_settle", "after_settle")


def _places(*, routes: str = "", effects: str, methods: str, commits: str = "") -> frozenset[str]:
    around = {f"acts.{when}_commit@{route}" for when in ("before", "after") for route in routes.split()}
    around |= {f"{room}.{when}_commit" for when in ("before", "after") for room in commits.split()}
    around |= {f"deliveries.{when}_call@{effect}" for when in ("before", "after") for effect in effects.split()}
    around |= {f"outside.{when}_call@{method}" for when in ("before", "after") for method in methods.split()}
    around |= {f"requests.{when}_acknowledge" for when in ("before", "after")}
    return frozenset(around | {f"deliveries.{step}" for step in _STEPS})


PLACES: Mapping[str, frozenset[str]] = {
    "start": _places(
        routes="networks.create",
        commits="events inbox",
        effects="create.nothing add.nothing post.charter pin.nothing direct.anchor_question home.home",
        methods="views.open conversations.create conversations.setPurpose conversations.invite chat.postMessage "
        "pins.add conversations.open views.publish",
    ),
    "invite": _places(
        routes="members.invited members.join",
        commits="events inbox",
        effects="direct.invitation add.nothing post.welcome update.charter update.invitation home.home",
        methods="conversations.open chat.postMessage views.open conversations.invite chat.update views.publish",
    ),
    "prompt": _places(commits="sweep", effects="post.prompt home.home", methods="chat.postMessage views.publish"),
    "reply": _places(
        routes="replies.save",
        effects="post.shared_reply update.prompt home.home",
        methods="views.open chat.postMessage chat.update views.publish",
    ),
    "thread": _places(
        commits="events inbox",
        effects="whisper.receipt update.prompt home.home",
        methods="chat.postEphemeral chat.update views.publish",
    ),
    "close": _places(
        routes="networks.end",
        commits="sweep",
        effects="post.shareback post.prompt direct.reminder post.thanks update.prompt update.charter home.home "
        "archive.nothing",
        methods="views.open chat.postMessage chat.update conversations.open views.publish conversations.archive",
    ),
}

_SHORT = {
    "acts": ("acts.before_commit@{0}", "acts.after_commit@{0}"),
    "answers": ("requests.before_acknowledge", "requests.after_acknowledge"),
    "claims": ("deliveries.before_claim", "deliveries.after_claim"),
    "settles": ("deliveries.before_settle", "deliveries.after_settle"),
    "call": ("deliveries.before_call@{0}", "deliveries.after_call@{0}"),
    "outside": ("outside.before_call@{0}", "outside.after_call@{0}"),
    **{room: (f"{room}.before_commit", f"{room}.after_commit") for room in ("inbox", "sweep")},
}
"""Before and after, in a word."""


def _row(words: str) -> tuple[str, ...]:
    """Places in the order of the words: `acts@networks.create claims`, or one whole place."""
    found: list[str] = []
    for word in words.split():
        name, _, what = word.partition("@")
        found += [place.format(what) for place in _SHORT[name]] if name in _SHORT else [word]
    return tuple(found)


ROWS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "start": (
        _row("acts@networks.create claims deliveries.before_call@create.nothing"),
        _row("answers outside.after_call@conversations.create outside.before_call@conversations.setPurpose"),
        _row("deliveries.after_call@create.nothing deliveries.after_call@post.charter settles"),
        _row("events.before_commit inbox"),
        _row("events.after_commit"),
    ),
    "invite": (
        _row("acts@members.invited claims call@direct.invitation"),
        _row("answers acts@members.join outside@conversations.invite settles"),
        _row("events.before_commit inbox"),
        _row("events.after_commit"),
    ),
    "prompt": (
        _row("sweep claims deliveries.before_call@post.prompt outside.before_call@chat.postMessage"),
        _row("deliveries.after_call@post.prompt"),
        _row("answers"),  # alone: the message's own event may be answered just before the bot dies of something else
        _row("outside.after_call@chat.postMessage"),
        _row("settles"),
    ),
    "reply": (
        _row("answers acts@replies.save claims call@post.shared_reply"),
        _row("outside@chat.postMessage"),
        _row("settles"),
    ),
    "thread": (
        _row("events.before_commit inbox claims answers"),
        _row("events.after_commit"),
        _row("deliveries.before_call@whisper.receipt"),
        _row("outside.before_call@chat.postEphemeral"),
        _row("outside.after_call@chat.postEphemeral"),
        _row("deliveries.after_call@whisper.receipt"),
        _row("settles"),
    ),
    "close": (
        _row("answers acts@networks.end claims call@post.shareback"),
        _row("outside@chat.postMessage settles sweep"),
        _row("call@archive.nothing"),
    ),
}
"""Places to be killed at in a row, each time in the middle of recovering from the last: every kind of place that an act
comes by, once. What a kill keeps from being done again (a message that is found) must come after it; so must
what another thread may have done just before the kill (an event that is kept is worked off at once).
"""

READ_BACK = ("before_claim", "after_claim", "before_read", "after_read", "before_settle", "after_settle")


def rows() -> Iterator[Case]:
    """Every act, killed at each kind of place that it comes by."""
    yield from (Case(act, row) for act, found in ROWS.items() for row in found)


def while_reading_back() -> Iterator[Case]:
    """A message, and a conversation, of which nobody knows whether it is there, and kills while that is found out."""
    yield Case("prompt", tuple(f"reconcile.{step}" for step in READ_BACK), lost="chat.postMessage")
    yield Case("start", ("reconcile.after_claim", "reconcile.after_read"), lost="conversations.create")


def on_postgresql() -> Iterator[Case]:
    """Where the two databases could differ: around commits, claims and what is settled."""
    yield Case("start", _row("acts@networks.create claims settles"), "postgresql")
    yield Case("thread", _row("events.before_commit inbox claims"), "postgresql")
    yield Case("thread", _row("events.after_commit"), "postgresql")
    yield Case("prompt", _row("sweep claims deliveries.after_call@post.prompt"), "postgresql")


def on_procrastinate() -> Iterator[Case]:
    """Where the engines could differ: in the middle of each of the functions that they ring."""
    yield Case("thread", _row("events.before_commit inbox claims"), "postgresql", engine="procrastinate")
    yield Case("thread", _row("events.after_commit"), "postgresql", engine="procrastinate")
    yield Case("prompt", _row("sweep claims settles"), "postgresql", engine="procrastinate")
