"""What a benchmark found: one table for the terminal and for `docs/performance.md`."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table as Drawn


@dataclass(frozen=True)
class Table:
    """Rows of figures. `note` says how they were measured and what was promised."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str

    def show(self) -> None:
        """Print it."""
        drawn = Drawn(title=self.title, caption=self.note, caption_justify="left", min_width=72)
        for column in self.columns:
            drawn.add_column(column, justify="right")
        for row in self.rows:
            drawn.add_row(*row)
        Console(width=110).print(drawn)

    def markdown(self) -> str:
        """A section of a document."""
        lines = [
            f"## {self.title}",
            "",
            self.note,
            "",
            _line(self.columns),
            _line(["---"] + ["---:"] * (len(self.columns) - 1)),
            *(_line(row) for row in self.rows),
        ]
        return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
