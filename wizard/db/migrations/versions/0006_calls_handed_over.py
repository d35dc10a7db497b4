"""A call that was handed over: the next one knows which it goes on with."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the table forward; calls of before follow none."""
    with op.batch_alter_table("call") as call:
        call.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        call.create_foreign_key(op.f("fk_call_follows_id_call"), "call", ["follows_id"], ["id"])
