"""Every message the FAQ explains is one the program has, and every figure a page names exists."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytest

from steelyard.worker.board import Board, Snapshot
from steelyard.worker.metrics import Metrics
from tests.support.house import House
from tests.support.pages import ROOT

FAQ = (ROOT / "docs" / "faq.md").read_text("utf-8")
PRODUCED = "Jira answered 401 to …"


def quoted() -> list[str]:
    return re.findall(r"^### `(.+)`$", FAQ, re.MULTILINE)


@cache
def said_by_the_program() -> frozenset[str]:
    """Every text of the code; `…` stands where something is filled in."""
    files = (
        file
        for package in ("steelyard", "connectors", "enrichment")
        for file in (ROOT / package).rglob("*.py")
        if "loopback" not in file.parts
    )
    return frozenset(text for file in files for text in _texts(ast.parse(file.read_text("utf-8"))))


def _texts(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if _is_text(part) else "…" for part in node.values)  # type: ignore[attr-defined] # a constant has it
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.sub(r"\{\w+\}", "…", node.value)


def _is_text(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant)


@pytest.mark.parametrize("message", [one for one in quoted() if one != PRODUCED])
def test_the_program_still_says_so(message: str) -> None:
    assert any(message in text for text in said_by_the_program())


def test_a_dead_token_is_told_as_the_page_has_it(house: House) -> None:
    assert PRODUCED in quoted()

    ran = house.steelyard("plan", env={"JIRA_TOKEN": "dead"})

    assert PRODUCED.rstrip("…") in ran.err


def test_every_metric_the_pages_name_is_there() -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    board = Board(Snapshot(turned=0.0))
    told = Metrics(board, lambda: datetime.now(UTC)).page().decode()
    known = set(re.findall(r"^# TYPE (\w+) ", told, re.MULTILINE))

    assert set(re.findall(r"`(steelyard_\w+)", page)) - known == set()
