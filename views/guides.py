"""The leader's guide: a few lines for each phase, and what can be done about them right now."""

from core.model.networks import Network, NetworkState, Phase
from core.model.rounds import Round
from locales.catalogue import Translator
from views.elements import Actions, Button, Element, Heading, Listing, Note, Text, View
from views.phases import NAMES

_POINTS = {
    Phase.START: ("guides.start_why", "guides.start_first", "guides.start_rhythm", "guides.start_mix"),
    Phase.UNDERWAY: ("guides.underway_back", "guides.underway_first", "guides.underway_step", "guides.underway_doors"),
    Phase.MIDWAY: ("guides.midway_purpose", "guides.midway_mix", "guides.midway_receiver", "guides.midway_form"),
    Phase.CLOSING: ("guides.closing_change", "guides.closing_over", "guides.closing_failed", "guides.closing_thanks"),
    Phase.AFTER: ("guides.after_later", "guides.after_home", "guides.after_grow", "guides.after_tell"),
}
_ROUTES = {
    Phase.START: ("members.invite", "schedules.plan", "roles.change", "calls.ask"),
    Phase.UNDERWAY: ("members.invite", "schedules.plan", "calls.ask"),
    Phase.MIDWAY: ("networks.edit", "members.invite", "roles.change", "schedules.plan", "calls.ask"),
    Phase.CLOSING: ("roles.change", "endings.extend", "endings.operation", "networks.close", "calls.ask"),
    Phase.AFTER: (),
}
_LABELS = {
    "members.invite": "networks.button_invite",
    "schedules.plan": "networks.button_plan",
    "networks.edit": "networks.button_edit",
    "networks.close": "networks.button_close",
    "roles.change": "roles.button",
    "endings.extend": "endings.button_extend",
    "endings.operation": "endings.button_operation",
    "calls.ask": "calls.button_ask",
}
_BEFORE_THE_END = frozenset({"schedules.plan", "endings.operation", "networks.close"})


def guide(t: Translator, network: Network, phase: Phase, *, now: Phase, asked: Round | None) -> View:
    """A phase, to the leader alone. `now`: the phase the network is in; `asked`: the round that is open."""
    elsewhere = tuple(
        Button(label=t.plain(key).capitalize(), route="guides.show", value=f"{network.id}|{each.value}")
        for each, key in NAMES.items()
        if each is not phase
    )
    mark = t.plain("guides.now" if phase is now else "guides.not_now", now=t.plain(NAMES[now]))
    return View(
        summary=t.plain("guides.of", name=network.name, phase=t.plain(NAMES[phase])),
        elements=(
            Heading(t.plain("guides.of", name=network.name, phase=t.plain(NAMES[phase]))),
            Note(t("guides.where", where=mark)),
            Listing(tuple(t(key) for key in _POINTS[phase])),
            *_now(t, network, phase, asked),
            Text(t("guides.others")),
            Actions(elsewhere),
        ),
    )


def _now(t: Translator, network: Network, phase: Phase, asked: Round | None) -> tuple[Element, ...]:
    """What can be done right now."""
    buttons = [
        Button(label=t.plain(_LABELS[route]), route=route, value=network.id)
        for route in _ROUTES[phase]
        if _is_possible(network, route)
    ]
    if asked is not None and network.is_open:
        buttons.insert(0, Button(label=t.plain("networks.button_answer"), route="rounds.answer", value=asked.id))
    if phase is Phase.AFTER:
        buttons.append(Button(label=t.plain("guides.button_grow"), route="networks.split", value=network.id))
    return (Text(t("guides.can")), Actions(tuple(buttons))) if buttons else ()


def _is_possible(network: Network, route: str) -> bool:
    if route == "endings.extend":
        return network.state is NetworkState.ACTIVE and network.ends_on is not None
    if route in _BEFORE_THE_END:
        return network.state in (NetworkState.ACTIVE, NetworkState.IDEA)
    return network.is_open
