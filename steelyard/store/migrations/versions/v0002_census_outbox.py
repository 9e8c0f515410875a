"""When ids were last compared, why cards are gone, and the outbox of writes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what a census and an outbox need; a card retired before has no known reason."""
    op.add_column("connections", sa.Column("census", sa.DateTime))
    op.add_column("cards", sa.Column("gone", sa.String(30)))
    op.create_table(
        "outbox",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("connection", sa.String(40), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("outcome", sa.String(20)),
    )
