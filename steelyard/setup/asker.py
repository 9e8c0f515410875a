"""Where answers come from: a person at a terminal, or the flags of a script."""

from collections.abc import Mapping, Sequence
from typing import NoReturn, Protocol

import msgspec

from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.harmless import printable

Given = Mapping[str, str | tuple[str, ...] | bool | None]
"""What flags say, by their names without dashes."""


class Option(msgspec.Struct, frozen=True):
    """One of several answers, and what is shown beside it."""

    id: str
    shown: str = ""


class Asker(Protocol):
    """Asks one thing at a time; `flag` is the name of the flag that answers it beforehand."""

    def say(self, line: str) -> None:
        """Tell something."""
        ...

    def hint(self, line: str) -> None:
        """Tell what only somebody who is to answer needs."""
        ...

    def text(self, flag: str, prompt: str, default: str | None = None) -> str:
        """A line of text; an empty answer takes the default."""
        ...

    def secret(self, flag: str, prompt: str) -> str:
        """A line that is not shown while it is typed; `$NAME` names a variable instead."""
        ...

    def one(self, flag: str, prompt: str, options: Sequence[Option], default: str = "") -> str:
        """The id of one of the options."""
        ...

    def some(self, flag: str, prompt: str, options: Sequence[Option]) -> tuple[str, ...]:
        """The ids of several options; ids that are not among them are taken as they are."""
        ...

    def given(self, flag: str) -> str:
        """What the flag says, empty when it is not there; never asked."""
        ...

    def pairs(self, flag: str) -> Mapping[str, str]:
        """What `--flag name=value` said; never asked."""
        ...

    def yes(self, flag: str, prompt: str, *, default: bool) -> bool:
        """Yes or no."""
        ...

    def again(self, where: str, what: str, todo: str) -> None:
        """Tell that an answer was no good; raises UserError where nobody can answer anew."""
        ...


class Flags:
    """Answers from the command line alone; one that is missing names its flag."""

    def __init__(self, given: Given) -> None:
        """Know all answers."""
        self._given = given

    def say(self, line: str) -> None:
        """Print it."""
        print(printable(line))  # noqa: T201 - a command's answer

    def hint(self, line: str) -> None:
        """Nobody is there to answer."""

    def text(self, flag: str, prompt: str, default: str | None = None) -> str:
        """What the flag says, else the default."""
        said = self._given.get(flag)
        if isinstance(said, str) and said:
            return said
        return self._missing(flag, prompt) if default is None else default

    def secret(self, flag: str, prompt: str) -> str:
        """The variable the flag names."""
        return f"${self.text(flag, prompt).removeprefix('$')}"

    def one(self, flag: str, prompt: str, options: Sequence[Option], default: str = "") -> str:
        """What the flag says, which must be an option."""
        said = self.text(flag, prompt, default or None)
        known = [option.id for option in options]
        if said not in known:
            self.again(f"--{flag}", f"'{said}' is none of {', '.join(known)}", "give one of these")
        return said

    def some(self, flag: str, prompt: str, options: Sequence[Option]) -> tuple[str, ...]:
        """What the flag says, one or more times."""
        said = self._given.get(flag)
        if isinstance(said, tuple) and said:
            return said
        there = ", ".join(option.id for option in options[:10])
        return self._missing(flag, f"{prompt} ({there})" if there else prompt)

    def given(self, flag: str) -> str:
        """What the flag says."""
        said = self._given.get(flag)
        return said if isinstance(said, str) else ""

    def pairs(self, flag: str) -> Mapping[str, str]:
        """`name=value` as often as it was given."""
        return split_pairs(flag, self._given.get(flag))

    def yes(self, flag: str, prompt: str, *, default: bool) -> bool:
        """What the flag says, else the default."""
        del prompt
        said = self._given.get(flag)
        return said if isinstance(said, bool) else default

    def again(self, where: str, what: str, todo: str) -> None:
        """Nobody is there to answer anew."""
        raise UserError(where, what, todo, Exit.CONFIGURATION)

    def _missing(self, flag: str, prompt: str) -> NoReturn:
        what = f"is missing: {prompt.rstrip(': ')}"
        todo = "give it, or leave out --non-interactive to be asked"
        raise UserError(f"--{flag}", what, todo, Exit.CONFIGURATION)


def split_pairs(flag: str, said: object) -> dict[str, str]:
    """`("effect=Эффект",)` as a mapping; UserError for what has no `=`."""
    found: dict[str, str] = {}
    for pair in said if isinstance(said, tuple) else ():
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            what, todo = f"'{pair}' has no '='", f"write --{flag} name=value"
            raise UserError(f"--{flag}", what, todo, Exit.CONFIGURATION)
        found[name.strip()] = value.strip()
    return found
