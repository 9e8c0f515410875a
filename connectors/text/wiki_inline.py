"""Jira wiki markup inside a line: marks, links, images, monospace and escapes.

Every pattern stops at its own opening character, so reading stays linear on any input.
"""

import re
from collections.abc import Callable, Iterator

from connectors.text import pieces

_HOLE = "\x1a"  # a control character, which no text keeps, stands for a piece already done

_DONE = re.compile(
    r"(?P<line>\\\\)"
    r"|\\(?P<char>[-#*_+?^~|%{}\[\]()!@:;&])"
    r"|\{\{(?P<mono>(?:[^{}\n\\]|\\.)+)\}\}"
    r"|\[(?P<link>(?:[^\[\]\n\\]|\\.)+)\]"
    r"|!(?=\S)(?P<file>[^!\n|]+)(?:\|[^!\n]*)?!"
    r"|(?P<url>(?:https?|ftp)://[^\s|\]<>\"{}]*[^\s|\]<>\"{}*_.,;:!?)])"
    r"|(?P<nothing>\{(?:color|anchor)(?::[^{}\n]*)?\})"
)
_ESCAPE = re.compile(r"\\([-#*_+?^~|%{}\[\]()!@:;&])")
_FILE = re.compile(r"\S.*\.\w{2,5}")
_BAR = re.compile(r"(?<!\\)\|")
_ADDRESS = re.compile(r"(?:\w+:|[/#]|www\.)\S+")


def _mark(char: str, start: str = r"(?=\S)") -> re.Pattern[str]:
    one = re.escape(char)
    return re.compile(
        rf"\{{{one}\}}(?=\S)([^{char}\n]+)\{{{one}\}}"
        rf"|(?<![\w{char}]){one}{start}([^{char}\n]+?)(?<=\S){one}(?![\w{char}])"
    )


_MARKS = (
    (_mark("*"), "**"),
    (_mark("_"), "_"),
    (_mark("-"), "~~"),
    # Markdown has no underline; `+5%` is a figure, so only words lose the marks.
    (_mark("+", r"(?=[^\W\d])"), ""),
)


def line(text: str) -> str:
    """One line, or the lines of a paragraph, as Markdown."""
    holed, done = _set_aside(text)
    return _fill(_dress(holed), iter(done))


def cells(row: str) -> tuple[list[str], bool]:
    """The cells of a table row, and whether all are heads; bars inside links part nothing."""
    holed, done = _set_aside(row.strip())
    parts = re.split(r"\|\|?", _dress(holed))[1:]
    if parts and not parts[-1].strip():
        parts.pop()
    left = iter(done)
    return [_fill(part, left).strip() for part in parts], "|" not in holed.rstrip("|").replace(
        "||", ""
    )


def _set_aside(text: str) -> tuple[str, list[str]]:
    done: list[str] = []

    def keep(match: re.Match[str]) -> str:
        done.append(_READ[match.lastgroup or ""](match))
        return _HOLE

    return _DONE.sub(keep, text.replace(_HOLE, "")), done


def _fill(text: str, done: Iterator[str]) -> str:
    return re.sub(_HOLE, lambda _: next(done), text)


def _dress(text: str) -> str:
    for pattern, mark in _MARKS:
        text = pattern.sub(rf"{mark}\1\2{mark}", text)
    return text


def _link(match: re.Match[str]) -> str:
    inside = match["link"]
    if inside.startswith("~"):
        return "@" + inside[1:].removeprefix("accountid:")
    if inside.startswith("^"):
        return pieces.picture(inside[1:])
    text, *rest = _BAR.split(inside)
    if rest and rest[0].strip():
        return pieces.link(line(text), rest[0].strip().removeprefix("mailto:"))
    return inside.removeprefix("mailto:") if _ADDRESS.fullmatch(inside) else match[0]


def _file(match: re.Match[str]) -> str:
    name = match["file"]
    return pieces.picture(name, name) if _FILE.fullmatch(name) else match[0]


_READ: dict[str, Callable[[re.Match[str]], str]] = {
    "line": lambda _: "\n",
    "char": lambda match: match["char"],
    "mono": lambda match: pieces.inline([pieces.Run(_unescaped(match["mono"]), code=True)]),
    "link": _link,
    "file": _file,
    "url": lambda match: match["url"],
    "nothing": lambda _: "",
}


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)
