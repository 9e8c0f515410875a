"""How names of stages and fields are compared: without case, emoji and outer punctuation; `_` is a blank."""

import re

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SPACES = re.compile(r"[\s_]+")


def plain(name: str) -> str:
    """The form in which two names are the same name: «🔥 В работе:» and «в работе»."""
    folded = _SPACES.sub(" ", name).casefold().replace("ё", "е")
    return _EDGES.sub("", folded)
