"""Atlassian Document Format: the checks Jira makes, and the way to and from plain text."""

from collections.abc import Mapping
from typing import Any

_TEXTBLOCK = frozenset(
    {"text", "hardBreak", "mention", "emoji", "inlineCard", "date", "status", "mediaInline"}
)
_BLOCKS = frozenset(
    {
        "paragraph", "heading", "bulletList", "orderedList", "blockquote", "codeBlock", "rule",
        "panel", "table", "taskList", "decisionList", "mediaSingle", "mediaGroup", "expand",
        "blockCard", "embedCard", "extension", "bodiedExtension", "layoutSection",
    }
)  # fmt: skip
_INSIDE: Mapping[str, frozenset[str]] = {
    "doc": _BLOCKS,
    "paragraph": _TEXTBLOCK,
    "heading": _TEXTBLOCK,
    "codeBlock": frozenset({"text"}),
    "bulletList": frozenset({"listItem"}),
    "orderedList": frozenset({"listItem"}),
    "listItem": frozenset(
        {"paragraph", "bulletList", "orderedList", "codeBlock", "mediaSingle", "taskList"}
    ),
    "blockquote": frozenset(
        {"paragraph", "bulletList", "orderedList", "codeBlock", "mediaSingle", "mediaGroup"}
    ),
    "panel": frozenset(
        {"paragraph", "heading", "bulletList", "orderedList", "rule", "codeBlock", "taskList"}
    ),
    "table": frozenset({"tableRow"}),
    "tableRow": frozenset({"tableCell", "tableHeader"}),
    "taskList": frozenset({"taskItem", "taskList", "blockTaskItem"}),
    "taskItem": _TEXTBLOCK,
    "decisionList": frozenset({"decisionItem"}),
    "decisionItem": _TEXTBLOCK,
}
_MARKS = frozenset(
    {
        "strong", "em", "code", "link", "strike", "subsup", "underline", "textColor",
        "backgroundColor", "annotation", "border", "alignment", "indentation", "breakout",
        "dataConsumer", "fragment",
    }
)  # fmt: skip
_ATTRS: Mapping[str, tuple[str, ...]] = {
    "heading": ("level",),
    "panel": ("panelType",),
    "mention": ("id",),
    "emoji": ("shortName",),
    "date": ("timestamp",),
    "status": ("text", "color"),
    "taskList": ("localId",),
    "taskItem": ("localId", "state"),
}
"""Attributes a node may not go without."""
_BESIDE_CODE = frozenset({"code", "link", "annotation"})
"""The only marks that text in code may bear."""
_FULL = frozenset({"bulletList", "orderedList", "listItem", "table", "tableRow", "blockquote"})
"""Nodes that may not be empty."""


def problem(document: Any) -> str | None:
    """Why Jira would refuse the document (a 400), None when it takes it."""
    if not isinstance(document, dict) or document.get("type") != "doc":
        return "the root is not a doc"
    if document.get("version") != 1:
        return "version is not 1"
    return _node_problem(document)


def _node_problem(node: Mapping[str, Any]) -> str | None:
    kind, content = node.get("type"), node.get("content", [])
    if kind == "text":
        return _text_problem(node)
    if not isinstance(content, list) or (kind == "doc" and "content" not in node):
        return f"{kind} has no list of content"
    if kind in _FULL and not content:
        return f"{kind} is empty"
    missing = set(_ATTRS.get(str(kind), ())) - node.get("attrs", {}).keys()
    if missing:
        return f"{kind} has no {', '.join(sorted(missing))}"
    found = (_child_problem(str(kind), child) for child in content)
    return next((problem for problem in found if problem is not None), None)


def _child_problem(kind: str, child: Any) -> str | None:
    if not isinstance(child, dict) or not isinstance(child.get("type"), str):
        return f"{kind} holds something that is no node"
    if kind in _INSIDE and child["type"] not in _INSIDE[kind]:
        return f"{child['type']} may not stand in {kind}"
    return _node_problem(child)


def _text_problem(node: Mapping[str, Any]) -> str | None:
    if not isinstance(node.get("text"), str) or not node["text"]:
        return "text is empty"
    marks = {mark.get("type") for mark in node.get("marks", [])}
    if "code" in marks and not marks <= _BESIDE_CODE:
        return "code may not be formatted"
    for mark in node.get("marks", []):
        if mark.get("type") not in _MARKS:
            return f"unknown mark {mark.get('type')}"
        if mark["type"] == "link" and not mark.get("attrs", {}).get("href"):
            return "link without href"
    return None


def of_text(text: str) -> dict[str, Any]:
    """A document with a paragraph for every line of plain text."""
    paragraphs = [
        {"type": "paragraph", "content": [{"type": "text", "text": line}] if line else []}
        for line in text.splitlines()
    ]
    return {"type": "doc", "version": 1, "content": paragraphs}


def to_text(document: Mapping[str, Any]) -> str:
    """The words of a document, a line for every block of text."""
    return "\n".join(_lines(document))


def _lines(node: Mapping[str, Any]) -> list[str]:
    children = node.get("content", [])
    if node.get("type") in ("paragraph", "heading", "codeBlock", "taskItem", "decisionItem"):
        return ["".join(_inline(child) for child in children)]
    return [line for child in children for line in _lines(child)]


def _inline(node: Mapping[str, Any]) -> str:
    if node.get("type") == "hardBreak":
        return "\n"
    return str(node.get("text") or node.get("attrs", {}).get("text", ""))


def size(document: Mapping[str, Any] | str) -> int:
    """Characters of text, which Jira limits to 32,767."""
    return len(document if isinstance(document, str) else to_text(document))
