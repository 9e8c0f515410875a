"""Atlassian Document Format to Markdown: every node is read, unknown ones are walked.

Node types and attributes are those of the published ADF v1 schema; live documents hold others.
"""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from connectors.text import pieces
from connectors.text.adf_inline import (
    IN_LINE,
    Node,
    attr,
    content,
    kind,
    label,
    line,
    plain,
    word,
    words,
)
from connectors.text.markdown import clean

_DEEP = 30
"""Deeper nodes are read as plain words: no person nests so far, a hostile document may."""
_WIDEST_SPAN = 50
_HIGHEST = 10**9  # of an ordered list, as CommonMark has it


def adf_to_markdown(doc: Any) -> str:
    """A document, a fragment or a list of nodes as Markdown; never raises.

    A string (REST v2, or a single-line field) passes through; anything else reads as empty.
    """
    if isinstance(doc, str):
        return clean(doc)
    return clean(_blocks(doc if isinstance(doc, list) else [doc], 0))


def _blocks(nodes: list[Any], depth: int, gap: str = "\n\n") -> str:
    parts: list[str] = []
    for in_line, group in groupby(nodes, key=lambda node: kind(node) in IN_LINE):
        some = list(group)
        parts += [line(some)] if in_line else [_block(node, depth) for node in some]
    return gap.join(part for part in parts if part.strip())


def _block(node: Any, depth: int) -> str:
    if not isinstance(node, dict):
        return ""
    if depth >= _DEEP:
        return plain(node)
    return _BLOCKS.get(kind(node), _box)(node, depth)


def _box(node: Node, depth: int) -> str:
    """Panels, layouts, expands, extensions and every unknown node: a title and what is inside."""
    inside = content(node)
    if not inside:
        text = node.get("text")
        return text if isinstance(text, str) else label(node)
    title = pieces.bold_line(word(node, "title"))
    return "\n\n".join(part for part in (title, _blocks(inside, depth + 1)) if part)


def _paragraph(node: Node, _: int) -> str:
    return line(content(node)).strip("\n")


def _heading(node: Node, _: int) -> str:
    level = attr(node, "level")
    marks = "#" * max(1, min(6, level if isinstance(level, int) else 1))
    return f"{marks} {line(content(node))}".replace("\n", " ").rstrip()


def _code(node: Node, _: int) -> str:
    code = "".join(text for child in content(node) for text in words(child))
    return pieces.fence(code, word(node, "language"))


def _items(node: Node, depth: int) -> str:
    """A list of any kind; a list that stands directly in a list belongs to the item above it."""
    lines: list[str] = []
    order = attr(node, "order")
    number = min(order, _HIGHEST) if isinstance(order, int) else 1
    for child in content(node):
        if kind(child) in _LISTS:
            lines.append(pieces.indent(_block(child, depth + 1), 2))
            continue
        marker = _marker(node, child, number)
        width = 2 if marker.startswith("-") else len(marker)
        lines.append(pieces.hang(marker, _blocks(content(child), depth + 1, "\n"), width))
        number += 1
    return "\n".join(lines)


def _marker(parent: Node, item: Any, number: int) -> str:
    if kind(parent) == "orderedList":
        return f"{number}. "
    if kind(parent) != "taskList" or not isinstance(item, dict):
        return "- "
    return "- [x] " if attr(item, "state") == "DONE" else "- [ ] "


def _table(node: Node, depth: int) -> str:
    rows = [content(row) for row in content(node)]
    headed = bool(rows and rows[0]) and all(kind(cell) == "tableHeader" for cell in rows[0])
    return pieces.table([_cells(row, depth) for row in rows], headed=headed)


def _cells(row: list[Any], depth: int) -> list[str]:
    cells: list[str] = []
    for cell in row:
        span = attr(cell, "colspan") if isinstance(cell, dict) else None
        wide = min(span, _WIDEST_SPAN) if isinstance(span, int) else 1
        cells += [_blocks(content(cell), depth + 1, "\n"), *[""] * (wide - 1)]
    return cells


_LISTS = ("bulletList", "orderedList", "taskList", "decisionList")

_BLOCKS: dict[str, Callable[[Node, int], str]] = {
    "paragraph": _paragraph,
    "caption": _paragraph,
    "heading": _heading,
    "codeBlock": _code,
    "blockquote": lambda node, depth: pieces.quote(_blocks(content(node), depth + 1)),
    "rule": lambda *_: "---",
    "table": _table,
    **dict.fromkeys(_LISTS, _items),
}
