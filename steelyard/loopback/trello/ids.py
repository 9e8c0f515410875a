"""Ids, short links and times in Trello's form."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2b

_DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"


class Ids:
    """Gives out ids, and short links that lead to them."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """`clock` gives the time an id begins with."""
        self._clock = clock
        self._serial = 0
        self._links: dict[str, str] = {}

    def new(self, at: datetime | None = None) -> str:
        """24 hex digits, the first eight the time in Unix seconds."""
        self._serial += 1
        return f"{int((at or self._clock()).timestamp()):08x}{self._serial:016x}"

    def short_link(self, identity: str) -> str:
        """Eight letters and digits that stand for the id."""
        digest = blake2b(identity.encode(), digest_size=8).digest()
        link = "".join(_DIGITS[byte % len(_DIGITS)] for byte in digest)
        self._links[link] = identity
        return link

    def of_link(self, id_or_link: str) -> str:
        """The id a short link leads to; an id leads to itself."""
        return self._links.get(id_or_link, id_or_link)


def stamp(moment: datetime) -> str:
    """Like 2026-11-21T07:00:00.000Z."""
    utc = moment.astimezone(UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03d}Z"
