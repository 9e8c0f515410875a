"""The tables as they are now; `migrations/` brings older databases here."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(column_0_label)s"})

connections = Table(
    "connections",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("scope", Text, nullable=False),
    Column("cursor", Text),
    Column("surface", LargeBinary),
    Column("pulled", DateTime),
    Column("complete", DateTime),
)
"""`scope` is what the cursor belongs to: another site, JQL or mapping starts from the beginning."""

cards = Table(
    "cards",
    metadata,
    Column("connection", String(40), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("hash", String(32), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("present", Boolean, nullable=False),
)
"""`seen` is the read that delivered the card last; `present` is False once a whole read missed it."""

verdicts = Table(
    "verdicts",
    metadata,
    Column("connection", String(40), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

written = Table(
    "written",
    metadata,
    Column("connection", String(40), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("command", String(20), nullable=False),
    Column("started", DateTime, nullable=False),
    Column("ended", DateTime),
    Column("exit_code", Integer),
    Column("summary", LargeBinary),
)
