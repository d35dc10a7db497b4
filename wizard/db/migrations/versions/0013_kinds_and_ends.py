"""What kind of operation a receipt is of; which one ended a mandate, and who saw that end.

Old rows are filled in as well as can be told, from what was written at the time.
"""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0013"
down_revision = "0012"

#: How the sentence of an operation begins; the answers for one school have no school to begin with.
_KINDS = """
    UPDATE receipt SET kind = CASE
        WHEN source_brin IS NULL THEN 'save'
        WHEN sentence LIKE 'U stapt %' THEN 'las_change'
        WHEN sentence LIKE 'U kopieert %' THEN 'copy'
        ELSE 'give'
    END
"""
#: The operation of the same person and moment, that is known to have changed this mandate, or gave
#: its school one for the same service.
_ENDED_BY = """
    UPDATE mandate SET end_receipt_number = (
        SELECT MIN(receipt.number) FROM receipt
        WHERE receipt.saved_at = mandate.ended_at AND receipt.saved_by = mandate.ended_by
        AND (
            EXISTS (
                SELECT 1 FROM mandate_before
                WHERE mandate_before.receipt_number = receipt.number
                AND mandate_before.mandate_id = mandate.id
            )
            OR EXISTS (
                SELECT 1 FROM mandate AS given
                WHERE given.receipt_number = receipt.number
                AND given.brin = mandate.brin AND given.service = mandate.service
                AND given.id <> mandate.id
            )
        )
    )
    WHERE ends_on >= starts_on
"""
#: In a register of our own what is saved is recorded, at that very moment: so is an end, unless
#: what the same operation gave was not.
_RECORDED_HERE = """
    UPDATE mandate SET end_recorded_at = ended_at, end_recorded_by = ended_by
    WHERE ends_on IS NOT NULL AND recorded_at = saved_at AND recorded_by = saved_by
    AND NOT EXISTS (
        SELECT 1 FROM mandate AS given
        WHERE given.receipt_number = mandate.end_receipt_number
        AND (given.recorded_at IS NULL OR given.recorded_at <> given.saved_at)
    )
"""
#: In the OSR somebody said of a change of LAS that the old mandates had got their end too. Of any
#: other end nobody was asked.
_SEEN_THERE = """
    UPDATE mandate SET end_recorded_{column} = (
        SELECT MIN(given.recorded_{column}) FROM mandate AS given
        JOIN receipt ON receipt.number = given.receipt_number
        WHERE given.receipt_number = mandate.end_receipt_number AND receipt.kind = 'las_change'
        AND given.brin = mandate.brin AND given.service = mandate.service
        AND given.recorded_at IS NOT NULL
    )
    WHERE ends_on >= starts_on AND recorded_at IS NOT NULL AND end_recorded_{column} IS NULL
"""
#: What a mandate was before an operation changed it: its end, where it had one, likewise.
_BEFORE = """
    UPDATE mandate_before SET end_recorded_at = ended_at, end_recorded_by = ended_by
    WHERE ends_on >= starts_on AND recorded_at = saved_at AND recorded_by = saved_by
"""


def upgrade() -> None:
    """Add the columns, and fill them in."""
    with op.batch_alter_table("receipt") as receipt:
        receipt.add_column(
            sa.Column("kind", sa.String(length=20), server_default="", nullable=False)
        )
    op.execute(_KINDS)
    with op.batch_alter_table("receipt") as receipt:
        receipt.alter_column("kind", server_default=None, existing_type=sa.String(length=20))
    for table in ("mandate", "mandate_before"):
        _add_ends(table)
    op.create_index(op.f("ix_mandate_end_receipt_number"), "mandate", ["end_receipt_number"])
    op.create_index("by_person_and_moment", "receipt", ["saved_by", "saved_at"])  # for one look-up
    op.execute(_ENDED_BY)
    op.drop_index("by_person_and_moment", "receipt")
    op.execute(_RECORDED_HERE)
    for column in ("at", "by"):
        op.execute(_SEEN_THERE.format(column=column))
    op.execute(_BEFORE)


def _add_ends(table: str) -> None:
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("end_receipt_number", sa.String(length=20), nullable=True))
        batch.add_column(sa.Column("end_recorded_at", UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("end_recorded_by", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("end_problem_at", UtcDateTime(), nullable=True))
        for column, other, key in (
            ("end_receipt_number", "receipt", "number"),
            ("end_recorded_by", "person", "id"),
        ):
            batch.create_foreign_key(op.f(f"fk_{table}_{column}_{other}"), other, [column], [key])
