"""Which paths of the schema the rules of a pack look at: no others need be published."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate

_NAME = re.compile(r"[A-Za-z_]\w*(?:\s*\.\s*\w+)*")


def asked(sources: Iterable[str], paths: Collection[str]) -> frozenset[str]:
    """List those of `paths` that expressions may look at; a message named is all that is in it."""
    named = {_path(name, paths) for source in sources for name in _NAME.findall(source)}
    return frozenset(path for path in paths if not named.isdisjoint(_to(path)))


def _path(name: str, paths: Collection[str]) -> str:
    """Give the path a name begins with, what is done to its value left out."""
    plain = "".join(name.split())
    return next((way for way in _to(plain) if way in paths), plain)


def _to(path: str) -> Iterator[str]:
    """Go down a path: `reading`, `reading.metric`, `reading.metric.missing`."""
    return accumulate(path.split("."), "{}.{}".format)
