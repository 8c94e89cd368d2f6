"""One transaction with its repositories. Only the unit of work commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import local
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from core.model.ids import WorkspaceId
from core.model.organisations import Workspace
from core.model.settling import Rules
from storage.acts import SqlActs
from storage.calls import SqlCalls
from storage.clock import WireClock, database_time
from storage.codes import SqlCodes, SqlCodings
from storage.conditions import SqlConditions
from storage.deliveries import SqlDeliveries
from storage.desks import SqlDesks
from storage.directions import SqlDirections
from storage.engine import begin, changes, for_reading, for_writing, patiently, still
from storage.history import SqlHistory
from storage.inbox import SqlInbox
from storage.inquiries import SqlInquiries
from storage.ledger import SqlLedger
from storage.links import SqlLinks
from storage.members import SqlMembers
from storage.networks import SqlNetworks
from storage.organisation_changes import SqlAccesses, SqlRoleChanges, SqlUnitChanges
from storage.organisations import SqlOrganisations
from storage.outcomes import SqlOutcomes
from storage.outlines import SqlOutlines
from storage.people import SqlPeople
from storage.picks import SqlPicks
from storage.prompts import SqlPrompts
from storage.proofs import SqlProofs
from storage.rates import Lanes
from storage.readouts import SqlReadouts
from storage.remarks import SqlRemarks
from storage.replies import SqlReplies
from storage.restoring import Doubt
from storage.rounds import SqlRounds
from storage.schedules import SqlSchedules
from storage.searches import SqlSearches
from storage.subscriptions import SqlSubscriptions
from storage.timers import SqlTimers


class SqlUnitOfWork:
    """A transaction. Its connection goes back with the commit, so nothing can be done after it unnoticed."""

    organisations: SqlOrganisations
    people: SqlPeople
    networks: SqlNetworks
    members: SqlMembers
    schedules: SqlSchedules
    prompts: SqlPrompts
    proofs: SqlProofs
    picks: SqlPicks
    links: SqlLinks
    rounds: SqlRounds
    replies: SqlReplies
    outlines: SqlOutlines
    searches: SqlSearches
    inquiries: SqlInquiries
    outcomes: SqlOutcomes
    conditions: SqlConditions
    codes: SqlCodes
    codings: SqlCodings
    readouts: SqlReadouts
    calls: SqlCalls
    timers: SqlTimers
    unit_changes: SqlUnitChanges
    role_changes: SqlRoleChanges
    accesses: SqlAccesses
    remarks: SqlRemarks
    history: SqlHistory
    deliveries: SqlDeliveries
    ledger: SqlLedger
    inbox: SqlInbox
    acts: SqlActs
    directions: SqlDirections
    desks: SqlDesks
    subscriptions: SqlSubscriptions

    def __init__(self, factory: "SqlUnitsOfWork", *, writes: bool) -> None:
        self._factory = factory
        self._writes = writes

    def __enter__(self) -> Self:
        connection = self._factory.begin(writes=self._writes)
        try:
            return self._on(connection)
        except BaseException:
            self._factory.end(connection)
            raise

    def _on(self, connection: Connection) -> Self:
        self._connection = connection
        self._changes = changes(connection)
        # One that writes may be undone, and with it the workspace that it has read.
        known = None if self._writes else self._factory.workspaces
        self.organisations = SqlOrganisations(connection, known)
        self.people = SqlPeople(connection)
        self.networks = SqlNetworks(connection)
        self.members = SqlMembers(connection)
        self.schedules = SqlSchedules(connection)
        self.prompts = SqlPrompts(connection)
        self.proofs = SqlProofs(connection)
        self.picks = SqlPicks(connection)
        self.links = SqlLinks(connection)
        self.rounds = SqlRounds(connection)
        self.replies = SqlReplies(connection)
        self.outlines = SqlOutlines(connection, self._factory.wire_clock)
        self.searches = SqlSearches(connection)
        self.inquiries = SqlInquiries(connection)
        self.outcomes = SqlOutcomes(connection)
        self.conditions = SqlConditions(connection)
        self.codes = SqlCodes(connection)
        self.codings = SqlCodings(connection)
        self.readouts = SqlReadouts(connection)
        self.calls = SqlCalls(connection)
        self.timers = SqlTimers(connection)
        self.unit_changes = SqlUnitChanges(connection)
        self.role_changes = SqlRoleChanges(connection)
        self.accesses = SqlAccesses(connection)
        self.remarks = SqlRemarks(connection)
        self.history = SqlHistory(connection)
        self.deliveries = SqlDeliveries(connection)
        factory = self._factory
        self.ledger = SqlLedger(connection, factory.lanes, factory.rules, factory.wire_clock, factory.doubt)
        self.inbox = SqlInbox(connection)
        self.acts = SqlActs(connection)
        self.directions = SqlDirections(connection)
        self.desks = SqlDesks(connection)
        self.subscriptions = SqlSubscriptions(connection)
        return self

    @contextmanager
    def one_moment(self) -> Iterator["SqlUnitOfWork"]:
        """On SQLite that is this transaction. On PostgreSQL each statement of it sees what is committed by then: so one
        that only reads becomes a snapshot, and one that writes gets a snapshot beside it.
        """
        if self._connection.dialect.name == "sqlite":
            yield self
        elif self._writes:
            patiently(self._connection)
            with self._factory.look() as connection, still(connection):
                yield SqlUnitOfWork(self._factory, writes=False)._on(connection)
        else:
            with still(self._connection):
                yield self

    def commit(self) -> None:
        if not self._writes:
            raise RuntimeError("a unit of work that only reads has nothing to commit")
        self.deliveries.write()
        self._connection.commit()
        self._connection.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            wrote = error is None and not self._writes and changes(self._connection) != self._changes
        finally:  # also when the connection was lost: else this thread could never open another
            self._factory.end(self._connection)
        if wrote:
            raise RuntimeError("a unit of work that only reads has written; it was undone")


class SqlUnitsOfWork:
    """The factory. `rules`: leases and settling; `lanes`: rates; `wire_clock`: the database's, but in tests of time;
    `doubt`: what is looked for before it is sent, after a restore.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        lanes: Lanes | None = None,
        rules: Rules | None = None,
        wire_clock: WireClock = database_time,
        doubt: Doubt | None = None,
    ) -> None:
        self.lanes = lanes or Lanes()
        self.rules = rules or Rules()
        self.wire_clock = wire_clock
        self.doubt = doubt
        self._writing = for_writing(engine)
        self._reading = for_reading(engine)
        self._thread = local()
        self.workspaces: dict[WorkspaceId, Workspace] = {}

    def writing(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self, writes=True)

    def reading(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self, writes=False)

    def wire_now(self) -> datetime:
        """The wire clock, read once."""
        with self._reading.connect() as connection:
            return self.wire_clock(connection)

    def look(self) -> Connection:
        """A connection that only reads, beside a transaction that writes."""
        return begin(self._reading, writes=False)

    def begin(self, *, writes: bool) -> Connection:
        """One at a time for each thread: a second would wait for the first for ever, or not see what it did."""
        if getattr(self._thread, "open", False):
            raise RuntimeError("a unit of work inside another")
        connection = begin(self._writing if writes else self._reading, writes=writes)
        self._thread.open = True
        return connection

    def end(self, connection: Connection) -> None:
        """What was not committed is undone."""
        self._thread.open = False
        connection.close()
