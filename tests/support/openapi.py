"""Holds recorded requests and answers against a vendor's OpenAPI document."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft4Validator, Draft202012Validator
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4, DRAFT202012

from steelyard.loopback.server import Record

_METHODS = ("get", "put", "post", "delete", "patch")


@dataclass(frozen=True, slots=True)
class Known:
    """Where the document is wrong or older than the service: violations that are none.

    `pattern` is searched for in a violation; `reason` says who is right, and how we know.
    """

    pattern: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Operation:
    """One method of one path, with its place in the document."""

    method: str
    template: str
    pattern: re.Pattern[str]
    spec: Mapping[str, Any]
    pointer: str

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.template}"


class Document:
    """An OpenAPI document; `known` are its own mistakes, left out of the violations.

    `body_as_query` is for Trello, which takes every parameter in the query or in a JSON body;
    `newer` names members of answers, at any depth, that the document does not know yet.
    """

    def __init__(
        self,
        path: Path,
        known: Sequence[Known] = (),
        *,
        body_as_query: bool = False,
        newer: Collection[str] = (),
    ) -> None:
        """Load the document; validators are made when first needed and kept."""
        raw = json.loads(path.read_text("utf-8"))
        modern = raw["openapi"].startswith("3.1")
        self._class: type[Validator] = Draft202012Validator if modern else Draft4Validator
        self._document = _joined(raw) if modern else _nullable(raw)
        resource = (DRAFT202012 if modern else DRAFT4).create_resource(self._document)
        self._registry: Registry[Any] = Registry().with_resource("urn:doc", resource)
        self._known, self._body_as_query, self._newer = known, body_as_query, newer
        base = urlsplit(raw["servers"][0]["url"]).path
        self._operations = list(_operations(raw, base))
        self._validator = cache(self._made)

    def violations(self, record: Record) -> list[str]:
        """What is wrong with a request, and with its answer when the log kept it."""
        operation = self._operation(record)
        if operation is None:
            found = [f"{record.method} {record.path}: no such operation"]
        else:
            found = [
                f"{operation.name}: {problem}" for problem in self._problems(operation, record)
            ]
        return [text for text in found if not any(re.search(k.pattern, text) for k in self._known)]

    def report(self, log: Iterable[Record]) -> str:
        """The violations of a whole log, one a line, each once; empty when there are none."""
        return "\n".join(dict.fromkeys(text for record in log for text in self.violations(record)))

    def _operation(self, record: Record) -> _Operation | None:
        method = record.method.lower()
        matching = [
            operation
            for operation in self._operations
            if operation.method == method and operation.pattern.fullmatch(record.path)
        ]
        return min(matching, key=lambda operation: operation.template.count("{"), default=None)

    def _problems(self, operation: _Operation, record: Record) -> Iterator[str]:
        parameters = self._parameters(operation)
        yield from self._query_problems(parameters, record)
        yield from self._body_problems(operation, parameters, record)
        if record.answer is not None and record.status is not None:
            yield from self._answer_problems(operation, record.status, record.answer)

    # -- the request -----------------------------------------------------------------------------

    def _parameters(self, operation: _Operation) -> dict[str, tuple[Mapping[str, Any], str]]:
        """Query parameters by name, with where they stand."""
        shared = f"/paths/{_escaped(operation.template)}/parameters"
        own = f"{operation.pointer}/parameters"
        found = {}
        for pointer in (shared, own):
            for at in range(len(self._at(pointer, []))):
                item, place = self._resolved(f"{pointer}/{at}")
                if item["in"] == "query":
                    found[item["name"]] = (item, place)
        return found

    def _query_problems(
        self, parameters: Mapping[str, tuple[Mapping[str, Any], str]], record: Record
    ) -> Iterator[str]:
        sent: dict[str, list[str]] = {}
        for name, value in record.query:
            sent.setdefault(name.removesuffix("[]"), []).append(value)
        for name, values in sent.items():
            if name not in parameters:
                yield f"query {name} is not in the document"
                continue
            yield from self._value_problems(f"query {name}", *parameters[name], values)
        given = sent.keys() | (record.body.keys() if self._takes_body_as_query(record) else ())
        for name, (item, _) in parameters.items():
            if item.get("required") and name not in given:
                yield f"query {name} is missing"

    def _value_problems(
        self, where: str, item: Mapping[str, Any], place: str, values: list[str]
    ) -> Iterator[str]:
        schema, _ = self._resolved(f"{place}/schema")
        value: Any = [_coerced(schema.get("items", {}), text) for text in values]
        if schema.get("type") != "array":
            value = _coerced(schema, values[0])
        elif item.get("explode") is False or len(values) == 1:
            value = [part for text in values for part in text.split(",")]
        yield from self._schema_problems(where, f"{place}/schema", value)

    def _takes_body_as_query(self, record: Record) -> bool:
        return self._body_as_query and isinstance(record.body, dict)

    def _body_problems(
        self,
        operation: _Operation,
        parameters: Mapping[str, tuple[Mapping[str, Any], str]],
        record: Record,
    ) -> Iterator[str]:
        pointer = f"{operation.pointer}/requestBody/content/application~1json/schema"
        described = self._at(pointer, None) is not None
        if record.body is None:
            if operation.spec.get("requestBody", {}).get("required"):
                yield "the body is missing"
        elif described:
            yield from self._schema_problems("body", pointer, record.body)
        elif self._takes_body_as_query(record):
            for name, value in record.body.items():
                if name not in parameters:
                    yield f"body {name} is not in the document"
                else:
                    place = parameters[name][1]
                    yield from self._schema_problems(f"body {name}", f"{place}/schema", value)
        else:
            yield "a body is not in the document"

    # -- the answer ------------------------------------------------------------------------------

    def _answer_problems(self, operation: _Operation, status: int, answer: bytes) -> Iterator[str]:
        responses = operation.spec["responses"]
        if str(status) not in responses:
            if status != 429:
                yield f"answer {status} is not in the document"
            return
        content = f"{operation.pointer}/responses/{status}/content"
        kinds = self._at(content, {})
        kind = next((kind for kind in kinds if "json" in kind), None)
        if kind is None or not kinds[kind].get("schema") or not answer:
            return
        pointer = f"{content}/{_escaped(kind)}/schema"
        value = _without(json.loads(answer), self._newer)
        yield from self._schema_problems(f"answer {status}", pointer, value)

    # -- schemas ---------------------------------------------------------------------------------

    def _schema_problems(self, where: str, pointer: str, value: Any) -> Iterator[str]:
        for error in self._validator(pointer).iter_errors(value):
            deepest = _deepest(error)
            place = "/".join(str(part) for part in deepest.absolute_path)
            yield f"{where} at {place or 'root'}: {deepest.message[:200]}"

    def _made(self, pointer: str) -> Validator:
        return self._class({"$ref": f"urn:doc#{pointer}"}, registry=self._registry)

    def _at(self, pointer: str, default: Any) -> Any:
        found: Any = self._document
        for part in pointer.split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(found, list):
                found = found[int(key)]
            elif key in found:
                found = found[key]
            else:
                return default
        return found

    def _resolved(self, pointer: str) -> tuple[Mapping[str, Any], str]:
        """What stands there, and where it really stands."""
        found = self._at(pointer, {})
        while "$ref" in found:
            pointer = found["$ref"].removeprefix("#")
            found = self._at(pointer, {})
        return found, pointer


def _operations(document: Mapping[str, Any], base: str) -> Iterator[_Operation]:
    for template, item in document["paths"].items():
        parts = re.split(r"\{[^}]+\}", base + template.rstrip("/"))
        pattern = re.compile("[^/]+".join(re.escape(part) for part in parts) + "/?")
        for method in _METHODS:
            if method in item:
                pointer = f"/paths/{_escaped(template)}/{method}"
                yield _Operation(method, template, pattern, item[method], pointer)


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _coerced(schema: Mapping[str, Any], text: str) -> Any:
    """A query's text as the type its schema wants, or as it is."""
    match schema.get("type"):
        case "integer" | "number":
            return int(text) if text.lstrip("-").isdigit() else text
        case "boolean":
            return {"true": True, "false": False}.get(text, text)
    return text


