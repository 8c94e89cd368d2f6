"""The tables. A row is not the model: each repository turns one into the other.

There are no relationships to load behind anybody's back (else they would be `lazy="raise"`), and every "only once"
is a unique key with a name. Names of states stay in code: a changed CHECK is something no migration check would see.
"""

from datetime import date, datetime, time
from typing import ClassVar

from sqlalchemy import Date, Float, ForeignKey, Index, MetaData, Text, Time, UniqueConstraint, text, true
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.types import Instant


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar = {str: Text, datetime: Instant, date: Date, time: Time, float: Float}


def own_id() -> Mapped[str]:
    return mapped_column(primary_key=True)


def _of(table: str) -> Mapped[str]:
    return mapped_column(ForeignKey(f"{table}.id"))


def _perhaps_of(table: str) -> Mapped[str | None]:
    return mapped_column(ForeignKey(f"{table}.id"))


def where(name: str, *columns: str, condition: str, unique: bool = False) -> Index:
    """An index over the few rows that are still looked for."""
    return Index(name, *columns, unique=unique, sqlite_where=text(condition), postgresql_where=text(condition))


class OrganisationRow(Base):
    __tablename__ = "organisations"

    id: Mapped[str] = own_id()
    name: Mapped[str]
    contact: Mapped[str]
    language: Mapped[str]
    zone: Mapped[str]
    k: Mapped[int]
    retention_months: Mapped[int]
    echo_months: Mapped[str] = mapped_column(server_default="3,6")
    first_year_from: Mapped[date | None]
    area: Mapped[str] = mapped_column(server_default="")
    area_in_chat: Mapped[str | None]


class UnitRow(Base):
    """`successor_id`: another of them, though no foreign key: SQLite cannot add one to a table that is there."""

    __tablename__ = "units"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = _of("organisations")
    name: Mapped[str]
    kind: Mapped[str]
    parent_id: Mapped[str | None] = _perhaps_of("units")
    position: Mapped[int]
    closed_on: Mapped[date | None]
    successor_id: Mapped[str | None]

    __table_args__ = (Index(None, "organisation_id", "position"),)


class WorkspaceRow(Base):
    __tablename__ = "workspaces"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = _of("organisations")
    platform: Mapped[str]
    external_id: Mapped[str]

    __table_args__ = (UniqueConstraint("platform", "external_id"),)


class PersonRow(Base):
    __tablename__ = "people"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = _of("organisations")
    workspace_id: Mapped[str] = _of("workspaces")
    account: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    belonging: Mapped[str]
    unit_id: Mapped[str | None] = _perhaps_of("units")
    informed_version: Mapped[int | None]
    is_secretariat: Mapped[bool]
    gone: Mapped[bool]
    wants_mail: Mapped[bool] = mapped_column(server_default=true())
    paused_until: Mapped[date | None]
    is_administrator: Mapped[bool]
    kind: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("workspace_id", "account"),
        where("ix_people_secretariat", "organisation_id", condition="is_secretariat"),
        where("ix_people_administrators", "organisation_id", condition="is_administrator"),
    )


class NetworkRow(Base):
    """`name_key`: the name as it is compared. `unit_ids`: a JSON list. `committee_id`: a unit, as in UnitRow no key."""

    __tablename__ = "networks"

    id: Mapped[str] = own_id()
    organisation_id: Mapped[str] = _of("organisations")
    workspace_id: Mapped[str] = _of("workspaces")
    name: Mapped[str]
    name_key: Mapped[str]
    purpose: Mapped[str]
    leader_id: Mapped[str] = _of("people")
    created_at: Mapped[datetime]
    starts_on: Mapped[date]
    type: Mapped[str | None]
    why: Mapped[str]
    anchor_id: Mapped[str | None] = _perhaps_of("people")
    anchor_state: Mapped[str]
    unit_ids: Mapped[str]
    ends_on: Mapped[date | None]
    state: Mapped[str]
    language: Mapped[str]
    zone: Mapped[str]
    conversation: Mapped[str | None]
    made_conversation: Mapped[bool]
    is_private: Mapped[bool]
    closed_at: Mapped[datetime | None]
    followed_up_at: Mapped[datetime | None]
    committee_id: Mapped[str | None]
    co_leader_id: Mapped[str | None] = _perhaps_of("people")
    co_leader_state: Mapped[str]
    next_leader_id: Mapped[str | None] = _perhaps_of("people")
    receiver_id: Mapped[str | None] = _perhaps_of("people")
    receiver_state: Mapped[str]
    parent_id: Mapped[str | None] = _perhaps_of("networks")
    agenda: Mapped[str] = mapped_column(server_default="")
    closing_round: Mapped[int]
    closing_rounds: Mapped[int]
    archives_at: Mapped[datetime | None]

    __table_args__ = (
        where("uq_networks_name", "organisation_id", "name_key", condition="state <> 'afsluttet'", unique=True),
        where(
            "uq_networks_conversation",
            "workspace_id",
            "conversation",
            condition="state <> 'afsluttet' AND conversation IS NOT NULL",
            unique=True,
        ),
        Index(None, "organisation_id"),
        Index(None, "leader_id"),
        Index(None, "anchor_id"),
        Index(None, "receiver_id"),
        Index(None, "parent_id"),
    )


