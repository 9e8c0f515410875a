"""Sample Markdown as Notion blocks and rich text, as the API takes them."""

from collections.abc import Sequence
from typing import Any

from connectors.remark import Bullets, Heading, Paragraph, Span, Table
from steelyard.demo.markdown import Block, blocks, spans

Json = dict[str, Any]


def page_blocks(markdown: str) -> list[Json]:
    """Make the blocks of a page; a table carries its rows as children."""
    return [made for block in blocks(markdown) for made in _block(block)]


def rich_text(line: str) -> list[Json]:
    """Make the rich text of a line of Markdown."""
    return _rich(spans(line))


def _block(block: Block) -> list[Json]:
    match block:
        case Heading(text):
            return [_typed("heading_2", _rich((Span(text),)))]
        case Bullets(items):
            return [_typed("bulleted_list_item", _rich(item)) for item in items]
        case Paragraph(words):
            return [_typed("paragraph", _rich(words))]
        case Table(rows):
            return [_table(rows)]


def _typed(kind: str, rich: list[Json]) -> Json:
    return {"object": "block", "type": kind, kind: {"rich_text": rich}}


def _table(rows: Sequence[Sequence[str]]) -> Json:
    children = [
        {
            "object": "block",
            "type": "table_row",
            "table_row": {"cells": [_rich((Span(cell),)) for cell in row]},
        }
        for row in rows
    ]
    table = {"table_width": len(rows[0]), "has_column_header": True, "children": children}
    return {"object": "block", "type": "table", "table": table}


def _rich(words: Sequence[Span]) -> list[Json]:
    return [
        {
            "type": "text",
            "text": {"content": span.text, "link": {"url": span.link} if span.link else None},
            "annotations": {"bold": span.bold, "italic": span.italic, "code": span.code},
        }
        for span in words
    ]
