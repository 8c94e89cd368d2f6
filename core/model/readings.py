"""What can be read out of closed rounds, for those who may not see who wrote what.

Words come without names, and private ones only when k or more of a round's replies are private.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from core.model import masks
from core.model.conditions import ConditionKind
from core.model.figures import LEAST_MEMBERS, Figure, RoundFigures
from core.model.ids import PersonId, ReplyId
from core.model.networks import Phase
from core.model.prompts import Option, Prompt, Question
from core.model.replies import Saying
from core.model.rounds import Round
from core.model.summaries import CERTAINTIES, Measure, Words

CHANGE, RESULT, PERSPECTIVE = "outcome", "output", "perspektiv"
GOING = ("fremdrift", "brugeroplevelse", "samarbejde", "kompetence")
FORCES = ("drivkraft", "barriere")
DRIVERS, BARRIERS = "drivkraefter", "barrierer"
SOURCES, VIEWERS = "kilde", "hvem_gav_blik"
FORWARD = "frem"
"""The moment of a question about what is hoped for or planned; its answers are no changes."""
_LABELS = (SOURCES, VIEWERS)
masked = masks.masked
_NO_CODE = frozenset({"ingen", "intet", "andet"})
NO_CODE = frozenset({"ingen", "intet", "andet"})
"""Options that name nothing to act on."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A closed round with what belongs to it. `figures`: those still standing; `replies`: those that stand, as far as
    they were read; `gone`: those that were counted and are not any more, or never were.
    """

    round: Round
    prompt: Prompt
    day: date
    snapshot: RoundFigures
    figures: tuple[Figure, ...]
    replies: tuple[Saying, ...]
    gone: Set[ReplyId] = frozenset()

    @cached_property
    def readable(self) -> tuple[Saying, ...]:
        """The replies whose words the secretariat sees; in no order that tells when they came."""
        private = [reply for reply in self.replies if not reply.is_shared and not reply.is_late]
        hiding = sum(not self._was_changed(reply) for reply in private)
        shared = [reply for reply in self.replies if reply.is_shared]
        enough = is_open_to_read(hiding, k=self.snapshot.k, members=self.snapshot.members)
        return tuple(sorted(shared + (private if enough else []), key=lambda reply: reply.id))

    def _was_changed(self, reply: Saying) -> bool:
        """Whether it was changed after the closing: it may have been shared, known by name, and hides nobody then."""
        closed_at = self.round.closed_at
        return closed_at is not None and reply.edited_at is not None and reply.edited_at > closed_at

    def told(self) -> list[tuple[Question, Figure]]:
        """Its figures with what they answer, without those that are labels."""
        found = [(self.prompt.questions[figure.question], figure) for figure in self.figures]
        return [(question, figure) for question, figure in found if question.choices not in _LABELS]


def is_open_to_read(hiding: int, *, k: int, members: int) -> bool:
    """Whether the private words of a closed round may be read. `hiding`: its private replies, in time, that were not
    changed after it closed; `k` and `members` as they were then.
    """
    return hiding >= k and members >= LEAST_MEMBERS


def words(
    asked: Iterable[Asked], dimensions: Sequence[str], names: Sequence[str], network: str = ""
) -> tuple[Words, ...]:
    """The open answers about some dimensions, newest round first: one per reply, its first."""
    return tuple(_words(asked, dimensions, names, network))


def _words(asked: Iterable[Asked], dimensions: Sequence[str], names: Sequence[str], network: str) -> Iterator[Words]:
    for one in sorted(asked, key=lambda one: one.day, reverse=True):
        questions = one.prompt.questions
        places = [place for place, question in enumerate(questions) if _tells(question, dimensions)]
        for reply in one.readable if places else ():
            given = [answer for answer in reply.answers if answer.text and answer.question in places]
            if given:
                first = min(given, key=lambda answer: answer.question)
                question, label = questions[first.question], _label(one.prompt, reply)
                yield Words(first.text, names, question=question, label=label, network=network, reply_id=reply.id)


def _tells(question: Question, dimensions: Sequence[str]) -> bool:
    return question.dimension in dimensions and question.moment != FORWARD


def changes(asked: Iterable[Asked], names: Sequence[str], network: str = "") -> tuple[Words, ...]:
    """What others do differently, the surest first. What was only hoped for, at the start, is left out."""
    past = [one for one in asked if one.prompt.phase is not Phase.START]
    return tuple(sorted(words(past, (CHANGE,), names, network), key=lambda some: CERTAINTIES.index(some.certainty)))


def _label(prompt: Prompt, reply: Saying) -> Option | None:
    for answer in reply.answers:
        question = prompt.questions[answer.question]
        if question.choices in _LABELS:
            return next((option for option in question.options if option.id in answer.choices), None)
    return None


def texts(reply: Saying) -> list[str]:
    """What was written in a reply, as it was written."""
    return [answer.text for answer in reply.answers if answer.text]


def quotes(asked: Iterable[Asked], names: Sequence[str], *, used: Iterable[str] = ()) -> tuple[str, ...]:
    """Sentences that may be quoted, the newest of each person's. `used`: what is told elsewhere already, as written."""
    return tuple(quoted(asked, names, used=used))


