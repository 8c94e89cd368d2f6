"""Demo data: where the people of the demo come from, and what the platform calls them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.model.organisations import PersonKind


@dataclass(frozen=True, slots=True)
class Homes:
    """Where the people of the demo come from, and in what capacity, by account."""

    units: Mapping[str, str]
    kinds: Mapping[str, str]

    def kind(self, account: str) -> PersonKind:
        """In what capacity somebody takes part; most work there."""
        return PersonKind(self.kinds.get(account, PersonKind.EMPLOYEE.value))


def called(told: Any, accounts: Mapping[str, str]) -> Any:  # noqa: ANN401 - content, of whatever shape
    """The same with every account as the platform calls it."""
    if isinstance(told, dict):
        return {called(name, accounts): called(each, accounts) for name, each in told.items()}
    if isinstance(told, list):
        return [called(each, accounts) for each in told]
    return accounts.get(told, told) if isinstance(told, str) else told
