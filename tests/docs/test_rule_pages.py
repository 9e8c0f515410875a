"""The pages on rules, context and score: every YAML block is loaded, and its tests are run."""

import re
from collections.abc import Iterator
from pathlib import Path

from connectors.card import Card
from enrichment.case import prepare
from enrichment.context import Context
from enrichment.judge import judge_readings
from enrichment.packs import load_packs
from enrichment.packs.schema import DECISION_VARIABLES, MESSAGES
from enrichment.packs.trial import card_of
from enrichment.reading.read import read
from enrichment.reading.words import load_words
from enrichment.yamlplaces import load, validate
from steelyard.data import pack_folder
from steelyard.rulebook import load_rulebook

DOCS = Path(__file__).resolve().parents[2] / "docs"
ECOMMERCE = pack_folder("ecommerce")


def yaml_blocks(page: str) -> list[str]:
    text = (DOCS / page).read_text("utf-8")
    return re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def with_key(page: str, key: str) -> list[str]:
    return [block for block in yaml_blocks(page) if re.search(rf"^{key}:", block, re.MULTILINE)]


def test_the_words_of_the_page_are_read(tmp_path: Path) -> None:
    (block,) = with_key("rules.md", "metrics")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "ours.yaml").write_text(block, "utf-8")
    (tmp_path / "rules.yaml").write_text("without: [no-counter-metric]\n", "utf-8")

    words = load_rulebook([ECOMMERCE, tmp_path], None).words

    assert words.heading("Что нам с этого") == "effect"


def test_an_effect_in_points_is_worth_what_the_page_says(tmp_path: Path) -> None:
    (block,) = with_key("context.md", "economics")
    (tmp_path / "context.yaml").write_text(block, "utf-8")
    context = validate(load(tmp_path / "context.yaml"), Context)
    pack, words = load_packs([ECOMMERCE]), load_words(sorted((ECOMMERCE / "words").glob("*.yaml")))
    (case, *_) = pack.cases
    promise: Card = card_of(case)
    card = _promising(promise, "Effect: +0.4 p.p. of checkout conversion")

    (judged,) = judge_readings([(card, read(card, words))], prepare(pack, context, case.today))

    notes = " ".join(part.note for part in judged.verdict.score.parts)
    assert "1.49M" in notes


def _promising(card: Card, text: str) -> Card:
    return Card(
        connection=card.connection,
        tracker=card.tracker,
        id="1",
        key="1",
        url="",
        title="Fewer fields at checkout",
        body=text,
        created=card.created,
        updated=card.updated,
    )


def paths() -> Iterator[str]:
    """Every name an expression may use, a slot's common names only once."""
    for variable, kind in DECISION_VARIABLES.items():
        yield from _paths(variable, kind)


def _paths(path: str, kind: str) -> Iterator[str]:
    common = MESSAGES["Answer"]
    fields = MESSAGES.get(kind)
    if fields is None:
        yield path
        return
    for name, held in fields.items():
        if name in common and path != "reading.problem":
            continue
        yield from _paths(f"{path}.{name}", held)


def test_the_page_of_names_has_every_name_and_no_other() -> None:
    page = (DOCS / "expressions.md").read_text("utf-8")
    listed = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", page, re.MULTILINE)

    assert {name for name, _ in listed} - {"topics.opinion"} == set(paths()) - {"topics"}


def test_the_page_of_names_has_their_types() -> None:
    page = (DOCS / "expressions.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", page, re.MULTILINE))
    del listed["topics.opinion"]

    assert {name: _type(name) for name in listed} == listed


def _type(path: str) -> str:
    kind, names = "", dict(DECISION_VARIABLES)
    for step in path.split("."):
        kind = names[step]
        names = dict(MESSAGES.get(kind, {}))
    return kind
