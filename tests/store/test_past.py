"""What was thought before, on a real SQLite file."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from connectors.protocol import Page, Surface
from steelyard.store import Store, open_store
from tests.support.cards import NOW, a_card, a_verdict
from tests.support.verdicts import keep_verdicts

SURFACE = Surface(me="us", score="f1", labels=True, comments=True, resolved=NOW)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(f"sqlite:///{tmp_path}/s.db")
    opened.save_surface("growth", "scope", SURFACE)
    opened.save_page("growth", Page(cards=(a_card(1),), cursor="c"), 1, NOW)
    return opened


def run(store: Store, at: datetime, score: float, command: str = "run") -> None:
    number = store.begin_run(command, at)
    if command != "apply":
        keep_verdicts(store, {a_card(1).id: a_verdict(score)})
    store.end_run(number, at, 0, {})


def told(store: Store, at: datetime) -> tuple[datetime, float] | None:
    earlier = store.past.since(at)
    return (
        (earlier.judged, earlier.verdicts["growth", a_card(1).id].score.value) if earlier else None
    )


def test_before_a_second_run_there_is_no_last_time(store: Store) -> None:
    assert told(store, NOW) is None
    run(store, NOW, 10)
    assert told(store, NOW) is None


def test_a_young_database_tells_what_moved_since_its_first_run(store: Store) -> None:
    for minute, score in enumerate((10.0, 20.0, 30.0)):
        run(store, NOW + timedelta(minutes=minute), score)
    assert told(store, NOW + timedelta(minutes=5)) == (NOW, 10)


def test_a_nightly_run_tells_what_moved_since_last_night(store: Store) -> None:
    for night, score in enumerate((10.0, 20.0, 30.0)):
        run(store, NOW + timedelta(days=night), score)
    assert told(store, NOW + timedelta(days=2, hours=9)) == (NOW + timedelta(days=1), 20)


def test_a_worker_tells_of_a_day_and_keeps_two_sets_whatever_its_runs(store: Store) -> None:
    for hour in range(100):
        run(store, NOW + timedelta(hours=hour), float(hour))
        earlier = store.past.since(NOW + timedelta(hours=hour))
        if hour > 40:
            assert earlier is not None
            assert 20 <= (NOW + timedelta(hours=hour) - earlier.judged) / timedelta(hours=1) <= 41


def test_doing_a_plan_is_no_judgement(store: Store) -> None:
    run(store, NOW, 10)
    run(store, NOW + timedelta(days=1), 10, command="apply")
    run(store, NOW + timedelta(days=2), 30)
    assert told(store, NOW + timedelta(days=2)) == (NOW, 10)


def test_the_words_of_the_card_are_known_by_their_hash(store: Store) -> None:
    run(store, NOW, 10)
    run(store, NOW + timedelta(minutes=1), 20)
    earlier = store.past.since(NOW + timedelta(minutes=2))
    assert earlier is not None
    assert len(earlier.hashes["growth", a_card(1).id]) == 32
