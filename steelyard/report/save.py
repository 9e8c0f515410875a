"""Writes the page to a file, whole or not at all."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from enrichment.judge import Judged
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.report.page import Told, page_of, render
from steelyard.speech import Speech

_READABLE = 0o644
"""A report is made to be handed on; it holds what the cards say, with personal data masked."""


def save_report(path: Path, told: Told, language: str) -> None:
    """Write the page to `path`; raises UserError when the folder cannot be written.

    `language` (`ru` or `en`) is that of the page; cards keep their own words.
    """
    speech = Speech(language)
    page = render(page_of(told, speech), speech)
    try:
        _write(path, page.encode())
    except OSError as error:
        reason = error.strerror or "unknown reason"
        todo = "choose a folder that exists and can be written to"
        raise UserError(
            str(path), f"the report cannot be written ({reason})", todo, Exit.CONFIGURATION
        ) from error


def main_language(judged: Iterable[Judged]) -> str:
    """The language most verdicts speak: the one to write the page in when nobody chose."""
    counted = Counter(one.verdict.language for one in judged).most_common(1)
    return counted[0][0] if counted else "en"


def _write(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        beside.chmod(_READABLE)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
