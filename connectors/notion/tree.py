"""Notion's "Markdown & CSV" export, as a tree of files: tables and the pages of their rows.

A database is `Ideas <32 hex>.csv` (`…_all.csv` with every row and column) and a folder beside it
with a page per row, `Title <32 hex>.md`: a heading, `Property: value` lines, then the content.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

from connectors.card import Card
from connectors.errors import SetupError
from connectors.known import Known
from connectors.names import plain
from connectors.notion.api import Json
from connectors.notion.cards import card_of
from connectors.notion.ids import id_in
from connectors.notion.layout import Names, layout_of
from connectors.notion.schema import properties_of
from connectors.notion.table import page_of
from connectors.remark import digest_of
from connectors.text.markdown import clean

_NAMED = re.compile(r"[ -][0-9a-f]{32}(_all)?\.(csv|md)$")
_SUFFIX = re.compile(r"[ -][0-9a-f]{32}$")
_LINE = re.compile(r"(?P<name>[^:\n]{1,100}):(?:[ \t]+(?P<value>\S.*))?")


class _Note(msgspec.Struct, frozen=True):
    """A page of the export: where it lay, its title and what stands below it."""

    path: PurePosixPath
    title: str
    text: str


class _Table(msgspec.Struct, frozen=True):
    """A database of the export."""

    path: PurePosixPath
    rows: tuple[Mapping[str, str], ...]

    @property
    def name(self) -> str:
        """What people call it."""
        return _SUFFIX.sub("", self.path.name)


def recognise_tree(names: Sequence[str]) -> bool:
    """Whether files of these names are such an export: their names end with ids."""
    return any(_NAMED.search(name) for name in names)


def cards_from_tree(files: Mapping[str, bytes], name: str, known: Known) -> list[Card]:
    """A card for each row of each table, with its page's content; for each page without tables.

    `files` maps paths with `/` to contents, `name` is the export's. A card's `created` is 1970
    where the export has no column for it. Raises SetupError for a table that is none.
    """
    notes = [_note(path, data) for path, data in files.items() if path.endswith(".md")]
    tables = [_table(path, files[path], name) for path in _whole_tables(files)]
    cards = [card for table in tables for card in _rows(table, notes, name, known)]
    if tables:
        return cards
    stems = {note.path.with_suffix("") for note in notes}
    alone = [note for note in notes if note.path.parent not in stems]
    return [_paged(note, "", name, known) for note in alone]


def _whole_tables(files: Iterable[str]) -> list[str]:
    """The CSV files, without those that another shows with every row and column."""
    tables = [path for path in files if path.endswith(".csv")]
    whole = {path.removesuffix("_all.csv") for path in tables if path.endswith("_all.csv")}
    return [path for path in tables if path.removesuffix(".csv") not in whole]


def _table(path: str, data: bytes, name: str) -> _Table:
    text = data.decode("utf-8-sig", errors="replace")
    try:
        rows = tuple(_row(row) for row in csv.DictReader(io.StringIO(text), strict=True))
    except csv.Error as error:
        todo = "export the database again as Markdown & CSV"
        raise SetupError(name, f"{path} is no table Notion wrote ({error})", todo) from None
    stem = path.removesuffix(".csv").removesuffix("_all")
    return _Table(path=PurePosixPath(stem), rows=rows)


def _row(row: Mapping[str | None, str | None]) -> dict[str, str]:
    """A row by column; cells beyond the header, or missing ones, say nothing."""
    return {column: cell for column, cell in row.items() if column and isinstance(cell, str)}


def _note(path: str, data: bytes) -> _Note:
    text = clean(data.decode("utf-8-sig", errors="replace"))
    first, _, rest = text.partition("\n")
    where = PurePosixPath(path)
    titled = first.startswith("# ")
    title = first.removeprefix("# ").strip() if titled else _SUFFIX.sub("", where.stem)
    return _Note(path=where, title=title, text=rest.lstrip("\n") if titled else text)


def _head(note: _Note, columns: Collection[str] | None) -> tuple[dict[str, str], str]:
    """The property lines a page begins with, and what stands below them.

    Where the columns are known, lines of other names are content and no properties.
    """
    block, _, rest = note.text.partition("\n\n")
    lines = [_LINE.fullmatch(line) for line in block.split("\n")]
    values = {line["name"].strip(): line["value"] or "" for line in lines if line}
    if (
        not all(lines)
        or not any(values.values())
        or (columns is not None and not values.keys() <= set(columns))
    ):
        return {}, note.text
    return values, rest.strip("\n")


def _rows(table: _Table, notes: Iterable[_Note], name: str, known: Known) -> Iterator[Card]:
    """Rows with their pages, then pages whose rows the table (a filtered view) leaves out."""
    waiting = [note for note in notes if note.path.parent in _folders(table)]
    for number, row in enumerate(table.rows):
        (_, title), *cells = row.items() or [("", "")]
        note = _match(row, title, waiting)
        if note:
            waiting.remove(note)
        values, body = _head(note, row) if note else ({}, "")
        page = page_of(
            {**values, **dict(cells)},
            note.title if note else title.strip(),
            _id(note) or digest_of((name, str(table.path), number)),
            known,
        )
        yield _card(page, body, table.name, name, known)
    for note in waiting:
        yield _paged(note, table.name, name, known)


def _folders(table: _Table) -> set[PurePosixPath]:
    """Where the pages of a table may lie: newer exports leave the id out of the folder's name."""
    return {table.path, table.path.with_name(table.name)}


def _match(row: Mapping[str, str], title: str, notes: Iterable[_Note]) -> _Note | None:
    """The page of a row: of its title, and of several the one with the most equal values."""
    same = [note for note in notes if plain(note.title) == plain(title)]
    alike = lambda note: len(_head(note, row)[0].items() & row.items())  # noqa: E731 - a key
    return max(same, key=alike, default=None)


def _paged(note: _Note, group: str, name: str, known: Known) -> Card:
    """A card of a page alone."""
    values, body = _head(note, None)
    identity = _id(note) or digest_of((name, str(note.path)))
    return _card(page_of(values, note.title, identity, known), body, group, name, known)


def _id(note: _Note | None) -> str | None:
    return id_in(note.path.name) if note else None


def _card(page: Json, body: str, group: str, name: str, known: Known) -> Card:
    names = Names(known=known)
    layout = layout_of(group, group or name, properties_of(page["properties"]), names, name)
    return card_of(page, layout, names, connection=name, body=body)
