"""A PostgreSQL server for the tests of this folder, where one can be started."""

import importlib.util
from collections.abc import Callable, Iterator
from itertools import count

import pytest
import sqlalchemy as sa

from tests.support.postgres import NO_SERVER, programs, server


@pytest.fixture(scope="session")
def fresh_postgres() -> Iterator[Callable[[], str]]:
    """Makes an empty database and gives its address."""
    if programs() is None or importlib.util.find_spec("psycopg") is None:
        pytest.skip(NO_SERVER)
    with server() as address:
        engine = sa.create_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT")
        numbers = count(1)

        def fresh() -> str:
            name = f"store{next(numbers)}"
            with engine.connect() as connection:
                connection.execute(sa.text(f"CREATE DATABASE {name}"))
            return address.format(name=name)

        yield fresh
        engine.dispose()
