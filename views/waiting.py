"""What waits for somebody, each with its buttons: on their page, with `mine`, and in the message of the week."""

from core.model.members import Member
from core.model.networks import Network
from core.model.roles import Role
from core.model.rounds import Round
from core.services.home import HomePage, Standing
from locales.catalogue import Translator
from views import inquiries, members, roles, standings
from views.elements import Actions, Button, Element, Style, Text


def elements(t: Translator, home: HomePage) -> tuple[Element, ...]:
    """Invitations, open rounds, questions about roles, changes to confirm."""
    waiting: list[Element] = []
    for member, network in home.invitations:
        waiting += _invitation(t, member, network)
    for standing in home.standings:
        if standing.waits and standing.open_round is not None:
            waiting += _round(t, standing, standing.open_round)
    for network in home.questions:
        waiting += (Text(t("home.anchor_question", name=network.name)), roles.buttons(t, network, Role.ANCHOR))
    for network, role in home.asked:
        waiting += (roles.waiting(t, network, role), roles.buttons(t, network, role))
    waiting += inquiries.waiting(t, home.inquiries)
    if home.unconfirmed:
        waiting += _unconfirmed(t, home.unconfirmed)
    return tuple(waiting)


def _invitation(t: Translator, member: Member, network: Network) -> tuple[Element, ...]:
    return (Text(t("home.invitation", name=network.name)), members.answer_buttons(t, member))


def _round(t: Translator, standing: Standing, asked: Round) -> tuple[Element, ...]:
    answer = Button(label=t.plain("networks.button_answer"), route="rounds.answer", value=asked.id, style=Style.PRIMARY)
    return (
        Text(t("home.round", name=standing.network.name, now=standings.now(t, standing))),
        Actions((answer,)),
    )


def _unconfirmed(t: Translator, count: int) -> tuple[Element, ...]:
    look = Button(label=t.plain("home.button_confirm"), route="outcomes.waiting")
    return (Text(t("home.unconfirmed", n=count)), Actions((look,)))
