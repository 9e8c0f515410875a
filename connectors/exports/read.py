"""Files somebody exported, to cards: what each is, and everything that is wrong with the others."""

import io
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
        yield read_text(decoded(name, data), name, known)


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
        results.append(read_pages(pages, name, known))
    for path, text in texts.items():
        if path not in pages and (is_json(text) or issues_in(text) is not None):
            results.append(read_text(text, f"{name}/{path}", known))
    yield from results or [ExportProblem(name, "no export is in it")]


def _notion_part(texts: Mapping[str, str]) -> dict[str, str]:
    """The pages and tables of a "Markdown & CSV" export among these texts."""
    pages = {
        path: text
        for path, text in texts.items()
        if path.endswith((".md", ".csv")) and not is_json(text) and issues_in(text) is None
    }
    return pages if notion.recognise_tree(list(pages)) else {}
