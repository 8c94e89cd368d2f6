"""What is being written for the library: kept until it is saved or thrown away."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, select

from core.model.editions import Proof
from core.model.ids import PersonId
from storage.prompts import body_of, prompt_of
from storage.rows import inserted, table_of
from storage.schema_prompts import ProofRow

_PROOFS = table_of(ProofRow)
_THEIRS = ProofRow.person_id == bindparam("person")
_THIS = _THEIRS & (ProofRow.prompt_id == bindparam("prompt"))
_FIND = select(*_PROOFS.c).where(_THIS)
_OF_PERSON = select(*_PROOFS.c).where(_THEIRS).order_by(ProofRow.at.desc(), ProofRow.prompt_id)
_CLEAR = delete(_PROOFS).where(_THIS)


def _to_proof(row: ProofRow) -> Proof:
    prompt = prompt_of(row.prompt_id, row.version, row.body)
    return Proof(person_id=PersonId(row.person_id), prompt=prompt, at=row.at)


class SqlProofs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, person_id: PersonId, prompt_id: str) -> Proof | None:
        row = self._connection.execute(_FIND, {"person": person_id, "prompt": prompt_id}).first()
        return None if row is None else _to_proof(row)  # type: ignore[arg-type]

    def of_person(self, person_id: PersonId) -> Sequence[Proof]:
        rows = self._connection.execute(_OF_PERSON, {"person": person_id}).all()
        return [_to_proof(row) for row in rows]  # type: ignore[arg-type]

    def set(self, proof: Proof) -> None:
        self.clear(proof.person_id, proof.prompt.id)
        values = {"person_id": proof.person_id, "prompt_id": proof.prompt.id, "version": proof.prompt.version}
        inserted(self._connection, ProofRow, {**values, "body": body_of(proof.prompt), "at": proof.at})

    def clear(self, person_id: PersonId, prompt_id: str) -> None:
        self._connection.execute(_CLEAR, {"person": person_id, "prompt": prompt_id})
