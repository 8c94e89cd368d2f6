"""PostgreSQL tells whoever listens that there is something to send or to work off (storage/listening.py).

A statement that writes calls once, however many rows it writes; the call goes out with the commit, or not at all. An
update calls only when something waits again that did not: claiming and settling, which change the most rows, never do.
"""

from alembic import op

revision = "2026_11_22_wake"
down_revision = "2026_11_22_timers"
branch_labels = None
depends_on = None

_FUNCTION = """
CREATE FUNCTION netvaerksbot_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('netvaerksbot', TG_ARGV[0]);
    RETURN NULL;
END
$$
"""
_WRITTEN = """
CREATE TRIGGER netvaerksbot_wake AFTER INSERT ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION netvaerksbot_wake('{name}')
"""
_WAITS_AGAIN = """
CREATE TRIGGER netvaerksbot_wake_again AFTER UPDATE OF state ON deliveries
FOR EACH ROW WHEN (new.state = 'pending' AND old.state <> 'pending' AND new.retry_at IS NULL)
EXECUTE FUNCTION netvaerksbot_wake('deliveries')
"""


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(_FUNCTION)
    op.execute(_WRITTEN.format(table="deliveries", name="deliveries"))
    op.execute(_WRITTEN.format(table="inbound_events", name="inbox"))
    op.execute(_WAITS_AGAIN)


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("DROP TRIGGER netvaerksbot_wake_again ON deliveries")
    op.execute("DROP TRIGGER netvaerksbot_wake ON inbound_events")
    op.execute("DROP TRIGGER netvaerksbot_wake ON deliveries")
    op.execute("DROP FUNCTION netvaerksbot_wake()")
