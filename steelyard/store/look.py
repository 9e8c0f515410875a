"""A look at a database that changes nothing in it: is it there, whose schema, can it be written."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from steelyard.store import tables
from steelyard.store.engine import loudly

_WAIT = 2
"""Seconds to wait for a run that holds the database; it is at work then, not broken."""


class Look(msgspec.Struct, frozen=True):
    """What there is: no `schema` is no database yet; `last` is when the last run began.

    `refusal` is why nothing can be written, empty when something can.
    """

    schema: str = ""
    last: datetime | None = None
    refusal: str = ""


def look_at(url: str) -> Look:
    """Look without making or upgrading anything. Raises StoreError for a database that is broken."""
    address = sa.make_url(url)
    where = address.render_as_string(hide_password=True)
    file = Path(address.database or "") if address.get_backend_name() == "sqlite" else None
    if file is not None and not file.exists():
        return Look(refusal=_no_place(file))
    waits = {"connect_args": {"timeout": _WAIT}} if file is not None else {}
    engine = sa.create_engine(address, **waits)
    try:
        with loudly(where), engine.connect() as db:
            found = _read(db)
        return msgspec.structs.replace(found, refusal=_refusal(engine, file))
    finally:
        engine.dispose()


def _no_place(file: Path) -> str:
    """Why a file cannot be made there."""
    if not file.parent.is_dir():
        return "no such folder"
    return "" if os.access(file.parent, os.W_OK) else "no right to write there"


def _read(db: sa.Connection) -> Look:
    known = sa.inspect(db)
    if not known.has_table("alembic_version"):
        return Look()
    schema = str(db.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or "")
    runs = tables.runs
    started: Any = (
        db.execute(sa.select(sa.func.max(runs.c.started))).scalar()
        if known.has_table(runs.name)
        else None
    )
    return Look(schema, started.replace(tzinfo=UTC) if started else None)


def _refusal(engine: sa.Engine, file: Path | None) -> str:
    """Ask for the right to write and give it back."""
    if file is not None and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        return "no right to write there"
    try:
        with engine.connect() as db:
            if file is not None:
                db.exec_driver_sql("BEGIN IMMEDIATE")
            elif (
                db.execute(sa.text("SELECT current_setting('transaction_read_only')")).scalar()
                == "on"
            ):
                return "the server is read-only"
            db.rollback()
    except OperationalError as error:
        reason = str(error.orig)
        return "" if "locked" in reason else reason  # a run at work: it can be written
    except SQLAlchemyError as error:
        return type(error).__name__
    return ""
