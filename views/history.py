"""What has happened to a network, a line for each."""

from core.model.history import Event, Happened
from core.model.ids import PersonId
from core.model.networks import Network
from core.model.periods import local_day
from core.services.history import Told
from locales.catalogue import Translator, Value
from locales.words import Words
from views.elements import Heading, Listing, Note, Text, View
from views.listings import cut

_MOST = 40
_LONGEST_REASON = 300
_TEXTS = {
    Happened.STARTED: "history.started",
    Happened.BRANCHED: "history.branched",
    Happened.ANCHOR: "history.anchor",
    Happened.RECEIVER: "history.receiver",
    Happened.LEADER: "history.leader",
    Happened.CO_LEADER: "history.co_leader",
    Happened.CO_LEADER_NO_MORE: "history.co_leader_no_more",
    Happened.END_MOVED: "history.end_moved",
    Happened.OPERATION: "history.operation",
    Happened.ENDED: "history.ended",
    Happened.FOLLOWED_UP: "history.followed_up",
    Happened.RESUMED: "history.resumed",
}


def shown(t: Translator, network: Network, told: Told) -> View:
    """Oldest first; of a long history the newest."""
    lines = tuple(_line(t, network, event, told) for event in told.events[-_MOST:])
    return View(
        summary=t.plain("history.of", name=network.name),
        elements=(
            Heading(t.plain("history.of", name=network.name)),
            *((Listing(lines),) if lines else (Text(t("history.nothing")),)),
            Note(t("history.note")),
        ),
    )


def _line(t: Translator, network: Network, event: Event, told: Told) -> Words:
    other = told.networks.get(event.other_id) if event.other_id else None
    values: dict[str, Value] = {
        "day": t.day(local_day(event.at, network.zone)),
        "by": _name(t, told, event.by_id),
        "person": _name(t, told, event.person_id),
        "other": other.name if other else "",
        "before": t.day(event.before) if event.before else "",
        "after": t.day(event.after) if event.after else "",
        "reason": cut(event.reason, _LONGEST_REASON),
    }
    return t(_key(event), **values)


def _key(event: Event) -> str:
    if event.kind is Happened.STARTED and event.other_id:
        return "history.started_from"
    if event.kind is Happened.END_MOVED and event.reason:
        return "history.end_moved_because"
    return _TEXTS[event.kind]


def _name(t: Translator, told: Told, id: PersonId | None) -> str:
    found = told.people.get(id) if id else None
    return found.name if found else t.plain("history.somebody")
