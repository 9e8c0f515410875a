"""What a page may show of a card: no control characters, no personal data, plain web links only."""

import re
from urllib.parse import urlsplit

from connectors.mask import mask
from connectors.text.harmless import safe_link
from connectors.text.markdown import clean

LONGEST = 180
"""Characters of the card's own words shown in one place."""

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def shown(text: str, longest: int = LONGEST) -> str:
    """Words of a card on one line, masked and cut; the template escapes what is left."""
    line = mask(" ".join(clean(text).split()))
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def web_address(url: str) -> str:
    """The address when a browser may follow it (http and https with a host), otherwise nothing."""
    try:
        parts = urlsplit(safe_link(url))
    except ValueError:  # a malformed IPv6 host is no address
        return ""
    return url if parts.hostname else ""


def language_of(text: str) -> str:
    """`ru` or `en` by the letters used, empty when there are none of either."""
    if _CYRILLIC.search(text):
        return "ru"
    return "en" if _LATIN.search(text) else ""
