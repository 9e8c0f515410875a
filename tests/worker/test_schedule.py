"""When a connection runs next."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steelyard.settings.schedule import Schedule
from steelyard.worker.schedule import RETRIES, Rhythm

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
START = datetime(2026, 11, 20, 9, 7, tzinfo=UTC)  # a Friday, seven past noon in Moscow
QUARTER = Schedule(every=900)
HOURS = Schedule(cron="*/15 9-19 * * 1-5")
NIGHTLY = Schedule(cron="0 3 * * *")


def rhythm(schedule: Schedule, zone: ZoneInfo = MOSCOW, spread: float = 0.0) -> Rhythm:
    return Rhythm(schedule, zone, START, spread)


def at(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def test_an_interval_runs_at_once_and_then_on_its_grid() -> None:
    assert rhythm(QUARTER).first(None) == START
    assert rhythm(QUARTER).after(START) == START + timedelta(minutes=15)
    assert rhythm(QUARTER).after(START + timedelta(minutes=15)) == START + timedelta(minutes=30)


def test_ticks_that_were_missed_are_one() -> None:
    late = START + timedelta(minutes=50)

    assert rhythm(QUARTER).after(late) == START + timedelta(minutes=60)
    assert rhythm(NIGHTLY).after(at("2026-11-24 12:00")) == at("2026-11-25 03:00")


def test_a_cron_expression_waits_for_its_moment_in_the_teams_zone() -> None:
    assert rhythm(HOURS).first(None) == at("2026-11-20 12:15")
    assert rhythm(HOURS).after(at("2026-11-20 19:45")) == at("2026-11-23 09:00")


def test_a_cron_run_that_was_missed_while_nothing_ran_is_done_at_once() -> None:
    assert rhythm(NIGHTLY).first(at("2026-11-17 03:00")) == START
    assert rhythm(NIGHTLY).first(at("2026-11-20 03:00")) == at("2026-11-21 03:00")


def test_a_night_that_lacks_the_hour_and_one_that_has_it_twice_run_once() -> None:
    night = Schedule(cron="30 2 * * *")
    spring = rhythm(night, BERLIN).after(at("2027-03-27 12:00", BERLIN))
    first = rhythm(night, BERLIN).after(at("2026-10-24 12:00", BERLIN))

    assert spring.astimezone(BERLIN).date().isoformat() == "2027-03-28"
    assert first.astimezone(BERLIN).date().isoformat() == "2026-10-25"
    assert rhythm(night, BERLIN).after(first).astimezone(BERLIN).date().isoformat() == "2026-10-26"


def test_installations_are_spread_over_half_a_minute_at_most() -> None:
    tick = at("2026-11-20 12:15")
    ran = rhythm(HOURS, spread=0.5).after(tick - timedelta(seconds=1))

    assert ran == tick + timedelta(seconds=15)
    assert rhythm(HOURS, spread=0.5).after(ran) == tick + timedelta(minutes=15, seconds=15)
    assert rhythm(Schedule(every=60), spread=1.0).after(START) == START + timedelta(seconds=66)


def test_failures_are_tried_again_soon_and_then_ever_later() -> None:
    pauses = [
        (rhythm(NIGHTLY).again(START, failures) - START).total_seconds() / 60
        for failures in range(1, RETRIES + 1)
    ]

    assert pauses == [1, 2, 4, 8, 16, 32]
    assert rhythm(NIGHTLY).again(START, RETRIES + 1) == at("2026-11-21 03:00")
    assert rhythm(QUARTER).again(START, RETRIES + 9) == START + timedelta(minutes=75)


def test_a_retry_keeps_to_the_hours_that_were_chosen() -> None:
    evening = at("2026-11-20 19:50")

    assert rhythm(HOURS).again(evening, 1) == evening + timedelta(minutes=1)
    assert rhythm(HOURS).again(evening, RETRIES + 1) == at("2026-11-23 09:00")


def test_a_pause_the_tracker_asked_for_is_the_least() -> None:
    assert rhythm(QUARTER).again(START, 1, asked=600) == START + timedelta(seconds=600)
    assert rhythm(QUARTER).again(START, 1, asked=1000) == START + timedelta(minutes=30)


def test_a_run_is_overdue_some_time_after_its_tick() -> None:
    assert rhythm(QUARTER).late(START) == START + timedelta(minutes=25)
    assert rhythm(NIGHTLY).late(at("2026-11-20 03:00")) == at("2026-11-21 04:00")


@given(
    st.sampled_from([QUARTER, HOURS, NIGHTLY, Schedule(every=10)]),
    st.floats(0, 1),
    st.integers(-100_000, 10_000_000),
)
def test_the_next_run_lies_ahead_and_none_lies_between(
    schedule: Schedule, spread: float, seconds: int
) -> None:
    known, moment = rhythm(schedule, spread=spread), START + timedelta(seconds=seconds)
    following = known.after(moment)

    assert following > moment
    assert known.after(following) > following


@pytest.mark.parametrize("schedule", [QUARTER, HOURS, NIGHTLY])
@given(failures=st.integers(1, 10_000), asked=st.floats(0, 1e5))
def test_a_retry_never_comes_before_its_pause(
    schedule: Schedule, failures: int, asked: float
) -> None:
    again = rhythm(schedule, spread=0.3).again(START, failures, asked)

    assert again >= START + timedelta(seconds=max(60, asked))
