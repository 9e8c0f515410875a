"""The worker as people run it: a process, signals, HTTP, other commands beside it."""

import signal
import time

import pytest

from steelyard.loopback.faults import Delay, Fault, Reply
from tests.support.at_work import at_work
from tests.support.house import House

SLACK = 2.0
"""Seconds an order takes to arrive on a busy machine; the queue of writes is ten seconds long."""


def test_it_cycles_is_seen_and_ends_well_when_told(house: House) -> None:
    with at_work(house) as work:
        work.wait_for("cycle")
        alive, ready, metrics = map(work.get, ("/healthz", "/readyz", "/metrics"))
        lost, posted = work.get("/"), work.get("/metrics", "POST")
        planned = house.steelyard("plan", "--json")
        during = house.steelyard("status", "--json").json
        page = house.steelyard("report")
        code = work.stop()
    after = house.steelyard("status")

    assert code == 0
    assert work.noise == []
    assert work.log[-1]["event"] == "stopped"
    assert alive.json() == {"status": "ok", "problems": [], "connections": {}}
    assert ready.json()["status"] == "ok"
    assert set(ready.json()["connections"]) == {"shop", "growth", "ideas"}
    assert 'steelyard_cards{connection="shop",tracker="jira"} 24.0' in metrics.text
    assert "steelyard_build_info{" in metrics.text
    assert (lost.status_code, posted.status_code) == (404, 405)
    assert "ython" not in lost.headers["server"]
    assert planned.code == 0, planned.err
    assert during["next_run"] > during["last_run"]
    assert during["connections"]["shop"]["schedule"] == "every 15m"
    assert page.code == 0, page.err
    assert "Следующий:" in (house.folder / "steelyard.html").read_text("utf-8")
    assert "stopped, and starts nothing since" in after.out

    said = "".join([*map(str, work.log), alive.text, ready.text, metrics.text])
    for secret in house.secrets.values():
        assert secret not in said
    answers = alive.text + ready.text + metrics.text
    for issue in house.jira.issues.values():
        assert issue.values["summary"] not in answers


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_with_the_request_in_flight_and_the_next_goes_on(
    house: House, order: signal.Signals
) -> None:
    shop = house.servers["shop"]
    shop.faults.add(Fault(Delay(0.5), "PUT", times=None))
    with at_work(house) as work:
        wait_for_put(house)
        told = time.monotonic()
        code = work.stop(order)
    late = [one.path for one in shop.log if one.at > told + SLACK]
    shop.faults.clear()

    assert code == 0
    assert late == [], "the request in flight, not the queue behind it"
    assert house.steelyard("run").code == 0
    assert set(house.living_comments().values()) <= {0, 1}
    house.clear_logs()
    house.steelyard("run")
    assert house.writes() == []


def test_a_second_order_does_not_wait_for_the_request_in_flight(house: House) -> None:
    house.servers["shop"].faults.add(Fault(Delay(15), "PUT"))
    with at_work(house) as work:
        wait_for_connection(house)
        time.sleep(1)
        work.process.send_signal(signal.SIGTERM)
        work.wait_for("stopping")
        told = time.monotonic()
        code = work.stop()

    assert code == 130
    assert time.monotonic() - told < 5


def test_a_tracker_that_is_down_leaves_the_others_written_and_the_worker_well(
    house: House,
) -> None:
    house.servers["ideas"].faults.add(Fault(Reply(401, {"message": "no"}), times=None))
    with at_work(house) as work:
        work.wait_for("cycle")
        health = work.get("/healthz").status_code
        told = house.steelyard("status").out
        code = work.stop()

    assert (code, health) == (0, 200)
    assert work.wait_for("failed")["connection"] == "ideas"
    assert "ideas FAILED" in told
    assert "1 failed run in a row" in told
    assert house.servers["shop"].count("PUT") > 0


def test_two_workers_on_one_database_do_not_overlap(house: House) -> None:
    house.servers["shop"].faults.add(Fault(Delay(3), "PUT", times=None))
    with at_work(house) as first:
        wait_for_put(house)
        with at_work(house) as second:
            waits = second.wait_for("waiting")
            beside = house.steelyard("status").code
            house.servers["shop"].faults.clear()
            first.wait_for("cycle")
            cycle = second.wait_for("cycle")
            assert (first.stop(), second.stop()) == (0, 0)

    assert f"process {first.process.pid}" in waits["holder"]
    assert beside == 0
    assert cycle["written"] == 0


def test_what_cannot_work_is_said_before_the_first_cycle(house: House) -> None:
    with at_work(house) as work:
        port = work.wait_for("started")["listening"].rpartition(":")[2]
        taken = house.steelyard("worker", "--listen", f"127.0.0.1:{port}")
    house.edit_config("timezone: Europe/Moscow", "schedule: {every: soon}")
    wrong = house.steelyard("worker", "--listen", "127.0.0.1:0")

    assert (taken.code, wrong.code) == (2, 2)
    assert f"127.0.0.1:{port}: cannot be listened on; choose another with --listen" in taken.err
    assert "steelyard.yaml:3:12: 'every'" in wrong.err
    assert house.steelyard("worker", "--listen", "here").code == 2


def test_a_killed_worker_is_told_to_be_dead_and_the_next_goes_on(house: House) -> None:
    house.servers["shop"].faults.add(Fault(Delay(0.3), "PUT", times=None))
    with at_work(house) as work:
        wait_for_put(house)
        work.process.kill()
        assert work.ended() == -signal.SIGKILL
    house.servers["shop"].faults.clear()
    with at_work(house) as work:
        assert work.wait_for("cycle")["failed"] == ""
        assert work.stop() == 0

    assert set(house.living_comments().values()) <= {0, 1}
    house.clear_logs()
    house.steelyard("run")
    assert house.writes() == []


def wait_for_put(house: House) -> None:
    deadline = time.monotonic() + 40
    while not house.servers["shop"].count("PUT"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def wait_for_connection(house: House) -> None:
    """Until the others are written: the first PUT to the shop is then on its way."""
    deadline = time.monotonic() + 40
    while not house.servers["growth"].count("PUT"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
