"""Receipts of copies: the school that was copied from, and the schools that stayed behind."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables forward; the receipt of one school has neither."""
    op.add_column("receipt", sa.Column("source_brin", sa.String(length=4), nullable=True))
    op.add_column("receipt", sa.Column("left_behind", sa.Text(), nullable=True))
