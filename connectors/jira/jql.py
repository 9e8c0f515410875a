"""Which issues: the user's JQL, bounded, ordered for paging, narrowed to what changed."""

import re
from collections.abc import Sequence

from connectors.errors import SetupError

LASTING = "ORDER BY created ASC, key ASC"
"""An order no edit changes: a card edited while we page neither repeats nor hides another."""

NEWEST_FIRST = "ORDER BY updated DESC, key ASC"
"""A card edited while we page comes to the front: others may repeat, none is stepped over."""

_TOKENS = re.compile(
    r"""(?P<quoted>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<order>\border\s+by\b)""",
    re.IGNORECASE,
)


def clause(where: str, queries: Sequence[str]) -> str:
    """The queries of a connection as one condition, each without its own ORDER BY.

    Raises SetupError for a query that restricts nothing: Jira refuses unbounded searches.
    """
    conditions = [_condition(query) for query in queries]
    if not conditions or not all(conditions):
        raise SetupError(
            where,
            "`cards: jql` restricts nothing",
            "name a project or another condition, for example `project = SHOP`",
        )
    either = " OR ".join(f"({condition})" for condition in conditions)
    return f"({either})" if len(conditions) > 1 else either


def everything(condition: str) -> str:
    """The search for all cards of a connection."""
    return f"{condition} {LASTING}"


def changed(condition: str, minutes: int) -> str:
    """The search for cards changed within the last `minutes`.

    A relative time needs neither the account's time zone nor our clock to agree with Jira's.
    """
    return f"{condition} AND updated >= -{minutes}m {NEWEST_FIRST}"


def these(ids: Sequence[str]) -> str:
    """The search for issues by id."""
    return f"id in ({', '.join(ids)}) ORDER BY key ASC"


def _condition(query: str) -> str:
    """The query up to its ORDER BY; the words inside quotes are no ORDER BY."""
    for token in _TOKENS.finditer(query):
        if token["order"]:
            return query[: token.start()].strip()
    return query.strip()
