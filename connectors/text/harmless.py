"""What every renderer does to a remark first: nothing in it fires, nothing personal stays."""

import re
from collections.abc import Iterable

from connectors.card import OWN_PREFIX
from connectors.mask import mask
from connectors.remark import Block, Bullets, Heading, Paragraph, Quote, Remark, Span, Table
from connectors.text.markdown import clean, visible

JOINER = "\u2060"
"""A word joiner: invisible, breaks no line, and no tracker reads a mention or an address over it."""

_FIRES = re.compile(
    r"(?<=@)(?!\s)"  # @mention, its name maybe in the next span
    rf"|(?<=:)(?<!{OWN_PREFIX})(?=[^\s\d])"  # https://, :smile:, :P; our labels are copied
    r"|(?<=&)(?=[#\w])"  # &#64;
    r"|(?<=[^\W\d_]\.)(?=[^\W\d_])"  # example.com
)
_LINK = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)


def defused(text: str) -> str:
    """`text` that looks the same, with a joiner inside all that a tracker would act upon."""
    return _FIRES.sub(JOINER, text)


def safe_link(link: str) -> str:
    """The address when it is a plain web address, otherwise nothing."""
    return link if _LINK.fullmatch(link) else ""


def harmless(remark: Remark) -> Remark:
    """The remark with clean, masked text; what has no text left is gone.

    A span, a heading and a cell are one line; a quote keeps its lines.
    """
    blocks = (_block(block) for block in remark.blocks)
    return Remark(tuple(block for block in blocks if block), remark.digest, remark.language)


def table_lines(table: Table) -> Bullets:
    """A table for a tracker without tables: a line a row, each cell after the name of its column."""
    head, *body = table.rows
    return Bullets(tuple(_row(head, row) for row in body) or (tuple(_row((), head)),))


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> tuple[Span, ...]:
    names = (*head, *[""] * len(row))
    cells = zip(names[1:], row[1:], strict=False)
    named = (f"{name}: {cell}" if name else cell for name, cell in cells if cell)
    return (Span(row[0], bold=True), *(Span(f" · {words}") for words in named))


def _block(block: Block) -> Block | None:
    match block:
        case Paragraph(spans):
            return Paragraph(kept) if (kept := _spans(spans)) else None
        case Heading(text):
            return Heading(line) if (line := _one_line(text)) else None
        case Bullets(items):
            lines = tuple(line for line in map(_spans, items) if line)
            return Bullets(lines) if lines else None
        case Quote(text):
            words = mask("\n".join(map(str.strip, clean(text).split("\n"))).strip())
            return Quote(words) if words else None
        case Table(rows):
            cells = tuple(tuple(map(_one_line, row)) for row in rows if row)
            return Table(cells) if any(map(any, cells)) else None


def _spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    kept = tuple(
        Span(text, span.bold, span.italic, span.code, safe_link(span.link))
        for span in spans
        if (text := mask(visible(span.text).replace("\n", " ")))
    )
    return kept if any(span.text.strip() for span in kept) else ()


def _one_line(text: str) -> str:
    return mask(" ".join(clean(text).split()))
