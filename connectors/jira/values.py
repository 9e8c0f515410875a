"""Values as Jira writes them: accounts, moments, rich text, custom fields of every shape."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from connectors.card import Field, Person, PersonKind
from connectors.text.adf import adf_to_markdown
from connectors.text.wiki import wiki_to_markdown

Wording = Callable[[str], str]
"""How a string becomes Markdown: wiki markup on Data Center, as it stands elsewhere."""

ACCOUNT = ("accountId", "key", "name")
"""What identifies an account, best first: Cloud's id, Data Center's key and user name."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T\d\d:\d\d|$)")
_SPRINT = re.compile(r"\bSprint@\w+\[.*?\bname=(?P<name>.*?)(?:,\w+=|\]$)")
_TITLES = ("value", "name", "displayName", "title", "label", "text", "key", "id")
"""Members that name an object, best first: options, versions, sprints, groups, assets."""


class Value(msgspec.Struct, frozen=True):
    """A field's value: as people see it, and typed where its shape says so."""

    text: str
    number: float | None = None
    day: date | None = None
    people: tuple[Person, ...] = ()

    def field(self, ident: str, name: str, slot: str | None) -> Field:
        """The card's field of this value."""
        return Field(ident, name, self.text, slot, self.number, self.day, self.people)


def person(raw: Any) -> Person | None:
    """An account: by `accountId` on Cloud, by `key` or `name` on Data Center."""
    if not isinstance(raw, dict):
        return None
    ident = account_id(raw) or raw.get("displayName")
    if not ident:
        return None
    name = str(raw.get("displayName") or raw.get("name") or ident)
    kind = PersonKind.BOT if raw.get("accountType") == "app" else PersonKind.PERSON
    return Person(str(ident), name, kind, active=raw.get("active") is not False)


def account_id(raw: Mapping[str, Any]) -> str:
    """What identifies an account; empty when Jira shows nothing of it."""
    return next((str(raw[name]) for name in ACCOUNT if raw.get(name)), "")


def same_account(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two shown accounts are one, by the best member both show."""
    shared = next((name for name in ACCOUNT if one.get(name) and other.get(name)), None)
    return shared is not None and one[shared] == other[shared]


def moment(raw: Any) -> datetime | None:
    """`2026-11-21T10:00:00.000+0300` in UTC; None when it is no moment."""
    try:
        read = datetime.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None
    return read and (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def day(raw: Any) -> date | None:
    """The day of a date or of a moment in its own time zone; None when it is neither."""
    found = _DAY.match(raw) if isinstance(raw, str) else None
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def rich(raw: Any) -> str:
    """A description or comment as Markdown: an ADF document (v3) or wiki markup (v2)."""
    if isinstance(raw, dict):
        return adf_to_markdown(raw)
    return wiki_to_markdown(raw) if isinstance(raw, str) else ""


def value(raw: Any, wording: Wording = str) -> Value | None:
    """The value of a field of any type, None when it is empty."""
    read = _value(raw, wording)
    return read if read is not None and read.text.strip() else None


def _value(raw: Any, wording: Wording) -> Value | None:
    match raw:
        case bool():
            return Value("true" if raw else "false")
        case int() | float():
            return Value(f"{raw:.15g}", number=float(raw))
        case str():
            return _text(raw, wording)
        case list():
            return _many(raw, wording)
        case dict():
            return _object(raw, wording)
    return None


def _text(raw: str, wording: Wording) -> Value:
    sprint = _SPRINT.search(raw)
    if sprint:
        return Value(sprint["name"])
    the_day = day(raw)
    return Value(raw if the_day else wording(raw), day=the_day)


def _many(raw: Sequence[Any], wording: Wording) -> Value:
    """A list of options, people, versions or sprints as one line."""
    read = [item for item in (value(item, wording) for item in raw) if item]
    people = tuple(one for item in read for one in item.people)
    return Value(", ".join(item.text for item in read), people=people)


def _object(raw: dict[str, Any], wording: Wording) -> Value | None:
    if raw.get("type") == "doc":
        return Value(adf_to_markdown(raw))
    if "accountId" in raw or "displayName" in raw:
        account = person(raw)
        return Value(account.name, people=(account,)) if account else None
    summary = raw["fields"].get("summary") if isinstance(raw.get("fields"), dict) else None
    if summary and raw.get("key"):
        return Value(f"{raw['key']} {summary}")
    title = next((raw[name] for name in _TITLES if _is_title(raw.get(name))), None)
    below = value(raw.get("child"), wording)
    return Value(f"{title} / {below.text}" if below else str(title)) if title else below


def _is_title(raw: Any) -> bool:
    return isinstance(raw, str | int | float) and bool(raw)
