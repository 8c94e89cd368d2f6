"""What a platform does wrong, how often, and how long it lets one wait: a draw for each call, by seed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum
from random import Random


class Fault(Enum):
    """A call goes wrong before it has its effect or after; only whoever reads back can tell which."""

    ERROR_BEFORE = "error_before"  # 503, nothing was done
    ERROR_AFTER = "error_after"  # 500, it was done
    RESET_BEFORE = "reset_before"  # the line is cut, nothing was done
    RESET_AFTER = "reset_after"  # the line is cut, it was done
    HANG_BEFORE = "hang_before"  # no answer, nothing was done
    HANG_AFTER = "hang_after"  # no answer, it was done
    LATE = "late"  # 500, and it is done some time later
    BROKEN_OFF = "broken_off"  # it was done, and the answer ends in the middle


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How often each happens, of all calls. `latest`: seconds after which a late one has been done."""

    error_before: float = 0.01
    error_after: float = 0.01
    reset_before: float = 0.005
    reset_after: float = 0.005
    hang_before: float = 0.001
    hang_after: float = 0.002
    late: float = 0.004
    broken_off: float = 0.002
    reading: float = 0.02
    latest: float = 1.0

    @classmethod
    def none(cls) -> "Mix":
        """Everything goes well."""
        return cls(**{**dict.fromkeys(asdict(cls()), 0.0), "latest": 1.0})


@dataclass(kw_only=True)
class Chance:
    """Draws the faults."""

    mix: Mix
    random: Random
    _shares: Mapping[Fault, float] = field(init=False)

    def __post_init__(self) -> None:
        self._shares = {fault: getattr(self.mix, fault.value) for fault in Fault}

    def writing(self) -> Fault | None:
        """What goes wrong with something to be done."""
        drawn = self.random.random()
        for fault, share in self._shares.items():
            drawn -= share
            if drawn < 0:
                return fault
        return None

    def reading(self) -> Fault | None:
        """What goes wrong with something to be read: an error, a cut line or half an answer."""
        if self.random.random() >= self.mix.reading:
            return None
        return self.random.choice((Fault.ERROR_BEFORE, Fault.RESET_BEFORE, Fault.BROKEN_OFF))

    def delay(self) -> float:
        """When a late one is done."""
        return self.random.uniform(0.1, 1.0) * self.mix.latest
