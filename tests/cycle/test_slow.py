"""A slow connection holds up no other: the others are written while it is still read."""

from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from connectors.gate import SystemClock
from steelyard.cycle import cycle
from steelyard.done import Cycle
from steelyard.loopback.faults import Delay, Fault, Reply
from steelyard.settings import load_settings
from steelyard.store import open_store
from steelyard.summary import summary_of
from steelyard.tell import nobody
from steelyard.world import open_world
from tests.support.house import is_write
from tests.support.office import Office, office_in, rules


def run(office: Office, waits: float) -> tuple[Cycle, int]:
    """One cycle by the machine's clock, and its exit code."""
    settings = load_settings(office.config)
    with ExitStack() as stack:
        store = stack.enter_context(open_store(settings.database))
        world = open_world(settings, store, SystemClock(), rules(), read_only=False)
        stack.callback(world.close)
        done = cycle(msgspec.structs.replace(world, waits=waits), 1, nobody)
        return done, summary_of(world, done).exit_code


def times(office: Office, name: str, *, writes: bool) -> list[float]:
    log = office.servers[name].log
    return [one.at for one in log if is_write(one.method, one.path) is writes]


@pytest.mark.parametrize(("waits", "apart"), [(0.3, True), (30.0, False)])
def test_the_others_are_written_while_a_slow_one_is_read(
    tmp_path: Path, waits: float, *, apart: bool
) -> None:
    with office_in(tmp_path) as office:
        office.servers["ideas"].faults.add(Fault(Delay(3.0), path="/query"))

        done, code = run(office, waits)

        assert code == 0
        assert set(done.pulled) == {"shop", "growth", "ideas"}
        assert {name: one.left for name, one in done.applied.items()} == {
            "shop": 0,
            "growth": 0,
            "ideas": 0,
        }
        slow = next(one for one in office.servers["ideas"].log if "/query" in one.path)
        for name in ("shop", "growth"):
            assert (max(times(office, name, writes=True)) < slow.at + 3.0) is apart
        assert set(office.living_comments().values()) <= {0, 1}
        assert all(office.living_comments()[page] for page in list(office.notion.pages)[:1])


def test_first_remarks_of_all_waves_together_keep_to_their_number(tmp_path: Path) -> None:
    with office_in(tmp_path) as office:
        office.edit_config("remarks_per_run: 100", "remarks_per_run: 5")
        office.servers["ideas"].faults.add(Fault(Delay(1.5), path="/query"))

        run(office, 0.2)

        assert sum(office.living_comments().values()) == 5


def test_a_slow_one_that_fails_at_last_leaves_the_others_done(tmp_path: Path) -> None:
    with office_in(tmp_path) as office:
        office.servers["ideas"].faults.add(
            Fault(Delay(1.5), path="/query"),
            Fault(Reply(400, {"code": "validation_error", "message": "no"}), path="/query"),
        )

        done, code = run(office, 0.2)

        assert code == 3
        assert set(done.failed) == {"ideas"}
        assert all(one.left == 0 and one.outcomes["done"] > 0 for one in done.applied.values())
