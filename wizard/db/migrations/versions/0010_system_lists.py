"""Lists of schools and their LAS that somebody sent, and that were not looked at yet."""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table; of before there are none."""
    op.create_table(
        "system_list",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("board_number", sa.String(length=5), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_number"], ["board.number"], name=op.f("fk_system_list_board_number_board")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["person.id"], name=op.f("fk_system_list_sent_by_person")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_system_list")),
    )
    op.create_index(op.f("ix_system_list_board_number"), "system_list", ["board_number"])
    op.create_index(op.f("ix_system_list_sent_at"), "system_list", ["sent_at"])
