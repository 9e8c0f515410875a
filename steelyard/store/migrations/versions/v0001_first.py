"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table of 0.1."""
    op.create_table(
        "connections",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("cursor", sa.Text),
        sa.Column("surface", sa.LargeBinary),
        sa.Column("pulled", sa.DateTime),
        sa.Column("complete", sa.DateTime),
    )
    op.create_table(
        "cards",
        sa.Column("connection", sa.String(40), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("hash", sa.String(32), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("present", sa.Boolean, nullable=False),
    )
    op.create_index("ix_cards_key", "cards", ["key"])
    for name in ("verdicts", "written"):
        op.create_table(
            name,
            sa.Column("connection", sa.String(40), primary_key=True),
            sa.Column("id", sa.String(64), primary_key=True),
            sa.Column("data", sa.LargeBinary, nullable=False),
        )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("command", sa.String(20), nullable=False),
        sa.Column("started", sa.DateTime, nullable=False),
        sa.Column("ended", sa.DateTime),
        sa.Column("exit_code", sa.Integer),
        sa.Column("summary", sa.LargeBinary),
    )
