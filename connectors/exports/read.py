"""Files somebody exported, to cards: what each is, and everything that is wrong with the others."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from connectors.card import Card
from connectors.errors import SetupError
from connectors.exports.formats import Found, cards_in, described
from connectors.exports.problems import ExportProblem, Unreadable
from connectors.exports.tables import rows, with_commas
from connectors.exports.text import decoded, is_binary, parsed
from connectors.exports.unpack import LARGEST_FILE, MEGABYTE, MOST_FILES, is_archive, unpacked
from connectors.jira import exports as jira
from connectors.known import Known
from connectors.names import plain
from connectors.notion import exports as notion

_MISSHAPEN = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)
"""What reading data ends with that is not of the shape it claims to have."""

_HEAD = 4096
_NOTION = "Notion Markdown & CSV"


class Export(msgspec.Struct, frozen=True):
    """One file or folder that was understood; `findings` say what it cannot tell."""

    name: str
    kind: str
    cards: tuple[Card, ...]
    findings: tuple[str, ...] = ()


Result = Export | ExportProblem


def read_exports(paths: Sequence[Path], known: Known) -> tuple[list[Export], list[ExportProblem]]:
    """The cards of files and folders, and what could not be read; one does not stop the others.

    Nothing is written, nothing leaves the machine. A card's `connection` is its export's name.
    """
    times = Counter(path.name for path in paths)
    results = [
        result
        for path in paths
        for result in _given(path, path.name if times[path.name] == 1 else str(path), known)
    ]
    exports = [result for result in results if isinstance(result, Export)]
    return exports, [result for result in results if isinstance(result, ExportProblem)]


def _given(path: Path, name: str, known: Known) -> Iterator[Result]:
    """Whatever one path leads to."""
    try:
        if path.is_dir():
            yield from _folder(path, name or str(path), known)
        else:
            yield from _content(_bytes(path, name), name, known)
    except Unreadable as unreadable:
        yield unreadable.problem
    except FileNotFoundError:
        yield ExportProblem(name, "there is no such file or folder", "check the path")
    except OSError as error:
        yield ExportProblem(name, f"it cannot be opened ({error.strerror})", "check its rights")


def _bytes(path: Path, name: str) -> bytes:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        what = f"it has {size // MEGABYTE} MB, more than the {LARGEST_FILE // MEGABYTE} MB allowed"
        raise Unreadable(ExportProblem(name, what, "export fewer cards at once"))
    return path.read_bytes()


def _content(data: bytes, name: str, known: Known) -> Iterator[Result]:
    """A file by its bytes: an archive of many, or one text."""
    if is_archive(data[:_HEAD]):
        yield from _tree(unpacked(io.BytesIO(data), name), name, known)
    else:
        yield _text(decoded(name, data), name, known)


def _folder(folder: Path, name: str, known: Known) -> Iterator[Result]:
    """An unpacked Notion export, files of several trackers, archives among them."""
    texts: dict[str, bytes] = {}
    others: list[Result] = []
    for path in _files(folder, name):
        inner = path.relative_to(folder).as_posix()
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD)
            if is_archive(head):
                others += _given(path, f"{name}/{inner}", known)
            elif not is_binary(head):
                texts[inner] = _bytes(path, f"{name}/{inner}")
        except Unreadable as unreadable:
            others.append(unreadable.problem)
        except OSError as error:
            what = f"it cannot be opened ({error.strerror})"
            others.append(ExportProblem(f"{name}/{inner}", what, "check its rights"))
    if texts or not others:
        yield from _tree(texts, name, known)
    yield from others


def _files(folder: Path, name: str) -> list[Path]:
    """The files of a folder, without hidden ones, in the order of their names."""
    files = []
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            files.append(path)
        if len(files) > MOST_FILES:
            what = f"the folder holds more than {MOST_FILES} files"
            raise Unreadable(ExportProblem(name, what, "give the folder with the exports alone"))
    return sorted(files)


def _tree(files: Mapping[str, bytes], name: str, known: Known) -> Iterator[Result]:
    """Texts by path: those of a Notion export as one, JSON and Jira's CSV each by itself.

    Other texts (a README) are nobody's export and no problem either.
    """
    texts: dict[str, str] = {}
    results: list[Result] = []
    for path, data in files.items():
        try:
            texts[path] = decoded(f"{name}/{path}", data)
        except Unreadable as unreadable:
            results.append(unreadable.problem)
    pages = _notion_part(texts)
    if pages:
        results.append(_carefully(name, _NOTION, lambda: _pages(pages, name, known)))
    for path, text in texts.items():
        if path not in pages and (_is_json(text) or _jira_rows(text) is not None):
            results.append(_text(text, f"{name}/{path}", known))
    yield from results or [ExportProblem(name, "no export is in it")]


def _notion_part(texts: Mapping[str, str]) -> dict[str, str]:
    """The pages and tables of a "Markdown & CSV" export among these texts."""
    pages = {
        path: text
        for path, text in texts.items()
        if path.endswith((".md", ".csv")) and not _is_json(text) and _jira_rows(text) is None
    }
    return pages if notion.recognise_tree(list(pages)) else {}


def _text(text: str, name: str, known: Known) -> Result:
    """One text: JSON, or a table, or a page, or nothing we know."""
    if not text.strip():
        return ExportProblem(name, "the file is empty")
    if _is_json(text):
        return _json(text, name, known)
    return _table(text, name, known) or _other(text, name, known)


def _table(text: str, name: str, known: Known) -> Result | None:
    """Jira's issue list, or a table of Notion even if a spreadsheet has saved it again."""
    issues = _jira_rows(text)
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
        return _carefully(name, _NOTION, lambda: _pages({name: text}, name, known))
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


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in {"{", "["}


def _jira_rows(text: str) -> Iterator[list[str]] | None:
    return rows(text, jira.recognise_csv)
