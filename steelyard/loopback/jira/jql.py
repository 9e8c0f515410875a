"""The part of JQL that sync tools use, as a predicate and an order over issues."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from steelyard.loopback.jira import adf
from steelyard.loopback.jira.model import Issue
from steelyard.loopback.jira.state import JiraState

Test = Callable[[Issue], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?P<op>!=|!~|>=|<=|=|~|>|<|\(|\)|,)|(?P<word>[^\s"'()=!<>~,]+))""",
)
_RELATIVE = re.compile(r"^-(\d+)([mhdw])$")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_FORMS = ("%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d", "%Y-%m-%d")


class JqlError(ValueError):
    """JQL the site does not take; the text goes into `errorMessages`."""


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search.

    `bounded` is False when nothing restricts it, `relative` True when it depends on the time.
    """

    test: Test
    order: tuple[tuple[str, bool], ...]
    bounded: bool
    relative: bool

    def run(self, issues: Mapping[int, Issue]) -> list[int]:
        """Ids of the matching issues in order; newest first when none is asked for."""
        found = [issue for issue in issues.values() if self.test(issue)]
        for field, descending in reversed(self.order or (("created", True),)):
            found.sort(key=_SORTS[field], reverse=descending)
        return [issue.id for issue in found]


def parse(text: str, state: JiraState) -> Query:
    """Read JQL in the eyes of the site's account; raises JqlError."""
    tokens = _tokens(text)
    parser = _Parser(tokens, state)
    bounded = bool(tokens) and tokens[0][1].lower() != "order"
    test = parser.either() if bounded else _everything
    order = parser.order()
    if parser.at < len(tokens):
        raise JqlError(
            f"Error in the JQL Query: Expecting either 'OR' or 'AND' but got "
            f"'{parser.peek()}'. (line 1, character {tokens[parser.at][2] + 1})"
        )
    return Query(test, order, bounded, any(_RELATIVE.match(text) for _, text, _ in tokens))


def _everything(_: Issue) -> bool:
    return True


def _tokens(text: str) -> list[tuple[bool, str, int]]:
    """(quoted, text, offset) of every token."""
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise JqlError(f"Error in the JQL Query: The character '{text[at:].strip()[0]}' is a "
                           "reserved JQL character or is not expected here.")  # fmt: skip
        quoted = match["quoted"]
        value = re.sub(r"\\(.)", r"\1", quoted[1:-1]) if quoted else match[0].strip()
        found.append((bool(quoted), value, match.start()))
        at = match.end()
    return found


class _Parser:
    """Recursive descent over the tokens."""

    def __init__(self, tokens: Sequence[tuple[bool, str, int]], state: JiraState) -> None:
        self.tokens, self.state, self.at = tokens, state, 0

    def peek(self) -> str:
        """The next token in lower case unless quoted; "" at the end."""
        if self.at >= len(self.tokens):
            return ""
        quoted, text, _ = self.tokens[self.at]
        return text if quoted else text.lower()

    def take(self, *expected: str) -> str:
        """The next token as written; one of `expected` when given."""
        if self.at >= len(self.tokens) or (expected and self.peek() not in expected):
            wanted = " or ".join(expected) or "a value"
            raise JqlError(f"Error in the JQL Query: Expecting {wanted} but got '{self.peek()}'.")
        self.at += 1
        return self.tokens[self.at - 1][1]

    def either(self) -> Test:
        """Terms joined by OR."""
        tests = [self.both()]
        while self.peek() == "or":
            self.take()
            tests.append(self.both())
        return tests[0] if len(tests) == 1 else lambda issue: any(test(issue) for test in tests)

    def both(self) -> Test:
        """Terms joined by AND."""
        tests = [self.term()]
        while self.peek() == "and":
            self.take()
            tests.append(self.term())
        return tests[0] if len(tests) == 1 else lambda issue: all(test(issue) for test in tests)

    def term(self) -> Test:
        """A clause, a negation or a group."""
        if self.peek() == "not":
            self.take()
            inner = self.term()
            return lambda issue: not inner(issue)
        if self.peek() == "(":
            self.take()
            inner = self.either()
            self.take(")")
            return inner
        return self.clause()

    def clause(self) -> Test:
        """Field operator value."""
        name = self.take()
        field = _FIELDS.get(name.lower())
        if field is None:
            raise JqlError(
                f"Field '{name}' does not exist or you do not have permission to view it."
            )
        operator = self.take("=", "!=", "~", "!~", ">", ">=", "<", "<=", "in", "not", "is").lower()
        if operator == "not":
            operator += " " + self.take("in").lower()
        if operator == "is":
            return self.emptiness(field)
        values = self.values() if operator.endswith("in") else [self.take()]
        return _clause(name, field, operator, values, self.state)

    def emptiness(self, field: "_Field") -> Test:
        """Field is [not] empty."""
        wanted = True
        if self.peek() == "not":
            self.take()
            wanted = False
        self.take("empty", "null")
        return lambda issue: (not field.of(issue)) is wanted

    def values(self) -> list[str]:
        """(a, b, ...)."""
        self.take("(")
        found = [self.take()]
        while self.take(",", ")") == ",":
            found.append(self.take())
        return found

    def order(self) -> tuple[tuple[str, bool], ...]:
        """ORDER BY fields with their direction."""
        if self.peek() != "order":
            return ()
        self.take()
        self.take("by")
        keys = []
        while True:
            name = self.take().lower()
            if name not in _SORTS:
                raise JqlError(f"Not able to sort using field '{name}'.")
            direction = self.take().lower() if self.peek() in ("asc", "desc") else "asc"
            keys.append((name, direction == "desc"))
            if self.peek() != ",":
                return tuple(keys)
            self.take()


