"""A colleague adds an address to a board's reminders: who did, and when."""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the table forward; who gets mails already asked for them."""
    with op.batch_alter_table("recipient") as recipient:
        recipient.add_column(sa.Column("asked_by", sa.Integer(), nullable=True))
        recipient.add_column(sa.Column("asked_at", UtcDateTime(), nullable=True))
        recipient.create_foreign_key(
            op.f("fk_recipient_asked_by_person"), "person", ["asked_by"], ["id"]
        )
