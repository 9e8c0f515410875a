"""Trello's manners: published windows, errors in plain text, no Retry-After."""

import msgspec

from connectors.gate import Policy, Window, account, everything
from connectors.protocol import Access

WRITERS = 4
"""Ten requests a second are allowed."""

_PAUSE = 10.0
"""Trello names no pause with a 429: the window of 10 s has to pass (developer docs, Rate limits)."""


def _members(_method: str, path: str) -> str | None:
    return "members" if "/1/members/" in path else None


class _Problem(msgspec.Struct):
    """An error body, when it is JSON at all; most are plain text."""

    message: str = ""
    error: str = ""


def policy(access: Access) -> Policy:
    """How Trello wants to be talked to; `access.pace` replaces the windows of token and key.

    All connections of a token share its windows, all of a key that of the key.
    """
    token = account("trello token", access.token.get_secret_value())
    key = account("trello key", access.key.get_secret_value() if access.key else "")
    published = (Window(100, 10.0, everything, token), Window(300, 10.0, everything, key))
    pace = access.pace and Window(max(1, round(access.pace * 10)), 10.0, everything, token)
    return Policy(
        title="Trello",
        windows=(*((pace,) if pace else published), Window(100, 900.0, _members, token)),
        account=key,
        writers=WRITERS,
        pause=_PAUSE,
        message=_message,
        code=lambda body: _problem(body).error,
        token_help="make a new token with the scopes read and write (trello.com/power-ups/admin),"  # noqa: S106 - advice  # nosec B106
        " put key and token where the configuration reads them, and check that the board is shared"
        " with their account",
    )


def _problem(body: bytes) -> _Problem:
    try:
        return msgspec.json.decode(body, type=_Problem)
    except msgspec.DecodeError:  # ValidationError too: a JSON string, say
        return _Problem(message=body.decode("utf-8", "replace"))


def _message(body: bytes) -> str:
    problem = _problem(body)
    return f"{problem.message} ({problem.error})" if problem.error else problem.message
