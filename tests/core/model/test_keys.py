"""The keys of deliveries."""

import inspect
from itertools import product

from core.model import keys
from core.model.files import File


class TestAKey:
    def test_is_one_thing_only(self) -> None:
        """No two causes share a key, whatever ids they are made of."""
        made = [
            function(*values)
            for _, function in inspect.getmembers(keys, inspect.isfunction)
            for values in product(*(_values(name) for name in inspect.signature(function).parameters))
        ]
        assert len(set(made)) == len(made)

    def test_is_the_same_for_the_same_cause(self) -> None:
        """What is asked for twice is written once."""
        assert keys.invitation("m", 2) == keys.invitation("m", 2)

    def test_of_an_update_names_the_message(self) -> None:
        """An update and a removal carry the key of what they change."""
        assert keys.card_update(keys.charter("n")).endswith(keys.charter("n"))
        assert keys.removal(keys.charter("n")).endswith(keys.charter("n"))


def _values(name: str) -> tuple[object, ...]:
    if name == "file":
        return tuple(File)
    return (1, 2) if name in ("n", "months") else (f"{name}-a", f"{name}-b")
