"""Flowers of any size: two areas of four departments, three committees, and so many networks between them.

`python -m tests.support.blossoms docs/images/blomst.png` draws the one of nine networks that the docs show.
"""

import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from core.model.ids import NetworkId, UnitId
from core.model.networks import NetworkType
from core.model.organisations import Unit, UnitKind
from core.model.ties import OUTSIDE, Life, Petal, Tie, Ties, bands
from locales.catalogue import translator
from tests.builders import ORGANISATION
from views.flower import garden

_AREAS = {
    "Børn, Kultur og Velfærd": (
        "Skoler og Dagtilbud",
        "Familie og Forebyggelse",
        "Kultur og Fritid",
        "Sundhed og Omsorg",
    ),
    "By, Beskæftigelse og Service": (
        "Beskæftigelse og Borgerservice",
        "Teknik og Miljø",
        "Økonomi og Stab",
        "Digitalisering",
    ),
}
_COMMITTEES = ("Fagudvalget", "Innovationsudvalget", "Chefforum")
_NAMES = (
    *("Tryg hjem fra sygehuset", "Læselyst i hele kommunen", "Grønne gårdrum", "Unge på vej", "Fælles om måltidet"),
    *("Mødet mellem generationer", "Digital hjælp tæt på", "Byens nye torv", "Kultur på recept"),
)


def _unit(name: str, kind: UnitKind) -> Unit:
    return Unit(id=UnitId(name), organisation_id=ORGANISATION, name=name, kind=kind)


PETALS = tuple(
    Petal(unit=_unit(name, UnitKind.DEPARTMENT), area=UnitId(area)) for area, names in _AREAS.items() for name in names
)


def a_structure(networks: int, **changes: Any) -> Ties:
    """The same networks each time: the first nine have names of their own, and between them everything occurs."""
    chance = Random(3)
    return Ties(
        **{
            "day": date(2026, 11, 26),
            "k": 5,
            "petals": PETALS,
            "areas": tuple(_unit(name, UnitKind.AREA) for name in _AREAS),
            "committees": tuple(_unit(name, UnitKind.COMMITTEE) for name in _COMMITTEES),
            "ties": tuple(_tie(number, chance) for number in range(networks)),
            **changes,
        }
    )


def _tie(number: int, chance: Random) -> Tie:
    name = _NAMES[number % len(_NAMES)]
    return Tie(
        network=NetworkId(f"{number}"),
        name=name if number < len(_NAMES) else f"{name} {number}",
        type=None if number % 13 == 12 else list(NetworkType)[(1, 2, 0, 1)[number % 4]],
        life=(Life.RUNNING, Life.RUNNING, Life.CLOSED, Life.RUNNING, Life.FOLLOWED_UP, Life.IDEA)[number % 6],
        crowd=bands(5)[number % 4],
        departments=tuple(petal.unit.id for petal in chance.sample(PETALS, 2 + number % 3)),
        committee=UnitId(_COMMITTEES[number % 3]) if number % 4 else None,
        outside=tuple(chance.sample(OUTSIDE, number % 3 if number % 4 else 0)),
    )


def main(path: Path) -> None:
    """The picture in the docs."""
    from bot.files.drawing import rendered  # a large library, and tests of words do without it

    path.write_bytes(rendered(garden(translator("da"), a_structure(9)), "png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
