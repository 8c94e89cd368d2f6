"""A tenant that knocks at the bot's door."""

from collections.abc import Iterator

import pytest

from storage.unit_of_work import SqlUnitsOfWork
from tests.bot.teams.places import Place, over_http


@pytest.fixture
def place(uows: SqlUnitsOfWork) -> Iterator[Place]:
    with over_http(uows) as place:
        yield place
