"""Secrets never leave: they are cut out of every text on its way to a person or a log."""

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

HIDDEN = "***"
_SHORTEST = 4
"""A shorter "secret" would blank out ordinary words."""

_SHORTEST_CODED = 6
"""As above, for a piece of base64."""


class Redactor:
    """Cuts known secrets, in every form they travel in, out of a text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Know `secrets` from the start; more may be added later."""
        self._forms: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        self.add(*secrets)

    def add(self, *secrets: str) -> None:
        """Hide these as well: as they are, in an address, in base64, in JSON, in HTML."""
        for secret in secrets:
            if len(secret) >= _SHORTEST:
                self._forms |= {secret, *_in_addresses(secret), *_in_base64(secret)}
                self._forms |= {*_in_literals(secret)}
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._pattern = (
            re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        )

    def __call__(self, text: str) -> str:
        """`text` without secrets."""
        return self._pattern.sub(HIDDEN, text) if self._pattern else text


def _in_addresses(secret: str) -> Iterator[str]:
    for coded in (quote(secret), quote(secret, safe=""), quote_plus(secret)):
        yield coded
        yield re.sub("%..", lambda found: found[0].lower(), coded)


def _in_base64(secret: str) -> Iterator[str]:
    """The secret alone, and the letters it gives wherever it stands in something longer.

    Basic authentication codes `user:secret` as a whole: three bytes make four letters, so there
    are three ways to begin, and the letters shared with a neighbour are left out.
    """
    plain = secret.encode()
    for code in (base64.b64encode, base64.urlsafe_b64encode):
        yield code(plain).decode()
        for before in range(3):
            letters = code(bytes(before) + plain).decode().rstrip("=")
            first = -(-before * 8 // 6)
            last = (before + len(plain)) * 8 // 6
            if last - first >= _SHORTEST_CODED:
                yield letters[first:last]


def _in_literals(secret: str) -> Iterator[str]:
    """As JSON, Python and HTML write it."""
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield repr(secret)[1:-1]
    yield html.escape(secret)
