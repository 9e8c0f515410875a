"""Jira's CSV export: each row made into the JSON of an issue, and read like one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from connectors.card import Card
from connectors.errors import SetupError
from connectors.jira.cards import SCORE_FIELD, Legend, Mapped, card
from connectors.jira.csv_columns import CATEGORIES, custom_places, link_places, places
from connectors.jira.csv_dates import csv_moment
from connectors.jira.stages import Stages
from connectors.known import Known
from connectors.names import plain

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


class _Columns(msgspec.Struct, frozen=True):
    """Where things stand in a row."""

    parts: Mapping[str, Sequence[int]]
    custom: Mapping[str, Sequence[int]]
    links: Mapping[str, Sequence[int]]


def recognise_csv(header: Sequence[str]) -> bool:
    """Whether these are the columns of Jira's export: at least the key and the summary."""
    return {"key", "summary"} <= places(_clean(header)).keys()


def cards_from_csv(rows: Iterable[Sequence[str]], name: str, known: Known = Known()) -> list[Card]:  # noqa: B008 - frozen and empty
    """The cards of an export; `rows` begin with the header, `name` stands for the connection.

    Texts are wiki markup, as on Data Center. Raises SetupError when the header is not Jira's.
    """
    lines = iter(rows)
    header = _clean(next(lines, ()))
    if not recognise_csv(header):
        todo = "export the issue list from Jira as CSV (all fields)"
        raise SetupError(name, "this CSV has no columns for an issue's key and summary", todo)
    columns = _Columns(places(header), custom_places(header), link_places(header))
    legend = Legend(
        connection=name,
        url="",
        stages=Stages(known={plain(status): stage for status, stage in known.stages.items()}),
    )
    filled = (row for row in lines if any(cell.strip() for cell in row))
    return [_card(row, number, columns, legend, known) for number, row in enumerate(filled, 1)]


def _clean(header: Sequence[str]) -> list[str]:
    return [title.strip("\ufeff \t\r\n") for title in header]


def _card(row: Sequence[str], number: int, columns: _Columns, legend: Legend, known: Known) -> Card:
    issue, custom = _issue(row, number, columns), _custom(row, columns)
    mapped = tuple(
        Mapped(ident, name, known.slot_of(name), wiki=any("\n" in cell for cell in cells))
        for ident, (name, cells) in custom.items()
    )
    values = {ident: _value(cells) for ident, (_, cells) in custom.items()}
    score = next((one.id for one in mapped if plain(one.name) == plain(SCORE_FIELD)), None)
    return card(
        {**issue, "fields": {**issue["fields"], **values}},
        msgspec.structs.replace(legend, fields=mapped, score=score),
    )


def _custom(row: Sequence[str], columns: _Columns) -> dict[str, tuple[str, list[str]]]:
    """Name and cells of each custom field, under a made-up id no field of Jira's own has."""
    return {
        f"custom:{name}": (name, _cells(row, at)) for name, at in sorted(columns.custom.items())
    }


def _issue(row: Sequence[str], number: int, columns: _Columns) -> dict[str, Any]:
    """The row in the shape of the API's answer; a row without id and key goes by its `number`."""
    cell = {part: next(iter(_cells(row, at)), "") for part, at in columns.parts.items()}
    created = _moment(cell.get("created", ""))
    fields = {
        "summary": cell["summary"],
        "description": cell.get("description"),
        "status": _status(cell),
        "labels": _labels(_all(row, columns, "labels")),
        "assignee": _account(cell, "assignee"),
        "reporter": _account(cell, "reporter"),
        "created": created,
        "updated": _moment(cell.get("updated", "")),
        "duedate": _moment(cell.get("due", "")),
        "priority": {"name": cell.get("priority")},
        "issuetype": {"name": cell.get("kind")},
        "project": {"name": cell.get("project")},
        "parent": {"key": cell.get("parent")},
        "issuelinks": list(_links(row, columns)),
        "comment": {"comments": _comments(_all(row, columns, "comment"), created)},
    }
    ident = cell.get("id") or cell["key"] or f"row {number}"
    return {"id": ident, "key": cell["key"], "fields": fields}


def _all(row: Sequence[str], columns: _Columns, part: str) -> list[str]:
    return _cells(row, columns.parts.get(part, ()))


def _cells(row: Sequence[str], at: Sequence[int]) -> list[str]:
    """The filled cells at these places; a row may be shorter than the header."""
    return [row[place] for place in at if place < len(row) and row[place].strip()]


def _moment(text: str) -> str | None:
    moment = csv_moment(text)
    return moment.isoformat() if moment else None


def _status(cell: Mapping[str, str]) -> dict[str, Any]:
    category = CATEGORIES.get(plain(cell.get("category", "")))
    return {"name": cell.get("status"), "statusCategory": {"key": category}}


def _labels(cells: Iterable[str]) -> list[str]:
    """A label holds no blank, so a cell with blanks holds several."""
    return [label for cell in cells for label in cell.split()]


def _account(cell: Mapping[str, str], part: str) -> dict[str, str] | None:
    name, ident = cell.get(part, ""), cell.get(f"{part} id", "")
    return {"displayName": name or ident, "accountId": ident or name} if name or ident else None


def _links(row: Sequence[str], columns: _Columns) -> Iterable[dict[str, Any]]:
    for kind, at in columns.links.items():
        for key in _cells(row, at):
            yield {"type": {"outward": kind}, "outwardIssue": {"key": key.strip()}}


def _comments(cells: Iterable[str], created: str | None) -> list[dict[str, Any]]:
    """`12/Nov/21 3:14 PM;author;text`; a cell of another shape is all text."""
    return [_comment(cell, str(number), created) for number, cell in enumerate(cells, 1)]


def _comment(cell: str, ident: str, created: str | None) -> dict[str, Any]:
    day, _, rest = cell.partition(";")
    author, semicolon, text = rest.partition(";")
    when = _moment(day)
    if not semicolon or when is None:
        return {"id": ident, "body": cell, "created": created}
    account = {"name": author.strip()} if author.strip() else None
    return {"id": ident, "author": account, "body": text, "created": when}


def _value(cells: Sequence[str]) -> Any:
    """One value, or a list when the column stands there several times."""
    read = [_typed(cell) for cell in cells]
    return read[0] if len(read) == 1 else read


def _typed(cell: str) -> str | float:
    """A number, a date in ISO form, or the text itself: the export names no types."""
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    moment = csv_moment(text)
    return moment.date().isoformat() if moment else text
