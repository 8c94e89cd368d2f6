"""Closed rounds that bear on the goals of the first year, by who said what: as the pure rules are handed them."""

from collections.abc import Sequence
from dataclasses import replace

from core.model import figures, goal_counts, splits
from core.model.figures import RoundFigures
from core.model.goal_counts import Told
from core.model.goals import Experience
from core.model.ids import NetworkId, PersonId, ReplyId
from core.model.networks import Phase
from core.model.prompts import Prompt, QuestionKind
from core.model.readings import Asked
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.targets import Group
from tests.builders import NOW, TODAY, a_network, a_prompt, a_question, a_round

STAFF, OUTSIDE = Group.STAFF, Group.OUTSIDE
SCALE = a_question(QuestionKind.SCALE, scale="oplevelse", target="T2", dimension="brugeroplevelse")
FELT = a_prompt(questions=(SCALE,), phase=Phase.CLOSING)
PAIR = a_prompt(
    questions=tuple(
        a_question(QuestionKind.SCALE, scale="kompetence", target="T3", dimension="kompetence", moment=moment)
        for moment in ("nu", "dengang")
    ),
    phase=Phase.CLOSING,
)
GROUPS = {PersonId(f"{group.value}-{n}"): group for group in Group for n in range(40)}
SIX = (4, 5, 4, 2, 3, 3)
"""Six answers of which three are better and three are not."""


def reply(group: Group, number: int, *points: int, private: bool, of: int = 0) -> Reply:
    return Reply(
        id=ReplyId(f"{of}-{group.value}-{number}"),
        round_id=a_round(a_network()).id,
        person_id=PersonId(f"{group.value}-{number}"),
        visibility=ReplyVisibility.PRIVATE if private else ReplyVisibility.SHARED,
        answers=tuple(Answer(question=place, scale=point) for place, point in enumerate(points)),
        submitted_at=NOW,
    )


Points = Sequence[int]
Spread = tuple[Points, Points, Points, Points]
"""What is answered on one scale: by staff and by others, shared and private."""


def answered(spread: Spread, of: int = 0) -> list[Reply]:
    told = zip((STAFF, OUTSIDE, STAFF, OUTSIDE), (False, False, True, True), spread, (0, 0, 20, 20), strict=True)
    return [
        reply(group, first + n, point, private=private, of=of)
        for group, private, points, first in told
        for n, point in enumerate(points)
    ]


def closed(replies: Sequence[Reply], *, k: int = 3, prompt: Prompt = FELT, members: int = 30) -> RoundFigures:
    snapshot = figures.count(prompt, replies, members=members, k=k)
    return replace(snapshot, apart=splits.cells(prompt, snapshot, replies, GROUPS))


def told(replies: Sequence[Reply], snapshot: RoundFigures, prompt: Prompt = FELT) -> Told:
    asked = a_round(a_network(), phase=prompt.phase)
    standing = tuple(each for each in replies if each.stands)
    whole = Asked(round=asked, prompt=prompt, day=TODAY, snapshot=snapshot, figures=snapshot.figures, replies=standing)
    return Told(network=NetworkId("n"), asked=whole, groups=GROUPS)


def heard(*spreads: Spread, k: int = 3) -> Experience:
    """Rounds that have closed one after the other."""
    rounds = []
    for place, spread in enumerate(spreads):
        replies = answered(spread, place)
        rounds.append(told(replies, closed(replies, k=k)))
    return goal_counts.experience(rounds, k=k)
