"""Units that change with their history, member kinds, contributions, committees, administrators and a log of roles."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from storage.types import Instant

revision = "2026_11_26_organisation"
down_revision = "2026_11_26_quiet"
branch_labels = None
depends_on = None

def _added() -> dict[str, tuple[sa.Column[Any], ...]]:
    return {
        "units": (sa.Column("closed_on", sa.Date()), sa.Column("successor_id", sa.Text())),
        "people": (
            sa.Column("is_administrator", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("kind", sa.Text()),
        ),
        "networks": (sa.Column("committee_id", sa.Text()),),
        "members": (sa.Column("contribution", sa.Text(), nullable=False, server_default=""),),
    }


_ADMINISTRATORS = sa.text("is_administrator")


def upgrade() -> None:
    for table, columns in _added().items():
        for column in columns:
            op.add_column(table, column)
    op.create_index(
        "ix_people_administrators",
        "people",
        ["organisation_id"],
        sqlite_where=_ADMINISTRATORS,
        postgresql_where=_ADMINISTRATORS,
    )
    _log("unit_changes", ("unit_id", "units"), *(sa.Column(n, sa.Text(), nullable=False) for n in ("kind", "before", "after")))
    _log("role_changes", ("person_id", "people"), sa.Column("role", sa.Text(), nullable=False), sa.Column("given", sa.Boolean(), nullable=False))
    op.create_index("ix_role_changes_person_id_role", "role_changes", ["person_id", "role"])
    op.create_table(
        "accesses",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("network_id", sa.Text(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("written", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accesses"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_accesses_organisation_id_organisations"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_accesses_person_id_people"),
    )
    op.create_index("ix_accesses_organisation_id_written", "accesses", ["organisation_id", "written"])


def _log(name: str, about: tuple[str, str], *columns: sa.Column[Any]) -> None:
    column, table = about
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column(column, sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.Column("written", sa.BigInteger(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=f"fk_{name}_organisation_id_organisations"
        ),
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{name}_{column}_{table}"),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=f"fk_{name}_by_id_people"),
    )
    op.create_index(f"ix_{name}_organisation_id_written", name, ["organisation_id", "written"])


def downgrade() -> None:
    op.drop_table("accesses")
    op.drop_table("role_changes")
    op.drop_table("unit_changes")
    op.drop_index("ix_people_administrators", "people")
    for table, columns in _added().items():
        for column in columns:
            op.drop_column(table, column.name)
