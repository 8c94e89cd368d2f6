"""What a careful author of SQL would write to tell the same facts from the same tables: no model, no words, no masking.

Counts of networks and people, what the summary rests on, changes, results and perspectives counted and the newest of
them, how many may be quoted, the newest distribution of each scale and of each choice, the rates of the last rounds.
Private words only where five are private. Medians follow from distributions.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

_SQLITE = {
    "questions": "json_each(p.body, '$.questions') q",
    "place": "q.key",
    "asked": "json_extract(q.value, '$.{}')",
    "answers": "json_each(r.answers) a",
    "question": "json_extract(a.value, '$.question')",
    "text": "json_extract(a.value, '$.text')",
    "scale": "json_extract(a.value, '$.scale')",
    "choices": "json_each(a.value, '$.choices') c",
    "choice": "c.value",
}
_POSTGRESQL = {
    "questions": "jsonb_array_elements(p.body::jsonb -> 'questions') WITH ORDINALITY q(value, number)",
    "place": "q.number - 1",
    "asked": "q.value ->> '{}'",
    "answers": "jsonb_array_elements(r.answers::jsonb) a(value)",
    "question": "(a.value ->> 'question')::int",
    "text": "a.value ->> 'text'",
    "scale": "a.value ->> 'scale'",
    "choices": "jsonb_array_elements_text(a.value -> 'choices') c(value)",
    "choice": "c.value",
}
_QUESTIONS = """questions AS MATERIALIZED (
  SELECT p.id, p.version, {place} AS place, {dimension} AS dimension, {kind} AS kind, {words} AS words
  FROM prompts p, {questions})"""
_PRIVATE = """private AS MATERIALIZED (
  SELECT r.round_id, count(*) AS n FROM replies r JOIN rounds ro ON ro.id = r.round_id
  WHERE r.visibility = 'privat' AND r.withdrawn_at IS NULL AND NOT r.is_late {of} GROUP BY r.round_id)"""
_READABLE = "(r.visibility = 'delt' OR private.n >= 5)"
_CLOSED = "ro.state = 'lukket' {of}"
_TOLD = """FROM {rounds} JOIN questions q ON q.id = ro.prompt_id AND q.version = ro.prompt_version
  JOIN replies r ON r.round_id = ro.id LEFT JOIN private ON private.round_id = ro.id, {answers}
  WHERE {closed} AND r.withdrawn_at IS NULL AND {readable} AND {question} = q.place AND {text} <> ''
  AND q.dimension IN ('outcome', 'output', 'perspektiv')"""
_NEWEST = """newest AS MATERIALIZED (
  SELECT ro.id, ro.network_id, q.place, q.words,
    row_number() OVER (PARTITION BY ro.network_id, q.words ORDER BY ro.closed_at DESC) AS n
  FROM rounds ro JOIN questions q ON q.id = ro.prompt_id AND q.version = ro.prompt_version
  WHERE {closed} AND q.kind = '{wanted}')"""
_OF_NEWEST = """FROM newest JOIN replies r ON r.round_id = newest.id, {answers}
  WHERE newest.n = 1 AND r.withdrawn_at IS NULL AND NOT r.is_late AND {question} = newest.place"""

_STATEMENTS = (
    """SELECT count(DISTINCT m.person_id), count(DISTINCT p.unit_id),
  count(DISTINCT CASE WHEN p.belonging <> 'ansat' THEN p.id END)
  FROM members m JOIN people p ON p.id = m.person_id JOIN networks ro ON ro.id = m.network_id
  WHERE m.state = 'med' {of_network}""",
    "SELECT count(*), sum(ro.asked), min(ro.closed_at), max(ro.closed_at) FROM rounds ro WHERE {closed}",
    """SELECT count(*) FROM replies r JOIN rounds ro ON ro.id = r.round_id
  WHERE {closed} AND r.withdrawn_at IS NULL AND NOT r.is_late""",
    "WITH {q}, {private} SELECT q.dimension, count(*) {told_of_all} GROUP BY q.dimension",
    "WITH {q}, {private} SELECT q.dimension, {text}, ro.closed_at {told_of_newest} ORDER BY ro.closed_at DESC LIMIT 20",
    """WITH {private} SELECT count(DISTINCT r.person_id) FROM replies r JOIN rounds ro ON ro.id = r.round_id
  LEFT JOIN private ON private.round_id = ro.id
  WHERE {closed} AND r.quotable AND r.withdrawn_at IS NULL AND {readable}""",
    "WITH {q}, {newest_scales} SELECT newest.words, {scale}, count(*) {of_newest} GROUP BY newest.words, {scale}",
    """WITH {q}, {newest_choices} SELECT newest.network_id, newest.words, {choice}, count(*)
  {of_newest_choices} GROUP BY newest.network_id, newest.words, {choice} HAVING count(*) >= 3""",
    """SELECT network_id, asked, answered FROM (SELECT ro.network_id, ro.asked,
    (SELECT count(*) FROM replies r WHERE r.round_id = ro.id AND r.withdrawn_at IS NULL) AS answered,
    row_number() OVER (PARTITION BY ro.network_id ORDER BY ro.closed_at DESC) AS n
    FROM rounds ro WHERE {closed}) AS last WHERE n <= 2""",
)
_NEWEST_ROUNDS = "(SELECT * FROM rounds ro WHERE {closed} ORDER BY ro.closed_at DESC LIMIT 200) ro"


def summed_up(connection: Connection, *, network: str | None = None) -> list[Sequence[object]]:
    """Everything at once, of one network or of all."""
    statements = _statements(connection.dialect.name, of_one=network is not None)
    given = {"network": network} if network else {}
    found = [row for statement in statements for row in connection.execute(text(statement), given).all()]
    if network is None:
        found += connection.execute(text("SELECT state, type, count(*) FROM networks GROUP BY state, type")).all()
    return [tuple(row) for row in found]


def _statements(dialect: str, *, of_one: bool) -> list[str]:
    how = _SQLITE if dialect == "sqlite" else _POSTGRESQL
    of = "AND ro.network_id = :network" if of_one else ""
    closed = _CLOSED.format(of=of)
    parts = {**how, "of": of, "closed": closed, "readable": _READABLE}
    asked = {"dimension": "dimension", "kind": "kind", "words": "dimension"}
    columns = {name: how["asked"].format(column) for name, column in asked.items()}
    parts |= {
        "of_network": of.replace("ro.network_id", "ro.id"),
        "q": _QUESTIONS.format(**parts, **columns),
        "private": _PRIVATE.format(**parts),
        "told_of_all": _TOLD.format(**parts, rounds="rounds ro"),
        "told_of_newest": _TOLD.format(**parts, rounds=_NEWEST_ROUNDS.format(closed=closed)),
        "newest_scales": _NEWEST.format(**parts, wanted="scale"),
        "newest_choices": _NEWEST.format(**parts, wanted="choice"),
        "of_newest": _OF_NEWEST.format(**parts),
        "of_newest_choices": _OF_NEWEST.format(**parts)
        .replace(" WHERE", f", {how['choices']} WHERE", 1)
        .replace("\n  WHERE", f", {how['choices']}\n  WHERE", 1),
    }
    return [statement.format(**parts) for statement in _STATEMENTS]
