"""A question to somebody for what they are to a network: leader, anchor, receiver, or a member from outside.

It goes to them alone. A leader, an anchor and a receiver are one person each, so their answers reach the secretariat
with the role; what members from outside answer counts only together, under the rules for small groups.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from core.model.ids import InquiryId, NetworkId, PersonId
from core.model.networks import START_PHASE, Network, Phase
from core.model.prompts import Audience, Prompt
from core.model.replies import Answer
from core.model.roles import Role

_INQUIRIES = UUID("0d7b1f4e-6a8c-4a7d-9f0e-3b1c5d9a2e64")
"""The namespace of the ids."""

ANSWER_DAYS = 10
"""Working days to answer."""
AT = time(10)
"""Local time."""
UNDERWAY_AFTER = START_PHASE + timedelta(weeks=2)
"""So long after the beginning the leader and those from outside are asked how it is going."""

ROLES = {Audience.ANCHOR: Role.ANCHOR, Audience.RECEIVER: Role.RECEIVER}
"""Those that are one person, who has said yes."""
NAMED = frozenset({Audience.LEADER, Audience.ANCHOR, Audience.RECEIVER})
"""Those whose answers the secretariat reads with the role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One per (network, person, prompt, months). `months`: after the closing; 0 while the network lives.

    Taken back: the answers are gone, the row says that there were some.
    """

    id: InquiryId
    network_id: NetworkId
    person_id: PersonId
    audience: Audience
    prompt_id: str
    prompt_version: int
    phase: Phase
    asked_at: datetime
    closes_at: datetime
    months: int = 0
    answers: tuple[Answer, ...] = ()
    answered_at: datetime | None = None
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer to be read."""
        return self.answered_at is not None and self.withdrawn_at is None

    def waits(self, at: datetime) -> bool:
        """Whether an answer is wanted still."""
        return self.answered_at is None and at < self.closes_at

    def answer(self, question: int) -> Answer:
        """The answer to a question; an empty one if there is none."""
        return next((given for given in self.answers if given.question == question), Answer(question=question))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody in a role has answered, as the secretariat reads it: with the role, without the name."""

    inquiry: Inquiry
    prompt: Prompt


def inquiry_id(network_id: NetworkId, person_id: PersonId, prompt_id: str, months: int) -> InquiryId:
    """The same whenever it is worked out, so that nobody is asked the same twice."""
    return InquiryId(uuid5(_INQUIRIES, f"{network_id} {person_id} {prompt_id} {months}").hex)


def choose(prompts: Iterable[Prompt], audience: Audience, phase: Phase, months: int = 0) -> Prompt | None:
    """What the library has for a role in a phase; after the closing that of the month, or else any for that time."""
    fit = [prompt for prompt in prompts if prompt.audience is audience and prompt.phase is phase]
    of_month = [prompt for prompt in fit if months in prompt.offset_months]
    return next(iter([*of_month, *fit]), None)


def asking_on(network: Network) -> Sequence[tuple[Phase, date]]:
    """When those in a role are asked while a network lives."""
    underway, midway = network.starts_on + UNDERWAY_AFTER, network.midway()
    days = [(Phase.UNDERWAY, underway)] if network.ends_on is None or underway < network.ends_on else []
    return [*days, (Phase.MIDWAY, midway)] if midway else days
