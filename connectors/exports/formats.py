"""What JSON and CSV files may be: each format is recognised by what is in it, never by its name."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from connectors.card import Card
from connectors.jira import exports as jira
from connectors.known import Known
from connectors.notion import exports as notion
from connectors.trello import exports as trello


class Format(msgspec.Struct, frozen=True):
    """A kind of JSON: how to know it, how to read it, and what it cannot tell."""

    kind: str
    recognise: Callable[[Any], bool]
    cards: Callable[[Any, str, Known], list[Card]]
    shortfalls: Callable[[Any], Sequence[str]] = lambda _: ()


FORMATS: Sequence[Format] = (
    Format("Trello JSON", trello.recognise_json, trello.cards_from_json, trello.shortfalls),
    Format("Jira JSON", jira.recognise_json, jira.cards_from_json),
    Format("Notion JSON", notion.recognise_json, notion.cards_from_json),
)


class Found(msgspec.Struct, frozen=True):
    """The cards of one file, and what they were recognised as."""

    kind: str
    cards: Sequence[Card]
    shortfalls: Sequence[str] = ()


def cards_in(data: Any, name: str, known: Known) -> Found | None:
    """The cards in parsed JSON: of one answer, of several in a list, or of recorded calls."""
    for one in FORMATS:
        if one.recognise(data):
            return Found(one.kind, one.cards(data, name, known), one.shortfalls(data))
    if not isinstance(data, list) or not data:
        return None
    parts = [cards_in(part, name, known) for part in _answers(data)]
    found = [part for part in parts if part is not None]
    if not found or (len(found) < len(parts) and not _is_recording(data)):
        return None
    kinds = dict.fromkeys(part.kind for part in found)
    once = {card.id: card for part in found for card in part.cards}
    notes = dict.fromkeys(note for part in found for note in part.shortfalls)
    return Found(" and ".join(kinds), list(once.values()), list(notes))


def described(data: Any) -> str:
    """What JSON that is no export holds, so that its owner recognises the file."""
    if not data:
        return "empty JSON"
    if isinstance(data, dict):
        return f"a JSON object with {', '.join(map(repr, list(data)[:6]))}"
    if not isinstance(data, list):
        return "a single JSON value"
    if _is_recording(data):
        return f"a recording of {len(data)} API calls"
    first = f" that begins with {described(data[0])}" if isinstance(data[0], dict) else ""
    return f"a JSON list of {len(data)}{first}"


def _answers(data: list[Any]) -> Iterator[Any]:
    """The answers of a list: as they are, or out of recorded calls that succeeded."""
    for part in data:
        if not _is_call(part):
            yield part
        elif part["response"].get("status", 200) == 200:
            yield part["response"].get("body")


def _is_recording(data: list[Any]) -> bool:
    return all(map(_is_call, data))


def _is_call(part: Any) -> bool:
    return (
        isinstance(part, dict)
        and isinstance(part.get("request"), dict)
        and isinstance(part.get("response"), dict)
    )
