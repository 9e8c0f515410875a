"""A week of the worker: edits, an ill tracker and changed rules, and nothing that grows."""

import ctypes
import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from steelyard.loopback.faults import Fault, Reply
from steelyard.settings import load_settings
from steelyard.store import open_store
from tests.support.hands import hands_of
from tests.support.office import Office, office_in
from tests.support.shift import Shift

EVERY = "15m" if "SOAK" in os.environ else "3h"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path, cards=2) as made:
        made.edit_config("connections:", f"schedule: {{every: {EVERY}}}\nconnections:")
        yield made


def test_a_week_leaves_no_more_memory_files_threads_or_data_than_a_day(office: Office) -> None:
    shift = Shift(office, look=3600.0)
    for day in range(8):
        shift.later(lambda day=day: live(office, day), days=day, hours=10)  # type: ignore[misc]  # mypy infers no default of a lambda
    shift.work(days=1, hours=12)
    early = measured(office)
    shift.work(days=6)
    late = measured(office)

    assert late["files"] <= early["files"]
    assert late["threads"] <= early["threads"]
    assert late["memory"] < early["memory"] + 25_000_000, (early, late)
    assert late["objects"] < early["objects"] * 1.05, (early, late)
    assert late["database"] < early["database"] * 1.5 + 100_000, (early, late)
    assert late["folder"] == early["folder"]
    assert len(shift.ran("shop")) >= 7 * 8
    with open_store(load_settings(office.config).database) as store:
        assert {beat.failures for beat in store.heartbeat.beats().values()} == {0}
    assert set(office.living_comments().values()) <= {0, 1}


def live(office: Office, day: int) -> None:
    """What a day brings: an edit, a tracker that is ill for a while, a changed context."""
    hands_of(office, "shop").rewrite(0, f"Корзина теряет заказы, день {day}")
    if day % 3 == 1:
        office.servers["growth"].faults.add(Fault(Reply(503), times=12))
    if day % 3 == 2:
        context = office.folder / "context.yaml"
        context.write_text(context.read_text("utf-8") + f"\n# day {day}\n", "utf-8")


def measured(office: Office) -> dict[str, int]:
    for server in office.servers.values():
        server.log.clear()  # the trackers' own memory is not the worker's
    gc.collect()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)  # what the allocator keeps for later, among the heaps of many tests, is nobody's
    files = list(office.folder.glob("steelyard.db*"))
    return {
        "memory": int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"),
        "objects": len(gc.get_objects()),
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
        "database": sum(file.stat().st_size for file in files),
        "folder": len(list(office.folder.iterdir())),
    }
