"""Files somebody exported, to cards: what each is, and everything that is wrong with the others."""

import io
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from connectors.exports.one import Export, Result, is_json, issues_in, read_pages, read_text
from connectors.exports.problems import ExportProblem, Unreadable
from connectors.exports.text import decoded, is_binary
from connectors.exports.unpack import LARGEST_FILE, MEGABYTE, MOST_FILES, is_archive, unpacked
from connectors.known import Known
from connectors.notion import exports as notion

_HEAD = 4096
_NAMED = 5
"""Files named one by one when they are passed over."""


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
        yield _closed(name, error)


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
        yield read_text(decoded(name, data), name, known)


def _folder(folder: Path, name: str, known: Known) -> Iterator[Result]:
    """An unpacked Notion export, files of several trackers, archives among them."""
    texts: dict[str, bytes] = {}
    others: list[Result] = []
    passed: list[str] = []
    files, closed = _files(folder, name)
    for path in files:
        inner = path.relative_to(folder).as_posix()
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD)
            if is_archive(head):
                others += _given(path, f"{name}/{inner}", known)
            elif is_binary(head):
                passed.append(inner)
            else:
                texts[inner] = _bytes(path, f"{name}/{inner}")
        except Unreadable as unreadable:
            others.append(unreadable.problem)
        except OSError as error:
            others.append(_closed(f"{name}/{inner}", error))
    if texts or not (others or closed or passed):
        yield from _tree(texts, name, known, passed)
    elif passed:
        yield _passed_over(name, passed)
    yield from (*others, *closed)


def _files(folder: Path, name: str) -> tuple[list[Path], list[ExportProblem]]:
    """The files of a folder, without hidden ones, by name; and the folders that cannot be opened."""
    files: list[Path] = []
    closed: list[ExportProblem] = []

    def refuse(error: OSError) -> None:
        closed.append(_closed(f"{name}/{Path(error.filename).relative_to(folder)}", error))

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [inner for inner in folders if not inner.startswith(".")]
        files += [Path(root, inner) for inner in names if not inner.startswith(".")]
        if len(files) > MOST_FILES:
            what = f"the folder holds more than {MOST_FILES} files"
            raise Unreadable(ExportProblem(name, what, "give the folder with the exports alone"))
    return sorted(files), closed


def _closed(name: str, error: OSError) -> ExportProblem:
    return ExportProblem(name, f"it cannot be opened ({error.strerror})", "check its rights")


def _tree(
    files: Mapping[str, bytes], name: str, known: Known, passed: Sequence[str] = ()
) -> Iterator[Result]:
    """Texts by path: those of a Notion export as one, JSON and Jira's CSV each by itself.

    Other tables are a problem: somebody exported them. Other texts (a README) are none, but told
    together with the files `passed` over.
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
        results.append(read_pages(pages, name, known))
    rest = {path: text for path, text in texts.items() if path not in pages}
    beside = [path for path, text in rest.items() if not _is_exported(path, text)]
    results += [
        read_text(text, f"{name}/{path}", known)
        for path, text in rest.items()
        if path not in beside
    ]
    yield from results or [ExportProblem(name, "no export is in it")]
    if results and (beside or passed):
        yield _passed_over(name, [*beside, *passed])


def _is_exported(path: str, text: str) -> bool:
    """Whether a text is, or by its name should be, somebody's export."""
    data = path.lower().endswith((".csv", ".tsv", ".json"))
    return data or is_json(text) or issues_in(text) is not None


def _passed_over(name: str, paths: Sequence[str]) -> ExportProblem:
    """One line about everything that is no export, so that nothing is left out in silence."""
    shown = ", ".join(paths[:_NAMED])
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    what = f"no exports, passed over: {shown}{more}"
    return ExportProblem(name, what, "nothing to do if no cards are in them", harmless=True)


def _notion_part(texts: Mapping[str, str]) -> dict[str, str]:
    """The pages and tables of a "Markdown & CSV" export among these texts."""
    pages = {
        path: text
        for path, text in texts.items()
        if path.endswith((".md", ".csv")) and not is_json(text) and issues_in(text) is None
    }
    return pages if notion.recognise_tree(list(pages)) else {}
