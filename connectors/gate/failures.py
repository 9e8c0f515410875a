"""What an answer, or its absence, means to a person: where, what, what to do next."""

from typing import Protocol

import httpx

from connectors.errors import (
    AnswerLost,
    ConnectorError,
    Denied,
    NotFound,
    RateLimited,
    Refused,
    SetupError,
    TrackerError,
)
from connectors.gate.policy import Policy
from connectors.gate.redact import Redactor
from connectors.mask import mask

_LONGEST = 200
_AGAIN = "run again later; nothing was lost"
_CHECK_URL = "check `url` of this connection and the network between"


class _Context(Protocol):
    """The part of the gate a failure is described with."""

    where: str
    policy: Policy
    redact: Redactor


def refused(gate: _Context, request: httpx.Request, response: httpx.Response) -> ConnectorError:
    """The failure an answer outside 2xx stands for, when another try would not help."""
    status, said = response.status_code, _words(gate, response)
    what = f"{gate.policy.title} answered {status} to {_call(request)}{said}"
    if status in {401, 403}:
        return _denied(gate, status, what)
    if response.is_redirect:
        return SetupError(gate.where, f"{what} (a redirect)", _CHECK_URL)
    code = gate.policy.code(response.content)
    if status in {404, 410}:
        todo = "it does not exist or is not shared with this account"
        return NotFound(gate.where, what, todo, status=status, code=code)
    return Refused(gate.where, what, "see the tracker's words", status=status, code=code)


def _denied(gate: _Context, status: int, what: str) -> Denied:
    if status == 401:
        return Denied(gate.where, what, gate.policy.token_help, status=status)
    todo = "the account may not do this: give it the right in the tracker"
    return Denied(gate.where, what, todo, status=status)


def limited(gate: _Context, response: httpx.Response, pause: float) -> RateLimited:
    """The tracker kept asking for pauses until we gave up."""
    said = _words(gate, response)
    what = f"{gate.policy.title} limits the rate of requests ({response.status_code}){said}"
    return RateLimited(gate.where, what, _AGAIN, seconds=pause)


def too_long(gate: _Context, seconds: float) -> RateLimited:
    """The tracker asked for a pause longer than this run may wait."""
    what = f"{gate.policy.title} asks to wait {seconds:.0f} s"
    return RateLimited(gate.where, what, "run again after that; nothing was lost", seconds=seconds)


def broken(gate: _Context, request: httpx.Request, response: httpx.Response) -> TrackerError:
    """The tracker is ill: 500, 502, 503 or 504 on every try."""
    what = (
        f"{gate.policy.title} answered {response.status_code} to {_call(request)} again and again"
    )
    return TrackerError(gate.where, what, _AGAIN)


def unreachable(gate: _Context, request: httpx.Request, error: Exception) -> TrackerError:
    """No whole answer came, on any try."""
    reason = gate.redact(str(error)) or type(error).__name__
    what = f"no answer from {request.url.host} to {_call(request)} ({reason})"
    return TrackerError(gate.where, what, _CHECK_URL)


def garbled(gate: _Context, request: httpx.Request, response: httpx.Response) -> TrackerError:
    """A success whose body is no JSON: a page of some proxy, or an answer cut short."""
    kind = "an HTML page" if is_page(response) else "a broken answer"
    what = f"{request.url.host} answered {_call(request)} with {kind} instead of JSON"
    return TrackerError(gate.where, what, _CHECK_URL)


def lost(gate: _Context, request: httpx.Request, cause: Exception | httpx.Response) -> AnswerLost:
    """A write was sent and nobody knows whether it was done."""
    reason = f"answer {cause.status_code}" if isinstance(cause, httpx.Response) else "no answer"
    what = f"{_call(request)} was sent and may have been done ({reason})"
    return AnswerLost(gate.where, what, "the next run looks before it writes again")


def is_page(response: httpx.Response) -> bool:
    """Whether the body is HTML."""
    kind = response.headers.get("content-type", "")
    return "html" in kind or response.content.lstrip()[:1] == b"<"


def _call(request: httpx.Request) -> str:
    return f"{request.method} {request.url.path}"


def _words(gate: _Context, response: httpx.Response) -> str:
    """The tracker's own words, short, on one line, without secrets or personal data."""
    if is_page(response):
        return " with an HTML page"
    words = " ".join(gate.policy.message(response.content).split())
    words = mask(gate.redact(words))
    return f": {words[:_LONGEST]}" if words else ""
