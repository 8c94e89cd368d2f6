"""What services are tried on: one open transaction with a small municipality in it."""

from collections.abc import Iterator

import pytest

from core.ports import UnitOfWork
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import Municipality, a_municipality


@pytest.fixture
def uow(uows: SqlUnitsOfWork) -> Iterator[UnitOfWork]:
    with uows.writing() as uow:
        yield uow


@pytest.fixture
def town(uow: UnitOfWork) -> Municipality:
    return a_municipality(uow)
