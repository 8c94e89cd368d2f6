"""The secretariat's own line on a summary: written, replaced, taken away; each kept with who and when."""

from datetime import datetime

from core.errors import Refusal, Unfit
from core.model.ids import RemarkId, new_id
from core.model.organisations import Organisation, Person
from core.model.periods import local_day
from core.model.remarks import LONGEST, Remark, Signed
from core.model.scopes import Scope
from core.ports import UnitOfWork
from core.services import permissions


def current(uow: UnitOfWork, organisation: Organisation, scope: Scope) -> Signed | None:
    """What stands on the summary of a scope, whatever its period."""
    newest = _newest(uow, organisation, scope)
    if newest is None or not newest.text:
        return None
    author = uow.people.get(newest.by).name
    return Signed(text=newest.text, author=author, day=local_day(newest.at, organisation.zone))


def _newest(uow: UnitOfWork, organisation: Organisation, scope: Scope) -> Remark | None:
    return next(iter(uow.remarks.of_scope(organisation.id, scope)), None)


def write(
    uow: UnitOfWork, organisation: Organisation, scope: Scope, by: Person, text: str, *, at: datetime
) -> Signed | None:
    """Put a line in the place of the one that stands; nothing takes it away. The same again changes nothing."""
    permissions.must_be_secretariat(by)
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise Unfit({"text": Refusal("errors.too_long", n=LONGEST)})
    newest = _newest(uow, organisation, scope)
    if text != (newest.text if newest else ""):
        id = RemarkId(new_id())
        uow.remarks.add(Remark(id=id, organisation_id=organisation.id, scope=scope, text=text, by=by.id, at=at))
    return current(uow, organisation, scope)
