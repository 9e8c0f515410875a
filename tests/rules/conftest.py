"""The pack that ships, and small packs written to a file."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from enrichment.packs import Pack, load_packs
from enrichment.packs.trial import judge_case
from enrichment.reading.words import Words, load_words
from enrichment.yamlplaces import Problems

RULES = Path(__file__).resolve().parents[2] / "rules"


@pytest.fixture(scope="session")
def ecommerce() -> Pack:
    return load_packs([RULES / "ecommerce"])


@pytest.fixture(scope="session")
def words(ecommerce: Pack) -> Words:
    return load_words(ecommerce.words)


@pytest.fixture(scope="session")
def fired(ecommerce: Pack, words: Words) -> Mapping[str, set[str]]:
    """Rules that fire, by the name of the pack's test."""
    verdicts = {case.name: judge_case(case, ecommerce, words).verdict for case in ecommerce.cases}
    return {
        name: {
            *(flag.rule for flag in verdict.flags),
            *(part.rule for part in verdict.score.parts),
            verdict.advice.rule,
        }
        for name, verdict in verdicts.items()
    }


@pytest.fixture
def own_rules(tmp_path: Path) -> Callable[[str], Pack]:
    """Load the pack that ships with own rules on top."""

    def load(text: str) -> Pack:
        path = tmp_path / "our-rules.yaml"
        path.write_text(text, "utf-8")
        return load_packs([RULES / "ecommerce", path])

    return load


@pytest.fixture
def faults(own_rules: Callable[[str], Pack], tmp_path: Path) -> Callable[[str], list[str]]:
    """Give the problems of own rules, one a line, without the way to the file."""

    def load(text: str) -> list[str]:
        with pytest.raises(Problems) as caught:
            own_rules(text)
        return str(caught.value).replace(f"{tmp_path}/", "").splitlines()

    return load
