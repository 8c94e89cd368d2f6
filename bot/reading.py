"""What may help the secretariat read, put together where the settings ask for it: who suggests codes, who drafts."""

from datetime import timedelta

from bot import analysis
from bot.house import House, content
from bot.model import TIMEOUT, ChatModel
from core.ports_codes import Suggester
from scheduler.engine import Engine
from scheduler.learning import Learning
from scheduler.readouts import Reader

TEN_MINUTES = 600.0
SOON = 3.0


def suggester(house: House) -> Suggester | None:
    """Who suggests codes; None where coding is off."""
    return analysis.suggester(content("codes.yaml")) if house.settings.coding else None


def ring(engine: Engine, house: House, suggester: Suggester | None) -> None:
    """What is learnt now and then, and drafted when it is asked for."""
    if suggester is not None:
        learning = Learning(units_of_work=house.units_of_work, suggester=suggester)
        engine.every("codes", TEN_MINUTES, learning.learn, everywhere=True)
    if house.settings.model is not None:
        model = ChatModel(access=house.settings.model)
        engine.every("readouts", SOON, _drafting(engine, house, model).work)


def _drafting(engine: Engine, house: House, model: ChatModel) -> Reader:
    return Reader(
        units_of_work=house.units_of_work,
        model=model,
        now=house.clock.now,
        wire_now=house.wire_now,
        lease=timedelta(seconds=2 * TIMEOUT),
        told=lambda: engine.nudge("deliveries"),
    )