def _nullable(value: Any) -> Any:
    """OpenAPI 3.0's `nullable` in the words of JSON Schema."""
    if isinstance(value, list):
        return [_nullable(item) for item in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _nullable(item) for key, item in value.items()}
    if plain.pop("nullable", False) is not True:
        return plain
    return {"anyOf": [plain, {"type": "null"}]}


def _without(value: Any, names: Collection[str]) -> Any:
    if isinstance(value, list):
        return [_without(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: _without(item, names) for name, item in value.items() if name not in names}


def _joined(document: dict[str, Any]) -> dict[str, Any]:
    """Repairs `additionalProperties: false` inside `allOf`, which nothing can satisfy.

    What the parts forbid one by one becomes `unevaluatedProperties: false` of the whole.
    """
    wholes = [schema for schema in _schemas(document) if "allOf" in schema]
    parts = {id(whole): list(_parts(document, whole["allOf"])) for whole in wholes}
    inner = {id(part) for found in parts.values() for part in found}
    strict = [
        whole
        for whole in wholes
        if id(whole) not in inner
        and any(part.get("additionalProperties") is False for part in parts[id(whole)])
    ]
    for found in parts.values():
        for part in found:
            part.pop("additionalProperties", None)
    for whole in strict:
        whole["unevaluatedProperties"] = False
    return document


def _schemas(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    children = value.values() if isinstance(value, dict) else value
    for child in children:
        if isinstance(child, dict | list):
            yield from _schemas(child)


def _parts(document: dict[str, Any], schemas: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The schemas that judge the same object as an `allOf`, behind references and choices."""
    for schema in schemas:
        found = schema
        while "$ref" in found:
            found = document["components"]["schemas"][found["$ref"].rpartition("/")[2]]
        yield found
        for choice in ("allOf", "oneOf", "anyOf"):
            yield from _parts(document, found.get(choice, []))


def _deepest(error: Any) -> Any:
    """Of the alternatives that failed, the one that got furthest into the value."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    return error
