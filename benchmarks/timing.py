"""CPU time of one step, and how the reader that was timed runs."""

import time
from collections.abc import Callable
from typing import TypeVar

from enrichment.reading import read

T = TypeVar("T")


def timed(do: Callable[[], T]) -> tuple[T, float]:
    """What `do` gives, and the seconds of this process' CPU time it took."""
    start = time.process_time()
    done = do()
    return done, time.process_time() - start


def compiled() -> bool:
    """Whether the reader is machine code: its modules were compiled when the wheel was built."""
    return not read.__file__.endswith(".py")


def manner() -> str:
    """The same in words for a table's note."""
    return "compiled" if compiled() else "as plain Python"
