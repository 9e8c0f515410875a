"""The tables as they are now; `migrations/` brings older databases here."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
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
    Column("census", DateTime),
)
"""`scope` is what the cursor belongs to: another site, JQL or mapping starts from the beginning.

`complete` is when a whole read came to its end, `census` when all ids were last compared.
"""

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
    Column("gone", String(30)),
)
"""`seen` is the read that delivered the card last; `present` is False once a census missed it.

`gone` then says why, as far as it could be told (`connectors.protocol.Absence`).
"""

verdicts = Table(
    "verdicts",
    metadata,
    Column("connection", String(40), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

"""Verdicts but for their places; what an older program kept holds those too."""

places = Table(
    "places",
    metadata,
    Column("connection", String(40), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("connection", String(40), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("key", String(100), nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""What cards said; `key` names the card's human content, the words and the reader."""

past = Table(
    "past",
    metadata,
    Column("slot", Integer, primary_key=True),
    Column("connection", String(40), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("hash", String(32), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("judged", DateTime, nullable=False),
    Column("place", LargeBinary),
)
"""Verdicts of earlier runs, in two sets (`steelyard.store.past`); `hash` is the card's then."""

written = Table(
    "written",
    metadata,
    Column("connection", String(40), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("connection", String(40), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("value", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""The last plan of each connection, whether it is to be done or not; in order by `turn`, `value`."""

outbox = Table(
    "outbox",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("connection", String(40), nullable=False),
    Column("id", String(64), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("outcome", String(20)),
    Column("begun", Boolean, nullable=False, server_default=false()),
    Index("ix_outbox_connection_id", "connection", "id"),
)
"""The writes that are to be done, kept before the first of them is.

One that was `begun` and has no `outcome` may have been done by a run that did not live to note it.
"""

spending = Table(
    "spending",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""One row: what accounts have used up of their windows, and the pauses they were asked for."""

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

beats = Table(
    "beats",
    metadata,
    Column("connection", String(40), primary_key=True),
    Column("schedule", Text, nullable=False),
    Column("due", DateTime),
    Column("tried", DateTime),
    Column("succeeded", DateTime),
    Column("failures", Integer, nullable=False),
    Column("error", Text, nullable=False),
)
"""What the worker knows of each connection's runs, and when the next one is `due`."""

worker = Table(
    "worker",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", DateTime, nullable=False),
    Column("seen", DateTime, nullable=False),
    Column("stopped", DateTime),
)
"""One row: the worker that was `seen` alive last."""
