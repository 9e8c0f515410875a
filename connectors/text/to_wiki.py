"""A remark as Jira wiki markup (Data Center, REST v2)."""

import re
from collections.abc import Iterable

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
from connectors.text.harmless import JOINER, defused, harmless

_LIMIT = 32_767  # jira.text.field.character.limit as Jira ships
_QUIET = "{color:#6b778c}"

# The characters Jira's own renderer takes a backslash before; a lone backslash is held apart from
# what follows by a joiner, because two of them are a line break and one may escape our escape.
_SPECIAL = re.compile(r"[-#*_+?^~|%{}\[\]()!@]")
_BLOCK_START = re.compile(r"^(?=(?:h[1-6]|bq)\.)", re.MULTILINE)
_URL_ESCAPES = {ord(char): f"%{ord(char):02X}" for char in "[]!"}


def remark_to_wiki(remark: Remark) -> str:
    """Wiki markup in which nothing from the card is markup, a macro, a link or a mention."""
    return fitted(harmless(remark), _render, lambda text: len(text) <= _LIMIT)


def _render(remark: Remark) -> str:
    mark = f"{_QUIET}{mark_of(remark.digest)}{{color}}"
    return "\n\n".join([*(_block(block) for block in remark.blocks), mark])


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return _line(spans)
        case Heading(text):
            return f"h4. {_escaped(text)}"
        case Bullets(items):
            return "\n".join(f"* {_line(item)}" for item in items)
        case Quote(text):
            return f"{{quote}}\n{_escaped(text)}\n{{quote}}"
        case Table(rows):
            bars = ["||", *["|"] * (len(rows) - 1)]
            return "\n".join(_row(row, bar) for row, bar in zip(rows, bars, strict=True))


def _row(row: tuple[str, ...], bar: str) -> str:
    return bar + "".join(f"{_escaped(cell) or ' '}{bar}" for cell in row)


def _escaped(text: str) -> str:
    held = defused(text).replace("\\", f"\\{JOINER}")
    return _BLOCK_START.sub(JOINER, _SPECIAL.sub(r"\\\g<0>", held))


def _line(spans: Iterable[Span]) -> str:
    return _BLOCK_START.sub(JOINER, "".join(map(_span, spans)).strip())


def _span(span: Span) -> str:
    """Marks stand in braces, which work in the middle of a word too; blanks stay outside."""
    core = span.text.strip()
    if not core:
        return span.text
    lead, _, tail = span.text.partition(core)
    words = _escaped(core)
    if span.code:
        words = f"{{{{{words}}}}}"
    if span.link:
        words = f"[{words}|{span.link.translate(_URL_ESCAPES)}]"
    for mark in "*" * span.bold + "_" * span.italic:
        words = f"{{{mark}}}{words}{{{mark}}}"
    return f"{lead}{words}{tail}"
