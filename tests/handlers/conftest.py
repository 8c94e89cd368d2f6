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
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage
from tests.builders import Municipality, a_municipality


@pytest.fixture
def stage(uows: SqlUnitsOfWork) -> Stage:
    return Stage(uows)


@pytest.fixture
def town(uows: SqlUnitsOfWork) -> Municipality:
    with uows.writing() as uow:
        municipality = a_municipality(uow)
        uow.commit()
    return municipality
