"""Keep beside closed rounds what their words come to. All that have closed wait for theirs; the bot makes them.

Whoever writes a reply takes the outline of its round away, a process of the release before this one, too: so it is the
database that does it. On SQLite a later step that makes `replies` anew must make the triggers anew.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "2026_11_26_outlines"
down_revision = "2026_11_26_calls"
branch_labels = None
depends_on = None

_MISSING = sa.text("body IS NULL")
_FUNCTION = """
CREATE FUNCTION netvaerksbot_outline_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE outlines SET body = NULL WHERE round_id = COALESCE(NEW.round_id, OLD.round_id);
  RETURN NULL;
END $$
"""
_ON_POSTGRESQL = """
CREATE TRIGGER netvaerksbot_outline_gone AFTER INSERT OR UPDATE OR DELETE ON replies
FOR EACH ROW EXECUTE FUNCTION netvaerksbot_outline_gone()
"""
_ON_SQLITE = """
CREATE TRIGGER outline_gone_{when} AFTER {when} ON replies
BEGIN UPDATE outlines SET body = NULL WHERE round_id = {row}.round_id; END
"""
_TIMES = {"insert": "new", "update": "new", "delete": "old"}


def upgrade() -> None:
    op.create_table(
        "outlines",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_outlines_round_id_rounds", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", name="pk_outlines"),
    )
    op.execute(
        "INSERT INTO outlines (round_id, since, version) SELECT id, closed_at, 0 FROM rounds "
        "WHERE state = 'lukket' AND figures IS NOT NULL AND phase <> 'efter'"
    )
    op.create_index(
        "ix_outlines_missing", "outlines", ["round_id"], sqlite_where=_MISSING, postgresql_where=_MISSING
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_FUNCTION)
        op.execute(_ON_POSTGRESQL)
    else:
        for when, row in _TIMES.items():
            op.execute(_ON_SQLITE.format(when=when, row=row))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER netvaerksbot_outline_gone ON replies")
        op.execute("DROP FUNCTION netvaerksbot_outline_gone")
    else:
        for when in _TIMES:
            op.execute(f"DROP TRIGGER outline_gone_{when}")
    op.drop_table("outlines")
