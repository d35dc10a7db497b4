"""The helpdesk: finding boards and schools by name, and the log of who looked."""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the tables forward; `upgrade-db` then fills the index of names."""
    op.create_table(
        "name_gram",
        sa.Column("gram", sa.String(length=3), nullable=False),
        sa.Column("board_number", sa.String(length=5), nullable=False),
        sa.Column("brin", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_number"], ["board.number"], name=op.f("fk_name_gram_board_number_board")
        ),
        sa.PrimaryKeyConstraint("gram", "board_number", "brin", name=op.f("pk_name_gram")),
    )
    op.create_table(
        "look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("board_number", sa.String(length=5), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_number"], ["board.number"], name=op.f("fk_look_board_number_board")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_look_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
    )
    op.create_index(op.f("ix_look_board_number"), "look", ["board_number"])
