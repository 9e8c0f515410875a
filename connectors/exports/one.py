"""One text, or the pages of one export: what it is, and its cards."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from connectors.card import Card
from connectors.errors import SetupError
from connectors.exports.formats import Found, cards_in, described
from connectors.exports.problems import ExportProblem, Unreadable
from connectors.exports.tables import rows, with_commas
from connectors.exports.text import parsed
from connectors.jira import exports as jira
from connectors.known import Known
from connectors.names import plain
from connectors.notion import exports as notion

_MISSHAPEN = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)
"""What reading data ends with that is not of the shape it claims to have."""

_JSON = re.compile(r'\s*(?:\{\s*(?:["}]|$)|\[\s*(?:["{\[\]\d-]|true|false|null|$))')
_NOTION = "Notion Markdown & CSV"


class Export(msgspec.Struct, frozen=True):
    """One file or folder that was understood; `findings` say what it cannot tell."""

    name: str
    kind: str
    cards: tuple[Card, ...]
    findings: tuple[str, ...] = ()


Result = Export | ExportProblem


def read_text(text: str, name: str, known: Known) -> Result:
    """One text: JSON, or a table, or a page, or nothing we know."""
    if not text.strip():
        return ExportProblem(name, "the file is empty")
    if is_json(text):
        return _json(text, name, known)
    return _table(text, name, known) or _other(text, name, known)


def _table(text: str, name: str, known: Known) -> Result | None:
    """Jira's issue list, or a table of Notion even if a spreadsheet has saved it again."""
    issues = issues_in(text)
    if issues is not None:
        cards = jira.cards_from_csv
        return _carefully(name, "Jira CSV", lambda: Found("Jira CSV", cards(issues, name, known)))
    if rows(text, lambda header: plain(header[0]) == "card id") is not None:
        return ExportProblem(name, "this is Trello's CSV", "export the board as JSON instead")
    named = notion.recognise_tree([name]) and not name.endswith(".md")
    table = rows(text, lambda header: named or any(map(known.slot_of, header)))
    if table is None:
        return None
    path = name if name.endswith(".csv") else f"{name}.csv"
    return _carefully(name, _NOTION, lambda: _pages({path: with_commas(table)}, name, known))


def _other(text: str, name: str, known: Known) -> Result:
    if notion.recognise_tree([name]):
        return read_pages({name: text}, name, known)
    if text.lstrip().startswith("<"):
        return ExportProblem(name, "this is a web page or XML")
    return ExportProblem(name, "this is text, but no export")


def _json(text: str, name: str, known: Known) -> Result:
    try:
        data = parsed(name, text)
    except Unreadable as unreadable:
        return unreadable.problem
    nothing = f"this is {described(data)}, but no export"
    return _carefully(name, "an export", lambda: cards_in(data, name, known), nothing)


def read_pages(pages: Mapping[str, str], name: str, known: Known) -> Result:
    """Texts by path as one "Markdown & CSV" export of Notion."""
    return _carefully(name, _NOTION, lambda: _pages(pages, name, known))


def _pages(pages: Mapping[str, str], name: str, known: Known) -> Found:
    files = {path: text.encode() for path, text in pages.items()}
    return Found(_NOTION, notion.cards_from_tree(files, name, known))


def _carefully(name: str, kind: str, read: Callable[[], Found | None], nothing: str = "") -> Result:
    """What `read` finds; data that only looks like `kind` is a problem, never a crash."""
    try:
        found = read()
    except SetupError as error:
        return ExportProblem(name, error.what, error.todo)
    except csv.Error as error:
        return ExportProblem(name, f"this table is broken ({error})", "export it again")
    except _MISSHAPEN as error:
        what = f"it looks like {kind}, but is not made as such ({type(error).__name__}: {error})"
        return ExportProblem(name, what[:200], "export it again, unchanged")
    if found is None:
        return ExportProblem(name, nothing)
    findings = [*found.shortfalls, *(["no card is in it"] if not found.cards else [])]
    return Export(name, found.kind, tuple(found.cards), tuple(findings))


def is_json(text: str) -> bool:
    """Whether a text begins as JSON does, which `[a link](…)` in a page does not."""
    return _JSON.match(text) is not None


def issues_in(text: str) -> Iterator[list[str]] | None:
    """The rows of Jira's CSV export; None for any other text."""
    return rows(text, jira.recognise_csv)