class MemberRow(Base):
    """`phases`: their names with a space between, empty for all."""

    __tablename__ = "members"

    id: Mapped[str] = own_id()
    network_id: Mapped[str] = _of("networks")
    person_id: Mapped[str] = _of("people")
    state: Mapped[str]
    invited_at: Mapped[datetime]
    invited_by: Mapped[str | None] = _perhaps_of("people")
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    unreminded_at: Mapped[datetime | None]
    contribution: Mapped[str]
    phases: Mapped[str]
    reminded_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("network_id", "person_id"), Index(None, "person_id", "state"))


class ScheduleRow(Base):
    __tablename__ = "schedules"

    network_id: Mapped[str] = mapped_column(ForeignKey("networks.id"), primary_key=True)
    rule: Mapped[str]
    at: Mapped[time]
    zone: Mapped[str]
    holidays: Mapped[str]
    answer_days: Mapped[int]
    paused_until: Mapped[date | None]
    next_occurrence: Mapped[date | None]
    next_due_at: Mapped[datetime | None]

    __table_args__ = (where("ix_schedules_due", "next_due_at", condition="next_due_at IS NOT NULL"),)


class PromptRow(Base):
    """`body`: everything a version says, as JSON; it never changes. `network_id`: the one that it was written for, if
    it is not in the library. `making` and the rest: how a version of the library came to be; `by_id`: a person.
    """

    __tablename__ = "prompts"

    id: Mapped[str] = own_id()
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]
    body: Mapped[str]
    network_id: Mapped[str | None]
    making: Mapped[str] = mapped_column(server_default="tilfoejet")
    source: Mapped[str] = mapped_column(server_default="skabelon")
    by_id: Mapped[str | None]
    at: Mapped[datetime | None]


class PickRow(Base):
    """What a leader wants of the next round; no prompt: skip it."""

    __tablename__ = "picks"

    network_id: Mapped[str] = mapped_column(ForeignKey("networks.id"), primary_key=True)
    picked_by: Mapped[str] = _of("people")
    picked_at: Mapped[datetime]
    prompt_id: Mapped[str]
    prompt_version: Mapped[int]


class RoundRow(Base):
    __tablename__ = "rounds"

    id: Mapped[str] = own_id()
    network_id: Mapped[str] = _of("networks")
    occurrence: Mapped[date]
    state: Mapped[str]
    due_at: Mapped[datetime]
    prompt_id: Mapped[str]
    prompt_version: Mapped[int]
    phase: Mapped[str]
    opened_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    is_last: Mapped[bool]
    asked: Mapped[int | None]
    figures: Mapped[str | None]
    besides_id: Mapped[str] = mapped_column(server_default="")
    besides_version: Mapped[int] = mapped_column(server_default="0")
    reason: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("network_id", "occurrence"),
        where("ix_rounds_open", "network_id", condition="state = 'aaben'"),
    )


GONE = "(replies.withdrawn_at IS NOT NULL OR replies.is_late)"
"""Of a reply that no figure counts any more, or never did; word for word the condition of its index."""


class ReplyRow(Base):
    """`answers`: a JSON list."""

    __tablename__ = "replies"

    id: Mapped[str] = own_id()
    round_id: Mapped[str] = _of("rounds")
    person_id: Mapped[str] = _of("people")
    visibility: Mapped[str]
    answers: Mapped[str]
    submitted_at: Mapped[datetime]
    quotable: Mapped[bool]
    source: Mapped[str]
    source_message: Mapped[str | None]
    is_late: Mapped[bool]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        Index(None, "person_id"),
        where("ix_replies_gone", "round_id", condition=GONE.replace("replies.", "")),
        where("ix_replies_source_message", "source_message", condition="source_message IS NOT NULL"),
    )
