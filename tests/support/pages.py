"""The pages of the documentation: found by their place, taken apart into blocks and links."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")],
    key=lambda page: (page.parent != ROOT, page.stem != "README", page),
)
"""Every page there is, the README first, as a newcomer reads."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")


def name_of(page: Path) -> str:
    """How a page is called in a test's name."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return [text for kind, text in _FENCE.findall(page.read_text("utf-8")) if kind == language]


def every(language: str) -> Iterator[tuple[Path, str]]:
    """The fenced blocks of a language on all pages."""
    for page in PAGES:
        for text in blocks(page, language):
            yield page, text


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page.read_text("utf-8"))


def links(page: Path) -> list[str]:
    """Where its links and pictures lead."""
    return [one or other for one, other in _LINK.findall(prose(page))]


def headings(page: Path) -> list[str]:
    """The anchors of a page, as GitHub and GitLab make them."""
    found = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in found]
