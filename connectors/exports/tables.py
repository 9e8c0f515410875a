"""CSV as spreadsheets and trackers write it: any of three separators, any line end."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

_SEPARATORS = (",", ";", "\t")
_LONGEST_CELL = 1 << 24
"""Characters; the module's own limit is below the length of a Jira comment thread in one cell."""


def rows(text: str, fits: Callable[[Sequence[str]], bool]) -> Iterator[list[str]] | None:
    """All rows, the header first, by the separator whose header `fits`; None when none does."""
    csv.field_size_limit(_LONGEST_CELL)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for separator in _SEPARATORS:
        try:
            header = next(_read(plain, separator), [])
        except csv.Error:  # text with a quote in it, and no table
            return None
        if len(header) > 1 and fits(header):
            return _read(plain, separator)
    return None


def with_commas(table: Iterable[Sequence[str]]) -> str:
    """The rows as Notion itself writes them."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue()


def _read(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text), delimiter=separator)
