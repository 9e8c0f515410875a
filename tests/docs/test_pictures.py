"""The pictures: of every format in both languages, small, and drawn from whole comments."""

import re
from pathlib import Path

import pytest

from docs.pictures.cards import Shown, written
from docs.pictures.draw import page
from tests.support.pages import ROOT, links

IMAGES = ROOT / "docs" / "images"
DRAWN = {f"{one}-{language}" for one in ("jira", "datacenter", "trello", "notion") for language in ("ru", "en")}  # fmt: skip
REPORTS = {"report-ru", "report-en"}
LARGEST = 80 * 1024


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    return {one.name: one for one in written(tmp_path_factory.mktemp("pictures"))}


def test_every_format_is_drawn_in_both_languages_from_what_was_sent(
    shown: dict[str, Shown],
) -> None:
    assert set(shown) == DRAWN
    for name, one in shown.items():
        sheet = page(one)
        assert re.search(r"Steelyard · [0-9a-f]{12}", sheet), name
        assert ("Из чего сложился балл" if one.language == "ru" else "What the score") in sheet
        assert re.search(r"<strong>.*</strong>", one.comment)
        assert not re.search(r"\{[*_]\}|\{color|\\[.()-]|\*\*", one.comment), name


def test_the_files_are_there_small_and_shown() -> None:
    files = {file.stem: file for file in IMAGES.glob("*.png")}
    pages = [ROOT / name for name in ("README.md", "README.ru.md", "docs/comments.md")]
    seen = {Path(link).stem for one in pages for link in links(one) if link.endswith(".png")}

    assert set(files) == DRAWN | REPORTS == seen
    assert [name for name, file in files.items() if file.stat().st_size > LARGEST] == []
