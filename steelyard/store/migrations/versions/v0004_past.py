"""Earlier verdicts, to tell what moved since last time."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add a table that is empty until the next run lays the present verdicts aside."""
    op.create_table(
        "past",
        sa.Column("slot", sa.Integer, primary_key=True),
        sa.Column("connection", sa.String(40), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("hash", sa.String(32), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("judged", sa.DateTime, nullable=False),
    )
