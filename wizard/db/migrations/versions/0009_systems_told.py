"""Which LAS the schools of a board use: told for each, or by a list."""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add two tables; of before nothing was told."""
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
    op.create_table(
        "system_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_number", sa.String(length=5), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_number"], ["board.number"], name=op.f("fk_system_list_board_number_board")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["person.id"], name=op.f("fk_system_list_uploaded_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_list")),
    )
    op.create_index(op.f("ix_system_list_board_number"), "system_list", ["board_number"])
