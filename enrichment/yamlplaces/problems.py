"""What is wrong with a file: where, what, and the likely remedy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right. `line` and `column` count from 1; 0 means the file as a whole.

    No text of a problem holds a value from the file: a value may be a secret.
    """

    file: str
    line: int
    column: int
    what: str
    hint: str = ""

    def __str__(self) -> str:
        """`file:line:column: what (hint)`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.what}" + (f" ({self.hint})" if self.hint else "")


class Problems(Exception):
    """Everything that is wrong with one or several files, in the order of their lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems sorted by place, each once."""
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        """One problem a line."""
        return "\n".join(map(str, self.problems))


def nearest(word: str, known: Sequence[str]) -> str:
    """Suggest the known word most like `word`; an empty string when none is."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else ""
