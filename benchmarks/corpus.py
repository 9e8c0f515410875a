"""A record of the labelled corpus as a card."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from connectors.card import Card, CheckItem, Checklist, Comment, Field, Person, Tracker
from connectors.names import plain
from enrichment.yamlplaces import load

WRITTEN = datetime(2026, 11, 21, tzinfo=UTC)
"""The corpus' reference date for every relative date."""

Record = dict[str, Any]


def records(path: Path) -> Iterator[Record]:
    """The records of a JSON-lines file in the corpus format."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield msgspec.json.decode(line)


def field_slots(names: Path) -> dict[str, str]:
    """The slot of each field name known out of the box, from `config/names.yaml`."""
    known: Mapping[str, list[str]] = load(names).data["fields"]
    return {plain(name): slot for slot, listed in known.items() for name in listed}


def card_of(record: Record, slots: Mapping[str, str]) -> Card:
    """The card a connector would have made of the record; fields are mapped by their names."""
    assignee = record.get("assignee")
    return Card(
        connection="corpus",
        tracker=Tracker(record["tracker"]),
        id=record["id"],
        key=record["id"],
        url="",
        title=record["title"],
        body=record["description"],
        status=record["status"],
        labels=tuple(record["labels"]),
        assignees=(_person(assignee),) if assignee else (),
        members=tuple(map(_person, record.get("members") or ())),
        checklists=tuple(map(_checklist, record.get("checklists") or ())),
        comments=tuple(map(_comment, record.get("comments") or ())),
        fields=tuple(
            Field(name, name, text, slots.get(plain(name)))
            for name, text in (record.get("fields") or {}).items()
        ),
        created=WRITTEN,
        updated=WRITTEN,
    )


def _person(name: str) -> Person:
    return Person(name, name)


def _checklist(one: Record) -> Checklist:
    items = tuple(CheckItem(item["text"], item["done"]) for item in one["items"])
    return Checklist(one["name"], items)


def _comment(one: Record) -> Comment:
    return Comment("", _person(one["author"]), one["text"], WRITTEN)
