"""The ids of our rows: opaque, made here, the same on every database."""

from typing import NewType
from uuid import uuid4

OrganisationId = NewType("OrganisationId", str)
WorkspaceId = NewType("WorkspaceId", str)
UnitId = NewType("UnitId", str)
UnitChangeId = NewType("UnitChangeId", str)
RoleChangeId = NewType("RoleChangeId", str)
AccessId = NewType("AccessId", str)
PersonId = NewType("PersonId", str)
NetworkId = NewType("NetworkId", str)
MemberId = NewType("MemberId", str)
RoundId = NewType("RoundId", str)
ReplyId = NewType("ReplyId", str)
DeliveryId = NewType("DeliveryId", str)
InquiryId = NewType("InquiryId", str)
OutcomeId = NewType("OutcomeId", str)
ConditionId = NewType("ConditionId", str)
CallId = NewType("CallId", str)
EventId = NewType("EventId", str)
RemarkId = NewType("RemarkId", str)
CodeId = NewType("CodeId", str)
ReadoutId = NewType("ReadoutId", str)


def new_id() -> str:
    """A fresh id: 32 hexadecimal characters."""
    return uuid4().hex
