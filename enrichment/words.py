"""Whether a text names one of some words, in any of their endings."""

import re
from collections.abc import Iterable
from functools import lru_cache


def named(text: str, words: Iterable[str]) -> bool:
    """Tell whether a word of `text` begins with one of `words`, without case and with ё as е.

    A word is written by its stem («возврат», "refund"); a phrase by its words in order.
    """
    found = _pattern(tuple(words)).search(folded(text))
    return found is not None


def folded(text: str) -> str:
    """Give the form in which texts are compared."""
    return text.casefold().replace("ё", "е")


@lru_cache(maxsize=4096)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    stems = (r"\w*\s+".join(map(re.escape, folded(word).split())) for word in words)
    alternatives = "|".join(stem for stem in stems if stem)
    return re.compile(rf"\b(?:{alternatives})" if alternatives else r"(?!)")
