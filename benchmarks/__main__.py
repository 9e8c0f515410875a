"""All benchmarks that need no other material: `python -m benchmarks [--write]`.

`--write` puts the tables into `docs/performance.md`. A quarter of an hour on two cores.
"""

import argparse
import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import first_read, judging, limits, memory, requests
from benchmarks.tables import Table

_PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
_HEAD = """\
# Performance

Measured against the loopback trackers, which page, limit and truncate as the real ones do; ratios
are of one run on one machine. Written by `python -m benchmarks --write` on {day}: Python {python},
{cores} cores, load average {load:.1f} from other work besides: parallel reads suffer most of that.
No test depends on a time.

"""


def main() -> None:
    """Measure everything; print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    write, load = parser.parse_args().write, os.getloadavg()[1]
    tables = list[Table]()
    for table in _measured():
        table.show()
        tables.append(table)
    if write:
        day, python = datetime.now(UTC).date(), platform.python_version()
        head = _HEAD.format(day=day, python=python, cores=os.cpu_count(), load=load)
        _PAGE.write_text(head + "\n".join(table.markdown() for table in tables), encoding="utf-8")


def _measured() -> Iterator[Table]:
    yield judging.table(5000)
    yield first_read.table(10_000)
    yield memory.table([10_000, 100_000])
    yield limits.table()
    yield requests.table([1000, 10_000])


if __name__ == "__main__":
    main()
