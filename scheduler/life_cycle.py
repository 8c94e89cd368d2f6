"""What is shown to those who lead a network or are asked to: roles, the question about the end, its answer."""

from datetime import date

from core.model import roles
from core.model.endings import is_undecided
from core.model.ids import EventId
from core.model.networks import NetworkState
from core.model.periods import local_day
from core.model.roles import Role
from core.services import harvest_cards
from scheduler.desk import Desk
from views import closing, endings, networks
from views import roles as views
from views.elements import View


def anchor_question(desk: Desk) -> View:
    """To who is asked to be the anchor."""
    return _question(desk, Role.ANCHOR)


def role_question(desk: Desk) -> View:
    """To who is asked for another role; the subject says which."""
    return _question(desk, Role(desk.delivery.subject))


def _question(desk: Desk, role: Role) -> View:
    network = desk.network
    is_asked = roles.holder(network, role) == desk.person.id
    lasts = network.is_open or role is Role.RECEIVER
    desk.must(lasts and is_asked and roles.waits(network, role))
    return views.question(desk.theirs, network, role, leader=desk.leader, is_asked=is_asked)


def role_declined(desk: Desk) -> View:
    """To the leader."""
    role = Role(desk.delivery.subject)
    desk.must(desk.network.is_open and roles.holder(desk.network, role) is None)
    return views.declined(desk.theirs, desk.network, role)


def leader_changed(desk: Desk) -> View:
    """To the network."""
    desk.must(desk.network.is_open)
    return networks.leader_changed(desk.ours, desk.network, leader=desk.leader)


def co_leader(desk: Desk) -> View:
    """To the network."""
    shares = desk.somebody(roles.held(desk.network, Role.CO_LEADER))
    desk.must(desk.network.is_open and shares is not None)
    return views.shares_the_lead(desk.ours, desk.network, person=shares or desk.leader)


def end_question(desk: Desk) -> View:
    """To a leader; the subject is the day it is about."""
    ends_on = date.fromisoformat(desk.delivery.subject)
    desk.must(is_undecided(desk.network, ends_on) and desk.person.id in desk.network.leaders)
    today = local_day(desk.at, desk.network.zone)
    return endings.question(desk.theirs, desk.network, ends_on=ends_on, today=today)


def end_moved(desk: Desk) -> View:
    """To the network; the subject is the event."""
    event = desk.uow.history.get(EventId(desk.delivery.subject))
    desk.must(desk.network.is_open)
    return endings.moved(desk.ours, desk.network, event, by=desk.somebody(event.by_id))


def resumed(desk: Desk) -> View:
    """To the network; the subject is the event."""
    event = desk.uow.history.get(EventId(desk.delivery.subject))
    desk.must(desk.network.state is NetworkState.ACTIVE)
    return closing.resumed(desk.ours, desk.network, by=desk.somebody(event.by_id))


def harvest_card(desk: Desk) -> View:
    """The last word in the network's conversation."""
    card = harvest_cards.card(desk.uow, desk.network)
    return closing.harvest_card(desk.ours, card, goes_away=desk.can_archive)
