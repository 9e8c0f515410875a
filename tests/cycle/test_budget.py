"""`--for`: a run that ends in time, says what is left, and is gone on with."""

import time

import pytest

from steelyard.duration import seconds_in
from tests.support.house import House


@pytest.mark.parametrize(
    ("text", "seconds"), [("10m", 600), ("90s", 90), ("90", 90), ("1h30m", 5400), ("2H", 7200)]
)
def test_lengths_of_time_are_read_as_people_type_them(text: str, seconds: float) -> None:
    assert seconds_in(text) == seconds


@pytest.mark.parametrize("text", ["", "0m", "m", "10 m", "-5s", "1d", "5m1h"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no length of time"):
        seconds_in(text)


def test_a_run_stops_in_time_says_what_is_left_and_the_next_ones_finish(house: House) -> None:
    for server in house.servers.values():
        server.faults.latency = 0.25
    started = time.monotonic()

    first = house.steelyard("run", "--for", "3s", "--json")

    assert time.monotonic() - started < 8  # the program itself needs some time to start and judge
    assert first.code == 3
    assert "its time was over" in first.err or "reading was stopped" in first.err
    assert first.json["left"] > 0 or not first.json["planned"]
    for server in house.servers.values():
        server.faults.latency = 0.0
    last = house.steelyard("run", "--json")
    assert last.code == 0, last.err
    assert set(house.living_comments().values()) <= {0, 1}
    assert house.steelyard("run", "--json").json["planned"] == 0


def test_a_slow_first_read_makes_headway_in_every_run_and_the_others_are_written(
    house: House,
) -> None:
    house.servers["ideas"].faults.latency = 0.8

    runs = [house.steelyard("run", "--for", "6s", "--json") for _ in range(2)]

    (first, second) = (run.json["connections"]["ideas"] for run in runs)
    assert runs[0].code == 3
    assert first["unfinished"]
    assert 0 < first["cards"] < second["cards"]
    assert runs[0].json["connections"]["growth"]["done"] > 0
    told, facts = house.steelyard("status").out, house.steelyard("status", "--json").json
    assert "ideas UNFINISHED in the last run: ideas: " in told
    assert "FAILED" not in told
    assert (facts["failures"], list(facts["unfinished"])) == ({}, ["ideas"])
    asked = [one.path for one in house.servers["ideas"].log if one.path.endswith("/markdown")]
    assert len(asked) - len(set(asked)) <= 8  # what was on its way when the time was over
