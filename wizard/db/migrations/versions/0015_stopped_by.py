"""Who stopped the mails to an address: a mail program, its owner, or the board."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the column; of who stopped before nobody knows."""
    op.add_column("recipient", sa.Column("stopped_by", sa.String(length=10), nullable=True))
