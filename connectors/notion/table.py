"""A row of an exported table as the page object it was made from, as far as text tells."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from connectors.known import Known
from connectors.names import plain
from connectors.notion.api import Json
from connectors.notion.layout import ASSIGNEES, FLAGS, SCORE, STATUS, TAGS

_CREATED = {"created", "created time", "created at", "date created", "создано", "дата создания"}
_CREATED |= {"время создания"}
_EDITED = {"last edited", "last edited time", "updated", "изменено", "последнее изменение"}
_EDITED |= {"дата изменения", "время последнего изменения", "edited"}
_AUTHOR = {"created by", "author", "автор", "кем создано", "создал", "создатель"}

_LINKED = re.compile(r" \((?:https://(?:www|app)\.notion\.(?:so|com)/[^()\s]*|[^()]*\.md)\)")
"""Where a relation leads, written after its title."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS_RU = ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
_DOTS = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})")
_SLASHES = re.compile(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<y>\d{4})")
_WORDS = (
    re.compile(r"(?P<word>[^\W\d_]{3,})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2}) (?P<word>[^\W\d_]{3,})\.? (?P<y>\d{4})"),
)
_CLOCK = re.compile(r"(?P<h>\d{1,2}):(?P<min>\d{2})(?: ?(?P<half>[AaPp])[Mm])?")


def page_of(values: Mapping[str, str], title: str, identity: str, known: Known) -> Json:
    """A page object with these values; a column's type follows from its name, else it is text.

    `values` are without the title.
    """
    columns = {name: _LINKED.sub("", text).strip() for name, text in values.items()}
    status = _status(columns, known)
    properties: dict[str, Any] = {"": {"id": "title", "type": "title", "title": _text(title)}}
    for name, text in columns.items():
        if text:
            properties[name] = {"id": name, **_value(name, text, status, known)}
    times = {"created_time": _CREATED, "last_edited_time": _EDITED}
    found = {member: _time_of(columns, names) for member, names in times.items()}
    made = found["created_time"] or found["last_edited_time"]
    return {
        "object": "page",
        "id": identity,
        "created_time": made,
        "last_edited_time": found["last_edited_time"] or made,
        "created_by": _author(columns),
        "properties": {
            name: value for name, value in properties.items() if plain(name) not in _ELSEWHERE
        },
    }


_ELSEWHERE = _CREATED | _EDITED | _AUTHOR


def day_in(text: str) -> date | None:
    """The first day named in a cell, in any form Notion offers; None for an ambiguous one."""
    if found := _ISO.search(text) or _DOTS.search(text):
        return _date(found["y"], int(found["m"]), found["d"])
    if found := _SLASHES.search(text):
        return _slashed(int(found["one"]), int(found["two"]), found["y"])
    for form in _WORDS:
        if found := form.search(text):
            return _date(found["y"], _month(found["word"]), found["d"])
    return None


def _slashed(one: int, two: int, year: str) -> date | None:
    """Month/day or day/month, by the workspace's setting, which the export does not tell."""
    if one > 12 or one == two:
        return _date(year, two, str(one))
    return _date(year, one, str(two)) if two > 12 else None


def _month(word: str) -> int:
    form = word.casefold()
    for months in (_MONTHS, _MONTHS_RU):
        for number, start in enumerate(months, 1):
            if form.startswith(start):
                return number
    return 0


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _status(columns: Mapping[str, str], known: Known) -> str | None:
    """The column that holds the status: by its name, else the one that says a known stage."""
    named = (name for name in columns if plain(name) in STATUS)
    telling = (name for name, text in columns.items() if known.stage_of(text) is not None)
    return next(named, None) or next(telling, None)


def _value(name: str, text: str, status: str | None, known: Known) -> dict[str, Any]:
    form, slot = plain(name), known.slot_of(name)
    if name == status:
        return {"type": "status", "status": {"id": text, "name": text}}
    if form in TAGS or form == plain(FLAGS):
        return {"type": "multi_select", "multi_select": [{"name": each} for each in _parts(text)]}
    if form == plain(SCORE):
        return {"type": "number", "number": _number(text)}
    if form in ASSIGNEES or slot == "owner":
        people = [{"object": "user", "id": each, "name": each} for each in _parts(text)]
        return {"type": "people", "people": people}
    day = day_in(text) if slot == "deadline" else None
    if day:
        return {"type": "date", "date": {"start": day.isoformat()}}
    return {"type": "rich_text", "rich_text": _text(text)}


def _text(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": {"content": text}, "plain_text": text}]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _author(columns: Mapping[str, str]) -> dict[str, str] | None:
    name = next((text for name, text in columns.items() if plain(name) in _AUTHOR and text), "")
    return {"object": "user", "id": name, "name": name} if name else None


def _time_of(columns: Mapping[str, str], names: set[str]) -> str | None:
    text = next((text for name, text in columns.items() if plain(name) in names), "")
    day, clock = day_in(text), _CLOCK.search(text)
    if day is None:
        return None
    hour, minute = (int(clock["h"]), int(clock["min"])) if clock else (0, 0)
    if clock and clock["half"]:
        hour = hour % 12 + (12 if clock["half"] in "Pp" else 0)
    at = time(hour, minute) if hour < 24 and minute < 60 else time()
    return datetime.combine(day, at, UTC).isoformat()
