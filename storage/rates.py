"""How fast each platform may be spoken to: a rate for each conversation and for each kind of call in a workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from core.model.deliveries import EVERYTHING, Delivery, Effect
from core.model.ids import WorkspaceId


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second, `burst` of them at once."""

    per_second: float
    burst: int = 1

    @property
    def interval(self) -> timedelta:
        return timedelta(seconds=1 / self.per_second)

    @property
    def leeway(self) -> timedelta:
        """How early the next may come when nothing came before."""
        return self.interval * (self.burst - 1)


_POSTS = Rate(4, burst=8)
_FEW = Rate(17 / 60, burst=3)
_SOME = Rate(42 / 60, burst=8)
_MANY = Rate(85 / 60, burst=15)


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far ahead places are booked. `waited`: for what has had its turn or follows another that is out now; longer,
    as turns are estimates, and whoever misses one must not wait a second time.
    """

    new: timedelta = timedelta(seconds=5)
    waited: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The rates, at 85 % of what platforms publish: the rest is left to answers. None or absent: no limit.

    `tiers`: for each effect the name of the lane in its workspace, and its rate. `others`: the rates of workspaces
    whose platform has rates of its own.
    """

    conversation: Rate | None = Rate(1)
    tiers: Mapping[Effect, tuple[str, Rate]] = field(
        default_factory=lambda: {
            Effect.POST: ("post", _POSTS),
            Effect.DIRECT: ("post", _POSTS),
            Effect.WHISPER: ("whisper", _MANY),
            Effect.UPDATE: ("update", _SOME),
            Effect.REMOVE: ("remove", _SOME),
            Effect.CREATE: ("create", _FEW),
            Effect.ADD: ("add", _SOME),
            Effect.DROP: ("drop", _SOME),
            Effect.PIN: ("pin", _FEW),
            Effect.ARCHIVE: ("archive", _FEW),
            Effect.HOME: ("home", _MANY),
        }
    )
    horizon: Horizon = Horizon()
    others: dict[WorkspaceId, "Lanes"] = field(default_factory=dict)

    @classmethod
    def off(cls) -> "Lanes":
        """No limits; a platform that says "wait" is still heard."""
        return cls(conversation=None, tiers={})

    def of(self, delivery: Delivery, conversation: str | None) -> Mapping[str, Rate | None]:
        """The lanes a delivery goes through. `conversation`: the platform's id, if it is known."""
        own = self.others.get(delivery.workspace_id)
        if own is not None:
            return own.of(delivery, conversation)
        place = conversation or delivery.network_id or delivery.person_id or ""
        tier, rate = self.tiers.get(delivery.effect, (delivery.effect.value, None))
        lanes: dict[str, Rate | None] = {
            f"{EVERYTHING}{delivery.workspace_id}": None,
            f"w:{delivery.workspace_id}:{tier}": rate,
        }
        if delivery.effect in (Effect.POST, Effect.DIRECT, Effect.WHISPER):
            lanes[f"c:{delivery.workspace_id}:{place}"] = self.conversation
        return lanes
