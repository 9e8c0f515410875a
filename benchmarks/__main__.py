"""All benchmarks that need no other material: `python -m benchmarks [--write] [--only NAME...]`.

`--write` puts each table into `docs/performance.md` as soon as it is measured, in place of the one
that stands there. All together take a quarter of an hour on two cores.
"""

import argparse
from collections.abc import Callable, Mapping

from benchmarks import first_read, judging, limits, memory, page, reading_speed, requests
from benchmarks.tables import Table

_TABLES: Mapping[str, Callable[[], Table]] = {
    "judging": lambda: judging.table(5000),
    "reading": lambda: reading_speed.table(3000),
    "first-read": lambda: first_read.table(10_000),
    "memory": lambda: memory.table([10_000, 100_000]),
    "limits": limits.table,
    "requests": lambda: requests.table([1000, 10_000]),
}


def main() -> None:
    """Measure what is asked for; print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument("--only", nargs="+", choices=list(_TABLES), default=list(_TABLES))
    asked = parser.parse_args()
    for name in asked.only:
        table = _TABLES[name]()
        table.show()
        if asked.write:
            page.write(table)


if __name__ == "__main__":
    main()
