"""The variables of a `.env`: new ones are set, all that stands there beside them is kept."""

import re
from collections.abc import Mapping

_NAME = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=")
_PLAIN = re.compile(r"[\w.@:/+=-]+")


def merged(env: str, values: Mapping[str, str]) -> str:
    """The text of a `.env` with these variables set; every other line stays as it stands."""
    kept = [line for line in env.splitlines() if _named(line) not in values]
    added = [f"{name}={_quoted(value)}" for name, value in values.items()]
    return "\n".join([*kept, *added]) + "\n"


def names_in(env: str) -> set[str]:
    """The variables a `.env` sets."""
    return {name for line in env.splitlines() if (name := _named(line))}


def _named(line: str) -> str:
    found = _NAME.match(line)
    return found[1] if found else ""


def _quoted(value: str) -> str:
    """As python-dotenv reads it back."""
    if _PLAIN.fullmatch(value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
