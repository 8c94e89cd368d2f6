"""Demo data: what the demo networks have recorded, confirmed in part, through the same services as people's acts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from core.model import keys
from core.model.networks import Network
from core.model.organisations import Organisation, Person
from core.model.outcomes import Details, Growth, Kind, Novelty, Source, Stage
from core.ports import UnitOfWork
from core.services import confirmations, outcomes

Script = Mapping[str, Any]


def record(
    uow: UnitOfWork,
    organisation: Organisation,
    network: Network,
    scripts: Sequence[Script],
    person: Callable[[str], Person],
    now: datetime,
) -> list[str]:
    """Gives the keys of the posts, in order."""
    units = {unit.name: unit.id for unit in uow.organisations.units(organisation.id)}
    posted = []
    for script in scripts:
        at = now - timedelta(days=script["days_ago"])
        details = Details(
            text=script["text"],
            unit_ids=tuple(units[name] for name in script.get("units", ())),
            contribution=script.get("contribution", ""),
            source=Source(script["source"]) if "source" in script else None,
            novelty=Novelty(script["novelty"]) if "novelty" in script else None,
            stage=Stage(script["stage"]) if "stage" in script else None,
            growth=Growth(script["growth"]) if "growth" in script else None,
        )
        made = outcomes.record(uow, network, person(script["by"]), Kind(script["kind"]), details, at=at)
        posted.append(keys.outcome(made.id))
        secretariat = uow.people.secretariat(organisation.id)
        if "confirmed" in script and secretariat:
            confirmations.confirm(uow, made.id, secretariat[0], basis=script["confirmed"], at=at + timedelta(hours=2))
    return posted
