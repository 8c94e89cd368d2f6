"""The echo opens: a round in a network that has closed, and a question to its anchor and its receiver beside it."""

from datetime import datetime

from core.errors import NotFound
from core.model.echoes import ANSWER_DAYS
from core.model.ids import NetworkId
from core.model.networks import Network, NetworkState, Phase
from core.model.prompts import Prompt
from core.model.rounds import Round, closing_at
from core.model.schedules import Due
from core.ports import Calendar, UnitOfWork
from core.services import asking, echoes, inquiries, prompts, rounds


def ring(uow: UnitOfWork, subject: str, at: datetime, calendar: Calendar) -> None:
    """The months have passed. With nobody to ask, or nothing to ask, the last echo ends the network all the same."""
    id, _, number = subject.partition("|")
    network, months = uow.networks.get(NetworkId(id)), int(number)
    if network.state is not NetworkState.CLOSED:
        return
    inquiries.ask(uow, network, Phase.AFTER, months=months, at=at, calendar=calendar)
    prompt = _prompt(uow, network, months)
    if prompt is not None and uow.members.count_active(network.id):
        _open(uow, network, prompt, months, at, calendar)
    elif months == max(uow.organisations.get(network.organisation_id).echo_months):
        echoes.followed_up(uow, network, at=at)


def _prompt(uow: UnitOfWork, network: Network, months: int) -> Prompt | None:
    library = uow.prompts.newest()
    of_month = [prompt for prompt in library if months in prompt.offset_months]
    history = uow.rounds.of_network(network.id)
    for chosen_among in (of_month, library):
        try:
            return prompts.choose(chosen_among, network, history, Phase.AFTER)
        except NotFound:
            continue
    return None


def _open(uow: UnitOfWork, network: Network, prompt: Prompt, months: int, at: datetime, calendar: Calendar) -> Round:
    day = rounds.free_day(uow, network, at)
    closes_at = closing_at(at, network.zone, ANSWER_DAYS, calendar.is_working_day)
    due = Due(day, at)
    opened = rounds.opening(network, due, prompt, Phase.AFTER, closes_at, at=at, calendar=calendar)
    besides = asking.besides(uow.prompts.newest(), Phase.AFTER, (), months)
    return rounds.put(uow, network, asking.with_besides(opened, besides), at=at)