@dataclass(frozen=True, slots=True)
class _Field:
    """How JQL sees a field: all values an issue has for it, and how text becomes one."""

    of: Callable[[Issue], Sequence[Any]]
    read: Callable[[str, JiraState], Any] = lambda text, _: text
    fold: bool = False


def _clause(name: str, field: _Field, op: str, texts: list[str], state: JiraState) -> Test:
    if op in ("~", "!~"):
        needle = texts[0].strip('"*').casefold()
        return lambda issue: (
            any(needle in text.casefold() for text in field.of(issue)) == (op == "~")
        )
    values = [field.read(text, state) for text in texts]
    if op in _COMPARES:
        if name.lower() not in _DATES:
            raise JqlError(f"The operator '{op}' is not supported by the '{name}' field.")
        compare, bound = _COMPARES[op], values[0]
        return lambda issue: any(compare(value, bound) for value in field.of(issue))
    wanted = {value.casefold() if field.fold else value for value in values}
    return lambda issue: (
        any((value.casefold() if field.fold else value) in wanted for value in field.of(issue))
        == (op in ("=", "in"))
    )


_COMPARES: Mapping[str, Callable[[Any, Any], bool]] = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
}
_DATES = frozenset(
    {"updated", "updateddate", "created", "createddate", "id", "key", "issuekey", "issue"}
)


def _moment(text: str, state: JiraState) -> datetime:
    """A date of JQL: epoch milliseconds, relative, or text in the account's time zone."""
    if text.isdigit():
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    if match := _RELATIVE.match(text):
        return state.clock() - timedelta(**{_UNITS[match[2]]: int(match[1])})
    for form in _FORMS:
        try:
            local = datetime.strptime(text, form).replace(tzinfo=ZoneInfo(state.me.time_zone))
        except ValueError:
            continue
        return local.astimezone(UTC)
    raise JqlError(
        f"Date value '{text}' for field 'updated' is invalid. Valid formats include: "
        "'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format "
        "e.g. '-5d', '4w 2d'."
    )


def _project(text: str, state: JiraState) -> str:
    for project in state.projects.values():
        if text.casefold() in (project.key.casefold(), project.name.casefold(), project.id):
            return project.key
    raise JqlError(f"The value '{text}' does not exist for the field 'project'.")


def _issue(text: str, state: JiraState) -> int:
    found = state.find(text)
    if found is not None:
        return found.id
    if text.isdigit():
        return int(text)
    raise JqlError(f"An issue with key '{text}' does not exist for field 'key'.")


def _status(text: str, state: JiraState) -> str:
    for status in state.statuses.values():
        if text.casefold() in (status.name.casefold(), status.id):
            return status.id
    raise JqlError(f"The value '{text}' does not exist for the field 'status'.")


def _text(issue: Issue, *ids: str) -> list[str]:
    found = [issue.values.get(field) or "" for field in ids]
    return [text if isinstance(text, str) else adf.to_text(text) for text in found]


def _value(field: str) -> Callable[[Issue], Sequence[Any]]:
    return lambda issue: [value] if (value := issue.values.get(field)) else []


_ID = _Field(lambda issue: [issue.id], _issue)
_UPDATED = _Field(lambda issue: [issue.updated], _moment)
_CREATED = _Field(lambda issue: [issue.created], _moment)
_KIND = _Field(_value("issuetype"), fold=True)
_FIELDS: Mapping[str, _Field] = {
    "project": _Field(lambda issue: [issue.project], _project),
    "id": _ID, "key": _ID, "issuekey": _ID, "issue": _ID,
    "updated": _UPDATED, "updateddate": _UPDATED,
    "created": _CREATED, "createddate": _CREATED,
    "labels": _Field(lambda issue: issue.values.get("labels") or []),
    "status": _Field(_value("status"), _status),
    "assignee": _Field(_value("assignee")),
    "reporter": _Field(_value("reporter")),
    "issuetype": _KIND, "type": _KIND,
    "priority": _Field(_value("priority"), fold=True),
    "summary": _Field(lambda issue: _text(issue, "summary")),
    "description": _Field(lambda issue: _text(issue, "description")),
    "text": _Field(lambda issue: _text(issue, "summary", "description")),
}  # fmt: skip


def _key_order(issue: Issue) -> tuple[str, int]:
    project, _, number = issue.key.rpartition("-")
    return project, int(number)


_SORTS: Mapping[str, Callable[[Issue], Any]] = {
    "key": _key_order, "issuekey": _key_order, "id": lambda issue: issue.id,
    "created": lambda issue: issue.created, "updated": lambda issue: issue.updated,
    "priority": lambda issue: issue.values.get("priority") or "",
    "summary": lambda issue: str(issue.values.get("summary", "")).casefold(),
    "status": lambda issue: str(issue.values.get("status", "")),
    "duedate": lambda issue: issue.values.get("duedate") or "9999",
    "rank": lambda issue: issue.id,
}  # fmt: skip
