"""The worker's heartbeat: when each connection ran and will run, and when the worker was alive."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add two tables; no worker has run on an older database."""
    op.create_table(
        "beats",
        sa.Column("connection", sa.String(40), primary_key=True),
        sa.Column("schedule", sa.Text, nullable=False),
        sa.Column("due", sa.DateTime),
        sa.Column("tried", sa.DateTime),
        sa.Column("succeeded", sa.DateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
    )
    op.create_table(
        "worker",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("started", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
        sa.Column("stopped", sa.DateTime),
    )
