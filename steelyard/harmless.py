"""What any text may do on a terminal or in a log of CI: be read, and nothing else."""

import re
from typing import Any

import msgspec

from connectors.mask import mask

_STEERING = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters; an escape begins a colour or a link
    "\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # invisible; turns a line around
    "\U000e0000-\U000e007f"  # tags: text nobody sees
    "\ud800-\udfff"  # halves of characters, which no stream takes
    "]"
)
_LINE_ENDS = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]+\s*")
_COMMAND = re.compile(r"^(\s*:)(?=:)|(#)(?=#\w{0,20}\[)")
"""What a runner of CI takes for its own: `::error::` at the start of a line (GitHub), `##[error]`
anywhere (GitHub, Azure), `##teamcity[`."""

_JOINER = "\u2060"


def printable(text: str) -> str:
    """One line that steers no terminal and commands no runner, with personal data masked."""
    line = _STEERING.sub("", _LINE_ENDS.sub(" ", text))
    return _COMMAND.sub(rf"\g<0>{_JOINER}", mask(line))


def json_line(value: object) -> str:
    """One line of JSON for a program: personal data masked, the rest as it is.

    What could steer a terminal is written as an escape, which a program reads back.
    """
    text = msgspec.json.encode(_masked(msgspec.to_builtins(value))).decode()
    text = _STEERING.sub(lambda found: _escape(found[0]), text)
    return _COMMAND.sub(lambda found: _escape(found[0]), text)


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {name: _masked(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(item) for item in value]
    return value


def _escape(char: str) -> str:
    r"""`\u0023` for `#`: two of them for a character beyond the first plane."""
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
