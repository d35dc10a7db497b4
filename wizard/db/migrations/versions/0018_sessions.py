"""Sessions that a person can tell apart, and what was typed in a form that came too late.

Of who has no name but the provider's number, the number is not shown any more.
"""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0018"
down_revision = "0017"

#: Characters: what a provider makes up, no name that somebody chose to log in with.
_LONG = 16
_AGENTS = "SELECT person_id FROM look UNION SELECT person_id FROM call_note"


def upgrade() -> None:
    """Of a session that began before, nobody knows in which browser."""
    op.add_column("web_session", sa.Column("browser", sa.Text(), nullable=True))
    op.create_table(
        "typed_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_typed_form_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_form")),
    )
    op.create_index(op.f("ix_typed_form_person_id"), "typed_form", ["person_id"])
    op.create_index(op.f("ix_typed_form_at"), "typed_form", ["at"])
    op.execute(
        "UPDATE person SET name = CASE WHEN id IN "  # noqa: S608  nothing of anybody's in it
        f"({_AGENTS}) THEN 'een medewerker' ELSE 'iemand van het bestuur' END "
        f"WHERE name = subject AND length(name) >= {_LONG}"
    )
