"""Notion's blocks to Markdown: every type is read, unknown ones are walked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from connectors.text import pieces
from connectors.text.markdown import clean
from connectors.text.notion_rich import inner, line, members, plain, word

Block = Mapping[str, Any]
Children = Callable[[Block], Sequence[Block]]

_DEEP = 30
"""Deeper blocks are read as plain words: no person nests so far, a hostile answer may."""


def blocks_to_markdown(blocks: Any, children: Children | None = None) -> str:
    """Blocks and what is inside them as Markdown; never raises on any shape of an answer.

    `children` fetches the blocks inside one; without it they are taken from the block's own
    `children`, beside or inside its type.
    """
    return clean(_Reader(children or _own_children).blocks(blocks, 0))


def file_address(file: Any) -> str:
    """The address of a file, without the signature: Notion signs its own anew at every read."""
    return word(file, "file", "url").partition("?")[0] or word(file, "external", "url")


def _own_children(block: Block) -> Sequence[Block]:
    return members(inner(block, "children")) or members(inner(_inside(block), "children"))


def _kind(block: Block) -> str:
    return word(block, "type")


def _inside(block: Block) -> Any:
    return inner(block, _kind(block))


def _words(block: Block) -> str:
    return line(inner(_inside(block), "rich_text"))


def _all_words(blocks: Sequence[Block]) -> str:
    """Every text in and below the blocks, without recursion."""
    words: list[str] = []
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        words.append(plain(inner(_inside(block), "rich_text")))
        waiting.extend(reversed(_own_children(block)))
    return " ".join(word for word in words if word)


# --- blocks that read the same whatever is inside them


def _heading(level: int) -> Callable[[Block], str]:
    return lambda block: f"{'#' * level} {_words(block)}".replace("\n", " ").rstrip()


def _code(block: Block) -> str:
    inside = _inside(block)
    code = pieces.fence(plain(inner(inside, "rich_text")), word(inside, "language"))
    caption = line(inner(inside, "caption"))
    return f"{code}\n{caption}" if caption else code


def _address(block: Block) -> str:
    """A bookmark, an embed, a file: its caption or name, and where it is."""
    inside = _inside(block)
    name = plain(inner(inside, "caption")).replace("\n", " ") or word(inside, "name")
    url = file_address(inside) or word(inside, "url")
    if _kind(block) == "image":
        return pieces.picture(name, url)
    return pieces.link(name, url) if url else name


def _page(block: Block) -> str:
    inside = _inside(block)
    target = word(inside, word(inside, "type")).replace("-", "")
    return f"https://www.notion.so/{target}" if target else ""


def _any(block: Block) -> str:
    inside = _inside(block)
    caption = line(inner(inside, "caption"))
    return line(inner(inside, "title")) or word(inside, "title") or _words(block) or caption


_READ: dict[str, Callable[[Block], str]] = {
    **{f"heading_{level}": _heading(level) for level in range(1, 7)},
    "code": _code,
    "equation": lambda block: f"$${word(_inside(block), 'expression')}$$",
    "divider": lambda _: "---",
    "callout": _words,
    "paragraph": _words,
    "toggle": lambda block: pieces.bold_line(plain(inner(_inside(block), "rich_text"))),
    "link_to_page": _page,
    **dict.fromkeys(
        ("image", "video", "audio", "file", "pdf", "bookmark", "embed", "link_preview"), _address
    ),
}
_MARKERS = {"bulleted_list_item": "- ", "numbered_list_item": "1. ", "to_do": "- [ ] "}


class _Reader:
    """Reads blocks with one way of finding what is inside them."""

    def __init__(self, children: Children) -> None:
        self._children = children

    def blocks(self, blocks: Any, depth: int) -> str:
        """Blocks one under another; items of a list stand close."""
        some = members(list(blocks)) if isinstance(blocks, Sequence) else []
        if depth >= _DEEP:
            return _all_words(some)
        parts: list[str] = []
        before = ""
        for block, number in _numbered(some):
            text = self._block(block, number, depth)
            if text.strip():
                close = _kind(block) in _MARKERS and before in _MARKERS
                parts += [("\n" if close else "\n\n") if parts else "", text]
                before = _kind(block)
        return "".join(parts)

    def _block(self, block: Block, number: int, depth: int) -> str:
        kind = _kind(block)
        if kind == "table":
            return self._table(block)
        inside = self.blocks(self._children(block), depth + 1)
        if kind in _MARKERS:
            return _item(block, number, inside)
        text = "\n\n".join(part for part in (_READ.get(kind, _any)(block), inside) if part)
        if kind == "quote":
            return pieces.quote(text)
        return text

    def _table(self, block: Block) -> str:
        rows = [
            [line(cell) for cell in cells]
            for row in members(list(self._children(block)))
            if isinstance(cells := inner(_inside(row), "cells"), list)
        ]
        return pieces.table(rows, headed=inner(_inside(block), "has_column_header") is True)


def _numbered(blocks: Sequence[Block]) -> Iterator[tuple[Block, int]]:
    number = 0
    for block in blocks:
        number = number + 1 if _kind(block) == "numbered_list_item" else 0
        yield block, number


def _item(block: Block, number: int, inside: str) -> str:
    marker = f"{number}. " if number else _MARKERS[_kind(block)]
    if inner(_inside(block), "checked") is True:
        marker = "- [x] "
    width = 2 if marker.startswith("-") else len(marker)
    return pieces.hang(marker, "\n".join(part for part in (_words(block), inside) if part), width)
