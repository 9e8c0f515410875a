"""CPU time of one step."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def timed(do: Callable[[], T]) -> tuple[T, float]:
    """What `do` gives, and the seconds of this process' CPU time it took."""
    start = time.process_time()
    done = do()
    return done, time.process_time() - start
