"""The loopback takes and makes the documents Atlassian's schema describes."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from steelyard.loopback.jira import adf


@pytest.fixture(scope="session")
def schema(shared: Path) -> Draft4Validator:
    return Draft4Validator(json.loads((shared / "contracts/adf-v1.schema.json").read_text("utf-8")))


@given(text=st.text())
def test_plain_text_becomes_a_document_of_the_schema(schema: Draft4Validator, text: str) -> None:
    document = adf.of_text(text)
    assert adf.problem(document) is None
    assert schema.is_valid(document)
    assert adf.to_text(document).split("\n") == (text.splitlines() or [""])


PARAGRAPH: dict[str, Any] = {"type": "paragraph", "content": [{"type": "text", "text": "a"}]}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ([{"type": "text", "text": "bare"}], "text may not stand in doc"),
        ([{"type": "paragraph", "content": [{"type": "text", "text": ""}]}], "text is empty"),
        ([{"type": "bulletList", "content": [PARAGRAPH]}], "paragraph may not stand in bulletList"),
        ([{"type": "bulletList", "content": []}], "bulletList is empty"),
        ([{"type": "blockquote", "content": [{"type": "heading", "attrs": {"level": 1}}]}],
         "heading may not stand in blockquote"),
        ([{"type": "paragraph", "content": [{"type": "text", "text": "a", "marks": [{"type": "bold"}]}]}],
         "unknown mark bold"),
        ([{"type": "heading", "content": []}], "heading has no level"),
        ([{"type": "panel", "content": [PARAGRAPH]}], "panel has no panelType"),
        ([{"type": "paragraph", "content": [{"type": "mention", "attrs": {"text": "@a"}}]}],
         "mention has no id"),
        ([{"type": "paragraph", "content": [
            {"type": "text", "text": "a", "marks": [{"type": "code"}, {"type": "strong"}]}]}],
         "code may not be formatted"),
    ],
)  # fmt: skip
def test_a_document_outside_the_schema_is_refused(
    schema: Draft4Validator, content: list[dict[str, Any]], why: str
) -> None:
    document = {"type": "doc", "version": 1, "content": content}
    assert adf.problem(document) == why
    assert not schema.is_valid(document)
