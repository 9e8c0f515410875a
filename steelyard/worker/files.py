"""The files a worker's orders come from, and a hash of what is in them."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path


def digest(paths: Iterable[Path]) -> str:
    """A hash of these files, and of the YAML files of folders, by name and content."""
    hashed = hashlib.blake2b(digest_size=16)
    for file in _files(paths):
        hashed.update(f"\0{file}\0".encode())
        hashed.update(_content(file))
    return hashed.hexdigest()


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*.y*ml") if one.is_file())
        else:
            yield path


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:  # not there or not readable: that is what loading will say
        return (error.strerror or "").encode()
