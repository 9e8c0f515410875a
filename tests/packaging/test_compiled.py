"""The reader as machine code reads as its sources do."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import compiled
from benchmarks.compiled import ROOT

READ = """
import json, msgspec
from benchmarks.reading import ROOT
from benchmarks.corpus import card_of, field_slots, records
from enrichment.reading import read as reader
from enrichment.reading.words import load_words

words = load_words(sorted((ROOT / "rules/ecommerce/words").glob("*.yaml")))
slots = field_slots(ROOT / "config/names.yaml")
cards = [
    card_of(record, slots)
    for name in ("shops", "mixed", "varied")
    for record in records(ROOT / f"benchmarks/cards/{name}.jsonl")
]
readings = {card.id: msgspec.json.encode(reader.read(card, words)).decode() for card in cards}
print(json.dumps({"file": reader.__file__, "readings": readings}))
"""


@pytest.fixture(scope="module")
def site() -> Path:
    if not compiled.can_compile():
        pytest.skip("no C compiler or no Python headers on this machine")
    return compiled.site()


@pytest.fixture
def script() -> Iterator[str]:
    """A module both runs can import by its name."""
    path = ROOT / "build" / "read_all_cards.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(READ, encoding="utf-8")
    yield path.stem
    path.unlink()


@pytest.mark.timeout(400)
def test_the_compiled_reader_reads_every_card_as_its_sources_do(site: Path, script: str) -> None:
    plain = json.loads(compiled.run(script, [], [ROOT, ROOT / "build"]))
    fast = json.loads(compiled.run(script, [], [site, ROOT, ROOT / "build"]))

    assert plain["file"].endswith("read.py")
    assert fast["file"].endswith(".so")
    assert len(plain["readings"]) > 500
    assert fast["readings"] == plain["readings"]
