"""What a leader wants of the next round, where the rule of selection would take something else."""

from dataclasses import dataclass
from datetime import datetime

from core.model.ids import NetworkId, PersonId, new_id
from core.model.networks import Network, Phase
from core.model.prompts import Prompt, Question, QuestionKind

LEAST, MOST = 10, 300
"""How long a question of one's own may be, in characters; one screen, one thing to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One per network, of its next round only. Without a prompt that round is skipped."""

    network_id: NetworkId
    picked_by: PersonId
    picked_at: datetime
    prompt_id: str = ""
    prompt_version: int = 0

    @property
    def is_skip(self) -> bool:
        return not self.prompt_id


def own_prompt(network: Network, phase: Phase, text: str, *, title: str) -> Prompt:
    """A question that a leader has written for their own network: one open answer, shared by choice as any other.

    It is asked for a perspective: what a network wonders about itself is what it wants to see in another light.
    """
    question = Question(dimension="perspektiv", kind=QuestionKind.OPEN, texts={"da": text, network.language: text})
    return Prompt(
        id=f"egen-{new_id()}",
        version=1,
        phase=phase,
        type=network.type,
        title={"da": title, network.language: title},
        questions=(question,),
    )
