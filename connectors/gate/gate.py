"""The gate: every request of every tracker's client goes through here, and nowhere else.

It is an httpx transport, so that `notion-client` and `py-trello` use it through an
`httpx.Client` and `jira` through the bridge (see `connectors.gate.clients`). One place states
the policy: timeouts, limits, retries by "was it sent", Retry-After, the read-only guard,
counting and redaction.
"""

import functools
import logging
import random
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Mapping

import httpx
import msgspec
import tenacity

from connectors.errors import Stopped, WriteForbidden
from connectors.gate import failures
from connectors.gate.clock import Clock
from connectors.gate.limits import Books, Limits
from connectors.gate.policy import NOT_HANDLED, UNCLEAR, Policy, retry_after, until_reset
from connectors.gate.redact import Redactor
from connectors.text.surrogates import whole

TIMEOUT = httpx.Timeout(60.0, connect=10.0)
"""Notion itself gives up on a request after 60 s."""

ATTEMPTS = 5
PATIENCE = 150.0
"""Seconds one request may wait for a tracker that asks for a pause; Notion asks for up to 60."""

_BACKOFF = tenacity.wait_exponential(multiplier=0.5, max=16)
_JITTER = (0.7, 1.3)
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_log = logging.getLogger(__name__)


class Counts(msgspec.Struct):
    """What went through the gate: requests by method, answers by status, pauses in seconds."""

    requests: Counter[str] = msgspec.field(default_factory=Counter)
    statuses: Counter[int] = msgspec.field(default_factory=Counter)
    retries: int = 0
    waited: float = 0.0

    @property
    def total(self) -> int:
        """All requests that left."""
        return sum(self.requests.values())


class _Again(Exception):
    """This try failed in a way that allows another; `pause` is the least wait, seconds."""

    def __init__(self, failure: Exception, pause: float, scope: str | None) -> None:
        super().__init__()
        self.failure, self.pause, self.scope = failure, pause, scope


