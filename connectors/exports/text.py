"""Bytes to text and JSON: the encodings spreadsheets and trackers save in, and clear failures."""

import codecs
import json
from typing import Any

import msgspec

from connectors.exports.problems import ExportProblem, Unreadable
from connectors.text.surrogates import whole

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_AGAIN = "export or save it again"


def is_binary(head: bytes) -> bool:
    """Whether bytes that start like this are no text in any encoding we know."""
    return b"\0" in head and _marked(head) is None and _unmarked_utf16(head) is None


def decoded(name: str, data: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, UTF-16, or Windows-1251."""
    head = data[:4096]
    if is_binary(head):
        raise Unreadable(ExportProblem(name, "this is a binary file, not an export"))
    encoding = _marked(head) or _unmarked_utf16(head)
    tried = [encoding] if encoding else ["utf-8", "cp1251"]
    for candidate in tried:
        try:
            return data.decode(candidate)
        except UnicodeDecodeError:
            continue
    what = f"the text is not in {' or '.join(tried)}"
    raise Unreadable(ExportProblem(name, what, "save it as UTF-8"))


def parsed(name: str, text: str) -> Any:
    """The JSON in `text`; a failure tells the line and column where it breaks."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return _with_position(name, text)
    except RecursionError:
        raise Unreadable(ExportProblem(name, "this JSON is nested too deeply")) from None


def _with_position(name: str, text: str) -> Any:
    """The slower parser: it says where, and takes what the fast one is too strict for."""
    try:
        return json.loads(whole(text.encode()).decode())
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        what = "this JSON ends too early" if cut else f"this JSON is broken ({error.msg})"
        place = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(ExportProblem(name, f"{what} at {place}", _AGAIN)) from None
    except RecursionError:
        raise Unreadable(ExportProblem(name, "this JSON is nested too deeply")) from None


def _marked(head: bytes) -> str | None:
    return next((name for mark, name in _BOMS if head.startswith(mark)), None)


def _unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: the first character of every export is ASCII, half of it zero."""
    if len(head) < 4 or head[:4].count(0) != 2:
        return None
    if head[1] == head[3] == 0:
        return "utf-16-le"
    return "utf-16-be" if head[0] == head[2] == 0 else None
