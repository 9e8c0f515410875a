"""Atlassian Document Format to Markdown: every node is read, unknown ones are walked.

Node types and attributes are those of the published ADF v1 schema; live documents hold others.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from connectors.text import pieces
from connectors.text.markdown import clean
from connectors.text.pieces import Run

Node = Mapping[str, Any]

_DEEP = 30
"""Deeper nodes are read as plain words: no person nests so far, a hostile document may."""
_LABELS = ("text", "title", "alt", "url", "shortName")
_WIDEST_SPAN = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def adf_to_markdown(doc: Any) -> str:
    """A document, a fragment or a list of nodes as Markdown; never raises.

    A string (REST v2, or a single-line field) passes through; anything else reads as empty.
    """
    if isinstance(doc, str):
        return clean(doc)
    return clean(_blocks(doc if isinstance(doc, list) else [doc], 0))


def _kind(node: Any) -> str:
    kind = node.get("type") if isinstance(node, Mapping) else None
    return kind if isinstance(kind, str) else ""


def _content(node: Any) -> list[Any]:
    content = node.get("content") if isinstance(node, Mapping) else None
    if isinstance(content, Mapping):
        return [content]
    return content if isinstance(content, list) else []


def _attr(node: Node, name: str) -> Any:
    attrs = node.get("attrs")
    return attrs.get(name) if isinstance(attrs, Mapping) else None


def _word(node: Node, *names: str) -> str:
    values = (_attr(node, name) for name in names)
    return next((value for value in values if isinstance(value, str) and value), "")


def _label(node: Node) -> str:
    data = _attr(node, "data")
    known = _word({"attrs": data}, "name", "url") if isinstance(data, Mapping) else ""
    return _word(node, *_LABELS) or known


def _words(node: Any) -> Iterator[str]:
    """Every text below a node, in reading order, without recursion."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Mapping):
            continue
        text = node.get("text")
        yield text if isinstance(text, str) else _label(node)
        waiting.extend(reversed(_content(node)))


def _plain(node: Any) -> str:
    return " ".join(word for word in _words(node) if word)


# --- words in a line


def _line(nodes: list[Any]) -> str:
    runs: list[Run] = []
    for node in nodes:
        for run in _runs(node):
            if runs and (_is_card(run) or _is_card(runs[-1])) and _touch(runs[-1], run):
                runs.append(Run(" "))
            runs.append(run)
    return pieces.inline(runs)


def _is_card(run: Run) -> bool:
    return bool(run.link) and run.link == run.text


def _touch(left: Run, right: Run) -> bool:
    return left.text[-1:].isalnum() and right.text[:1].isalnum()


def _runs(node: Any) -> list[Run]:
    read = _INLINE.get(_kind(node))
    return [run for run in ([read(node)] if read else [Run(_plain(node))]) if run.text]


def _text(node: Node) -> Run:
    text = node.get("text")
    marks = node.get("marks")
    kinds = {_kind(mark): mark for mark in marks} if isinstance(marks, list) else {}
    return Run(
        text if isinstance(text, str) else "",
        bold="strong" in kinds,
        italic="em" in kinds,
        strike="strike" in kinds,
        code="code" in kinds,
        link=_word(kinds["link"], "href") if "link" in kinds else "",
    )


def _mention(node: Node) -> Run:
    name = _word(node, "text", "id").lstrip("@")
    return Run(f"@{name}" if name else "")


def _date(node: Node) -> Run:
    stamp = _attr(node, "timestamp")
    try:
        moment = _EPOCH + timedelta(milliseconds=int(stamp))
    except (TypeError, ValueError, OverflowError):
        return Run(stamp if isinstance(stamp, str) else "")
    return Run(moment.date().isoformat())


def _card(node: Node) -> Run:
    url = _word(node, "url")
    return Run(url, link=url) if url else Run(_label(node))


def _media(node: Node) -> Run:
    return Run(pieces.picture(_word(node, "alt", "name", "__fileName"), _word(node, "url")))


