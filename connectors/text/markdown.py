"""Text as every reader of a card gets it: Markdown without invisible characters."""

import re

_INVISIBLE = (
    0xAD,  # soft hyphen
    *range(0x200B, 0x200D),  # zero-width space and non-joiner; a joiner holds emoji together
    *range(0x200E, 0x2010),  # direction marks
    *range(0x202A, 0x202F),  # direction overrides
    *range(0x2060, 0x2070),  # word joiner, invisible operators, direction isolates
    0xFEFF,
)
_CONTROL = (*range(0x20), *range(0x7F, 0xA0))
_SURROGATES = range(0xD800, 0xE000)  # half an emoji; cannot be stored as UTF-8
_DROPPED = dict.fromkeys((*_CONTROL, *_INVISIBLE, *_SURROGATES))
_LINE_ENDS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
_TABLE = {**_DROPPED, **_LINE_ENDS, 0x09: "\t", 0x0A: "\n"}
_ODD = re.compile("[" + "".join(rf"\u{code:04x}" for code in _TABLE if code not in {9, 10}) + "]")
"""What the table changes: nearly no text has it, and to look is seven times faster."""

_CODE_OR_ESCAPE = re.compile(r"```[\s\S]*?```|`[^`\n]*`|\\([!-/:-@\[-`{-~])")
_SMART_LINK = re.compile(r'\[([^\[\]\n]*)\]\(([^\s\[\]]+) "(?:smartCard-[\w-]*)?"\)')


def clean(text: str) -> str:
    """`text` with plain newlines, no control or zero-width characters and no trailing blanks."""
    return "\n".join(line.rstrip() for line in visible(text).split("\n")).strip("\n")


def visible(text: str) -> str:
    """`text` with plain newlines and without control or zero-width characters; blanks stay."""
    plain = newlines(text)
    return plain.translate(_TABLE) if _ODD.search(plain) else plain


def newlines(text: str) -> str:
    r"""`text` with `\n` alone at the ends of lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tidy(text: str) -> str:
    r"""Trello's Markdown without its editor's escapes and link decorations; code is left alone.

    `[https://x](https://x "smartCard-inline")` becomes the bare link, `\#` becomes `#`.
    """
    return _CODE_OR_ESCAPE.sub(_unescaped, _SMART_LINK.sub(_link, clean(text)))


def _unescaped(match: re.Match[str]) -> str:
    return match[1] or match[0]


def _link(match: re.Match[str]) -> str:
    text, url = match[1], match[2]
    return url if _CODE_OR_ESCAPE.sub(_unescaped, text) in ("", url) else f"[{text}]({url})"
