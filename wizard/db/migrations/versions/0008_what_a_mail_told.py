"""A mail keeps what it tells of: what came later is still to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the table forward; of mails of before nobody knows."""
    with op.batch_alter_table("mail") as mail:
        mail.add_column(sa.Column("items", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("mail") as mail:
        mail.alter_column("items", server_default=None)
