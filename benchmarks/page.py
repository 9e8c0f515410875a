"""`docs/performance.md`: a section a table, each with the day and the machine it was measured on."""

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.tables import Table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
_SECTION = re.compile(r"^(?=## )", re.MULTILINE)


def write(table: Table) -> None:
    """Put a table on the page, under the machine as it is now."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_section(page, f"{table.markdown()}\n{_machine()}\n"), encoding="utf-8")


def with_section(page: str, section: str) -> str:
    """The page with a section in place of the one of the same title, or as its last."""
    title = section.partition("\n")[0]
    parts = [part.rstrip("\n") for part in _SECTION.split(page)]
    titles = [part.partition("\n")[0] for part in parts]
    at = titles.index(title) if title in titles else len(parts)
    parts[at : at + 1] = [section.rstrip("\n")]
    return "\n\n".join(parts) + "\n"


def _machine() -> str:
    """What figures depend on."""
    day, python = datetime.now(UTC).date(), platform.python_version()
    load = os.getloadavg()[1]
    return f"Measured on {day}: Python {python}, {os.cpu_count()} cores, load average {load:.1f}."
