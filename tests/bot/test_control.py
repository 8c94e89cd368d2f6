"""How the command line reaches a running bot: a socket that only its owner may open."""

import asyncio
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.control import OperationError, ask, listening


def _operate(name: str, arguments: Mapping[str, str]) -> str:
    if name == "refused":
        raise OperationError("det kan ikke lade sig gøre")
    return f"{name} {dict(arguments)}"


async def _asked(path: Path, name: str, **arguments: str) -> str:
    async with listening(path, _operate):
        return await ask(path, name, arguments)


class TestTheSocket:
    def test_carries_a_question_and_its_answer(self, tmp_path: Path) -> None:
        """The operation runs in the bot, what it says comes back."""
        assert asyncio.run(_asked(tmp_path / "bot.sock", "backup", target="x")) == "backup {'target': 'x'}"

    def test_carries_a_refusal(self, tmp_path: Path) -> None:
        """What cannot be done is the same sentence on both sides."""
        with pytest.raises(OperationError, match="det kan ikke lade sig gøre"):
            asyncio.run(_asked(tmp_path / "bot.sock", "refused"))

    def test_is_its_owners_alone_and_gone_after(self, tmp_path: Path) -> None:
        """Mode 0600 while the bot runs; nothing left when it has stopped."""
        path = tmp_path / "bot.sock"

        async def looked_at() -> int:
            async with listening(path, _operate):
                return stat.S_IMODE(path.stat().st_mode)

        assert asyncio.run(looked_at()) == 0o600
        assert not path.exists()
