"""A remark as an Atlassian Document (Jira Cloud, REST v3)."""

from collections.abc import Iterable
from typing import Any

import msgspec

from connectors.remark import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Quote,
    Remark,
    Span,
    Table,
    mark_of,
)
from connectors.text.fit import fitted
from connectors.text.harmless import harmless

Node = dict[str, Any]

_LIMIT = (
    32_767  # characters of a comment; reported, not documented, so the JSON itself is held to it
)
_LEVEL = 4
_QUIET = "#6b778c"


def remark_to_adf(remark: Remark) -> Node:
    """An ADF v1 document, valid against the published schema; text nodes never fire anything."""
    return fitted(harmless(remark), _document, _fits)


def _fits(document: Node) -> bool:
    return len(msgspec.json.encode(document).decode()) <= _LIMIT


def _document(remark: Remark) -> Node:
    blocks = [_block(block) for block in remark.blocks]
    mark = _text(mark_of(remark.digest), [{"type": "textColor", "attrs": {"color": _QUIET}}])
    return {"type": "doc", "version": 1, "content": [*blocks, _node("paragraph", [mark])]}


def _block(block: Block) -> Node:
    match block:
        case Paragraph(spans):
            return _node("paragraph", _spans(spans))
        case Heading(text):
            return {**_node("heading", [_text(text)]), "attrs": {"level": _LEVEL}}
        case Bullets(items):
            lines = (_node("paragraph", _spans(item)) for item in items)
            return _node("bulletList", [_node("listItem", [line]) for line in lines])
        case Quote(text):
            return _node("blockquote", [_node("paragraph", _broken(text.split("\n")))])
        case Table(rows):
            kinds = ["tableHeader", *["tableCell"] * (len(rows) - 1)]
            return _node("table", [_row(row, kind) for row, kind in zip(rows, kinds, strict=True)])


def _row(row: tuple[str, ...], kind: str) -> Node:
    return _node("tableRow", [_node(kind, [_paragraph(cell)]) for cell in row])


def _broken(lines: list[str]) -> list[Node]:
    nodes = [node for line in lines for node in ({"type": "hardBreak"}, _text(line)) if line]
    return nodes[1:]


def _paragraph(line: str) -> Node:
    return _node("paragraph", [_text(line)] if line else [])


def _node(kind: str, content: list[Node]) -> Node:
    return {"type": kind, "content": content}


def _spans(spans: Iterable[Span]) -> list[Node]:
    return [_text(span.text, _marks(span)) for span in spans]


def _text(text: str, marks: list[Node] | None = None) -> Node:
    return {"type": "text", "text": text, **({"marks": marks} if marks else {})}


def _marks(span: Span) -> list[Node]:
    """The schema lets code stand with a link only."""
    link = [{"type": "link", "attrs": {"href": span.link}}] if span.link else []
    if span.code:
        return [*link, {"type": "code"}]
    looks = (("strong", span.bold), ("em", span.italic))
    return [*link, *({"type": look} for look, on in looks if on)]
