"""The check against a vendor's document finds what it is there for."""

import json
from pathlib import Path
from typing import Any

import pytest

from steelyard.loopback.server import Record
from tests.support.openapi import Document, Known

ITEM = {
    "allOf": [
        {"type": "object", "properties": {"id": {"type": "string"}}, "additionalProperties": False},
        {"$ref": "#/components/schemas/Named"},
    ]
}
SPEC: dict[str, Any] = {
    "openapi": "3.1.0",
    "servers": [{"url": "https://api.example/1"}],
    "components": {
        "schemas": {
            "Named": {
                "type": "object",
                "properties": {"name": {"type": "string"}},
                "required": ["name"],
                "additionalProperties": False,
            }
        }
    },
    "paths": {
        "/items/{id}": {
            "put": {
                "parameters": [
                    {"name": "notify", "in": "query", "schema": {"type": "boolean"}},
                    {"name": "size", "in": "query", "required": True,
                     "schema": {"type": "integer", "maximum": 100}},
                ],
                "requestBody": {"content": {"application/json": {"schema": ITEM}}, "required": True},
                "responses": {"200": {"content": {"application/json": {"schema": ITEM}}}},
            }
        }
    },
}  # fmt: skip
GOOD = {"id": "1", "name": "a"}


def _record(**changes: Any) -> Record:
    parts: dict[str, Any] = {
        "at": 0.0, "method": "PUT", "path": "/1/items/7", "query": (("size", "5"),), "headers": {},
        "body": GOOD, "status": 200, "handled": True, "answer": json.dumps(GOOD).encode(),
    }  # fmt: skip
    return Record(**(parts | changes))


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "api.json"
    path.write_text(json.dumps(SPEC), "utf-8")
    return Document(path, [Known("query old is not", "the service still takes it")])


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ""),
        ({"path": "/1/things"}, "PUT /1/things: no such operation"),
        ({"method": "GET"}, "GET /1/items/7: no such operation"),
        ({"query": (("size", "5"), ("notify", "true"))}, ""),
        ({"query": (("size", "5"), ("old", "1"))}, ""),
        ({"query": (("size", "5"), ("new", "1"))}, "query new is not in the document"),
        ({"query": (("size", "500"),)}, "query size at root: 500 is greater than the maximum"),
        (
            {"query": (("size", "5"), ("notify", "yes"))},
            "query notify at root: 'yes' is not of type",
        ),
        ({"query": ()}, "query size is missing"),
        ({"body": None}, "the body is missing"),
        ({"body": {"id": "1"}}, "body at root: 'name' is a required property"),
        ({"body": GOOD | {"x": 1}}, "body at root: Unevaluated properties are not allowed ('x'"),
        ({"answer": b'{"id": 1, "name": "a"}'}, "answer 200 at id: 1 is not of type 'string'"),
        ({"status": 418}, "answer 418 is not in the document"),
        ({"status": None, "answer": None}, ""),
    ],
)
def test_a_record_is_held_against_the_document(
    document: Document, changes: dict[str, Any], found: str
) -> None:
    report = document.report([_record(**changes)])
    assert found in report
    assert bool(report) is bool(found)
