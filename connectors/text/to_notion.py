"""A remark as the rich text of a Notion comment, which has no headings, lists or tables."""

from collections.abc import Iterator
from itertools import groupby
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
from connectors.text.harmless import harmless, table_lines

_RUN = 2000  # characters of one rich text item; counted as Notion does, an emoji is two
_ITEMS = 100
_TOTAL = 8000  # a comment is read at one sight, not scrolled
_LINK = 2000
_QUOTES = {"ru": ("«", "»")}


def remark_to_rich_text(remark: Remark) -> list[dict[str, Any]]:
    """At most 100 items of at most 2000 characters, the last of them the quiet mark."""
    return fitted(harmless(remark), _render, _fits)


def _fits(items: list[dict[str, Any]]) -> bool:
    total = sum(len(item["text"]["content"]) for item in items)
    return len(items) <= _ITEMS and total <= _TOTAL


def _render(remark: Remark) -> list[dict[str, Any]]:
    spans = (span for block in remark.blocks for span in (*_block(block, remark), Span("\n\n")))
    looks = groupby(spans, key=lambda span: msgspec.structs.replace(span, text=""))
    merged = ((look, "".join(span.text for span in some)) for look, some in looks)
    items = [_item(part, look) for look, text in merged for part in _parts(text)]
    return [*items, _item(mark_of(remark.digest), Span(""), "gray")]


def _block(block: Block, remark: Remark) -> Iterator[Span]:
    match block:
        case Paragraph(spans):
            yield from spans
        case Heading(text):
            yield Span(text, bold=True)
        case Bullets(items):
            for number, item in enumerate(items):
                yield Span("\n• " if number else "• ")
                yield from item
        case Quote(text):
            start, end = _QUOTES.get(remark.language, ("“", "”"))
            yield Span(f"{start}{text}{end}", italic=True)
        case Table():
            yield from _block(table_lines(block), remark)


def _parts(text: str) -> Iterator[str]:
    """Pieces of at most 2000 UTF-16 units."""
    start = units = 0
    for at, char in enumerate(text):
        size = 2 if ord(char) > 0xFFFF else 1
        if units + size > _RUN:
            yield text[start:at]
            start, units = at, 0
        units += size
    if start < len(text):
        yield text[start:]


def _item(text: str, look: Span, color: str = "default") -> dict[str, Any]:
    link = look.link if len(look.link) <= _LINK else ""
    return {
        "type": "text",
        "text": {"content": text, "link": {"url": link} if link else None},
        "annotations": {
            "bold": look.bold,
            "italic": look.italic,
            "strikethrough": False,
            "underline": False,
            "code": look.code,
            "color": color,
        },
    }
