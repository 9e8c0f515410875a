"""Packs from files: read, validated, merged by id and compiled, all problems at once."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from enrichment.packs.compiled import compile_pack
from enrichment.packs.entries import Entries, add_pack, subject
from enrichment.packs.model import PackFile
from enrichment.packs.pack import Pack
from enrichment.yamlplaces import Document, Problem, Problems, load, validate


def load_packs(paths: Sequence[Path]) -> Pack:
    """Load packs, each a folder or a file; a later one replaces rules of the same id.

    A folder's own `*.yaml` are its rules; the files in its subfolder `words` are the reader's and
    are only listed. Raises Problems.
    """
    entries, problems, words = Entries(), list[Problem](), word_files(paths)
    digest = hashlib.blake2b(digest_size=6)
    for path in paths:
        documents = []
        for file in _files(path, problems):
            documents += _read(file, problems)
            digest.update(_content(file))
        problems += add_pack(entries, documents)
    for file in words:
        digest.update(_content(file))
    if problems:
        problems += _compile_problems(entries)
        raise Problems(problems)
    return compile_pack(entries, digest.hexdigest(), tuple(words))


def word_files(paths: Sequence[Path]) -> list[Path]:
    """List the files of words that packs bring for the reader."""
    return [file for path in paths for file in sorted((path / "words").glob("*.yaml"))]


def _content(path: Path) -> bytes:
    """Give a file's bytes for the version; whoever reads the file says why it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _files(path: Path, problems: list[Problem]) -> list[Path]:
    if path.is_file():
        return [path]
    files = sorted(path.glob("*.yaml"))
    if not files:
        problems.append(Problem(str(path), 0, 0, "there is no pack here: no folder with *.yaml"))
    return files


def _read(path: Path, problems: list[Problem]) -> list[tuple[Document, PackFile]]:
    try:
        document = load(path)
        return [(document, validate(document, PackFile, subject))]
    except Problems as found:
        problems += found.problems
        return []


def _compile_problems(entries: Entries) -> Sequence[Problem]:
    """Find what else is wrong, so that a person sees it all at once.

    Only what stands in a file counts: that rules are missing may come of a file that could not
    be read.
    """
    try:
        compile_pack(entries, "", ())
    except Problems as found:
        return [problem for problem in found.problems if problem.line]
    return []
