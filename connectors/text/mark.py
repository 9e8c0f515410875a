"""Finding the mark that closes a living comment, whatever format it was written in."""

import re

from connectors.remark import MARK, mark_of
from connectors.text.markdown import clean

_DIGEST = re.compile(r"[0-9a-f]{12}")
_COLOR = re.compile(r"\{color(?::[^{}\n]*)?\}")
_DECORATION = " \t*_~\\"


def find_mark(text: str) -> str | None:
    """The digest of the last line that is a mark and nothing else, or None.

    A sentence that mentions Steelyard, and a mark inside a quote, are not marks; text a person
    put above or below does not hide one.
    """
    found = (_digest(line) for line in reversed(clean(text).split("\n")) if MARK in line)
    return next((digest for digest in found if digest), None)


def _digest(line: str) -> str | None:
    bare = _COLOR.sub("", line).replace("\u00a0", " ").strip(_DECORATION)
    digest = bare.removeprefix(mark_of(""))
    return digest if digest != bare and _DIGEST.fullmatch(digest) else None
