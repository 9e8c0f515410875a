"""Writes the page to a file, whole or not at all."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from enrichment.judge import Judged
from steelyard.files import READABLE, replace_file, writing
from steelyard.report.page import Told, page_of, render
from steelyard.speech import Speech


def save_report(path: Path, told: Told, language: str) -> None:
    """Write the page to `path`; raises UserError when the folder cannot be written.

    Others may read it: it is made to be handed on, and personal data in it is masked.
    `language` (`ru` or `en`) is that of the page; cards keep their own words.
    """
    speech = Speech(language)
    page = render(page_of(told, speech), speech)
    with writing(path, "report"):
        replace_file(path, page, READABLE)


def main_language(judged: Iterable[Judged]) -> str:
    """The language most verdicts speak: the one to write the page in when nobody chose."""
    counted = Counter(one.verdict.language for one in judged).most_common(1)
    return counted[0][0] if counted else "en"
