"""Prompts: every version that was ever asked, each one JSON text that never changes."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, bindparam, func, select, update

from core.errors import Conflict, NotFound
from core.model.changes import Source
from core.model.editions import Edition, Making
from core.model.ids import PersonId
from core.model.networks import NetworkType, Phase
from core.model.prompts import Audience, Option, Prompt, Question, QuestionKind, Visibility
from storage.many import one_of
from storage.rows import inserted, table_of
from storage.schema import PromptRow
from storage.types import to_json

Body = dict[str, object]


def _to_prompt(row: PromptRow) -> Prompt:
    return prompt_of(row.id, row.version, row.body)


def _to_edition(row: PromptRow) -> Edition:
    return Edition(
        prompt=_to_prompt(row),
        position=row.position,
        making=Making(row.making),
        source=Source(row.source),
        at=row.at,
        by=PersonId(row.by_id) if row.by_id else None,
    )


@lru_cache(512)  # a version never changes, and every form and every reply needs one
def prompt_of(id: str, version: int, text: str) -> Prompt:
    """The prompt that says what is kept."""
    body = json.loads(text)
    return Prompt(
        id=id,
        version=version,
        phase=Phase(body["phase"]),
        type=NetworkType(body["type"]) if body["type"] else None,
        title=body["title"],
        questions=tuple(_to_question(**question) for question in body["questions"]),
        visibility=Visibility(body["visibility"]),
        audience=Audience(body["audience"]),
        offset_months=tuple(body["offset_months"]),
    )


def _to_question(*, kind: str, options: Sequence[Body], **rest: object) -> Question:
    return Question(kind=QuestionKind(kind), options=tuple(Option(**option) for option in options), **rest)  # type: ignore[arg-type]


def body_of(prompt: Prompt) -> str:
    """Everything that a version says, as it is kept."""
    return to_json(_to_body(prompt))


def _to_body(prompt: Prompt) -> Body:
    return {
        "phase": prompt.phase.value,
        "type": prompt.type.value if prompt.type else None,
        "title": prompt.title,
        "questions": [_question_to_body(question) for question in prompt.questions],
        "visibility": prompt.visibility.value,
        "audience": prompt.audience.value,
        "offset_months": prompt.offset_months,
    }


def _question_to_body(question: Question) -> Body:
    return {
        "dimension": question.dimension,
        "kind": question.kind.value,
        "texts": question.texts,
        "hint": question.hint,
        "scale": question.scale,
        "ends": question.ends,
        "choices": question.choices,
        "options": [
            {"id": option.id, "texts": option.texts, "exclusive": option.exclusive} for option in question.options
        ],
        "most": question.most,
        "target": question.target,
        "moment": question.moment,
    }


_PROMPTS = table_of(PromptRow)
_SELECT = select(*_PROMPTS.c)
_GET = _SELECT.where(PromptRow.id == bindparam("prompt"), PromptRow.version == bindparam("number"))
_OF_IDS = _SELECT.where(one_of(PromptRow.id, "prompts"))
_VERSIONS = (
    select(PromptRow.id, func.max(PromptRow.version).label("version"))
    .where(PromptRow.network_id.is_(None))
    .group_by(PromptRow.id)
    .subquery()
)
_LIBRARY = _SELECT.join(
    _VERSIONS, (PromptRow.id == _VERSIONS.c.id) & (PromptRow.version == _VERSIONS.c.version)
).order_by(PromptRow.position, PromptRow.id)
_NEWEST = _LIBRARY.where(PromptRow.making != Making.RETIRED.value)
_EDITIONS = _SELECT.where(PromptRow.id == bindparam("prompt"), PromptRow.network_id.is_(None)).order_by(
    PromptRow.version.desc()
)
_PLACE = (
    update(_PROMPTS)
    .where(PromptRow.id == bindparam("prompt"), PromptRow.version == bindparam("number"))
    .values(position=bindparam("place"))
)


class SqlPrompts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: str, version: int) -> Prompt:
        row = self._connection.execute(_GET, {"prompt": id, "number": version}).first()
        if row is None:
            raise NotFound("errors.not_found")
        return _to_prompt(row)  # type: ignore[arg-type]

    def get_many(self, which: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Prompt]:
        if not which:
            return {}
        rows = self._connection.execute(_OF_IDS, {"prompts": list({id for id, _ in which})}).all()
        found = {(row.id, row.version): _to_prompt(row) for row in rows if (row.id, row.version) in which}  # type: ignore[arg-type]
        if len(found) < len(set(which)):
            raise NotFound("errors.not_found")
        return found

    def newest(self) -> Sequence[Prompt]:
        return [_to_prompt(row) for row in self._connection.execute(_NEWEST).all()]  # type: ignore[arg-type]

    def add(self, prompt: Prompt, position: int, *, making: Making = Making.ADDED, at: datetime | None = None) -> None:
        """A version that is there already only takes its new place."""
        edition = Edition(prompt=prompt, position=position, making=making, source=Source.TEMPLATE, at=at)
        if not self._insert(edition):
            place = {"prompt": prompt.id, "number": prompt.version, "place": position}
            self._connection.execute(_PLACE, place)

    def library(self) -> Sequence[Edition]:
        return [_to_edition(row) for row in self._connection.execute(_LIBRARY).all()]  # type: ignore[arg-type]

    def editions(self, id: str) -> Sequence[Edition]:
        rows = self._connection.execute(_EDITIONS, {"prompt": id}).all()
        return [_to_edition(row) for row in rows]  # type: ignore[arg-type]

    def keep(self, edition: Edition) -> None:
        if not self._insert(edition):
            raise Conflict("prompts.changed_meanwhile")

    def _insert(self, edition: Edition) -> bool:
        prompt = edition.prompt
        values = {
            "id": prompt.id,
            "version": prompt.version,
            "position": edition.position,
            "body": body_of(prompt),
            "making": edition.making.value,
            "source": edition.source.value,
            "by_id": edition.by,
            "at": edition.at,
        }
        return inserted(self._connection, PromptRow, values)
