"""How Notion wants to be talked to."""

import json
import re

from connectors.gate import Policy, Window, account, everything
from connectors.protocol import Access

PACE = 3.0
"""Requests a second on average for one connection (developers.notion.com, Request limits)."""

WRITERS = 3
"""Three requests a second are allowed, and an answer may take one."""

_AVERAGED = 3
"""Seconds the pace is kept over: bursts are allowed, and how long ones nobody says."""

_ADVICE = (
    "open notion.so/my-integrations, copy the secret of this connection (ntn_…) and put it "
    "where the configuration reads it"
)


def policy(access: Access) -> Policy:
    """The manners of one Notion connection; `access.pace` replaces the published pace."""
    whose = account("notion", access.token.get_secret_value())
    return Policy(
        title="Notion",
        windows=(_window(access.pace or PACE, whose),),
        account=whose,
        reads=(re.compile(r"/v1/data_sources/[^/]+/query$"), re.compile(r"/v1/search$")),
        writers=WRITERS,
        pause=2.0,
        message=lambda body: _member(body, "message"),
        code=lambda body: _member(body, "code"),
        token_help=_ADVICE,
    )


def _window(pace: float, whose: str) -> Window:
    """`pace` requests a second, on the average of a few seconds."""
    limit = max(1, int(pace * _AVERAGED))
    return Window(limit, limit / pace, everything, whose)


def _member(body: bytes, name: str) -> str:
    """A text member of an error body; empty when the body is none of Notion's."""
    try:
        said = json.loads(body)
    except ValueError:
        return ""
    value = said.get(name) if isinstance(said, dict) else None
    return value if isinstance(value, str) else ""
