"""How a network stands for somebody: what is going on, and what they can do about it."""

from collections.abc import Sequence

from core.model.conditions import Condition
from core.model.goals import Goals
from core.model.mixes import Mix
from core.model.networks import Network, NetworkState
from core.model.organisations import PersonKind
from core.model.rounds import Round
from core.services.contributions import Contribution
from core.services.home import Standing
from locales.catalogue import Translator
from locales.words import Plain, Words
from views import conditions as condition_views
from views import goals as goal_views
from views.elements import Actions, Button, Element, Listing, Note, Style, Text, View
from views.mentions import mention
from views.networks import STATES

_MOST_CONTRIBUTIONS = 20
_KINDS = {
    PersonKind.EMPLOYEE: "networks.mix_employees",
    PersonKind.MANAGER: "networks.mix_managers",
    PersonKind.POLITICIAN: "networks.mix_politicians",
    PersonKind.CITIZEN: "networks.mix_citizens",
    PersonKind.COMPANY: "networks.mix_companies",
    PersonKind.ASSOCIATION: "networks.mix_associations",
    PersonKind.EDUCATION: "networks.mix_education",
    PersonKind.OTHER: "networks.mix_other",
}


def status(
    t: Translator,
    charter: View,
    standing: Standing,
    *,
    may_manage: bool,
    may_invite: bool,
    conditions: Sequence[Condition] = (),
    mix: Mix | None = None,
    contributions: Sequence[Contribution] = (),
    goals: Goals | None = None,
) -> View:
    """The charter, who the members are by kind, what is going on now, what became of what the network has raised, how
    far its goal for the first year has come, and what one can do here.

    `mix`: None where it is not counted. `contributions`: what members have said, to members.
    """
    network = standing.network
    return View(
        summary=t.plain("networks.status_summary", name=network.name, state=t(STATES[network.state])),
        elements=(
            *charter.elements,
            *_mix(t, mix),
            *_contributions(t, contributions),
            Text(now(t, standing)),
            *condition_views.of_network(t, conditions),
            *goal_views.in_status(t, network, goals),
            *_buttons(
                _answer(t, standing), _for_members(t, standing, may_invite), _for_leaders(t, network, may_manage)
            ),
        ),
    )


def _mix(t: Translator, mix: Mix | None) -> tuple[Element, ...]:
    """Counts only; no person is named by their kind."""
    if mix is None:
        return ()
    if mix.is_small or not mix.counts:
        return (Note(t("networks.mix_hidden")),)
    counts = [t.plain(_KINDS[kind], n=n) for kind, n in mix.counts]
    others = [t.plain("networks.mix_others", n=mix.others)] if mix.others else []
    return (Text(t("networks.mix", kinds=t.listing([*counts, *others]))),)


def _contributions(t: Translator, contributions: Sequence[Contribution]) -> tuple[Element, ...]:
    if not contributions:
        return ()
    told: list[Words] = [
        (mention(one.person), Plain(f": {' '.join(one.member.contribution.split())}"))
        for one in contributions[:_MOST_CONTRIBUTIONS]
    ]
    more = len(contributions) - len(told)
    rest = (Note(t("networks.contributions_more", n=more)),) if more > 0 else ()
    return (Text(t("networks.contributions")), Listing(tuple(told)), *rest)


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
    buttons.append(Button(label=t.plain("history.button"), route="history.show", value=network.id))
    return tuple(buttons)


def _for_leaders(t: Translator, network: Network, may_manage: bool) -> tuple[Button, ...]:
    if not (may_manage and network.is_open):
        return ()
    closes = network.state is NetworkState.CLOSING
    can_extend = network.state is NetworkState.ACTIVE and network.ends_on is not None
    routes = {
        "networks.edit": "networks.button_edit",
        "schedules.plan": "networks.button_plan",
        "picks.next": "networks.button_next",
        "roles.change": "roles.button",
        "members.remove": "networks.button_remove",
        "phases.choose": "phases.button",
        **({"endings.extend": "endings.button_extend"} if can_extend else {}),
        **({"closing.cancel": "closing.button_cancel"} if closes else {"networks.close": "networks.button_close"}),
        "guides.show": "guides.button",
    }
    return tuple(Button(label=t.plain(key), route=route, value=network.id) for route, key in routes.items())


def _buttons(*groups: tuple[Button, ...]) -> tuple[Element, ...]:
    buttons = tuple(button for group in groups for button in group)
    return (Actions(buttons),) if buttons else ()
