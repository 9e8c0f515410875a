"""When things ran and will run, as people are told."""

from datetime import UTC, datetime, timedelta

from inline_snapshot import snapshot

from steelyard.rhythm import ALIVE, Rhythm, rhythm
from steelyard.speech import Speech
from steelyard.store import Pulse, Run
from tests.support.cards import NOW

SOON = NOW + timedelta(minutes=15)
RUNS = [
    Run(3, "worker", NOW, None, None, {}),
    Run(2, "worker", NOW - timedelta(minutes=15), NOW - timedelta(minutes=14), 0, {"cards": 12}),
]


def said(told: Rhythm, language: str = "en") -> list[str]:
    return list(told.lines(Speech(language), UTC))


def test_a_living_worker_tells_the_last_run_and_the_next() -> None:
    told = rhythm(RUNS, Pulse(NOW, NOW), [SOON, SOON + timedelta(hours=1)], NOW)

    assert said(told) == snapshot(
        [
            "Last run: November 21, 2026, 11:46\u202fAM UTC",
            "Next run: November 21, 2026, 12:15\u202fPM UTC",
        ]
    )
    assert said(told, "ru") == snapshot(
        [
            "Последний запуск: 21 ноября 2026\u202fг., 11:46 UTC",
            "Следующий: 21 ноября 2026\u202fг., 12:15 UTC",
        ]
    )


def test_a_dead_worker_promises_nothing_and_tells_since_when() -> None:
    told = rhythm(RUNS, Pulse(NOW, NOW), [SOON], NOW + ALIVE + timedelta(seconds=1))

    assert told.next is None
    assert said(told)[1:] == snapshot(
        [
            "The worker shows no sign of life, and starts nothing since November 21, 2026, 12:00\u202fPM UTC"
        ]
    )
    assert said(told, "ru")[1:] == snapshot(
        [
            "Воркер не подаёт признаков жизни и ничего не запускает с этого момента: 21 ноября 2026\u202fг., 12:00 UTC"
        ]
    )


def test_a_worker_that_was_told_to_go_is_not_called_dead() -> None:
    told = rhythm(RUNS, Pulse(NOW, NOW, stopped=NOW), [SOON], NOW + timedelta(days=1))

    assert said(told)[1:] == snapshot(
        ["The worker was stopped, and starts nothing since November 21, 2026, 12:00\u202fPM UTC"]
    )
    assert said(told, "ru")[1:] == snapshot(
        [
            "Воркер остановлен, с этого момента сам он ничего не запускает: 21 ноября 2026\u202fг., 12:00 UTC"
        ]
    )


def test_without_a_worker_there_is_the_last_run_alone() -> None:
    assert said(rhythm(RUNS, None, [], datetime(2026, 12, 1, tzinfo=UTC)))[1:] == []
    assert said(rhythm([], None, [], NOW)) == []
