"""What /healthz and /readyz answer, and why."""

from datetime import timedelta

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Request

from connectors.card import Tracker
from steelyard.store import Beat
from steelyard.worker.board import Board, Line, Snapshot
from steelyard.worker.health import MOVES, TURNS, alive, ready
from steelyard.worker.metrics import Metrics
from steelyard.worker.serve import address_of, answers, serving
from tests.support.cards import NOW
from tests.support.clock import FakeClock

BEAT = Beat(
    schedule="every 15m", due=NOW, tried=NOW, succeeded=NOW, failures=2, error="shop: tok-1 Card 1"
)
LINE = Line(Tracker.JIRA, BEAT, late=NOW + timedelta(minutes=25))


def test_a_loop_that_turns_is_alive_and_one_that_does_not_is_stuck() -> None:
    assert alive(Snapshot(turned=100.0), 100.0 + TURNS).ok
    stuck = alive(Snapshot(turned=100.0), 101.0 + TURNS)
    assert (stuck.ok, stuck.problems) == (False, ("the loop has not turned for 61 s",))


def test_a_cycle_that_gets_on_may_take_hours_and_one_that_does_not_is_stuck() -> None:
    assert alive(Snapshot(turned=1e5, moved=1e5 - MOVES), 1e5).ok
    assert not alive(Snapshot(turned=1e5, moved=1e5 - MOVES - 1), 1e5).ok


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"problems": ("rules.yaml:3:5: what",)}, "rules.yaml:3:5: what"),
        ({"database": "s.db: locked"}, "the database cannot be used: s.db: locked"),
        (
            {"lines": {"shop": Line(Tracker.JIRA, BEAT, late=NOW - timedelta(seconds=1))}},
            "shop: no successful run since 2026-11-21T12:00:00+00:00; steelyard status tells why",
        ),
    ],
)
def test_it_is_not_ready_for_a_reason_that_is_told(change: dict[str, object], says: str) -> None:
    shown = {"turned": 0.0, "lines": {"shop": LINE}}
    assert ready(Snapshot(**shown), NOW).ok  # type: ignore[arg-type]  # the rest is as it stands

    found = ready(Snapshot(**shown | change), NOW)  # type: ignore[arg-type]  # one thing differs
    assert (found.ok, found.problems) == (False, (says,))


def client(clock: FakeClock) -> Client:
    board = Board(Snapshot(turned=0.0, lines={"shop": LINE}))
    return Client(Request.application(answers(board, Metrics(board, clock.now), clock)))


def test_only_three_paths_and_two_methods_are_answered() -> None:
    asked = client(FakeClock())

    assert [asked.get(path).status_code for path in ("/healthz", "/readyz", "/metrics")] == [
        200
    ] * 3
    assert asked.head("/healthz").status_code == 200
    assert asked.get("/").status_code == 404
    assert asked.get("/../etc/passwd").status_code == 404
    assert asked.post("/healthz").status_code == 405
    assert asked.post("/nowhere").status_code == 404


def test_answers_tell_no_word_of_a_tracker() -> None:
    asked = client(FakeClock())
    for path in ("/healthz", "/readyz", "/metrics"):
        text = asked.get(path).text
        assert "tok-1" not in text
        assert "Card 1" not in text


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("127.0.0.1:8674", ("127.0.0.1", 8674)),
        (":0", ("127.0.0.1", 0)),
        ("9000", ("127.0.0.1", 9000)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),  # noqa: S104 - what a container asks for
        ("[::1]:80", ("::1", 80)),
    ],
)
def test_an_address_without_a_host_is_loopback(text: str, means: tuple[str, int]) -> None:
    address = address_of(text)
    assert (address.host, address.port) == means


@pytest.mark.parametrize("text", ["", "here", "127.0.0.1:", "127.0.0.1:http", "1:70000"])
def test_what_is_no_address_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="is no address"):
        address_of(text)


def test_a_server_that_closed_frees_its_port() -> None:
    board = Board(Snapshot(turned=0.0))
    answer = answers(board, Metrics(board, FakeClock().now), FakeClock())
    with serving(address_of(":0"), answer) as url:
        pass
    with serving(address_of(url.removeprefix("http://")), answer) as again:
        assert again == url
