"""The table of docs/domain.md says what is."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from enrichment.packs import Pack

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| S(\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
RULE = re.compile(r"`([a-z-]+)` «(.+?)»")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
LATER = re.compile(r"later: (.+)")


@pytest.fixture(scope="session")
def rows() -> Mapping[int, str]:
    text = (ROOT / "docs" / "domain.md").read_text("utf-8")
    return {int(number): answer for number, _, answer in ROW.findall(text)}


def test_every_row_of_the_field_is_answered_once_in_order(rows: Mapping[int, str]) -> None:
    assert list(rows) == list(range(1, 183))


def test_every_row_names_a_rule_a_test_or_a_reason_to_wait(rows: Mapping[int, str]) -> None:
    for number, answer in rows.items():
        later = LATER.match(answer)
        assert RULE.search(answer) or TEST.search(answer) or (later and len(later[1]) > 15), number


def test_every_rule_of_the_table_fires_in_the_test_beside_it_and_rests_in_another(
    rows: Mapping[int, str], fired: Mapping[str, set[str]]
) -> None:
    named = {pair for answer in rows.values() for pair in RULE.findall(answer)}
    assert len(named) > 60
    for rule, case in sorted(named):
        assert rule in fired.get(case, set()), f"{rule} does not fire in «{case}»"
        assert any(rule not in rules for rules in fired.values()), rule


def test_every_test_of_the_table_is_there(rows: Mapping[int, str]) -> None:
    named = {pair for answer in rows.values() for pair in TEST.findall(answer)}
    for path, name in sorted(named):
        assert f"def {name}(" in (ROOT / path).read_text("utf-8"), f"{path}::{name}"


def test_every_check_of_the_pack_answers_a_row(ecommerce: Pack, rows: Mapping[int, str]) -> None:
    named = {rule for answer in rows.values() for rule, _ in RULE.findall(answer)}
    checks = {rule.id for rules, _ in ecommerce.checks.values() for rule in rules}
    assert checks - named == {"deadline-passed"}
