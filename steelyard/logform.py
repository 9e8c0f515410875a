"""How log lines look, for the command line to offer without loading what writes them."""

from enum import StrEnum


class LogForm(StrEnum):
    """`auto` is text on a terminal and JSON elsewhere."""

    AUTO = "auto"
    TEXT = "text"
    JSON = "json"
