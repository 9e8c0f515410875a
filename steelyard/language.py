"""The language a command speaks: the one asked for, else the locale's, else English.

It is that of what a command prints as its answer. Errors, findings and logs are always English,
so that a message leads to its entry in the FAQ; remarks and the report follow the cards.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from enum import StrEnum


class Language(StrEnum):
    """The languages Steelyard speaks."""

    RU = "ru"
    EN = "en"


def language_of_locale(environment: Mapping[str, str]) -> Language:
    """The language of the locale, found as POSIX finds it: the first variable that is set."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next(filter(None, map(environment.get, names)), "")
    return Language.RU if locale.lower().startswith("ru") else Language.EN


ASKED: ContextVar[Language | None] = ContextVar("ASKED", default=None)
"""What `--language` or STEELYARD_LANGUAGE says to the running command, if anything."""
