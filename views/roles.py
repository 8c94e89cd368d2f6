"""Who does what for a network: the form, the question with a yes and a no, and what follows from either."""

from collections.abc import Sequence
from typing import NamedTuple

from core.model import roles
from core.model.networks import Network
from core.model.organisations import Person
from core.model.roles import Role
from locales.catalogue import Translator
from views.elements import Actions, Button, Form, PeopleInput, Quote, Style, Text, View
from views.mentions import mention


class _Texts(NamedTuple):
    """The keys of what is said about a role."""

    name: str
    question: str
    means: str
    yes: str
    no: str
    over: str


_TEXTS = {
    Role.ANCHOR: _Texts(
        name="roles.name_anchor",
        question="networks.anchor_question",
        means="networks.anchor_means",
        yes="networks.anchor_thanks_yes",
        no="networks.anchor_thanks_no",
        over="networks.anchor_not_asked_any_more",
    ),
    Role.RECEIVER: _Texts(
        name="roles.name_receiver",
        question="roles.question_receiver",
        means="roles.means_receiver",
        yes="roles.yes_receiver",
        no="roles.no",
        over="roles.not_asked_any_more",
    ),
    Role.LEADER: _Texts(
        name="roles.name_leader",
        question="roles.question_leader",
        means="roles.means_leader",
        yes="roles.yes_leader",
        no="roles.no",
        over="roles.not_asked_any_more",
    ),
    Role.CO_LEADER: _Texts(
        name="roles.name_co_leader",
        question="roles.question_co_leader",
        means="roles.means_co_leader",
        yes="roles.yes_co_leader",
        no="roles.no",
        over="roles.not_asked_any_more",
    ),
}


def form(t: Translator, network: Network, *, leader: Person, co_leader: Person | None, receiver: Person | None) -> Form:
    """Each as it is, or as it will be if who is asked says yes."""
    return Form(
        title=t.plain("roles.title"),
        submit=t.plain("networks.save"),
        close=t.plain("networks.cancel"),
        elements=(
            Text(t("roles.intro", name=network.name)),
            PeopleInput(
                name=Role.LEADER.value,
                label=t.plain("networks.leader"),
                values=(leader.account,),
                hint=t.plain("roles.leader_hint"),
                required=True,
            ),
            PeopleInput(
                name=Role.CO_LEADER.value,
                label=t.plain("roles.co_leader"),
                values=(co_leader.account,) if co_leader else (),
                hint=t.plain("roles.co_leader_hint"),
            ),
            PeopleInput(
                name=Role.RECEIVER.value,
                label=t.plain("roles.receiver"),
                values=(receiver.account,) if receiver else (),
                hint=t.plain("roles.receiver_hint"),
            ),
        ),
        route="roles.changed",
        value=network.id,
    )


def changed(t: Translator, network: Network, asked: Sequence[Role]) -> View:
    """To who changed it: what is asked now."""
    what = t.listing(t.plain(_TEXTS[role].name) for role in asked)
    key = "roles.asked" if asked else "roles.saved"
    return View(
        summary=t.plain(key, name=network.name, what=what), elements=(Text(t(key, name=network.name, what=what)),)
    )


def question(t: Translator, network: Network, role: Role, *, leader: Person, is_asked: bool = True) -> View:
    """To who is asked: what it means, yes or no. `is_asked`: still; else somebody else is, or nobody."""
    texts = _TEXTS[role]
    if not is_asked:
        return _said(t, texts.over, network)
    waits = roles.waits(network, role) and (network.is_open or role is Role.RECEIVER)
    return View(
        summary=t.plain(texts.question, leader=leader.name, name=network.name),
        elements=(
            Text(t(texts.question, leader=mention(leader), name=network.name)),
            Text(t("networks.purpose_said")),
            Quote(network.purpose),
            Text(t(texts.means)),
            *((buttons(t, network, role),) if waits else ()),
        ),
    )


def buttons(t: Translator, network: Network, role: Role) -> Actions:
    value = f"{network.id}|{role.value}"
    return Actions(
        (
            Button(label=t.plain("networks.button_yes"), route="roles.yes", value=value, style=Style.PRIMARY),
            Button(label=t.plain("networks.button_no"), route="roles.no", value=value),
        )
    )


def answered(t: Translator, network: Network, role: Role, *, yes: bool) -> View:
    """To who was asked: thank you, either way."""
    texts = _TEXTS[role]
    return _said(t, texts.yes if yes else texts.no, network)


def declined(t: Translator, network: Network, role: Role) -> View:
    """To the leader: who was asked has said no."""
    what = t.plain(_TEXTS[role].name)
    again = Button(label=t.plain("roles.button"), route="roles.change", value=network.id, style=Style.PRIMARY)
    return View(
        summary=t.plain("roles.declined", what=what, name=network.name),
        elements=(Text(t("roles.declined", what=what, name=network.name)), Actions((again,))),
    )


def shares_the_lead(t: Translator, network: Network, *, person: Person) -> View:
    """To the network: there is a co-leader now."""
    key = "roles.shares_the_lead"
    return View(
        summary=t.plain(key, person=person.name, name=network.name),
        elements=(Text(t(key, person=mention(person), name=network.name)),),
    )


def waiting(t: Translator, network: Network, role: Role) -> Text:
    """On the page of who is asked."""
    return Text(t("roles.waiting", what=t.plain(_TEXTS[role].name), name=network.name))


def _said(t: Translator, key: str, network: Network) -> View:
    return View(summary=t.plain(key, name=network.name), elements=(Text(t(key, name=network.name)),))
