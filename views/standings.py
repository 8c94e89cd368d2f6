"""How a network stands for somebody: what is going on, and what they can do about it."""

from collections.abc import Sequence

from core.model.conditions import Condition
from core.model.networks import Network, NetworkState
from core.model.rounds import Round
from core.services.home import Standing
from locales.catalogue import Translator
from locales.words import Words
from views import conditions as condition_views
from views.elements import Actions, Button, Element, Style, Text, View
from views.networks import STATES


def status(
    t: Translator,
    charter: View,
    standing: Standing,
    *,
    may_manage: bool,
    may_invite: bool,
    conditions: Sequence[Condition] = (),
) -> View:
    """The charter, what is going on now, what became of what the network has raised, and what one can do here."""
    network = standing.network
    return View(
        summary=t.plain("networks.status_summary", name=network.name, state=t(STATES[network.state])),
        elements=(
            *charter.elements,
            Text(now(t, standing)),
            *condition_views.of_network(t, conditions),
            *_buttons(
                _answer(t, standing), _for_members(t, standing, may_invite), _for_leaders(t, network, may_manage)
            ),
        ),
    )


def now(t: Translator, standing: Standing) -> Words:
    """What is going on in a network, in a sentence."""
    network, asked, schedule = standing.network, standing.open_round, standing.schedule
    if asked is not None and asked.closes_at is not None:
        return t(_round_key(standing, asked), until=t.moment(asked.closes_at, network.zone))
    if schedule is not None and schedule.next_due_at is not None and network.state is NetworkState.ACTIVE:
        return t("networks.next_round", at=t.moment(schedule.next_due_at, schedule.zone))
    return t("networks.no_round") if network.state is NetworkState.ACTIVE else t(STATES[network.state])


def _round_key(standing: Standing, asked: Round) -> str:
    if standing.is_answered:
        return "networks.round_answered"
    return "networks.round_waits" if standing.waits else "networks.round_open"


def _answer(t: Translator, standing: Standing) -> tuple[Button, ...]:
    asked = standing.open_round
    if asked is None or not standing.is_member:
        return ()
    label = t.plain("networks.button_edit_answer" if standing.is_answered else "networks.button_answer")
    style = Style.NORMAL if standing.is_answered else Style.PRIMARY
    return (Button(label=label, route="rounds.answer", value=asked.id, style=style),)


def _for_members(t: Translator, standing: Standing, may_invite: bool) -> tuple[Button, ...]:
    network, buttons = standing.network, []
    if not network.is_open:
        return ()
    if standing.is_member:
        buttons.append(Button(label=t.plain("networks.button_outcomes"), route="outcomes.list", value=network.id))
    if may_invite:
        buttons.append(Button(label=t.plain("networks.button_invite"), route="members.invite", value=network.id))
    if standing.is_member and not standing.is_leader:
        buttons.append(Button(label=t.plain("networks.button_leave"), route="members.leave", value=network.id))
    return tuple(buttons)


def _for_leaders(t: Translator, network: Network, may_manage: bool) -> tuple[Button, ...]:
    if not (may_manage and network.is_open):
        return ()
    routes = {
        "networks.edit": "networks.button_edit",
        "schedules.plan": "networks.button_plan",
        "picks.next": "networks.button_next",
        "members.remove": "networks.button_remove",
        "networks.close": "networks.button_close",
    }
    return tuple(Button(label=t.plain(key), route=route, value=network.id) for route, key in routes.items())


def _buttons(*groups: tuple[Button, ...]) -> tuple[Element, ...]:
    buttons = tuple(button for group in groups for button in group)
    return (Actions(buttons),) if buttons else ()
