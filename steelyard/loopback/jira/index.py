"""What search sees: the site as it was a while ago."""

from collections import deque
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from steelyard.loopback.jira.model import Issue


class Index:
    """Issues by id as search sees them; `version` moves whenever that changes."""

    def __init__(self) -> None:
        """Nothing indexed yet."""
        self.version = 0
        self._issues: dict[int, Issue] = {}
        self._unseen: deque[tuple[datetime, int, Issue | None]] = deque()

    def put(self, number: int, issue: Issue | None, at: datetime, lag: timedelta) -> None:
        """Let search see an issue, or that it is gone (None), after `lag`; in order."""
        if lag or self._unseen:
            self._unseen.append((at + lag, number, issue))
        else:
            self._show(number, issue)

    def now(self, at: datetime) -> Mapping[int, Issue]:
        """What search sees at this time."""
        while self._unseen and self._unseen[0][0] <= at:
            _, number, issue = self._unseen.popleft()
            self._show(number, issue)
        return self._issues

    def settle(self, only: Collection[int] | None) -> None:
        """Let search see everything at once, or only these issues."""
        late = list(self._unseen)
        self._unseen.clear()
        for due, number, issue in late:
            if only is None or number in only:
                self._show(number, issue)
            else:
                self._unseen.append((due, number, issue))

    def _show(self, number: int, issue: Issue | None) -> None:
        self.version += 1
        if issue is None or issue.archived:
            self._issues.pop(number, None)
        else:
            self._issues[number] = issue
