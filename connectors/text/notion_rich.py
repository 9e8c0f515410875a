"""Notion's rich text to Markdown."""

from collections.abc import Mapping
from typing import Any

from connectors.text import pieces
from connectors.text.markdown import clean
from connectors.text.pieces import Run


def rich_text_to_markdown(rich_text: Any) -> str:
    """A rich text array as Markdown; mentions read as people see them. Never raises."""
    return clean(line(rich_text))


def line(rich_text: Any) -> str:
    """The same, blanks kept."""
    return pieces.inline(_runs(rich_text))


def plain(rich_text: Any) -> str:
    """The words alone, as code blocks and addresses need them."""
    return "".join(_words(item) for item in members(rich_text))


def members(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; everything else in an answer reads as none."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def inner(value: Any, *path: str) -> Any:
    """The value at a path of keys, None when any step is missing."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def word(value: Any, *path: str) -> str:
    """The string at a path of keys, or an empty one."""
    found = inner(value, *path)
    return found if isinstance(found, str) else ""


def _words(item: Mapping[str, Any]) -> str:
    """`plain_text`; requests and some older answers carry the text inside the type instead."""
    return (
        word(item, "plain_text")
        or word(item, "text", "content")
        or word(item, "equation", "expression")
    )


def _runs(rich_text: Any) -> list[Run]:
    return [
        Run(
            f"${_words(item)}$" if item.get("type") == "equation" else _words(item),
            bold=_is(item, "bold"),
            italic=_is(item, "italic"),
            strike=_is(item, "strikethrough"),
            code=_is(item, "code"),
            link=_address(item),
        )
        for item in members(rich_text)
        if _words(item)
    ]


def _is(item: Mapping[str, Any], look: str) -> bool:
    return inner(item, "annotations", look) is True


def _address(item: Mapping[str, Any]) -> str:
    """Where a run leads; a mention's words are enough, and links inside Notion are relative."""
    href = word(item, "href") or word(item, "text", "link", "url")
    outside = href.startswith(("http://", "https://", "mailto:"))
    return href if outside and item.get("type") != "mention" else ""
