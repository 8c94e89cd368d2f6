"""What needs attention: each rule speaks up when it should, and only then."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.model import signals
from core.model.ids import PersonId
from core.model.networks import AnchorState, Missing, NetworkState
from core.model.prompts import Option
from core.model.signals import Course, Rule, Signal
from tests.builders import a_network

TODAY = date(2026, 11, 2)
JURA, TID = (Option(id=id, texts={"da": id, "en": id}) for id in ("jura", "tid"))
NETWORK = a_network(
    anchor_id=PersonId("dorte"),
    anchor_state=AnchorState.ACCEPTED,
    receiver_id=PersonId("erik"),
    starts_on=date(2026, 6, 1),
    ends_on=date(2026, 12, 15),
)
CLOSED = replace(NETWORK, state=NetworkState.CLOSED, closed_at=datetime(2026, 4, 1, tzinfo=UTC))
WELL = Course(network=NETWORK, today=TODAY, members=12, outsiders=2, departments=3)


def found(**changes: object) -> dict[Rule, Signal]:
    return {signal.rule: signal for signal in signals.of_network(replace(WELL, **changes))}


def test_where_all_is_well_nothing_is_said() -> None:
    """No sentence without backing."""
    assert found() == {}


SPEAK = {
    "an idea that lacks an end": (Rule.MISSING, {"network": replace(NETWORK, state=NetworkState.IDEA, ends_on=None)}),
    "no anchor": (Rule.NO_ANCHOR, {"network": replace(NETWORK, anchor_id=None)}),
    "an anchor who said no": (Rule.NO_ANCHOR, {"network": replace(NETWORK, anchor_state=AnchorState.DECLINED)}),
    "four members": (Rule.FEW_MEMBERS, {"members": 4}),
    "under half twice": (Rule.LOW_RATE, {"rates": [(9, 10), (4, 10), (4, 10)]}),
    "a median of two": (Rule.LOW_PROGRESS, {"progress": [2]}),
    "one point down": (Rule.FALLING_PROGRESS, {"progress": [4, 3]}),
    "unsafe": (Rule.LOW_SAFETY, {"safety": 2, "safety_n": 5}),
    "the same barrier twice": (Rule.SAME_BARRIER, {"barriers": [[JURA], [JURA, TID]]}),
    "nobody from outside at midway": (Rule.NO_OUTSIDERS, {"outsiders": 0}),
    "one department": (Rule.ONE_DEPARTMENT, {"departments": 1}),
    "no receiver by midway": (Rule.NO_RECEIVER, {"network": replace(NETWORK, receiver_id=None)}),
    "a call for help without an answer": (Rule.UNANSWERED, {"asked_for_help": date(2026, 10, 20)}),
    "past the end": (Rule.PAST_END, {"network": replace(NETWORK, ends_on=date(2026, 11, 1))}),
    "nobody takes over": (Rule.NO_OWNER, {"network": CLOSED, "owner_unsettled": True, "outcomes": 1}),
    "no change after half a year": (Rule.NO_OUTCOME, {"network": CLOSED}),
    "not given back": (Rule.NOT_GIVEN_BACK, {"not_given_back": date(2026, 10, 30)}),
}
SILENT = {
    "an idea that lacks nothing": (Rule.MISSING, {"network": replace(NETWORK, state=NetworkState.IDEA)}),
    "an anchor who has not answered yet": (
        Rule.NO_ANCHOR,
        {"network": replace(NETWORK, anchor_state=AnchorState.WAITING)},
    ),
    "five members": (Rule.FEW_MEMBERS, {"members": 5}),
    "half": (Rule.LOW_RATE, {"rates": [(4, 10), (5, 10)]}),
    "under half once": (Rule.LOW_RATE, {"rates": [(4, 10)]}),
    "a median of three": (Rule.LOW_PROGRESS, {"progress": [2, 3]}),
    "as before": (Rule.FALLING_PROGRESS, {"progress": [5, 3, 3]}),
    "safe": (Rule.LOW_SAFETY, {"safety": 3, "safety_n": 9}),
    "another barrier": (Rule.SAME_BARRIER, {"barriers": [[JURA], [TID], [JURA]]}),
    "before midway": (Rule.NO_OUTSIDERS, {"outsiders": 0, "today": date(2026, 9, 1)}),
    "no planned end": (Rule.NO_OUTSIDERS, {"outsiders": 0, "network": replace(NETWORK, ends_on=None)}),
    "two departments": (Rule.ONE_DEPARTMENT, {"departments": 2}),
    "no receiver before midway": (
        Rule.NO_RECEIVER,
        {"network": replace(NETWORK, receiver_id=None), "today": date(2026, 9, 1)},
    ),
    "no call for help that has waited too long": (Rule.UNANSWERED, {}),
    "unsafe, but of four": (Rule.LOW_SAFETY, {"safety": 2, "safety_n": 4}),
    "on the last day": (Rule.PAST_END, {"network": replace(NETWORK, ends_on=TODAY)}),
    "somebody takes over": (Rule.NO_OWNER, {"network": CLOSED}),
    "still under way": (Rule.NO_OWNER, {"owner_unsettled": True}),
    "a change": (Rule.NO_OUTCOME, {"network": CLOSED, "outcomes": 1}),
    "closed of late": (Rule.NO_OUTCOME, {"network": replace(CLOSED, closed_at=datetime(2026, 9, 1, tzinfo=UTC))}),
    "given back": (Rule.NOT_GIVEN_BACK, {}),
}


@pytest.mark.parametrize(("rule", "course"), SPEAK.values(), ids=SPEAK)
def test_a_reason_is_told(rule: Rule, course: dict[str, object]) -> None:
    """The rule speaks up."""
    assert rule in found(**course)


@pytest.mark.parametrize(("rule", "course"), SILENT.values(), ids=SILENT)
def test_no_reason_is_invented(rule: Rule, course: dict[str, object]) -> None:
    """Just short of it the rule is silent."""
    assert rule not in found(**course)


def test_every_rule_is_tried_both_ways() -> None:
    """All but the one that looks at the whole structure."""
    tried = {rule for rule, _ in SPEAK.values()} & {rule for rule, _ in SILENT.values()}
    assert tried == set(Rule) - {Rule.SHARED_BARRIER}


class TestWhatIsTold:
    def test_an_idea_says_what_it_lacks(self) -> None:
        """In the order of the form."""
        idea = replace(NETWORK, state=NetworkState.IDEA, type=None, ends_on=None)
        assert found(network=idea)[Rule.MISSING].missing == (Missing.TYPE, Missing.END)

    def test_the_barrier_that_stood_longest_is_named(self) -> None:
        """With how many rounds in a row."""
        signal = found(barriers=[[TID, JURA], [JURA], [TID, JURA]])[Rule.SAME_BARRIER]
        assert (signal.option, signal.n) == (JURA, 3)

    def test_numbers_stand_beside_the_reason(self) -> None:
        """From four to three."""
        signal = found(progress=[5, 4, 3])[Rule.FALLING_PROGRESS]
        assert (signal.of, signal.n) == (4, 3)


class TestOverTheStructure:
    def test_a_barrier_of_three_networks_is_everyones(self) -> None:
        """Named once, with the number of networks."""
        shared = signals.of_structure([[JURA, TID], [JURA], [TID, JURA], []])
        assert shared == (Signal(rule=Rule.SHARED_BARRIER, n=3, option=JURA),)

    def test_one_of_two_networks_is_not(self) -> None:
        """Two is no pattern yet."""
        assert signals.of_structure([[JURA], [JURA], [TID]]) == ()
