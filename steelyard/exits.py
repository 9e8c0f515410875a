"""What the program tells the shell."""

from enum import IntEnum

from connectors.errors import SetupError
from steelyard.done import Cycle


class Exit(IntEnum):
    """Exit codes; stable, scripts rely on them."""

    DONE = 0
    GATE = 1
    CONFIGURATION = 2
    PARTIAL = 3
    LOCKED = 4
    SAFETY = 5
    INTERRUPTED = 130


def exit_of(done: Cycle) -> Exit:
    """The exit code of a cycle.

    A connection that failed makes the run partial; a run in which nothing could be read because
    of wrong names, rights or credentials is a matter of configuration.
    """
    if done.draft.too_many:
        return Exit.SAFETY
    if not done.errors:
        return Exit.DONE
    if not done.pulled and all(isinstance(error, SetupError) for error in done.errors):
        return Exit.CONFIGURATION
    return Exit.PARTIAL
