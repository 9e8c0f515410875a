"""Ids of Notion objects, in every form people paste them."""

import re
import uuid

_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?![0-9a-f])", re.IGNORECASE)


def id_in(text: str) -> str | None:
    """The dashed id in an id, a page's address or a file name; None when there is none.

    In an address the id closes the path; `?v=` names a view, which is not asked for.
    """
    path = text.split("?", 1)[0].split("#", 1)[0]
    found = _UUID.findall(path)
    return str(uuid.UUID(found[-1])) if found else None


def same(one: str, other: str) -> bool:
    """Whether two forms name one object."""
    return one.replace("-", "").lower() == other.replace("-", "").lower()
