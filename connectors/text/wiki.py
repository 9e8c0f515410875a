"""Jira wiki markup (Data Center, REST v2) to Markdown: a light reader, one pass a line."""

import re
from collections.abc import Iterator

from connectors.text import pieces, wiki_inline
from connectors.text.markdown import clean, newlines

_MACRO = re.compile(
    r"(?<!\\)\{(?P<name>code|noformat|quote|panel|info|tip|note|warning|expand)"
    r"(?::(?P<options>[^{}\n]*))?\}"
)
_HEADING = re.compile(r"h([1-6])\.\s*(.*)")
_ITEM = re.compile(r"([*#-]+)\s+(\S.*)")
_RULE = re.compile(r"-{4,}")


def wiki_to_markdown(text: str) -> str:
    """Wiki markup as Markdown; never raises, takes time in proportion to the text.

    What is not markup stays as it stands, emoticons and unknown macros included.
    """
    return clean(_macros(newlines(text)))


def _macros(text: str) -> str:
    """Boxes of code, quotes and panels first: markup inside code means nothing.

    Boxes of one name do not nest, so this calls itself no deeper than there are names.
    """
    tags = list(_MACRO.finditer(text))
    ends = _closing(tags)
    parts: list[str] = []
    at = 0
    for tag, end in zip(tags, ends, strict=True):
        if tag.start() < at:
            continue
        parts.append(_lines(text[at : tag.start()]))
        at = tag.end()
        if end is not None:
            parts.append(_box(tag, text[at : end.start()]))
            at = end.end()
    parts.append(_lines(text[at:]))
    return "\n\n".join(part for part in parts if part)


def _closing(tags: list[re.Match[str]]) -> list[re.Match[str] | None]:
    """For each tag the next one of its name that can close it."""
    following: dict[str, re.Match[str]] = {}
    ends: list[re.Match[str] | None] = []
    for tag in reversed(tags):
        ends.append(following.get(tag["name"]))
        if tag["options"] is None:
            following[tag["name"]] = tag
    return ends[::-1]


def _box(tag: re.Match[str], inside: str) -> str:
    options = (tag["options"] or "").split("|")
    if tag["name"] in ("code", "noformat"):
        language = next((option for option in options if option and "=" not in option), "")
        return pieces.fence(inside.strip("\n"), language)
    if tag["name"] == "quote":
        return pieces.quote(_macros(inside))
    titles = (option.removeprefix("title=") for option in options)
    named = tag["name"] == "expand"
    title = next((t for t, o in zip(titles, options, strict=True) if named or t != o), "")
    return "\n\n".join(part for part in (pieces.bold_line(title), _macros(inside)) if part)


def _lines(text: str) -> str:
    out: list[str] = []
    for line in _read(text.split("\n")):
        if line or (out and out[-1]):
            out.append(line)
    return "\n".join(out).strip("\n")


def _read(lines: list[str]) -> Iterator[str]:
    counts: dict[str, int] = {}
    at = 0
    while at < len(lines):
        if lines[at].lstrip().startswith("|"):
            rows, at = _rows(lines, at)
            yield from ("", _table(rows), "")
            continue
        line = lines[at].strip()
        item = _ITEM.fullmatch(line)
        if item:
            yield _item(item[1], item[2], counts)
        else:
            counts.clear()
            yield from _plain(line)
        at += 1


def _plain(line: str) -> Iterator[str]:
    heading = _HEADING.fullmatch(line)
    if not line:
        yield ""
    elif heading:
        words = wiki_inline.line(heading[2]).replace("\n", " ")
        yield from ("", f"{'#' * int(heading[1])} {words}".rstrip(), "")
    elif _RULE.fullmatch(line):
        yield from ("", "---", "")
    elif line.startswith("bq. "):
        yield from ("", pieces.quote(wiki_inline.line(line[4:])), "")
    else:
        yield wiki_inline.line(line)


def _item(marks: str, text: str, counts: dict[str, int]) -> str:
    """A list item; `counts` says how many items each open list has seen, by its marks."""
    number = counts.get(marks, 0) + 1
    for deeper in [other for other in counts if len(other) >= len(marks)]:
        del counts[deeper]
    counts[marks] = number
    marker = f"{number}. " if marks[-1] == "#" else "- "
    margin = sum(3 if mark == "#" else 2 for mark in marks[:-1])
    return pieces.indent(pieces.hang(marker, wiki_inline.line(text), len(marker)), margin)


def _rows(lines: list[str], at: int) -> tuple[list[str], int]:
    """Neighbouring rows of a table; a row goes on until a line ends with a bar."""
    rows: list[str] = []
    while at < len(lines) and lines[at].lstrip().startswith("|"):
        row = [lines[at].strip()]
        at += 1
        while not row[-1].endswith("|") and at < len(lines) and _goes_on(lines[at]):
            row.append(lines[at].strip())
            at += 1
        rows.append("\n".join(row))
    return rows, at


def _goes_on(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("|")


def _table(rows: list[str]) -> str:
    cells = [wiki_inline.cells(row) for row in rows]
    return pieces.table([row for row, _ in cells], headed=cells[0][1])
