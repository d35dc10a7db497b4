"""The day on which somebody looks again whether a school that was asked has answered."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; who waited before is asked to look today."""
    op.add_column("draft", sa.Column("look_again_on", sa.Date(), nullable=True))