_INLINE: dict[str, Callable[[Node], Run]] = {
    "text": _text,
    "hardBreak": lambda _: Run("\n"),
    "mention": _mention,
    "emoji": lambda node: Run(_word(node, "text", "shortName")),
    "date": _date,
    "status": lambda node: Run(_word(node, "text")),
    "inlineCard": _card,
    "media": _media,
    "mediaInline": _media,
    "inlineExtension": lambda node: Run(_label(node)),
    "placeholder": lambda node: Run(_word(node, "text")),
}


# --- blocks


def _blocks(nodes: list[Any], depth: int, gap: str = "\n\n") -> str:
    parts: list[str] = []
    for in_line, group in groupby(nodes, key=lambda node: _kind(node) in _INLINE):
        some = list(group)
        parts += [_line(some)] if in_line else [_block(node, depth) for node in some]
    return gap.join(part for part in parts if part.strip())


def _block(node: Any, depth: int) -> str:
    if not isinstance(node, Mapping):
        return ""
    if depth >= _DEEP:
        return _plain(node)
    return _BLOCKS.get(_kind(node), _box)(node, depth)


def _box(node: Node, depth: int) -> str:
    """Panels, layouts, expands, extensions and every unknown node: a title and what is inside."""
    inside = _content(node)
    if not inside:
        text = node.get("text")
        return text if isinstance(text, str) else _label(node)
    title = pieces.bold_line(_word(node, "title"))
    return "\n\n".join(part for part in (title, _blocks(inside, depth + 1)) if part)


def _paragraph(node: Node, _: int) -> str:
    return _line(_content(node)).strip("\n")


def _heading(node: Node, _: int) -> str:
    level = _attr(node, "level")
    marks = "#" * max(1, min(6, level if isinstance(level, int) else 1))
    return f"{marks} {_line(_content(node))}".replace("\n", " ").rstrip()


def _code(node: Node, _: int) -> str:
    code = "".join(word for child in _content(node) for word in _words(child))
    return pieces.fence(code, _word(node, "language"))


def _items(node: Node, depth: int) -> str:
    """A list of any kind; a list that stands directly in a list belongs to the item above it."""
    lines: list[str] = []
    order = _attr(node, "order")
    number = order if isinstance(order, int) else 1
    for child in _content(node):
        if _kind(child) in _LISTS:
            lines.append(pieces.indent(_block(child, depth + 1), 2))
            continue
        marker = _marker(node, child, number)
        width = 2 if marker.startswith("-") else len(marker)
        lines.append(pieces.hang(marker, _blocks(_content(child), depth + 1, "\n"), width))
        number += 1
    return "\n".join(lines)


def _marker(parent: Node, item: Any, number: int) -> str:
    if _kind(parent) == "orderedList":
        return f"{number}. "
    if _kind(parent) != "taskList" or not isinstance(item, Mapping):
        return "- "
    return "- [x] " if _attr(item, "state") == "DONE" else "- [ ] "


def _table(node: Node, depth: int) -> str:
    rows = [_content(row) for row in _content(node)]
    headed = bool(rows and rows[0]) and all(_kind(cell) == "tableHeader" for cell in rows[0])
    return pieces.table([_cells(row, depth) for row in rows], headed=headed)


def _cells(row: list[Any], depth: int) -> list[str]:
    cells: list[str] = []
    for cell in row:
        span = _attr(cell, "colspan") if isinstance(cell, Mapping) else None
        wide = min(span, _WIDEST_SPAN) if isinstance(span, int) else 1
        cells += [_blocks(_content(cell), depth + 1, "\n"), *[""] * (wide - 1)]
    return cells


_LISTS = ("bulletList", "orderedList", "taskList", "decisionList")

_BLOCKS: dict[str, Callable[[Node, int], str]] = {
    "paragraph": _paragraph,
    "caption": _paragraph,
    "heading": _heading,
    "codeBlock": _code,
    "blockquote": lambda node, depth: pieces.quote(_blocks(_content(node), depth + 1)),
    "rule": lambda *_: "---",
    "table": _table,
    **dict.fromkeys(_LISTS, _items),
}
