"""The tree of units, their names through time, and the committee that a type suggests."""

from datetime import date, timedelta

import pytest

from core.model.changes import Source
from core.model.networks import NetworkType
from core.model.organisations import Unit, UnitKind
from core.model.units import UnitChange, UnitChangeKind, lies_under, name_on, suggested, today_s, told, tree
from tests.builders import NOW, ORGANISATION, a_unit


def _change(unit: Unit, kind: UnitChangeKind, days: int, **names: str) -> UnitChange:
    at = NOW + timedelta(days=days)
    return UnitChange(
        id=f"{kind.value}-{days}",
        organisation_id=ORGANISATION,
        unit_id=unit.id,
        kind=kind,
        at=at,
        source=Source.CHAT,
        **names,
    )


class TestAName:
    def test_is_the_one_it_had_then(self) -> None:
        """Through two renamings, and nothing before it was there."""
        unit = a_unit(name="By og Klima")
        changes = [
            _change(unit, UnitChangeKind.RENAMED, 20, before="Teknik og Miljø", after="By og Klima"),
            _change(unit, UnitChangeKind.RENAMED, 10, before="Teknik", after="Teknik og Miljø"),
            _change(unit, UnitChangeKind.ADDED, 0, after="Teknik"),
            _change(a_unit(), UnitChangeKind.RENAMED, 15, before="En anden", after="Noget"),
        ]
        names = [name_on(unit, changes, NOW + timedelta(days=day)) for day in (-1, 0, 9, 10, 19, 25)]
        assert names == ["", "Teknik", "Teknik", "Teknik og Miljø", "Teknik og Miljø", "By og Klima"]


class TestATree:
    def test_has_any_depth_and_no_closed_units(self) -> None:
        """What lay beneath something that has closed stands at the top, so that nothing is lost."""
        top = a_unit(name="Område", kind=UnitKind.AREA)
        middle = a_unit(name="Afdeling", parent_id=top.id)
        low = a_unit(name="Team", parent_id=middle.id)
        closed = a_unit(name="Lukket", closed_on=date(2026, 1, 1))
        orphan = a_unit(name="Forladt", parent_id=closed.id)
        shown = tree([low, top, closed, orphan, middle])
        assert [(branch.unit.name, branch.depth) for branch in shown] == [
            ("Område", 0),
            ("Afdeling", 1),
            ("Team", 2),
            ("Forladt", 0),
        ]
        assert lies_under(low, top, [top, middle, low])
        assert not lies_under(top, low, [top, middle, low])

    def test_puts_the_base_first_then_committees_then_society(self) -> None:
        """However late a unit was added."""
        units = [
            a_unit(name="Borgere", kind=UnitKind.SECTOR),
            a_unit(name="Chefforum", kind=UnitKind.FORUM),
            a_unit(name="Fagudvalget", kind=UnitKind.SUBJECT_COMMITTEE),
            a_unit(name="Område", kind=UnitKind.AREA),
        ]
        assert [branch.unit.name for branch in tree(units)] == ["Område", "Chefforum", "Fagudvalget", "Borgere"]


class TestACommittee:
    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            (NetworkType.INNOVATION, UnitKind.INNOVATION_COMMITTEE),
            (NetworkType.WELFARE, UnitKind.SUBJECT_COMMITTEE),
            (NetworkType.LEARNING, UnitKind.FORUM),
        ],
    )
    def test_is_suggested_by_the_type(self, kind: NetworkType, expected: UnitKind) -> None:
        """Innovation, welfare and learning each have their own; a closed one is not suggested."""
        units = [a_unit(kind=each) for each in UnitKind]
        found = suggested(kind, units)
        assert found is not None
        assert found.kind is expected
        assert suggested(kind, [a_unit(kind=expected, closed_on=date(2026, 1, 1))]) is None
        assert suggested(None, units) is None


class TestToday:
    def test_follows_mergers_to_the_end_and_leaves_committees_out(self) -> None:
        """A department that was merged twice counts as the one it is now."""
        last = a_unit()
        second = a_unit(successor_id=last.id, closed_on=date(2026, 2, 1))
        first = a_unit(successor_id=second.id, closed_on=date(2026, 1, 1))
        assert today_s([first, second, last, a_unit(kind=UnitKind.FORUM)]) == dict.fromkeys(
            (first.id, second.id, last.id), last.id
        )


class TestWhatHappened:
    def test_is_told_with_the_names_of_then(self) -> None:
        """Also where everything happened at one instant: the order of writing decides."""
        unit = a_unit(name="Byen")
        changes = [
            _change(unit, UnitChangeKind.RENAMED, 0, before="By", after="Byen"),
            _change(unit, UnitChangeKind.MOVED, 0, after="Område"),
            _change(unit, UnitChangeKind.RENAMED, 0, before="Teknik", after="By"),
        ]
        assert [name for _, name in told([unit], changes)] == ["Byen", "By", "By"]
