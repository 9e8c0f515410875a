"""What the program tells the shell."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; stable, scripts rely on them."""

    DONE = 0
    GATE = 1
    CONFIGURATION = 2
    PARTIAL = 3
    LOCKED = 4
    SAFETY = 5
    INTERRUPTED = 130