def quoted(asked: Iterable[Asked], names: Sequence[str], *, used: Iterable[str] = ()) -> Mapping[str, ReplyId]:
    """`quotes`, each with the reply that it stands in."""
    told, chosen = set(used), dict[PersonId, tuple[str, ReplyId]]()
    for one in sorted(asked, key=lambda one: one.day, reverse=True):
        for reply in one.readable:
            if not reply.quotable or reply.person_id in chosen:
                continue
            text = next((text for text in texts(reply) if text not in told), None)
            if text:
                chosen[reply.person_id] = (text, reply.id)
    found: dict[str, ReplyId] = {}
    for text, id in chosen.values():
        found.setdefault(masked(text, names), id)
    return found


def stories(asked: Iterable[Asked], names: Sequence[str]) -> tuple[Words, ...]:
    """What people told and let be quoted, newest round first: of each such reply its first words."""
    found: list[Words] = []
    for one in sorted(asked, key=lambda one: one.day, reverse=True):
        quotable = {reply.id for reply in one.readable if reply.quotable}
        every = [question.dimension for question in one.prompt.questions]
        found += [each for each in words([one], every, names) if each.reply_id in quotable]
    return tuple(found)


def measures(asked: Sequence[Asked], earlier: Sequence[Asked]) -> tuple[Measure, ...]:
    """Each question's newest figure, with the one shown before it in the network's own past; labels are no figures.

    `asked` and `earlier`: oldest first; `earlier` holds everything, the period included.
    """
    inside, known = {one.round.id for one in asked}, {one.round.id for one in earlier}
    newest: dict[tuple[str, str], Measure] = {}
    shown: dict[tuple[str, str], Figure] = {}
    for one in (*earlier, *(one for one in asked if one.round.id not in known)):
        told = [(same(question), question, figure) for question, figure in one.told()]
        for which, question, figure in told if one.round.id in inside else ():
            newest.pop(which, None)
            newest[which] = Measure(
                question=question, figure=figure, members=one.snapshot.members, earlier=shown.get(which)
            )
        shown |= {which: figure for which, _, figure in told if figure.is_shown}
    return tuple(reversed(newest.values()))


def same(question: Question) -> tuple[str, str]:
    """What makes two questions the same, whichever prompt or version they stand in."""
    return question.dimension, question.choices or question.texts["da"]


def named(measure: Measure | None) -> tuple[Option, ...]:
    """The options that a measure shows."""
    return options(measure.question, measure.figure) if measure else ()


def options(question: Question, figure: Figure) -> tuple[Option, ...]:
    """The options a figure shows that name something, most named first."""
    known = {option.id: option for option in question.options}
    return tuple(known[id] for id, _ in figure.cells if id in known and id not in NO_CODE)


_KINDS = {DRIVERS: ConditionKind.DRIVER, BARRIERS: ConditionKind.BARRIER}


def raised(prompt: Prompt, figures: Sequence[Figure]) -> tuple[tuple[ConditionKind, Option], ...]:
    """The drivers and barriers that the figures of a round show. What hides under the rules is not raised."""
    found: dict[tuple[ConditionKind, str], Option] = {}
    for figure in figures:
        question = prompt.questions[figure.question]
        kind = _KINDS.get(question.choices or "")
        if kind is not None and figure.is_shown:
            found |= {(kind, option.id): option for option in options(question, figure)}
    return tuple((kind, option) for (kind, _), option in found.items())
