"""Notion's enhanced Markdown (`GET /v1/pages/{id}/markdown`) to plain Markdown.

The format: developers.notion.com/guides/data-apis/enhanced-markdown. It is Markdown with tabs
for nesting, tags for what Markdown lacks, attribute lists and backslash escapes.
"""

import html
import re
from collections.abc import Iterator

from connectors.text import pieces
from connectors.text.markdown import clean

_TOKEN = re.compile(
    r"\\(?P<char>[!-/:-@\[-`{-~])"
    r"|(?P<code>`[^`\n]*`)"
    r"|\[\^[^\[\]\n]*\](?P<citation>)"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<attrs>(?:[\s/][^<>]*)?)>"
)
_ATTRIBUTE = re.compile(r'(?<![\w-])([\w-]+)="([^"]*)"')
_ATTRIBUTES = re.compile(r'\{(?:[\w-]+="[^"]*"\s*)+\}')
_SIGNATURE = re.compile(r"\?[^\s()\"?]*X-Amz-[^\s()\"?]*")
_CELL = re.compile(r"<(td|th|tr)\b[^<>]*>|</(?:td|th|tr)>")
_BOX = re.compile(
    r"<(/?)(?:callout|details|columns?|synced_block\w*|meeting-notes|tabs?|notes|transcript)\b"
)
_FENCED = ("```", "$$")
_FILES = ("audio", "video", "file", "pdf", "image", "embed", "bookmark")


def notion_markdown_to_markdown(md: str) -> str:
    """Enhanced Markdown as plain Markdown: boxes become their content, mentions their words.

    Never raises; what a tag says that Markdown cannot (colours, icons, citations) is dropped.
    """
    return clean("\n".join(_lines(clean(md).split("\n"))))


def _lines(lines: list[str]) -> Iterator[str]:
    boxes = at = 0
    while at < len(lines):
        bare = lines[at].lstrip("\t")
        at += 1
        if bare.startswith(_FENCED):
            start, at = at - 1, _end(lines, at, bare[:3].rstrip())
            yield from (_shift(raw, boxes) for raw in lines[start:at])
        elif bare.startswith("<table") and not bare.startswith("<table_"):
            start, at = at - 1, _end(lines, at - 1, "</table>")
            yield from ("", _table("\n".join(lines[start:at])), "")
        else:
            closed, opened = _boxes(bare)
            boxes = max(0, boxes - closed)
            yield from _words(bare, _depth(lines[at - 1]) - boxes)
            boxes += opened


def _words(line: str, tabs: int) -> Iterator[str]:
    """The words of a line, four blanks a level: as deep as a numbered item needs.

    A line of tags alone leaves nothing behind.
    """
    text = _line(line)
    if text.strip() or not line.strip():
        for part in text.split("\n"):
            yield " " * 4 * max(0, tabs) + part


def _end(lines: list[str], at: int, mark: str) -> int:
    """The line after the next one that holds `mark`; the last line when none does."""
    for index in range(at, len(lines)):
        if mark in lines[index]:
            return index + 1
    return len(lines)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip("\t"))


def _shift(line: str, boxes: int) -> str:
    return line[min(boxes, _depth(line)) :]


def _boxes(line: str) -> tuple[int, int]:
    """How many boxes a line closes before its words, and opens after them."""
    if line.startswith(":::"):
        opens = bool(line.strip(": "))
        return int(not opens), int(opens)
    net = sum(-1 if match[1] else 1 for match in _BOX.finditer(line))
    return max(0, -net), max(0, net)


def _line(line: str) -> str:
    if line.startswith(":::"):
        return ""
    text = _inline(_without_attributes(line))
    return pieces.quote(text.removeprefix("> ")) if text.startswith("> ") else text


def _without_attributes(line: str) -> str:
    line = line.rstrip()
    at = line.rfind("{") if line.endswith("}") else -1
    if at < 0 or line[at - 1 : at] == "\\" or not _ATTRIBUTES.fullmatch(line, at):
        return line
    return line[:at].rstrip()


def _inline(text: str) -> str:
    links: list[str] = []

    def read(match: re.Match[str]) -> str:
        if match["tag"]:
            return _tag(match, links)
        return match["char"] or match["code"] or ""

    return _TOKEN.sub(read, _SIGNATURE.sub("", text))


def _tag(match: re.Match[str], links: list[str]) -> str:
    """What stands instead of a tag; `links` remembers the address of an open file tag."""
    name, attrs = match["tag"].lower(), dict(_ATTRIBUTE.findall(match["attrs"]))
    if name == "br":
        return "\n"
    if name == "summary":
        return "**" if match.string.strip() != match[0] else ""
    if name == "mention-date":
        return " → ".join(_moment(attrs, end) for end in ("start", "end") if attrs.get(end))
    if name in _FILES:
        return _file(match, attrs, links)
    return ""


def _moment(attrs: dict[str, str], end: str) -> str:
    return " ".join(attrs[key] for key in (end, f"{end}Time") if attrs.get(key))


def _file(match: re.Match[str], attrs: dict[str, str], links: list[str]) -> str:
    if match["close"]:
        return f"]({links.pop()})" if links else ""
    url = html.unescape(attrs.get("src") or attrs.get("url") or "")
    if match["attrs"].endswith("/"):
        return url
    links.append(url)
    return "["


def _table(source: str) -> str:
    """Cells between tags; a cell that is never closed ends where the next tag begins."""
    rows: list[list[str]] = []
    tags = list(_CELL.finditer(source))
    if not tags:
        return _inline(source)
    ends = [*(tag.start() for tag in tags[1:]), len(source)]
    for tag, end in zip(tags, ends, strict=True):
        if tag[1] == "tr" or (tag[1] and not rows):
            rows.append([])
        if tag[1] in ("td", "th"):
            rows[-1].append(_inline(source[tag.end() : end]).strip())
    headed = 'header-row="true"' in source.partition(">")[0]
    return pieces.table(rows, headed=headed)
