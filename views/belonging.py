"""Where somebody belongs, in what capacity they take part, and what they can bring."""

from collections.abc import Sequence

from core.model.organisations import Person, PersonKind, Unit, UnitKind
from core.services.contributions import LONGEST
from locales.catalogue import Translator
from views.elements import Choice, Input, Option, TextInput

OUTSIDE = "outside"
"""Chosen instead of a department by somebody who belongs to none."""

KINDS = {
    PersonKind.EMPLOYEE: "members.kind_employee",
    PersonKind.MANAGER: "members.kind_manager",
    PersonKind.POLITICIAN: "members.kind_politician",
    PersonKind.CITIZEN: "members.kind_citizen",
    PersonKind.COMPANY: "members.kind_company",
    PersonKind.ASSOCIATION: "members.kind_association",
    PersonKind.EDUCATION: "members.kind_education",
    PersonKind.OTHER: "members.kind_other",
}


def inputs(t: Translator, person: Person, units: Sequence[Unit]) -> tuple[Input, ...]:
    """Where the person belongs, and in what capacity they take part; who is no employee may come from outside."""
    return (*_unit(t, person, units), _kind(t, person))


def _unit(t: Translator, person: Person, units: Sequence[Unit]) -> tuple[Input, ...]:
    """Employees choose in the organisation; others among society's sectors too."""
    offered = [unit for unit in units if unit.is_open and not (person.is_employee and unit.kind is UnitKind.SECTOR)]
    outside = () if person.is_employee else (Option(value=OUTSIDE, label=t.plain("members.unit_outside")),)
    options = (*outside, *unit_options(t, offered))
    if not options:
        return ()
    theirs = person.unit_id if person.unit_id in {unit.id for unit in offered} else None
    return (
        Choice(
            name="unit",
            label=t.plain("members.unit"),
            options=options,
            value=theirs or ("" if person.is_employee else OUTSIDE),
            hint=t.plain("members.unit_hint"),
            required=person.is_employee,
            compact=True,
        ),
    )


def _kind(t: Translator, person: Person) -> Input:
    usual = PersonKind.EMPLOYEE if person.is_employee else None
    chosen = person.kind or usual
    return Choice(
        name="kind",
        label=t.plain("members.kind"),
        options=tuple(Option(value=kind.value, label=t.plain(key)) for kind, key in KINDS.items()),
        value=chosen.value if chosen else "",
        hint=t.plain("members.kind_hint"),
        compact=True,
    )


def contribution(t: Translator, said: str) -> Input:
    """What somebody can bring to one network."""
    return TextInput(
        name="contribution",
        label=t.plain("members.contribution"),
        value=said,
        hint=t.plain("members.contribution_hint"),
        lines=True,
        most=LONGEST,
    )


def unit_options(t: Translator, units: Sequence[Unit]) -> tuple[Option, ...]:
    """The units to choose from, in the organisation's own order."""
    return tuple(Option(value=unit.id, label=unit_name(t, unit)) for unit in units)


def unit_name(t: Translator, unit: Unit) -> str:
    """A unit as it is called; one that is not offered any more says so."""
    return unit.name if unit.is_open else t.plain("networks.unit_closed", name=unit.name)
