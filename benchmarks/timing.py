"""CPU time of steps, and how a benchmark that times each manner of running is asked for."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import msgspec

from benchmarks.tables import Table
from connectors.card import Card, human_hash

T = TypeVar("T")


def timed(do: Callable[[], T]) -> tuple[T, float]:
    """What `do` gives, and the seconds of this process' CPU time it took."""
    start = time.process_time()
    done = do()
    return done, time.process_time() - start


def floor(cards: Sequence[Card]) -> float:
    """The seconds of what any program must do with cards: decode them from the store, hash them."""
    packed = [msgspec.msgpack.encode(card) for card in cards]
    decode = msgspec.msgpack.Decoder(Card).decode
    _, spent = timed(lambda: [human_hash(decode(one)) for one in packed])
    return spent


def show(
    about: str | None,
    usual: int,
    table: Callable[[int], Table],
    seconds: Callable[[int], Mapping[str, float]],
) -> None:
    """Print the table of so many cards, or as JSON the seconds this process takes for them."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("cards", type=int, nargs="?", default=usual)
    parser.add_argument("--seconds", action="store_true", help="time this process, print JSON")
    asked = parser.parse_args()
    if asked.seconds:
        json.dump(seconds(asked.cards), sys.stdout)
    else:
        table(asked.cards).show()
