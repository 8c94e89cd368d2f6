"""The end of a network is near: what the leader is asked, the forms in which it is decided, and what is told of it."""

from collections.abc import Sequence
from datetime import date

from core.model.endings import LONGEST_OPERATION, LONGEST_REASON, is_undecided
from core.model.history import Event
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.model.roles import Role
from locales.catalogue import Translator
from views.closing import Plan, plan_inputs
from views.elements import Actions, Button, DateInput, Form, Note, PeopleInput, Quote, Style, Text, TextInput, View
from views.mentions import mention
from views.networks import STATES

_CHOICES = {
    "networks.close": "endings.button_close",
    "endings.extend": "endings.button_extend",
    "endings.operation": "endings.button_operation",
    "networks.split": "endings.button_split",
}


def question(t: Translator, network: Network, *, ends_on: date, today: date) -> View:
    """To a leader: what is to become of it? Once somebody has decided, what that was."""
    if not is_undecided(network, ends_on):
        return _decided(t, network)
    key = "endings.nears" if today <= ends_on else "endings.passed"
    buttons = tuple(
        Button(label=t.plain(label), route=route, value=network.id, style=Style.PRIMARY if place == 0 else Style.NORMAL)
        for place, (route, label) in enumerate(_CHOICES.items())
    )
    return View(
        summary=t.plain(key, name=network.name, day=t.day(ends_on)),
        elements=(
            Text(t(key, name=network.name, day=t.day(ends_on))),
            Text(t("endings.choices")),
            Actions(buttons),
            Note(t("endings.only_you")),
        ),
    )


def _decided(t: Translator, network: Network) -> View:
    if network.state is NetworkState.ACTIVE and network.ends_on is not None:
        return extended(t, network)
    words = t("endings.decided", name=network.name, state=t(STATES[network.state]))
    return View(
        summary=t.plain("endings.decided", name=network.name, state=t(STATES[network.state])), elements=(Text(words),)
    )


def extend(t: Translator, network: Network, *, ends_on: date) -> Form:
    """Until when, and why? `ends_on`: a day to begin with."""
    day = t.day(network.ends_on) if network.ends_on else ""
    return Form(
        title=t.plain("endings.extend_title"),
        submit=t.plain("endings.extend_submit"),
        close=t.plain("networks.cancel"),
        elements=(
            Text(t("endings.extend_intro", name=network.name, day=day)),
            DateInput(name="ends_on", label=t.plain("endings.new_end"), value=ends_on, required=True),
            TextInput(
                name="reason",
                label=t.plain("endings.reason"),
                hint=t.plain("endings.reason_hint"),
                lines=True,
                required=True,
                most=LONGEST_REASON,
            ),
        ),
        route="endings.extended",
        value=network.id,
    )


def extended(t: Translator, network: Network) -> View:
    """To who moved the end, and in the question they were asked."""
    day = t.day(network.ends_on) if network.ends_on else ""
    words = t("endings.extended", name=network.name, day=day)
    return View(summary=t.plain("endings.extended", name=network.name, day=day), elements=(Text(words),))


def operation(t: Translator, network: Network, plans: Sequence[Plan], *, receiver: Person | None) -> Form:
    """What becomes daily operation, and who takes over?"""
    return Form(
        title=t.plain("endings.operation_title"),
        submit=t.plain("endings.operation_submit"),
        close=t.plain("networks.cancel"),
        elements=(
            Text(t("endings.operation_intro", name=network.name)),
            TextInput(
                name="what",
                label=t.plain("endings.what"),
                hint=t.plain("endings.what_hint"),
                lines=True,
                required=True,
                most=LONGEST_OPERATION,
            ),
            PeopleInput(
                name=Role.RECEIVER.value,
                label=t.plain("endings.who"),
                values=(receiver.account,) if receiver else (),
                hint=t.plain("roles.receiver_hint"),
            ),
            *plan_inputs(t, network, plans),
            Note(t("closing.can_cancel" if plans else "closing.for_good")),
        ),
        route="endings.operated",
        value=network.id,
    )


def moved(t: Translator, network: Network, event: Event, *, by: Person | None) -> View:
    """To the network: it goes on, and why."""
    day = t.day(event.after) if event.after else ""
    who = (Text(t("endings.moved_by", person=mention(by))),) if by else ()
    return View(
        summary=t.plain("endings.goes_on", name=network.name, day=day),
        elements=(Text(t("endings.goes_on", name=network.name, day=day)), *who, Quote(event.reason)),
    )
