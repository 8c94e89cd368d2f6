"""A digest as it is sent: built from how things are then, and to nobody whose it is no more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from core.model.deliveries import Content, Effect
from core.model.ids import UnitId
from core.model.organisations import Person, UnitKind
from core.model.outcomes import Status
from core.model.subscriptions import Kind, Rhythm, subscription_id
from core.services import subscriptions
from scheduler.addressing import Gone
from scheduler.composing import Composer, Parcel
from tests.acting import said
from tests.builders import Municipality, a_delivery, a_record, a_unit, on, saved_network
from tests.scheduler.stage import Stage

AT = on(date(2026, 11, 2))
COMMITTEE = UnitId("velfaerdsudvalget")
SPANS = {Content.DIGEST_DESK: "2026-10-26|2026-11-02|first|", Content.DIGEST_COMMITTEE: f"2026-10-01|1||{COMMITTEE}"}
TOLD = {Content.DIGEST_DESK: "Nyt fra netværkene", Content.DIGEST_COMMITTEE: "Velfærdsudvalget: oktober 2026"}


@pytest.fixture
def stage(any_engine: Engine) -> Stage:
    """A network of a committee with a confirmed change; Søs is of the secretariat, Bo is named for the committee."""
    stage = Stage(any_engine)
    unit = a_unit(id=COMMITTEE, name="Velfærdsudvalget", kind=UnitKind.SUBJECT_COMMITTEE)
    with stage.uows.writing() as uow:
        uow.organisations.save_unit(unit)
        network = saved_network(uow, stage.town.anne, committee_id=unit.id)
        change = a_record(network, stage.town.bo, created_at=AT - timedelta(days=5), status=Status.CONFIRMED)
        uow.outcomes.save(change)
        subscriptions.joined(uow, stage.town.sekretariat, at=AT)
        named = [stage.town.bo]
        subscriptions.name(uow, stage.town.sekretariat, unit, named, rhythm=Rhythm.MONTHLY, at=AT - timedelta(days=60))
        uow.commit()
    return stage


def _person(town: Municipality, content: Content) -> Person:
    return town.sekretariat if content is Content.DIGEST_DESK else town.bo


def _composed(stage: Stage, content: Content) -> Parcel:
    person = _person(stage.town, content)
    delivery = a_delivery(
        effect=Effect.DIRECT, content=content, person_id=person.id, subject=SPANS[content], conversation=None
    )
    return Composer(units_of_work=stage.uows, now=lambda: AT).compose(delivery)


def _lose(stage: Stage, content: Content, how: str) -> None:
    person = _person(stage.town, content)
    kind, about = (Kind.DESK, "") if content is Content.DIGEST_DESK else (Kind.COMMITTEE, COMMITTEE)
    with stage.uows.writing() as uow:
        match how:
            case "role":
                uow.people.save(replace(person, is_secretariat=False))
                subscriptions.forget(uow, subscription_id(kind, person.id, about))
            case "choice":
                kept = uow.subscriptions.find(subscription_id(kind, person.id, about))
                uow.subscriptions.save(replace(kept, rhythm=Rhythm.NEVER))
            case _:
                uow.people.save(replace(person, paused_until=date(2026, 12, 1)))
        uow.commit()


@pytest.mark.parametrize("content", SPANS)
class TestADigest:
    def test_is_built_when_it_is_sent(self, stage: Stage, content: Content) -> None:
        """With the change that was confirmed in its days."""
        shown = said(_composed(stage, content).shown)
        assert TOLD[content] in shown
        assert "fælles morgenmøde" in shown

    @pytest.mark.parametrize("how", ["role", "choice", "pause"])
    def test_is_not_sent_to_who_is_not_to_have_it(self, stage: Stage, content: Content, how: str) -> None:
        """However it was left before."""
        _lose(stage, content, how)
        with pytest.raises(Gone):
            _composed(stage, content)
