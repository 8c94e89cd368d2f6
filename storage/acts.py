"""Acts already carried out, by the platform's own id of them."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete

from core.errors import Repeated
from storage.rows import inserted
from storage.schema_outside import ActRow

_FORGET = delete(ActRow).where(ActRow.claimed_at < bindparam("at"))


class SqlActs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, key: str, at: datetime) -> None:
        if not inserted(self._connection, ActRow, {"key": key, "claimed_at": at}):
            raise Repeated

    def forget_before(self, at: datetime) -> int:
        return self._connection.execute(_FORGET, {"at": at}).rowcount
