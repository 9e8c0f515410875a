"""What the worker keeps of itself, and what is forgotten in time."""

import sqlite3
from datetime import timedelta
from pathlib import Path

from steelyard.store import Beat, Pulse, open_store
from steelyard.store.engine import open_engine
from steelyard.store.store import KEPT_RUNS
from tests.support.cards import NOW


def test_the_worker_keeps_one_row_of_itself_and_one_of_each_connection_it_runs(
    tmp_path: Path,
) -> None:
    ill = Beat(schedule="every 15m", due=NOW, tried=NOW, failures=2, error="shop: no; wait")
    with open_store(f"sqlite:///{tmp_path}/s.db") as store:
        assert store.heartbeat.pulse() is None
        store.heartbeat.keep(Pulse(NOW, NOW), {"shop": ill, "old": Beat(schedule="cron 0 3 * * *")})
        later = Pulse(NOW, NOW + timedelta(minutes=1), NOW + timedelta(minutes=1))
        store.heartbeat.keep(later, {"shop": ill})

        assert store.heartbeat.pulse() == later
        assert store.heartbeat.beats() == {"shop": ill}


def test_a_database_from_before_the_worker_gets_its_tables(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/s.db"
    open_engine(url, "0001").dispose()
    with sqlite3.connect(tmp_path / "s.db") as raw:
        raw.execute(
            "INSERT INTO runs VALUES (7, 'run', '2026-11-20 10:00:00.000000', NULL, 3, NULL)"
        )
    raw.close()

    with open_store(url) as store:
        assert [run.id for run in store.last_runs(5)] == [7]
        assert store.heartbeat.pulse() is None
        store.heartbeat.keep(Pulse(NOW, NOW), {"shop": Beat(schedule="every 15m")})
        assert store.heartbeat.beats() == {"shop": Beat(schedule="every 15m")}


def test_runs_of_long_ago_are_forgotten(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/s.db") as store:
        for _ in range(KEPT_RUNS + 20):
            last = store.begin_run("worker", NOW)

        kept = [run.id for run in store.last_runs(10_000)]
    assert len(kept) == KEPT_RUNS
    assert kept[0] == last
