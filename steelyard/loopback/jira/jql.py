"""The part of JQL that sync tools use, as a predicate and an order over issues."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from steelyard.loopback.jira.jql_fields import (
    FIELDS,
    RELATIVE,
    SORTS,
    Field,
    JqlError,
    Test,
    clause,
)
from steelyard.loopback.jira.model import Issue
from steelyard.loopback.jira.state import JiraState

__all__ = ["JqlError", "Query", "parse"]


_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?P<op>!=|!~|>=|<=|=|~|>|<|\(|\)|,)|(?P<word>[^\s"'()=!<>~,]+))""",
)


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
            found.sort(key=SORTS[field], reverse=descending)
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
    return Query(test, order, bounded, any(RELATIVE.match(text) for _, text, _ in tokens))


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
        field = FIELDS.get(name.lower())
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
        return clause(name, field, operator, values, self.state)

    def emptiness(self, field: Field) -> Test:
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
            if name not in SORTS:
                raise JqlError(f"Not able to sort using field '{name}'.")
            direction = self.take().lower() if self.peek() in ("asc", "desc") else "asc"
            keys.append((name, direction == "desc"))
            if self.peek() != ",":
                return tuple(keys)
            self.take()
