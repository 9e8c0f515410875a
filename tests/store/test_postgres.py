"""Runs on a PostgreSQL server: a whole cycle, and one run at a time on any machine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from steelyard.lock import Busy, only_run
from tests.support.cards import NOW
from tests.support.house import house_in

Fresh = Callable[[], str]


def test_a_whole_cycle_and_an_idle_one(tmp_path: Path, fresh_postgres: Fresh) -> None:
    with house_in(tmp_path) as house:
        house.edit_config("sqlite:///steelyard.db", fresh_postgres())

        first = house.steelyard("run", "--json")

        assert first.code == 0, first.err
        assert first.json["written"] == first.json["planned"] > 100
        house.clear_logs()
        again = house.steelyard("run", "--json")
        assert (again.code, again.json["planned"], house.writes()) == (0, 0, [])
        assert house.steelyard("status", "--json").json["connections"]["shop"]["cards"] == 24


def test_the_lock_is_the_servers_says_who_holds_it_and_ends_with_the_run(
    fresh_postgres: Fresh,
) -> None:
    one, other = fresh_postgres(), fresh_postgres()

    with only_run(one, NOW), only_run(other, NOW):
        with pytest.raises(Busy, match="process") as busy, only_run(one, NOW):
            pass
        assert "since 2026-11-21 12:00:00 UTC" in busy.value.holder
    with only_run(one, NOW):
        pass
