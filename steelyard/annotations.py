"""Workflow commands: lines by which GitHub Actions shows a failure beside its run.

What a line may hold and how it is escaped: GitHub docs, "Workflow commands for GitHub Actions";
the runner takes `%`, line ends, and in a property `:` and `,` for its own.
"""

from collections.abc import Iterator, Sequence

import msgspec

MOST = 10
"""Errors of one step that GitHub shows; of more it shows the first."""

_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


class Annotation(msgspec.Struct, frozen=True):
    """A title in bold and the text under it."""

    title: str
    text: str


def github_lines(annotations: Sequence[Annotation], more: str) -> Iterator[str]:
    """A command a line; the last says `more` when there are too many to be shown."""
    shown = annotations if len(annotations) <= MOST else annotations[: MOST - 1]
    for one in shown:
        yield _error(one.title, one.text)
    if len(shown) < len(annotations):
        yield _error("Steelyard", more)


def _error(title: str, text: str) -> str:
    return f"::error title={_escaped(title, _PROPERTY)}::{_escaped(text, _DATA)}"


def _escaped(text: str, table: Sequence[tuple[str, str]]) -> str:
    for char, code in table:
        text = text.replace(char, code)
    return text
