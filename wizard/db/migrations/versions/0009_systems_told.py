"""Which LAS the schools of a board use, as somebody told."""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table; of before nothing was told."""
    op.create_table(
        "school_system",
        sa.Column("brin", sa.String(length=4), nullable=False),
        sa.Column("system_key", sa.Text(), nullable=False),
        sa.Column("system_name", sa.Text(), nullable=False),
        sa.Column("system_supplier", sa.Text(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.Column("told_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["brin"], ["school.brin"], name=op.f("fk_school_system_brin_school")
        ),
        sa.ForeignKeyConstraint(
            ["told_by"], ["person.id"], name=op.f("fk_school_system_told_by_person")
        ),
        sa.PrimaryKeyConstraint("brin", name=op.f("pk_school_system")),
    )
