"""How often somebody asked for what anybody may ask for: counted for a few minutes."""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the table; nothing was counted before."""
    op.create_table(
        "request_count",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "who", "since", name=op.f("pk_request_count")),
    )
    op.create_index(op.f("ix_request_count_since"), "request_count", ["since"])