class Gate(httpx.BaseTransport):
    """One connection's way to its tracker. Raises only `connectors.errors.ConnectorError`."""

    def __init__(  # noqa: PLR0913 - the policy's parts, each by name
        self,
        where: str,
        policy: Policy,
        clock: Clock,
        *,
        redact: Redactor,
        read_only: bool = True,
        patience: float = PATIENCE,
        books: Books | None = None,
        keep: Callable[[], None] = lambda: None,
        inner: httpx.BaseTransport | None = None,
    ) -> None:
        """`where` is the connection's name; `read_only` lets no write through.

        Gates to one account share `books`, as the tracker counts their requests together; `keep`
        is to save them for the next process, before requests leave and after a pause was set.
        """
        self.where, self.policy, self.clock, self.redact = where, policy, clock, redact
        self.read_only, self.patience = read_only, patience
        self.counts = Counts()
        self.told: Mapping[str, str] = {}
        """Headers of the last answer, names in lower case: what the tracker tells of its limits."""
        self._limits = Limits(policy.windows, clock, policy.account, books, keep)
        self._inner = inner or httpx.HTTPTransport(
            verify=_trusted(), limits=httpx.Limits(max_connections=16)
        )
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` as the policy allows and return its whole, successful answer."""
        method, path = request.method, request.url.path
        if self.read_only and not self.policy.is_read(method, path):
            raise WriteForbidden(
                self.where,
                f"{method} {path} would write in a read-only run",
                "report this as a bug",
            )
        request.extensions["timeout"] = TIMEOUT.as_dict()
        tries = tenacity.Retrying(
            stop=self._give_up,
            wait=self._pause,
            retry=tenacity.retry_if_exception_type(_Again),
            sleep=self._sleep,
            before_sleep=self._note,
        )
        try:
            return tries(self._try, request)
        except tenacity.RetryError as error:
            last = error.last_attempt.exception()
            assert isinstance(last, _Again)  # noqa: S101 - nothing else is retried  # nosec B101
            raise last.failure from None

    def close(self) -> None:
        """Let the connections go."""
        self._inner.close()

    def _try(self, request: httpx.Request) -> httpx.Response:
        self._wait_turn(request)
        with self._lock:
            self.counts.requests[request.method] += 1
        try:
            response = self._inner.handle_request(request)
            response.read()
        except httpx.TransportError as error:
            raise self._broken(request, error) from None
        finally:
            self._limits.answered(request.method, request.url.path)
        with self._lock:
            self.counts.statuses[response.status_code] += 1
            self.told = {name.lower(): value for name, value in response.headers.items()}
        _log.debug("request %s %s %s", request.method, request.url.path, response.status_code)
        return self._judged(request, response)

    def _wait_turn(self, request: httpx.Request) -> None:
        method, path = request.method, request.url.path
        scopes = self.policy.scopes(method, path)
        while True:
            if self.clock.stopped:
                raise self._stopped()
            wait = self._limits.wait_for(method, path, scopes)
            if wait <= 0:
                return
            if wait > self.patience:
                raise failures.too_long(self, wait)
            self._sleep(wait)

    def _broken(self, request: httpx.Request, error: httpx.TransportError) -> Exception:
        sent = not isinstance(error, _UNSENT)
        if sent and not self.policy.may_repeat(request.method, request.url.path):
            return failures.lost(self, request, error)
        return _Again(failures.unreachable(self, request, error), 0.0, None)

    def _judged(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        """The answer when it is a whole success, else the failure it stands for."""
        status, repeat = response.status_code, self._may_repeat(request)
        if status in NOT_HANDLED:
            raise self._turned_away(request, response)
        if status in UNCLEAR:
            if not repeat:
                raise failures.lost(self, request, response)
            asked = self._asked(response)
            raise self._within_patience(
                failures.broken(self, request, response), asked or 0.0, None
            )
        if not response.is_success:
            raise failures.refused(self, request, response)
        response = _with_whole_characters(response)
        if response.content and not _is_json(response.content):
            raise self._garbled(request, response)
        return response

    def _garbled(self, request: httpx.Request, response: httpx.Response) -> Exception:
        """A success nobody can read: a cut answer is asked for again, a page would come again."""
        if not self._may_repeat(request):
            return failures.lost(self, request, response)
        failure = failures.garbled(self, request, response)
        return failure if failures.is_page(response) else _Again(failure, 0.0, None)

    def _turned_away(self, request: httpx.Request, response: httpx.Response) -> Exception:
        asked = self._asked(response)
        pause = self.policy.pause if asked is None else asked
        scope = self.policy.pause_scope(request.method, request.url.path, response.headers)
        self._limits.hold(scope, pause)
        return self._within_patience(failures.limited(self, response, pause), pause, scope)

    def _asked(self, response: httpx.Response) -> float | None:
        """Seconds the tracker asks us to wait, when it says."""
        headers, now = response.headers, self.clock.now()
        asked = retry_after(headers.get("retry-after"), now)
        return until_reset(headers.get(self.policy.reset_header), now) if asked is None else asked

    def _within_patience(self, failure: Exception, pause: float, scope: str | None) -> Exception:
        if pause > self.patience:
            return failures.too_long(self, pause)
        return _Again(failure, pause, scope)

    def _may_repeat(self, request: httpx.Request) -> bool:
        return self.policy.may_repeat(request.method, request.url.path)

    def _give_up(self, state: tenacity.RetryCallState) -> bool:
        return state.attempt_number >= ATTEMPTS or state.idle_for >= self.patience

    def _pause(self, state: tenacity.RetryCallState) -> float:
        """The longer of what the tracker asked for and our own growing, jittered wait."""
        again = state.outcome.exception() if state.outcome else None
        least = again.pause if isinstance(again, _Again) else 0.0
        return max(least, _BACKOFF(state) * random.uniform(*_JITTER))  # noqa: S311 - jitter, no secret  # nosec B311

    def _sleep(self, seconds: float) -> None:
        with self._lock:
            self.counts.waited += seconds
        if not self.clock.sleep(seconds):
            raise self._stopped()

    def _stopped(self) -> Stopped:
        what = "the run was told to stop, or its time was over"
        return Stopped(self.where, what, "the next run goes on from there")

    def _note(self, _state: tenacity.RetryCallState) -> None:
        with self._lock:
            self.counts.retries += 1


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Whom to trust, read from disk once for all connections."""
    return httpx.create_ssl_context()


def _is_json(content: bytes) -> bool:
    try:
        msgspec.json.decode(content, type=msgspec.Raw)
    except msgspec.DecodeError:
        return False
    return True


def _with_whole_characters(response: httpx.Response) -> httpx.Response:
    """The answer, without the halves of characters that no card could carry on."""
    content = whole(response.content)
    if content is response.content:
        return response
    headers = {"content-type": response.headers.get("content-type", "application/json")}
    return httpx.Response(response.status_code, headers=headers, content=content)
