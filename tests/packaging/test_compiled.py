"""Reader and scales as machine code do what their sources do."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import compiled
from benchmarks.compiled import ROOT

READ = """
import json, msgspec
from datetime import date
from benchmarks.reading import ROOT
from benchmarks.corpus import card_of, field_slots, records
from enrichment import judge
from enrichment.case import prepare
from enrichment.context import load_context
from enrichment.packs import load_packs
from enrichment.reading import read as reader
from enrichment.reading.words import load_words

pack = load_packs([ROOT / "rules/ecommerce"])
words = load_words(pack.words)
setting = prepare(pack, load_context(ROOT / "config/context.example.yaml"), date(2026, 11, 21))
slots = field_slots(ROOT / "config/names.yaml")
cards = [
    card_of(record, slots)
    for name in ("shops", "mixed", "varied")
    for record in records(ROOT / f"benchmarks/cards/{name}.jsonl")
]
judged = judge.judge_readings([(card, reader.read(card, words)) for card in cards], setting)
told = {
    one.card.id: msgspec.json.encode([one.reading, one.verdict]).decode() for one in judged
}
print(json.dumps({"files": [reader.__file__, judge.__file__], "told": told}))
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
def test_what_is_compiled_reads_and_weighs_every_card_as_its_sources_do(
    site: Path, script: str
) -> None:
    plain = json.loads(compiled.run(script, [], [ROOT, ROOT / "build"]))
    fast = json.loads(compiled.run(script, [], [site, ROOT, ROOT / "build"]))

    assert all(file.endswith(".py") for file in plain["files"])
    assert all(file.endswith(".so") for file in fast["files"])
    assert len(plain["told"]) > 500
    assert fast["told"] == plain["told"]


@pytest.mark.timeout(400)
def test_the_program_says_whether_it_is_compiled(site: Path) -> None:
    plain = compiled.run("steelyard", ["--version"], [ROOT])
    fast = compiled.run("steelyard", ["--version"], [site, ROOT])

    assert fast == f"{plain.strip()} (compiled)\n"
