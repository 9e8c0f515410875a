"""A remark as Trello's Markdown."""

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
from connectors.text.harmless import defused, harmless, table_lines
from connectors.text.pieces import Run, inline, quote

_LIMIT = 16_384  # characters of a comment, contracts 3.3

_SPECIAL = re.compile(r"[\\`*_\[\]<>~|]")
_LINE_START = re.compile(r"^( *)(?:([#+=-])|(\d+)([.)]))", re.MULTILINE)


def remark_to_markdown(remark: Remark) -> str:
    """Markdown in which nothing from the card is markup, a mention or an address."""
    return fitted(harmless(remark), _render, lambda text: len(text) <= _LIMIT)


def _render(remark: Remark) -> str:
    mark = inline([Run(mark_of(remark.digest), italic=True)])
    return "\n\n".join([*(_block(block) for block in remark.blocks), mark])


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return _line_start(_line(spans))
        case Heading(text):
            return f"#### {_escaped(text)}"
        case Bullets(items):
            return "\n".join(f"- {_line_start(_line(item))}" for item in items)
        case Quote(text):
            return quote(_line_start(_escaped(text)))
        case Table():
            return _block(table_lines(block))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", defused(text))


def _line_start(text: str) -> str:
    """No list, heading or rule begins with words that only look like one."""
    return _LINE_START.sub(
        lambda found: (
            f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}"
        ),
        text,
    )


def _line(spans: Iterable[Span]) -> str:
    return inline(_run(span) for span in spans).strip()


def _run(span: Span) -> Run:
    text = defused(span.text) if span.code else _escaped(span.text)
    return Run(text, bold=span.bold, italic=span.italic, code=span.code, link=span.link)
