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
        effects="post.shareback post.prompt direct.reminder post.thanks update.prompt update.charter home.home",
        methods="views.open chat.postMessage chat.update conversations.open views.publish",
    ),
}

_MAIN = {
    "start": "create.nothing conversations.create",
    "invite": "members.join direct.invitation conversations.invite",
    "prompt": "post.prompt chat.postMessage",
    "reply": "post.shared_reply chat.postMessage",
    "thread": "whisper.receipt chat.postEphemeral",
    "close": "post.shareback chat.postMessage",
}
"""What each act is about: where one place of a kind is tried, it is this."""

_READ_BACK = ("before_claim", "after_claim", "before_read", "after_read", "before_settle", "after_settle")


def one_of_each_kind() -> Iterator[Case]:
    """Every act, killed once at each kind of place that it comes by."""
    for act, places in PLACES.items():
        kinds = sorted({place.partition("@")[0] for place in places})
        yield from (Case(act, _main(act, kind)) for kind in kinds)


def _main(act: str, kind: str) -> str:
    of_kind = sorted(place for place in PLACES[act] if place.partition("@")[0] == kind)
    return next((place for place in of_kind if place.partition("@")[2] in _MAIN[act].split()), of_kind[0])


def while_reading_back() -> Iterator[Case]:
    """A message and a conversation of which nobody knows, and a kill while that is found out."""
    yield from (Case("prompt", f"reconcile.{step}", lost="chat.postMessage") for step in _READ_BACK)
    yield from (
        Case("start", f"reconcile.{step}", lost="conversations.create") for step in ("after_claim", "after_read")
    )


def on_postgresql() -> Iterator[Case]:
    """The places where the two databases could differ: around commits and claims."""
    places = {
        "start": ("acts.after_commit", "deliveries.after_claim", "deliveries.before_settle"),
        "prompt": ("sweep.before_commit", "deliveries.after_call"),
    }
    yield from (Case(act, place, "postgresql") for act, of_act in places.items() for place in of_act)
