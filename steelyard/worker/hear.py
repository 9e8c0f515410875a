"""What a cycle of the worker tells, as log lines; a terminal's bars are not for it."""

from collections.abc import Callable

from steelyard.log import log_event, log_warning
from steelyard.tell import Failed, Found, News, Tell, Wrote


class Ears:
    """Logs writes and failures, and a finding when it is new; calls `moved` at every word."""

    def __init__(self) -> None:
        """Know no finding yet."""
        self._found: dict[str, set[str]] = {}

    def hearing(self, due: frozenset[str], moved: Callable[[], None]) -> Tell:
        """A listener for one cycle of the connections `due`."""
        before = {name: self._found.get(name, set()) for name in due}
        self._found |= {name: set() for name in due}

        def hear(news: News) -> None:
            moved()
            match news:
                case Failed(connection, error):
                    what = {"what": error.what, "todo": error.todo}
                    log_warning("failed", connection=connection, **what)
                case Found(connection, finding):
                    self._found[connection].add(str(finding))
                    if str(finding) not in before[connection]:
                        what = {"what": finding.what, "todo": finding.todo}
                        log_warning("finding", connection=connection, **what)
                case Wrote(connection, key, write, outcome, detail):
                    told = {"card": key, "write": write, "outcome": outcome, "detail": detail}
                    log_event("write", connection=connection, **told)

        return hear
