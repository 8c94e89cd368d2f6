"""What is coded is handed to who suggests."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from core.model.codes import Code, CodeKind, Example, code_id
from core.model.ids import CodeId, OrganisationId
from core.services import codings
from scheduler.learning import Learning
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, ORGANISATION, a_municipality
from tests.reflections import a_library, a_reflecting_network, closed, said

LAW = code_id(ORGANISATION, CodeKind.BARRIER, "jura")


@dataclass
class Pupil:
    """A suggester that shows what it was told."""

    told: dict[OrganisationId, Sequence[Example]] = field(default_factory=dict)

    def suggest(self, organisation_id: OrganisationId, text: str, codes: Sequence[Code]) -> Sequence[CodeId]:
        return ()

    def learn(self, organisation_id: OrganisationId, examples: Sequence[Example]) -> None:
        self.told[organisation_id] = examples


class TestLearning:
    def test_is_of_each_organisation_s_own(self, any_uows: SqlUnitsOfWork) -> None:
        """What it has coded by now, on both databases; nothing before."""
        pupil = Pupil()
        with any_uows.writing() as uow:
            town = a_municipality(uow)
            a_library(uow)
            network = a_reflecting_network(uow, "Tryg hjem", members=6)
            _, [reply] = closed(uow, network, "velf-undervejs-4", [said(None, None, "Jura")], on=date(2026, 10, 2))
            uow.commit()
        learning = Learning(units_of_work=any_uows, suggester=pupil)
        learning.learn()
        assert pupil.told == {ORGANISATION: ()}
        with any_uows.writing() as uow:
            codings.decide(uow, reply.id, town.sekretariat, [LAW], at=NOW)
            uow.commit()
        learning.learn()
        assert pupil.told == {ORGANISATION: (Example(text="Jura", codes=(LAW,)),)}
