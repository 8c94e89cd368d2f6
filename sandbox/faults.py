"""What a test tells the workspace to do wrong."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Fault = Literal["drop_before", "drop_after", "delay", "status", "rate_limit", "error", "hang"]


@dataclass
class Rule:
    """One fault for one method of the service's API (`*` for any), used up after `times` calls.

    `after` makes status, rate_limit and error answers come although the call took effect.
    """

    kind: Fault
    method: str = "*"
    times: int = 1
    skip: int = 0
    seconds: float = 0.0
    status: int = 503
    retry_after: int = 1
    error: str = "fatal_error"
    after: bool = False


@dataclass
class Faults:
    """The switchboard: rules for calls to the workspace, and what befalls events on their way out.

    `strict`: the service's own limits of calls a second hold.
    """

    rules: list[Rule] = field(default_factory=list)
    duplicate: bool = False
    reorder: bool = False
    hold: bool = False
    strict: bool = False

    def take(self, method: str) -> Rule | None:
        """The first live rule for this call, counted down."""
        for rule in self.rules:
            if rule.method not in ("*", method) or rule.times <= 0:
                continue
            if rule.skip > 0:
                rule.skip -= 1
                return None
            rule.times -= 1
            return rule
        return None

    def set(self, wanted: dict[str, Any]) -> None:
        """Replace what is mentioned and leave the rest as it was."""
        if "rules" in wanted:
            self.rules = [Rule(**rule) for rule in wanted["rules"]]
        self.strict = bool(wanted.get("strict", self.strict))
        for name, value in wanted.get("events", {}).items():
            if name not in ("duplicate", "reorder", "hold"):
                raise ValueError(f"unknown event fault: {name}")
            setattr(self, name, bool(value))

    def shown(self) -> dict[str, Any]:
        events = {"duplicate": self.duplicate, "reorder": self.reorder, "hold": self.hold}
        return {"rules": [asdict(rule) for rule in self.rules], "events": events, "strict": self.strict}
