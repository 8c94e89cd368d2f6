"""A mail cannot be read back: in doubt it is sent once more, as whoever gets it twice knows the second copy for one."""

from dataclasses import replace

import pytest

from core.model.deliveries import Absent, Effect, Outcome, Unreadable
from core.model.organisations import OURS
from core.model.settling import Rules
from scheduler.composing import Composer
from scheduler.effects import read_back
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, a_delivery, a_municipality, a_person, a_workspace
from views.messenger import SecondCopyIsKnown


class Mails:
    """Knows nothing of what it has sent."""

    def find_direct(self, workspace: str, account: str, *, key: str, since: float) -> None:
        raise SecondCopyIsKnown("mail")


@pytest.mark.parametrize(("attempt", "outcome"), [(1, Absent()), (2, Unreadable())])
def test_a_doubtful_mail_is_sent_again_once(uows: SqlUnitsOfWork, attempt: int, outcome: Outcome) -> None:
    """After the second nobody is written to a third time."""
    with uows.writing() as uow:
        a_municipality(uow)
        uow.organisations.save_workspace(a_workspace(id="ours", platform=OURS, external_id="ours"))
        ulla = a_person(workspace_id="ours", account="ulla@x.example")
        uow.people.save(ulla)
        uow.commit()
    doubtful = replace(
        a_delivery(effect=Effect.DIRECT, workspace_id="ours", person_id=ulla.id, conversation=None),
        attempt=attempt,
        first_try_at=NOW,
    )
    composer = Composer(units_of_work=uows, now=lambda: NOW)
    assert read_back(doubtful, composer, {OURS: Mails()}, Rules()) == outcome  # type: ignore[dict-item]
