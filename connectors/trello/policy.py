"""Trello's manners: published windows, errors in plain text, no Retry-After."""

import msgspec

from connectors.gate import Policy, Window, everything
from connectors.protocol import Access

_PAUSE = 10.0
"""Trello names no pause with a 429: the window of 10 s has to pass (developer docs, Rate limits)."""

_MEMBERS = Window(100, 900.0, lambda _method, path: "members" if "/1/members/" in path else None)
_PER_TOKEN = Window(100, 10.0, everything)
_PER_KEY = Window(300, 10.0, everything)


class _Problem(msgspec.Struct):
    """An error body, when it is JSON at all; most are plain text."""

    message: str = ""
    error: str = ""


def policy(access: Access) -> Policy:
    """How Trello wants to be talked to; `access.pace` replaces the windows of token and key."""
    paced = (Window(max(1, round(access.pace * 10)), 10.0, everything),) if access.pace else ()
    return Policy(
        title="Trello",
        windows=(*(paced or (_PER_TOKEN, _PER_KEY)), _MEMBERS),
        pause=_PAUSE,
        message=_message,
        code=lambda body: _problem(body).error,
        token_help="make a new token with the scopes read and write (trello.com/power-ups/admin),"  # noqa: S106 - advice
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
