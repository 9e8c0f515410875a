"""What trainers learn from, and what becomes of that which they learnt."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.corpus import Record, records
from enrichment.reading.words import Words, load_words

ROOT = Path(__file__).resolve().parents[1]
CARDS = ROOT / "benchmarks/cards"
WORDS = ROOT / "rules/ecommerce/words"

Learnt = TypeVar("Learnt")


def material() -> Iterator[Path]:
    """The files to learn from: the labelled cards but those held out."""
    return (path for path in sorted(CARDS.glob("*.jsonl")) if path.stem != "heldout")


def lesson(
    about: str | None,
    file: Path,
    train: Callable[[Sequence[Record], Words], Learnt],
    text: Callable[[Learnt], str],
) -> None:
    """Train; print what `file` should say, or write it when the command line asks to."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--write", action="store_true", help=f"write {file.name}")
    write = parser.parse_args().write
    words = load_words(sorted(WORDS.glob("*.yaml")))
    cards = [record for path in material() for record in records(path)]
    learnt = text(train(cards, words))
    if write:
        file.write_text(learnt, encoding="utf-8")
    else:
        print(learnt, end="")
