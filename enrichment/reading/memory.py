"""What was found out once and will be asked again, remembered within bounds."""

from typing import Final, TypeVar

T = TypeVar("T")

LONGEST: Final = 40
"""Characters: what is longer between two spaces is no word that comes back."""


def remember(seen: dict[str, T], key: str, found: T, most: int) -> T:
    """Keep what was `found` of `key`, and give it; `seen` begins anew when it holds `most`."""
    if len(seen) >= most:
        seen.clear()
    seen[key] = found
    return found
