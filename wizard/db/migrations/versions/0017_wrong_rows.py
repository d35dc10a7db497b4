"""What is kept of a list to hand its wrong rows back, and which list it adds to."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the columns; of lists that were sent before, only BRIN and LAS are known."""
    op.add_column("system_list", sa.Column("original", sa.Text(), nullable=True))
    op.add_column("system_list", sa.Column("adds_to", sa.String(length=32), nullable=True))
    op.add_column("system_list", sa.Column("earlier_name", sa.Text(), nullable=True))
