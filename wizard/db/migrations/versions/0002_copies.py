"""Copies: where a receipt was copied from, who stayed behind; and the answer "niet kopiëren"."""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables forward; a receipt of before has none of these."""
    op.add_column("receipt", sa.Column("source_brin", sa.String(length=4), nullable=True))
    op.add_column("receipt", sa.Column("left_behind", sa.Text(), nullable=True))
    op.add_column("receipt", sa.Column("copy_declined_at", UtcDateTime(), nullable=True))
