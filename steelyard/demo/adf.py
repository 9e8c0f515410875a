"""Sample Markdown as an Atlassian document: what a person typing it into Jira would have stored."""

from collections.abc import Iterator, Sequence
from typing import Any

from connectors.remark import Bullets, Heading, Paragraph, Span, Table
from steelyard.demo.backlog import Checklist
from steelyard.demo.markdown import Block, blocks

Node = dict[str, Any]


def document(markdown: str, checklists: Sequence[Checklist] = ()) -> Node:
    """Make the document; checklists follow as action items, the way Jira itself has them."""
    body = [_block(block) for block in blocks(markdown)]
    tasks = [node for at, checklist in enumerate(checklists) for node in _tasks(at, checklist)]
    return {"type": "doc", "version": 1, "content": [*body, *tasks]}


def _block(block: Block) -> Node:
    match block:
        case Heading(text):
            return _node("heading", _text(Span(text)), level=2)
        case Bullets(items):
            return _node("bulletList", (_node("listItem", [_paragraph(item)]) for item in items))
        case Table(rows):
            kinds = ["tableHeader", *["tableCell"] * (len(rows) - 1)]
            return _node("table", (_row(kind, row) for kind, row in zip(kinds, rows, strict=True)))
        case Paragraph(spans):
            return _paragraph(spans)


def _row(kind: str, cells: Sequence[str]) -> Node:
    return _node("tableRow", (_node(kind, [_paragraph((Span(cell),))]) for cell in cells))


def _paragraph(spans: Sequence[Span]) -> Node:
    return _node("paragraph", (node for span in spans for node in _text(span)))


def _text(span: Span) -> Iterator[Node]:
    for at, line in enumerate(span.text.split("\n")):
        if at:
            yield {"type": "hardBreak"}
        if line:
            yield {"type": "text", "text": line} | _marks(span)


def _marks(span: Span) -> Node:
    marks: list[Node] = [
        {"type": kind} for kind, on in (("strong", span.bold), ("code", span.code)) if on
    ]
    if span.link:
        marks.append({"type": "link", "attrs": {"href": span.link}})
    return {"marks": marks} if marks else {}


def _tasks(at: int, checklist: Checklist) -> Iterator[Node]:
    yield _node("heading", _text(Span(checklist.name)), level=3)
    items = (
        _node(
            "taskItem",
            _text(Span(item.text)),
            localId=f"task-{at}-{number}",
            state="DONE" if item.done else "TODO",
        )
        for number, item in enumerate(checklist.items)
    )
    yield _node("taskList", items, localId=f"tasks-{at}")


def _node(kind: str, content: Any, **attrs: Any) -> Node:
    return {"type": kind, "content": list(content)} | ({"attrs": attrs} if attrs else {})
