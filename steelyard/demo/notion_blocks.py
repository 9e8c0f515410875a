"""Sample Markdown as the blocks of a Notion page, the way the loopback keeps them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from connectors.remark import Bullets, Heading, Paragraph, Span, Table
from steelyard.demo import markdown
from steelyard.loopback.notion.model import Block
from steelyard.loopback.notion.text import complete

NewId = Callable[[], str]
Json = dict[str, Any]


def page_blocks(text: str, new_id: NewId) -> list[Block]:
    """Make the blocks of a page; a table carries its rows as children."""
    return [made for block in markdown.blocks(text) for made in _made(block, new_id)]


def _made(block: markdown.Block, new_id: NewId) -> Iterator[Block]:
    match block:
        case Heading(text):
            yield _worded(new_id(), "heading_2", (Span(text),), is_toggleable=False)
        case Bullets(items):
            yield from (_worded(new_id(), "bulleted_list_item", item) for item in items)
        case Table(rows):
            yield _table(rows, new_id)
        case Paragraph(spans):
            yield _worded(new_id(), "paragraph", spans)


def _worded(identity: str, kind: str, spans: Sequence[Span], **more: Any) -> Block:
    return Block(identity, kind, {"rich_text": _rich(spans), "color": "default", **more})


def _table(rows: Sequence[Sequence[str]], new_id: NewId) -> Block:
    shape = {"table_width": len(rows[0]), "has_column_header": True, "has_row_header": False}
    table = Block(new_id(), "table", shape)
    for row in rows:
        cells = [_rich((Span(cell),)) for cell in row]
        table.children.append(Block(new_id(), "table_row", {"cells": cells}))
    return table


def _rich(spans: Sequence[Span]) -> list[Json]:
    return [complete(_item(span)) for span in spans]


def _item(span: Span) -> Json:
    link = {"url": span.link} if span.link else None
    look = {"bold": span.bold, "code": span.code}
    return {"type": "text", "text": {"content": span.text, "link": link}, "annotations": look}
