"""Jira's manners as data."""

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from connectors.card import Tracker
from connectors.errors import RateLimited
from connectors.gate import Policy
from connectors.gate.limits import Limits
from connectors.jira import policy
from connectors.protocol import Access
from steelyard.loopback.faults import Fault, Reply
from tests.connectors.jira.world import World
from tests.support.clock import FakeClock

ACCESS = Access(
    name="shop", tracker=Tracker.JIRA, url="https://shop.example", cards={}, token=SecretStr("t")
)
API = "/jira/rest/api/3"


def scopes(made: Policy, method: str, path: str) -> dict[tuple[int, float], str]:
    """The windows a request falls into, with the name of its bucket."""
    found = {(one.limit, one.seconds): one.scope(method, API + path) for one in made.windows}
    return {window: scope for window, scope in found.items() if scope is not None}


def test_burst_windows_are_by_endpoint_and_method_whatever_the_issue() -> None:
    made = policy(ACCESS)

    assert scopes(made, "GET", "/issue/SHOP-1") == {(100, 1.0): "GET /issue/*"}
    assert scopes(made, "GET", "/issue/10001") == {(100, 1.0): "GET /issue/*"}
    assert scopes(made, "POST", "/search/jql") == {(100, 1.0): "POST /search/jql"}
    assert scopes(made, "POST", "/issue/bulkfetch") == {(100, 1.0): "POST /issue/bulkfetch"}


def test_writes_to_an_issue_fall_into_its_own_windows_too() -> None:
    assert scopes(policy(ACCESS), "DELETE", "/issue/10001/comment/20001") == {
        (50, 1.0): "DELETE /issue/*/comment/*",
        (20, 2.0): "10001",
        (100, 30.0): "10001",
    }


def test_a_configured_pace_stands_in_for_the_published_windows() -> None:
    (window,) = policy(msgspec.structs.replace(ACCESS, pace=0.5)).windows

    assert (window.limit, window.seconds) == (1, 2.0)


def test_a_data_center_has_no_limits_but_its_administrators() -> None:
    assert policy(msgspec.structs.replace(ACCESS, datacenter=True)).windows == ()


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("/rest/api/3/search/jql", True),
        ("/ex/jira/1-2/rest/api/3/issue/bulkfetch", True),
        ("/rest/api/3/search/approximate-count", True),
        ("/rest/api/3/comment/list", True),
        ("/rest/api/3/changelog/bulkfetch", True),
        ("/context/rest/api/2/search", True),
        ("/rest/api/3/issue/10001/comment", False),
        ("/rest/api/3/issue", False),
    ],
)
def test_searches_are_reads_and_comments_are_not(path: str, read: bool) -> None:
    assert policy(ACCESS).is_read("POST", path) is read


@pytest.mark.parametrize(
    ("headers", "held"),
    [
        ({"RateLimit-Reason": "jira-burst-based"}, "PUT /issue/*"),
        ({"ratelimit-reason": "jira-per-issue-on-write"}, "SHOP-1"),
        ({"RateLimit-Reason": "jira-quota-tenant-based"}, None),
        ({"RateLimit-Reason": "something-new"}, None),
        ({"Retry-After": "1"}, None),
    ],
)
def test_a_pause_holds_what_its_reason_says(headers: Mapping[str, str], held: str | None) -> None:
    assert policy(ACCESS).pause_scope("PUT", API + "/issue/SHOP-1", headers) == held


def test_a_request_waits_for_its_endpoint_and_for_the_issue_it_writes_to() -> None:
    made = policy(ACCESS)

    assert made.scopes("PUT", API + "/issue/10001") == ("PUT /issue/*", "10001")
    assert made.scopes("GET", API + "/issue/10001") == ("GET /issue/*",)


def test_a_pause_for_one_issue_lets_other_issues_pass() -> None:
    made, clock = policy(ACCESS), FakeClock()
    limits = Limits(made.windows, clock)
    one, other = API + "/issue/10001", API + "/issue/10002"
    reason = {"RateLimit-Reason": "jira-per-issue-on-write"}

    limits.hold(made.pause_scope("PUT", one, reason), 30)

    assert limits.wait_for("PUT", other, made.scopes("PUT", other)) == 0
    assert limits.wait_for("PUT", one + "/comment/1", made.scopes("PUT", one + "/comment/1")) == 30


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"errorMessages":["No."],"errors":{}}', "No."),
        (b'{"errorMessages":[],"errors":{"labels":"bad"}}', "labels: bad"),
        (b'{"message":"Gateway"}', "Gateway"),
        (b'{"error":"Unauthorized","status":401}', "Unauthorized"),
        ("просто слова".encode(), "просто слова"),
        (b"[1]", "[1]"),
    ],
)
def test_an_error_is_told_in_jiras_words(body: bytes, words: str) -> None:
    assert policy(ACCESS).message(body) == words


def test_the_fields_at_fault_are_the_code() -> None:
    body = b'{"errors":{"customfield_1":"x","labels":"y"}}'

    assert policy(ACCESS).code(body) == "customfield_1 labels"


@given(st.binary(max_size=60))
def test_no_error_body_breaks_the_parsers(body: bytes) -> None:
    made = policy(ACCESS)

    assert isinstance(made.message(body), str)
    assert isinstance(made.code(body), str)


def test_a_spent_quota_waits_for_the_reset_jira_names(cloud: World) -> None:
    reset = {
        "RateLimit-Reason": "jira-quota-tenant-based",
        "X-RateLimit-Reset": "2026-11-21T12:01Z",
    }
    cloud.server.faults.add(Fault(Reply(429, {"errorMessages": []}, reset)))

    cloud.surface()

    assert cloud.clock.now() >= datetime(2026, 11, 21, 12, 1, tzinfo=UTC)


def test_a_quota_that_is_spent_for_long_ends_the_run(cloud: World) -> None:
    reset = {
        "RateLimit-Reason": "jira-quota-global-based",
        "X-RateLimit-Reset": "2026-11-21T13:00Z",
    }
    cloud.server.faults.add(Fault(Reply(429, {"errorMessages": []}, reset)))

    with pytest.raises(RateLimited, match="3600 s"):
        cloud.surface()
