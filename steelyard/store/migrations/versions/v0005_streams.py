"""Readings kept apart, places beside verdicts, plans in the database, writes marked as begun."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what it takes to judge and write a few cards at a time.

    A write of an older program that has no answer may have been begun if it is the first.
    """
    for name, more in (
        ("readings", [sa.Column("key", sa.String(100), nullable=False)]),
        ("places", []),
    ):
        op.create_table(
            name,
            sa.Column("connection", sa.String(40), primary_key=True),
            sa.Column("id", sa.String(64), primary_key=True),
            *more,
            sa.Column("data", sa.LargeBinary, nullable=False),
        )
    op.create_table(
        "drafts",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("connection", sa.String(40), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.add_column("past", sa.Column("place", sa.LargeBinary))
    begun = sa.Column("begun", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("outbox", begun)
    op.create_index("ix_outbox_connection_id", "outbox", ["connection", "id"])
    op.execute(
        "UPDATE outbox SET begun = true WHERE number IN "
        "(SELECT min(number) FROM outbox WHERE outcome IS NULL GROUP BY connection)"
    )
