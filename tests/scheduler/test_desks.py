"""The desk on the page of somebody of the secretariat."""

import pytest
from sqlalchemy import Engine

from core.model import keys
from core.services import outbox
from scheduler.composing import Composer
from tests.acting import said
from tests.builders import NOW
from tests.scheduler.stage import Stage


@pytest.fixture
def stage(any_engine: Engine) -> Stage:
    return Stage(any_engine)


class TestTheHome:
    @pytest.mark.parametrize(("who", "has"), [("sekretariat", True), ("anne", False), ("dorte", False)])
    def test_has_the_desk_for_the_secretariat_alone(self, stage: Stage, who: str, has: bool) -> None:
        """Before their own networks."""
        person = getattr(stage.town, who)
        with stage.uows.writing() as uow:
            outbox.home(uow, person, at=NOW)
            uow.commit()
        with stage.uows.reading() as uow:
            delivery = uow.deliveries.find(keys.home(person.id))
        parcel = Composer(units_of_work=stage.uows, now=lambda: NOW).compose(delivery)
        assert ("Kræver opmærksomhed" in said(parcel.shown)) is has
