"""The Markdown of the sample backlog as blocks: headings, bullets, tables, paragraphs.

Inside a line: bold, code and web links. Anything else stays the letters it is written in.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from connectors.remark import Bullets, Heading, Paragraph, Span, Table

Block = Heading | Bullets | Table | Paragraph

_BOLD, _CODE = r"\*\*(?P<bold>[^*]+)\*\*", r"`(?P<code>[^`]+)`"
_LINK = r"\[(?P<text>[^\]]+)\]\((?P<link>https?://[^)\s]+)\)"
_MARKED = re.compile(f"{_BOLD}|{_CODE}|{_LINK}")
_RULE = re.compile(r"\|[\s|:-]+\|")


def blocks(markdown: str) -> tuple[Block, ...]:
    """Read Markdown; lines of one paragraph stay lines (newlines inside a span)."""
    # str.splitlines would also break at control characters, which are part of a text here.
    runs = groupby(markdown.split("\n"), key=_kind)
    return tuple(block for kind, lines in runs for block in _made(kind, lines))


def spans(line: str) -> tuple[Span, ...]:
    """Read the bold, code and links of a line."""
    return tuple(span for span in _spans(line) if span.text)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if re.match(r"#{1,6} ", line):
        return "heading"
    return {"- ": "bullet", "| ": "row"}.get(line[:2], "text")


def _made(kind: str, lines: Iterable[str]) -> Iterator[Block]:
    match kind:
        case "heading":
            yield from (Heading(line.lstrip("#").strip()) for line in lines)
        case "bullet":
            yield Bullets(tuple(spans(line[2:]) for line in lines))
        case "row":
            yield Table(tuple(_cells(line) for line in lines if not _RULE.fullmatch(line)))
        case "text":
            yield Paragraph(spans("\n".join(lines)))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _spans(line: str) -> Iterator[Span]:
    end = 0
    for mark in _MARKED.finditer(line):
        yield Span(line[end : mark.start()])
        yield _marked(mark)
        end = mark.end()
    yield Span(line[end:])


def _marked(mark: re.Match[str]) -> Span:
    if mark["bold"]:
        return Span(mark["bold"], bold=True)
    if mark["code"]:
        return Span(mark["code"], code=True)
    return Span(mark["text"], link=mark["link"])
