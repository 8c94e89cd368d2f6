"""What somebody has not been told, or nobody has: read from the deliveries when we meet them."""

from dataclasses import dataclass

from core.model.deliveries import Content, DeliveryState
from core.model.ids import DeliveryId
from core.model.networks import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Something said to one person that did not reach them. `person`: the name of whom it told of, if of anybody."""

    content: Content
    network: Network | None = None
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post that may stand where a network talks. `titles`: of what it was about, by language, if that has one."""

    id: DeliveryId
    content: Content
    network: Network
    titles: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """Posts of one kind that did not get through to where a network talks, or nobody knows whether they did."""

    content: Content
    state: DeliveryState
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """For one person. `held`, `stuck`, `placeless`: of networks that they lead."""

    missed: tuple[Missed, ...] = ()
    held: tuple[Held, ...] = ()
    stuck: tuple[Network, ...] = ()
    placeless: tuple[Network, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.missed or self.held or self.stuck or self.placeless)
