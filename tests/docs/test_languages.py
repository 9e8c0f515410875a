"""The Russian README keeps step with the English one."""

import re
from pathlib import Path

import pytest

from tests.support.pages import ROOT, blocks, headings, links, prose

ENGLISH, RUSSIAN = ROOT / "README.md", ROOT / "README.ru.md"


def shape(page: Path) -> list[str]:
    """What stands on a page, line by line, without its words."""
    marks = r"^(#+ |\| |- |```\w*|<img )"
    return [found[1] for line in page.read_text("utf-8").splitlines() if (found := re.match(marks, line))]  # fmt: skip


def test_both_have_the_same_sections_lists_tables_and_pictures() -> None:
    assert shape(RUSSIAN) == shape(ENGLISH)
    assert shape(ENGLISH).count("## ") == len(set(headings(ENGLISH))) - 1


@pytest.mark.parametrize("language", ["console", "yaml"])
def test_both_have_the_same_blocks(language: str) -> None:
    assert blocks(RUSSIAN, language) == blocks(ENGLISH, language) != []


def test_both_lead_to_the_same_pages() -> None:
    assert [_plain(link) for link in links(RUSSIAN)] == [_plain(link) for link in links(ENGLISH)]


def test_both_name_the_same_keys_files_and_labels() -> None:
    assert set(re.findall(r"`([^`]+)`", prose(RUSSIAN))) == set(
        re.findall(r"`([^`]+)`", prose(ENGLISH))
    )


def _plain(link: str) -> str:
    return re.sub(r"(-ru|-en|\.ru)(?=\.(png|md)$)", "", link)
