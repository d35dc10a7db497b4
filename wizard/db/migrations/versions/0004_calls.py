"""Calls: codes, the page that is looked at, wrong codes, notes; and what page a look showed."""

import sqlalchemy as sa
from alembic import op

from wizard.db.base import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the tables forward; a look of before showed counts only."""
    op.add_column("look", sa.Column("page", sa.Text(), nullable=True))
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_number", sa.String(length=5), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("session_hash", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("allowed_at", UtcDateTime(), nullable=True),
        sa.Column("active_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("ending", sa.String(length=20), nullable=True),
        _reference("call", "board_number", "board.number"),
        _reference("call", "caller_id", "person.id"),
        _reference("call", "agent_id", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_call_code_hash")),
    )
    for column in ("board_number", "caller_id", "session_hash", "agent_id"):
        op.create_index(op.f(f"ix_call_{column}"), "call", [column])
    op.create_table(
        "call_page",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("looked", sa.Integer(), nullable=False),
        sa.Column("shown_at", UtcDateTime(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("script", sa.String(length=40), nullable=False),
        sa.Column("brin", sa.String(length=4), nullable=True),
        sa.Column("errors", sa.Text(), nullable=False),
        sa.Column("overtaken", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        _reference("call_page", "call_id", "call.id"),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_page")),
    )
    op.create_table(
        "wrong_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _reference("wrong_code", "person_id", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_code")),
    )
    op.create_index(op.f("ix_wrong_code_person_id"), "wrong_code", ["person_id"])
    _notes()


def _notes() -> None:
    op.create_table(
        "call_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("board_number", sa.String(length=5), nullable=True),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("call_back_on", sa.Date(), nullable=True),
        sa.Column("called_back_at", UtcDateTime(), nullable=True),
        sa.Column("called_back_by", sa.Integer(), nullable=True),
        _reference("call_note", "person_id", "person.id"),
        _reference("call_note", "board_number", "board.number"),
        _reference("call_note", "call_id", "call.id"),
        _reference("call_note", "called_back_by", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_note")),
    )
    for column in ("board_number", "call_back_on"):
        op.create_index(op.f(f"ix_call_note_{column}"), "call_note", [column])


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target.partition('.')[0]}")
    return sa.ForeignKeyConstraint([column], [target], name=name)
