"""A file of prompts taken over: first what it would do, then all of it in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.model.changes import Hand
from core.model.editions import Edition, Making, emptied
from core.model.prompts import Prompt
from core.ports import UnitOfWork
from core.services import libraries, prompts
from core.services.libraries import Branch, LibraryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file would do. `changed`: each as it is now and as it would be. `returned`: taken back in.

    `unchanged`: each with its place in the file. `untranslated`: the ids of those that lack English somewhere.
    """

    added: tuple[Prompt, ...]
    changed: tuple[tuple[Edition, Prompt], ...]
    returned: tuple[tuple[Edition, Prompt], ...]
    retired: tuple[Edition, ...]
    unchanged: tuple[tuple[Edition, int], ...]
    untranslated: tuple[str, ...]
    places: dict[str, int]


def plan(uow: UnitOfWork, library: object, frame: Branch) -> Plan:
    """What the file would do; nothing is written. `frame`: the file that ships with the bot, whose dimensions and
    targets hold: figures are counted by them. Raises `LibraryError` with all that is wrong.
    """
    given = libraries.read(_framed(library, frame))
    known = {edition.prompt.id: edition for edition in uow.prompts.library()}
    _must_leave_something(known.values(), given)
    pairs = [(known[prompt.id], prompt) for prompt in given if prompt.id in known]
    living = [(edition, prompt) for edition, prompt in pairs if not edition.is_retired]
    places = {prompt.id: place for place, prompt in enumerate(given)}
    return Plan(
        added=tuple(prompt for prompt in given if prompt.id not in known),
        changed=tuple((edition, prompt) for edition, prompt in living if not edition.says(prompt)),
        returned=tuple((edition, prompt) for edition, prompt in pairs if edition.is_retired),
        retired=tuple(each for each in known.values() if not each.is_retired and each.prompt.id not in places),
        unchanged=tuple((each, places[each.prompt.id]) for each, prompt in living if each.says(prompt)),
        untranslated=tuple(prompt.id for prompt in given if any("en" not in texts for texts in _texts(prompt))),
        places=places,
    )


def _framed(library: object, frame: Branch) -> object:
    if not isinstance(library, dict):
        return library
    return {**library, **{name: frame.get(name, {}) for name in ("dimensions", "targets")}}


def _must_leave_something(known: Iterable[Edition], given: Sequence[Prompt]) -> None:
    now = [edition.prompt for edition in known if not edition.is_retired]
    problems = [
        f"the file leaves nothing to ask members of networks of type {kind.value} "
        f"in phase {phase.value}; keep at least one prompt there"
        for kind, phase in emptied(now, given)
    ]
    if problems:
        raise LibraryError(*problems)


def _texts(prompt: Prompt) -> Iterator[dict[str, str]]:
    yield prompt.title
    for question in prompt.questions:
        yield question.texts
        if question.hint:
            yield question.hint


def carry_out(uow: UnitOfWork, plan: Plan, hand: Hand, *, at: datetime) -> None:
    """All of it. What only stands in another place takes that place, and is no new version."""
    made = [
        *((Making.ADDED, prompt, 1) for prompt in plan.added),
        *((Making.CHANGED, prompt, there.prompt.version + 1) for there, prompt in plan.changed),
        *((Making.RETURNED, prompt, there.prompt.version + 1) for there, prompt in plan.returned),
    ]
    for making, prompt, version in made:
        numbered = replace(prompt, version=version)
        _keep(uow, numbered, plan.places[prompt.id], making, hand, at)
    for edition in plan.retired:
        numbered = replace(edition.prompt, version=edition.prompt.version + 1)
        _keep(uow, numbered, edition.position, Making.RETIRED, hand, at)
    for edition, place in plan.unchanged:
        if edition.position != place:
            uow.prompts.add(edition.prompt, place)


def _keep(uow: UnitOfWork, prompt: Prompt, position: int, making: Making, hand: Hand, at: datetime) -> None:
    by = hand.person.id if hand.person else None
    edition = Edition(prompt=prompt, position=position, making=making, source=hand.source, at=at, by=by)
    prompts.keep(uow, edition)
