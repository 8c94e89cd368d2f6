"""What the secretariat has coded is handed to who suggests, now and then; nothing is learnt while somebody waits."""

from dataclasses import dataclass

from core.ports import UnitsOfWork
from core.ports_codes import Suggester
from core.services import codings


@dataclass(frozen=True, kw_only=True)
class Learning:
    """Safe at any frequency. What was learnt is kept by each process for itself."""

    units_of_work: UnitsOfWork
    suggester: Suggester

    def learn(self) -> None:
        """All that may be read today, of each organisation; the learning itself is outside of any transaction."""
        with self.units_of_work.reading() as uow:
            told = {each.id: codings.examples(uow, each) for each in uow.organisations.all()}
        for organisation_id, examples in told.items():
            self.suggester.learn(organisation_id, examples)
