"""The library of prompts: it follows the file that ships with the bot, and is chosen from for each round."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.model.editions import Edition, Making
from core.model.networks import Network, Phase
from core.model.prompts import Prompt
from core.model.prompts import choose as choose_among
from core.model.rounds import Round
from core.ports import UnitOfWork
from core.services.libraries import Branch, LibraryError, read

__all__ = ["LibraryError", "choose", "keep", "read", "settle"]


def settle(uow: UnitOfWork, library: Branch, *, at: datetime | None = None) -> int:
    """Follow the file that ships with the bot: what is new or changed in it becomes a version, what is gone from it is
    not asked any more. How many did. A prompt that somebody here has changed is theirs and is left alone.
    """
    known = {edition.prompt.id: edition for edition in uow.prompts.library()}
    settled = 0
    for position, prompt in enumerate(read(library)):
        there = known.pop(prompt.id, None)
        if there is None or (there.follows_template and (there.is_retired or not there.says(prompt))):
            _settle(uow, there, prompt, position, at)
            settled += 1
    for gone in known.values():
        if gone.follows_template and not gone.is_retired:
            retired = replace(gone.prompt, version=gone.prompt.version + 1)
            uow.prompts.add(retired, gone.position, making=Making.RETIRED, at=at)
            uow.picks.forget(retired.id)
            settled += 1
    return settled


def _settle(uow: UnitOfWork, there: Edition | None, prompt: Prompt, position: int, at: datetime | None) -> None:
    if there is None:
        uow.prompts.add(prompt, position, at=at)
        return
    making = Making.RETURNED if there.is_retired else Making.CHANGED
    newest = replace(prompt, version=there.prompt.version + 1)
    uow.prompts.add(newest, position, making=making, at=at)
    uow.picks.follow(newest)


def keep(uow: UnitOfWork, edition: Edition) -> Edition:
    """A version that somebody has made: it holds for the rounds that open from now on. Raises `Conflict`."""
    uow.prompts.keep(edition)
    if edition.is_retired:
        uow.picks.forget(edition.prompt.id)
    else:
        uow.picks.follow(edition.prompt)
    return edition


def choose(prompts: Sequence[Prompt], network: Network, history: Sequence[Round], phase: Phase) -> Prompt:
    """The prompt of the network's next round, by `core.model.prompts.choose`. `history`: its rounds, oldest first."""
    return choose_among(prompts, network.type, phase, [past.prompt_id for past in history if past.was_asked])
