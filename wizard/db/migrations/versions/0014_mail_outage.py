"""Why no mails can go out, for as long as that is so."""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the table; at first no outage is known of."""
    op.create_table(
        "mail_outage",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("fault", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_outage")),
    )
