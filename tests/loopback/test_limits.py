"""The vendors' limits, by the server's own count."""

import pytest

from steelyard.loopback.limits import Bucket, Meter, Window
from tests.support.seconds import Seconds


def test_a_window_slides() -> None:
    clock = Seconds(1000)
    meter, window = Meter(clock), Window("w", 3, 10)
    for second in (0, 4, 8):
        clock.now = 1000 + second
        assert meter.spend(("a", window)) is None
    over = meter.spend(("a", window))
    assert over is not None
    assert over.wait == pytest.approx(2)
    assert meter.spend(("b", window)) is None
    clock.now += over.wait
    assert meter.spend(("a", window)) is None
    assert meter.exceeded == {"w": 1}


def test_a_bucket_fills_up_again() -> None:
    clock = Seconds(1000)
    meter, bucket = Meter(clock), Bucket("b", 50)
    assert [meter.spend(("a", bucket)) for _ in range(50)] == [None] * 50
    over = meter.spend(("a", bucket))
    assert over is not None
    assert over.wait == pytest.approx(0.02)
    clock.now += 100
    assert meter.tokens("a", bucket) == 50


def test_a_refused_request_is_not_counted_by_the_other_limits() -> None:
    clock = Seconds(1000)
    meter, wide, narrow = Meter(clock), Window("wide", 3, 10), Window("narrow", 1, 10)
    for _ in range(5):
        meter.spend(("a", wide), ("a", narrow))
    assert meter.left("a", wide) == 2
    assert meter.exceeded == {"narrow": 4}
