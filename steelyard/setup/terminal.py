"""A person at a terminal, or answers piped in, one a line."""

import getpass
import sys
from collections.abc import Mapping, Sequence

import typer

from steelyard.harmless import printable
from steelyard.screen import complain
from steelyard.setup.asker import Given, Option, split_pairs
from steelyard.setup.texts import SAY
from steelyard.speech import Speech

_SHOWN = 40
"""Options listed at once; of more one types a part of the name."""


class Terminal:
    """Asks until an answer will do. A flag answers its question once, the first time."""

    def __init__(self, given: Given, speech: Speech) -> None:
        """Nothing is asked yet."""
        self._given, self._speech = dict(given), speech

    def say(self, line: str) -> None:
        """Show a line."""
        typer.echo(printable(line))

    def hint(self, line: str) -> None:
        """Show it as well."""
        self.say(line)

    def text(self, flag: str, prompt: str, default: str | None = None) -> str:
        """Ask for a line."""
        said = self._given.pop(flag, None)
        if isinstance(said, str) and said:
            return said
        return self._ask(prompt, default)

    def secret(self, flag: str, prompt: str) -> str:
        """Ask without echo; a pipe shows nothing anyway.

        The echo is off before the question is there: typer's own hidden prompt asks first.
        """
        said = self._given.pop(flag, None)
        if isinstance(said, str) and said:
            return f"${said.removeprefix('$')}"
        if not sys.stdin.isatty():
            return self._ask(prompt)
        try:
            return getpass.getpass(f"{prompt}: ").strip()
        except EOFError:
            raise typer.Abort from None

    def one(self, flag: str, prompt: str, options: Sequence[Option], default: str = "") -> str:
        """Ask for a number of the list, or for what it stands for."""
        said = self._given.pop(flag, None)
        while True:
            if not isinstance(said, str) or not said:
                self._list(options)
                said = self._ask(prompt, default or None)
            found = self._meant(said, options)
            if len(found) == 1:
                return found[0]
            said = None
            self.say(self._speech.say(SAY["not among"]))

    def some(self, flag: str, prompt: str, options: Sequence[Option]) -> tuple[str, ...]:
        """Ask for numbers of the list, separated by commas."""
        given = self._given.pop(flag, None)
        if isinstance(given, tuple) and given:
            return given
        while True:
            self._list(options)
            parts = self._ask(prompt, "1" if len(options) == 1 else None).split(",")
            found = [
                self._meant(part.strip(), options, free=True) for part in parts if part.strip()
            ]
            if found and all(found):
                return tuple(dict.fromkeys(each for some in found for each in some))
            self.say(self._speech.say(SAY["not among"]))

    def given(self, flag: str) -> str:
        """What the flag says, once."""
        said = self._given.pop(flag, None)
        return said if isinstance(said, str) else ""

    def pairs(self, flag: str) -> Mapping[str, str]:
        """`name=value` as often as it was given."""
        return split_pairs(flag, self._given.pop(flag, None))

    def yes(self, flag: str, prompt: str, *, default: bool) -> bool:
        """Ask for yes or no in either language."""
        said = self._given.pop(flag, None)
        if isinstance(said, bool):
            return said
        words = self._speech.say(SAY["yes or no"]).split("/")
        shown = f"{prompt} [{words[0].upper() if default else words[0]}/{words[1] if default else words[1].upper()}]"
        while True:
            said = typer.prompt(shown, default="", show_default=False).strip().casefold()
            if not said:
                return default
            if said[0] in "yд":
                return True
            if said[0] in "nн":
                return False

    def again(self, where: str, what: str, todo: str) -> None:
        """Say what was wrong; the question comes again."""
        complain(f"{where}: {what}; {todo}")

    def _ask(self, prompt: str, default: str | None = None) -> str:
        """The line typed, else the default; without one a bare return is told why it is asked again."""
        while True:
            said = str(typer.prompt(prompt, default=default or "", show_default=bool(default)))
            if said.strip() or default is not None:
                return said.strip()
            self.say(self._speech.say(SAY["needed"]))

    def _list(self, options: Sequence[Option]) -> None:
        for number, option in enumerate(options[:_SHOWN], 1):
            shown = f"  {option.shown}" if option.shown and option.shown != option.id else ""
            self.say(f"  {number:>2}  {option.id}{shown}")
        if len(options) > _SHOWN:
            self.say(self._speech.say(SAY["more options"], count=len(options) - _SHOWN))

    def _meant(
        self, said: str, options: Sequence[Option], *, free: bool = False
    ) -> tuple[str, ...]:
        """The options a text stands for: by number, id, or a part of the name that is unique."""
        if said.isdigit() and 0 < int(said) <= len(options):
            return (options[int(said) - 1].id,)
        exact = [one.id for one in options if said.casefold() == one.id.casefold()]
        part = [one.id for one in options if said.casefold() in f"{one.id} {one.shown}".casefold()]
        for found in (exact, part):
            if len(found) == 1:
                return (found[0],)
        return (said,) if free and not part and said else ()
