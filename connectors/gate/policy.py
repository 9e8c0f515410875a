"""How a tracker wants to be talked to, as data; the gate acts on it."""

import email.utils
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import msgspec

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
IDEMPOTENT = frozenset({"PUT", "PATCH", "DELETE"})
NOT_HANDLED = frozenset({429, 529})
"""The tracker turned the request away unread: any method may be sent again."""
UNCLEAR = frozenset({500, 502, 503, 504})
"""The request may have been handled: only a repeatable one is sent again."""


class Window(msgspec.Struct, frozen=True):
    """At most `limit` requests within any `seconds` for requests whose scope is `scope`.

    `scope` gives the name of the bucket a request falls into, or None when the window does not
    concern it. `whose` names the account the tracker counts for: connections of one account share
    their windows. The next process reckons with what is used up of `shared` windows; those of
    single cards are too many and never full.
    """

    limit: int
    seconds: float
    scope: Callable[[str, str], str | None]
    whose: str = ""
    shared: bool = True


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """One tracker's manners.

    `title` is its name for people. `windows` are the published limits. `reads` are POSTs that
    change nothing (searches): patterns over the path. `repeatable` are POSTs whose repetition
    has the same effect as doing them once. `pause` is the wait after a 429 that names none,
    seconds. `reset_header` names, in ISO 8601, the end of the pause where Retry-After is
    missing. `pause_scope` tells which requests a 429 holds back (None: all of the connection);
    `waits_in` gives every scope a request waits in, where that is not the one scope
    `pause_scope` gives without headers.
    `writers` cards may be written side by side: as many as use up the windows where an answer
    takes a tenth of a second or two.
    `account` is whom such a pause concerns, all its connections together.
    `message` finds the tracker's own words in an error body; `code` its error code.
    """

    title: str
    windows: tuple[Window, ...]
    reads: tuple[re.Pattern[str], ...] = ()
    repeatable: tuple[re.Pattern[str], ...] = ()
    account: str = ""
    writers: int = 1
    pause: float = 1.0
    reset_header: str = ""
    pause_scope: Callable[[str, str, Mapping[str, str]], str | None] = lambda *_: None
    waits_in: Callable[[str, str], tuple[str, ...]] | None = None
    message: Callable[[bytes], str] = lambda body: body.decode("utf-8", "replace")
    code: Callable[[bytes], str] = lambda _: ""
    token_help: str = "make a new token and put it where the configuration reads it"  # noqa: S105 - advice

    def is_read(self, method: str, path: str) -> bool:
        """Whether the request changes nothing."""
        return method in SAFE or _any(self.reads, path)

    def scopes(self, method: str, path: str) -> tuple[str, ...]:
        """The scopes whose pauses hold this request back; a pause of everything always does."""
        if self.waits_in is not None:
            return self.waits_in(method, path)
        scope = self.pause_scope(method, path, {})
        return () if scope is None else (scope,)

    def may_repeat(self, method: str, path: str) -> bool:
        """Whether doing the request twice has the effect of doing it once."""
        return self.is_read(method, path) or method in IDEMPOTENT or _any(self.repeatable, path)


def account(kind: str, secret: str) -> str:
    """A name for the holder of a secret that does not tell it: `trello key 1f2e...`."""
    return f"{kind} {hashlib.blake2b(secret.encode(), digest_size=8).hexdigest()}"


def _any(patterns: tuple[re.Pattern[str], ...], path: str) -> bool:
    return any(pattern.search(path) for pattern in patterns)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks for: whole, decimal or an HTTP date; None when absent.

    Anything unreadable counts as absent; a date in the past as 0 (RFC 9110, 10.2.3).
    """
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        return _until(value, now)
    return max(0.0, seconds) if seconds == seconds and seconds != float("inf") else None  # noqa: PLR0124 - NaN


def until_reset(value: str | None, now: datetime) -> float | None:
    """Seconds until a moment in ISO 8601; None when absent or unreadable, 0 when past."""
    try:
        return _seconds_to(datetime.fromisoformat(value or ""), now)
    except ValueError:
        return None


def _until(value: str, now: datetime) -> float | None:
    try:
        return _seconds_to(email.utils.parsedate_to_datetime(value), now)
    except ValueError:
        return None


def _seconds_to(moment: datetime, now: datetime) -> float:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def everything(_method: str, _path: str) -> str:
    """The scope of a window that counts every request."""
    return ""
