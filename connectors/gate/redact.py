"""Secrets never leave: they are cut out of every text on its way to a person or a log."""

import base64
import re
from collections.abc import Iterable
from urllib.parse import quote

HIDDEN = "***"
_SHORTEST = 4
"""A shorter "secret" would blank out ordinary words."""


class Redactor:
    """Cuts known secrets, in every form they travel in, out of a text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Know `secrets` from the start; more may be added later."""
        self._forms: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        self.add(*secrets)

    def add(self, *secrets: str) -> None:
        """Hide these as well: as they are, in an address, in base64."""
        for secret in secrets:
            if len(secret) >= _SHORTEST:
                self._forms |= {secret, quote(secret, safe=""), _base64(secret)}
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._pattern = (
            re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        )

    def __call__(self, text: str) -> str:
        """`text` without secrets."""
        return self._pattern.sub(HIDDEN, text) if self._pattern else text


def _base64(secret: str) -> str:
    return base64.b64encode(secret.encode()).decode()
