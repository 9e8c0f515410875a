"""The loop: what runs when, next to what, and what becomes of failures."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from steelyard.lock import only_run
from steelyard.loopback.faults import Fault, Reply
from steelyard.settings import load_settings
from steelyard.store import Beat, Run, Store, open_store
from steelyard.tell import Tell
from steelyard.worker import loop
from steelyard.worker.one import Result, Task, one_cycle
from tests.support.office import Office, office_in
from tests.support.shift import Shift

EVERYTHING = frozenset({"shop", "growth", "ideas"})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path, cards=3) as made:
        yield made


def schedule(office: Office, text: str, of: str = "") -> None:
    place = f"  {of}:\n" if of else "connections:"
    line = f"  {of}:\n    schedule: {text}\n" if of else f"schedule: {text}\nconnections:"
    office.edit_config(place, line)


def runs(office: Office) -> list[Run]:
    with open_store(load_settings(office.config).database) as store:
        return list(store.last_runs(500))


def beats(office: Office) -> dict[str, Beat]:
    with open_store(load_settings(office.config).database) as store:
        return dict(store.heartbeat.beats())


def test_connections_of_one_schedule_run_together_and_write_once(office: Office) -> None:
    shift = Shift(office)
    shift.work(minutes=20)

    assert shift.starts == [(0, EVERYTHING), (15, EVERYTHING)]
    first, second = reversed(runs(office))
    assert first.summary["written"] > 0
    assert (second.command, second.summary["planned"]) == ("worker", 0)


def test_each_connection_keeps_its_own_schedule(office: Office) -> None:
    schedule(office, '{cron: "30 * * * *"}', of="ideas")
    schedule(office, "{every: 10m}", of="growth")
    shift = Shift(office)
    shift.work(minutes=62)

    assert shift.ran("growth") == [0, 10, 20, 30, 40, 50, 60]
    assert shift.ran("shop") == [0, 15, 30, 45, 60]
    assert shift.ran("ideas") == [30]


def test_a_run_of_some_connections_weighs_the_cards_of_all(office: Office) -> None:
    schedule(office, "{every: 10m}", of="growth")
    shift = Shift(office)
    shift.work(minutes=12)

    last = runs(office)[0].summary
    assert last["cards"] == 9
    assert set(last["connections"]) == {"growth"}
    with open_store(load_settings(office.config).database) as store:
        assert len(store.verdicts()) == 9


def test_a_failing_connection_backs_off_alone_and_holds_up_nobody(office: Office) -> None:
    office.servers["ideas"].faults.add(Fault(Reply(401, {"message": "no"}), times=None))
    shift = Shift(office)
    shift.work(minutes=60)

    assert shift.ran("shop") == shift.ran("growth") == [0, 15, 30, 45]
    assert shift.ran("ideas") == [0, 1, 3, 7, 15, 45]
    assert all(due in ({"ideas"}, EVERYTHING, EVERYTHING - {"ideas"}) for _, due in shift.starts)
    beat = beats(office)["ideas"]
    assert beat.failures == 6
    assert beat.succeeded is None
    assert "401" in beat.error
    assert beats(office)["shop"].failures == 0


def test_a_connection_that_is_well_again_joins_the_others(office: Office) -> None:
    office.servers["ideas"].faults.add(Fault(Reply(401, {"message": "no"}), times=None))
    shift = Shift(office)
    shift.later(office.servers["ideas"].faults.clear, minutes=2)
    shift.work(minutes=16)

    assert shift.ran("ideas") == [0, 1, 3, 15]
    assert shift.starts[-1][1] == EVERYTHING
    assert beats(office)["ideas"].failures == 0


def test_a_pause_a_tracker_asks_for_is_kept_between_runs(office: Office) -> None:
    pause = Reply(429, {"code": "rate_limited"}, headers={"Retry-After": "1000"})
    office.servers["ideas"].faults.add(Fault(pause, times=1))
    shift = Shift(office)
    shift.work(minutes=50)

    assert shift.ran("ideas") == [0, 30, 45]


def test_a_bug_ends_one_run_and_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    shift = Shift(office)
    broken = iter([ZeroDivisionError("a bug")])

    def one(task: Task, store: Store, tell: Tell) -> Result:
        for bug in broken:
            raise bug
        return one_cycle(task, store, tell)

    monkeypatch.setattr(loop, "one_cycle", one)
    with capture_logs() as log:
        shift.work(minutes=5)

    (told,) = [one for one in log if one["event"] == "cycle_broke"]
    assert told["exc_info"] is True
    assert [len(due) for _, due in shift.starts] == [3, 1, 1, 1]
    assert {one.failures for one in beats(office).values()} == {0}


def test_while_another_run_holds_the_lock_the_worker_waits_and_says_so_once(
    office: Office,
) -> None:
    shift = Shift(office)
    lock = only_run(load_settings(office.config).database, office.clock.now())
    lock.__enter__()
    shift.later(lambda: lock.__exit__(None, None, None), minutes=2)
    with capture_logs() as log:
        shift.work(minutes=3)

    assert shift.ran("shop") == [2]
    (told,) = [one for one in log if one["event"] == "waiting"]
    assert str(os.getpid()) in told["holder"]


def test_between_cycles_others_may_have_the_lock(office: Office) -> None:
    shift = Shift(office)

    def plan() -> None:
        with only_run(load_settings(office.config).database, office.clock.now()):
            taken.append(True)

    taken: list[bool] = []
    shift.later(plan, minutes=1)
    shift.work(minutes=2)

    assert taken == [True]


def test_a_worker_that_starts_again_knows_what_was_and_catches_up_once(office: Office) -> None:
    schedule(office, "{cron: '0 * * * *'}")
    Shift(office).work(minutes=61)
    office.later(hours=5, minutes=10)
    shift = Shift(office)
    shift.work(minutes=59)

    assert [len(runs(office)), shift.ran("shop")] == [3, [0, 45]]


def test_metrics_tell_connections_and_forget_those_that_left(office: Office) -> None:
    shift = Shift(office)
    shift.work(minutes=1)
    page = shift.metrics.page().decode()
    assert 'steelyard_cards{connection="ideas",tracker="notion"} 3.0' in page
    assert re.search(r'steelyard_requests_total{connection="shop".*} \d+', page)
    assert re.search(
        r'steelyard_writes_total{connection="shop",outcome="done",tracker="jira"} [1-9]', page
    )
    assert re.search(
        r'steelyard_flags{connection="shop",flag="[a-z-]+",tracker="jira"} [1-9]', page
    )
    for secret in office.secrets.values():
        assert secret not in page

    text = office.config.read_text()
    office.config.write_text(text[: text.index("  ideas:\n")])
    shift.work(minutes=20)

    page = shift.metrics.page().decode()
    assert 'steelyard_cards{connection="ideas"' not in page
    assert 'steelyard_last_success_timestamp_seconds{connection="ideas"' not in page
    assert set(beats(office)) == {"shop", "growth"}
