"""Work done side by side, its results in order, no further ahead than they are taken."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_A = TypeVar("_A")
_B = TypeVar("_B")


def side_by_side(work: Callable[[_A], _B], items: Iterable[_A], threads: int) -> Iterator[_B]:
    """The results of `work` in the order of `items`; the first failure ends the rest.

    At most twice as many results as there are threads wait to be taken.
    """
    pool = ThreadPoolExecutor(max_workers=threads)
    waiting: deque[Future[_B]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
