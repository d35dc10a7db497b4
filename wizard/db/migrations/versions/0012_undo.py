"""Undoing an act of saving: who did, what remains, and how mandates stood before the act."""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add what is kept from now on; acts of before changed what nobody kept, but are too old."""
    with op.batch_alter_table("receipt") as receipt:
        receipt.add_column(sa.Column("undone_at", UtcDateTime(), nullable=True))
        receipt.add_column(sa.Column("undone_by", sa.Integer(), nullable=True))
        receipt.add_column(sa.Column("remains", sa.Text(), nullable=True))
        receipt.create_foreign_key(
            op.f("fk_receipt_undone_by_person"), "person", ["undone_by"], ["id"]
        )
    op.create_table(
        "mandate_before",
        sa.Column("receipt_number", sa.String(length=20), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("earlier_receipt", sa.String(length=20), nullable=True),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("problem_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.{key}"], name=op.f(f"fk_mandate_before_{column}_{table}")
            )
            for column, table, key in (
                ("receipt_number", "receipt", "number"),
                ("mandate_id", "mandate", "id"),
                ("earlier_receipt", "receipt", "number"),
                ("saved_by", "person", "id"),
                ("recorded_by", "person", "id"),
                ("ended_by", "person", "id"),
            )
        ),
        sa.PrimaryKeyConstraint("receipt_number", "mandate_id", name=op.f("pk_mandate_before")),
    )
    op.create_index(
        op.f("ix_mandate_before_earlier_receipt"),
        "mandate_before",
        ["earlier_receipt"],
        unique=False,
    )
