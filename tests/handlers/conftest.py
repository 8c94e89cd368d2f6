"""The stage that handlers are tried on: a small municipality on a real database, through the real dispatch."""

import pytest

import handlers.calls
import handlers.closing
import handlers.conversations
import handlers.deliveries
import handlers.desks
import handlers.endings
import handlers.guides
import handlers.history
import handlers.home
import handlers.inquiries
import handlers.members
import handlers.networks
import handlers.offices
import handlers.people
import handlers.phases
import handlers.pictures
import handlers.roles
import handlers.searches
import handlers.sources
import handlers.subscriptions
import handlers.summaries
import handlers.units  # noqa: F401
from core.model.networks import Network
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage
from tests.builders import Municipality, a_municipality
from tests.reflections import AT, a_library, a_reflecting_network, tryg_hjem


@pytest.fixture
def stage(uows: SqlUnitsOfWork) -> Stage:
    return Stage(uows)


@pytest.fixture
def town(uows: SqlUnitsOfWork) -> Municipality:
    with uows.writing() as uow:
        municipality = a_municipality(uow)
        uow.commit()
    return municipality


@pytest.fixture
def tryg_alone(uows: SqlUnitsOfWork, stage: Stage, town: Municipality) -> Network:
    """A network that has reflected, in November."""
    stage.now = AT
    with uows.writing() as uow:
        a_library(uow)
        network = tryg_hjem(uow)
        uow.commit()
    return network


@pytest.fixture
def tryg(uows: SqlUnitsOfWork, tryg_alone: Network) -> Network:
    """The same, and another that has only begun."""
    with uows.writing() as uow:
        a_reflecting_network(uow, "Grøn skolegård", members=6)
        uow.commit()
    return tryg_alone
