"""Questions to those in a role: by network, and by who has not answered."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam

from core.model.ids import InquiryId, NetworkId, PersonId
from core.model.inquiries import Inquiry
from core.model.networks import Phase
from core.model.prompts import Audience
from storage.replies import from_answers, to_answers
from storage.rows import Kind, Rows, Values
from storage.schema_inquiries import InquiryRow


def _to_inquiry(row: InquiryRow) -> Inquiry:
    return Inquiry(
        id=InquiryId(row.id),
        network_id=NetworkId(row.network_id),
        person_id=PersonId(row.person_id),
        audience=Audience(row.audience),
        prompt_id=row.prompt_id,
        prompt_version=row.prompt_version,
        phase=Phase(row.phase),
        months=row.months,
        asked_at=row.asked_at,
        closes_at=row.closes_at,
        answers=to_answers(row.answers),
        answered_at=row.answered_at,
        edited_at=row.edited_at,
        withdrawn_at=row.withdrawn_at,
    )


def _to_row(inquiry: Inquiry) -> Values:
    return {
        "id": inquiry.id,
        "network_id": inquiry.network_id,
        "person_id": inquiry.person_id,
        "audience": inquiry.audience.value,
        "prompt_id": inquiry.prompt_id,
        "prompt_version": inquiry.prompt_version,
        "phase": inquiry.phase.value,
        "months": inquiry.months,
        "asked_at": inquiry.asked_at,
        "closes_at": inquiry.closes_at,
        "answers": from_answers(inquiry.answers),
        "answered_at": inquiry.answered_at,
        "edited_at": inquiry.edited_at,
        "withdrawn_at": inquiry.withdrawn_at,
    }


INQUIRIES = Kind(InquiryRow, read=_to_inquiry, write=_to_row)
_IN_ORDER = INQUIRIES.select.order_by(InquiryRow.asked_at, InquiryRow.id)
_UNANSWERED = _IN_ORDER.where(InquiryRow.person_id == bindparam("person"), InquiryRow.answered_at.is_(None))
_OF_NETWORKS = _IN_ORDER.where(InquiryRow.network_id.in_(bindparam("networks", expanding=True)))


class SqlInquiries:
    def __init__(self, connection: Connection) -> None:
        self._rows = Rows(connection, INQUIRIES)

    def get(self, id: InquiryId) -> Inquiry:
        return self._rows.get(id)

    def find(self, id: InquiryId) -> Inquiry | None:
        return self._rows.one(INQUIRIES.by_key, key=id)

    def unanswered(self, person_id: PersonId) -> Sequence[Inquiry]:
        return self._rows.many(_UNANSWERED, person=person_id)

    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[Inquiry]:
        return self._rows.many(_OF_NETWORKS, networks=list(network_ids))

    def save(self, inquiry: Inquiry) -> None:
        self._rows.save(inquiry)
