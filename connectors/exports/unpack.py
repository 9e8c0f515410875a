"""Archives opened without trust: nothing is written anywhere, nothing grows without end."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from connectors.exports.problems import ExportProblem, Unreadable
from connectors.exports.text import is_binary

MEGABYTE = 1 << 20
LARGEST_FILE = 100 * MEGABYTE
LARGEST_ARCHIVE = 300 * MEGABYTE
"""Of all text in an archive together, unpacked; pictures and other binaries stay inside."""

MOST_FILES = 20_000
_DEEPEST = 2
"""Notion puts the parts of a large export into archives inside the archive."""

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
_SMALLER = "export less at once, or unpack it and give the files with cards"


def is_archive(head: bytes) -> bool:
    """Whether bytes that start like this are a zip."""
    return head.startswith(_MAGIC)


def unpacked(archive: IO[bytes], name: str) -> dict[str, bytes]:
    """Every text of an archive by its path, with those of archives inside it."""
    opening = _Opening(name)
    opening.add(archive, depth=1)
    return opening.texts


class _Opening:
    """One archive with all that is inside it, on one common account of bytes and files."""

    def __init__(self, name: str) -> None:
        self.texts: dict[str, bytes] = {}
        self._name = name
        self._bytes = self._files = 0

    def add(self, archive: IO[bytes], depth: int) -> None:
        if depth > _DEEPEST:
            raise self._refused("there are archives inside archives inside the archive")
        try:
            with zipfile.ZipFile(archive) as opened:
                for path, data in self._entries(opened):
                    if is_archive(data):
                        self.add(io.BytesIO(data), depth + 1)
                    else:
                        self.texts[path] = data
        except _BROKEN as error:
            raise self._refused(f"the archive is damaged ({error})", "export it again") from None

    def _entries(self, opened: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
        """Texts and archives; pictures and the like are passed by unread."""
        for entry in opened.infolist():
            self._files += 1
            if self._files > MOST_FILES:
                raise self._refused(f"the archive holds more than {MOST_FILES} files")
            path = self._path(entry)
            if entry.is_dir() or any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            with opened.open(entry) as source:
                data = self._read(source, entry.filename)
            if data is not None:
                yield str(path), data

    def _path(self, entry: zipfile.ZipInfo) -> PurePosixPath:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise self._refused(f"{entry.filename!r} would lie outside of the archive's folder")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise self._refused(f"{entry.filename!r} is a link, not a file")
        if entry.flag_bits & 1:
            raise self._refused("the archive has a password", "export it without one")
        return path

    def _read(self, source: IO[bytes], entry: str) -> bytes | None:
        """What an entry holds, counting what really comes out and not what its head promises."""
        data = source.read(MEGABYTE)
        if is_binary(data[:4096]) and not is_archive(data):
            return None
        whole = [data]
        size = len(data)
        while data:
            self._bytes += len(data)
            if size > LARGEST_FILE:
                raise self._too_large(f"{entry!r} in the archive", LARGEST_FILE)
            if self._bytes > LARGEST_ARCHIVE:
                raise self._too_large("what the archive unpacks to", LARGEST_ARCHIVE)
            data = source.read(MEGABYTE)
            size += len(data)
            whole.append(data)
        return b"".join(whole)

    def _too_large(self, what: str, limit: int) -> Unreadable:
        return self._refused(f"{what} is larger than {limit // MEGABYTE} MB")

    def _refused(self, what: str, todo: str = _SMALLER) -> Unreadable:
        return Unreadable(ExportProblem(self._name, what, todo))
