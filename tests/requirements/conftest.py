"""Each requirement is tried as the customer would see it: through the real dispatch, on a real database."""

import pytest

import handlers.conversations
import handlers.deliveries
import handlers.home
import handlers.members
import handlers.networks
import handlers.people
import handlers.replies
import handlers.rounds
import handlers.schedules
import handlers.summaries  # noqa: F401
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage
from tests.builders import Municipality, a_municipality
from tests.reflections import a_library


@pytest.fixture
def stage(any_uows: SqlUnitsOfWork) -> Stage:
    return Stage(any_uows)


@pytest.fixture
def town(any_uows: SqlUnitsOfWork) -> Municipality:
    """A small municipality with the whole library of prompts."""
    with any_uows.writing() as uow:
        municipality = a_municipality(uow)
        a_library(uow)
        uow.commit()
    return municipality
