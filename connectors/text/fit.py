"""Making a remark fit a tracker's limit: long texts are cut visibly, the mark always stays."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from connectors.remark import Block, Bullets, Heading, Paragraph, Quote, Remark, Span, Table

_MORE = "…"
_STEPS = ((1000, None), (300, None), (300, 1000), (120, 300), (60, 60))
"""How long a quote, and any other text, may be; tried in turn until the remark fits."""

Rendered = TypeVar("Rendered")


def fitted(
    remark: Remark, render: Callable[[Remark], Rendered], fits: Callable[[Rendered], bool]
) -> Rendered:
    """The remark rendered whole, or shortened as little as the limit asks.

    Quotes are cut first, then every text, and at last blocks are left out from the end.
    """
    rendered = render(remark)
    for quote, other in _STEPS:
        if fits(rendered):
            return rendered
        remark = msgspec.structs.replace(
            remark, blocks=tuple(_cut_block(block, quote, other) for block in remark.blocks)
        )
        rendered = render(remark)
    kept = remark.blocks
    while kept and not fits(rendered):
        kept = kept[: len(kept) * 3 // 4]
        blocks = (*kept, Paragraph((Span(_MORE),)))
        rendered = render(msgspec.structs.replace(remark, blocks=blocks))
    return rendered


def cut(text: str, length: int | None) -> str:
    """`text`, or its beginning and an ellipsis, at most `length` characters."""
    if length is None or len(text) <= length:
        return text
    return text[: length - 1].rstrip() + _MORE


def _cut_block(block: Block, quote: int | None, other: int | None) -> Block:
    match block:
        case Quote(text):
            return Quote(cut(text, quote))
        case Heading(text):
            return Heading(cut(text, other))
        case Paragraph(spans):
            return Paragraph(_cut_spans(spans, other))
        case Bullets(items):
            return Bullets(tuple(_cut_spans(item, other) for item in items))
        case Table(rows):
            return Table(tuple(tuple(cut(cell, other) for cell in row) for row in rows))


def _cut_spans(spans: tuple[Span, ...], length: int | None) -> tuple[Span, ...]:
    return tuple(msgspec.structs.replace(span, text=cut(span.text, length)) for span in spans)
