"""The gate's policy, against a scripted wire below it and nothing patched."""

import re
from collections.abc import Callable

import httpx
import pytest

from connectors.errors import (
    AnswerLost,
    Denied,
    NotFound,
    RateLimited,
    Refused,
    SetupError,
    Stopped,
    TrackerError,
    WriteForbidden,
)
from connectors.gate import Gate, Policy, Redactor, Window, everything, httpx_client
from tests.support.clock import FakeClock

SECRET = "tok-SECRET-123"
POLICY = Policy(title="Jira", windows=(), reads=(re.compile(r"/search$"),), pause=10.0)
Step = httpx.Response | Exception


class Wire(httpx.BaseTransport):
    """Plays the answers given, and remembers what was sent."""

    def __init__(self, *steps: Step | Callable[[httpx.Request], Step]) -> None:
        self.steps, self.sent = list(steps), list[httpx.Request]()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        step = self.steps.pop(0)
        step = step(request) if callable(step) else step
        if isinstance(step, Exception):
            raise step
        return step


def gate_over(
    wire: Wire, clock: FakeClock | None = None, policy: Policy = POLICY, *, read_only: bool = False
) -> tuple[httpx.Client, Gate]:
    gate = Gate(
        "shop",
        policy,
        clock or FakeClock(),
        redact=Redactor([SECRET]),
        read_only=read_only,
        inner=wire,
    )
    return httpx_client(gate), gate


def answer(status: int, text: str = "{}", **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, text=text, headers=named)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("fault", [500, 502, 503, 504, httpx.ReadError("gone")])
def test_what_is_safe_to_repeat_is_repeated_after_any_failure(
    method: str, fault: int | Exception
) -> None:
    wire = Wire(answer(fault) if isinstance(fault, int) else fault, answer(200, '{"ok":1}'))
    client, gate = gate_over(wire)

    assert client.request(method, "https://t/x").json() == {"ok": 1}
    assert gate.counts.retries == 1
    assert gate.counts.requests == {method: 2}


@pytest.mark.parametrize("fault", [500, 503, httpx.ReadTimeout("slow"), httpx.WriteError("cut")])
def test_a_create_whose_answer_was_lost_is_never_sent_twice(fault: int | Exception) -> None:
    wire = Wire(answer(fault) if isinstance(fault, int) else fault)
    client, _ = gate_over(wire)

    with pytest.raises(AnswerLost, match="may have been done"):
        client.post("https://t/comment", json={})
    assert len(wire.sent) == 1


@pytest.mark.parametrize("turned_away", [429, 529, httpx.ConnectError("refused")])
def test_a_create_that_was_not_handled_is_sent_again(turned_away: int | Exception) -> None:
    first = answer(turned_away) if isinstance(turned_away, int) else turned_away
    wire = Wire(first, answer(201))
    client, _ = gate_over(wire)

    assert client.post("https://t/comment", json={}).status_code == 201
    assert len(wire.sent) == 2


def test_a_search_by_post_is_a_read_and_repeated() -> None:
    wire = Wire(httpx.ReadError("cut"), answer(200))
    client, _ = gate_over(wire, read_only=True)

    assert client.post("https://t/rest/search", json={}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_read_only_run_lets_no_write_out(method: str) -> None:
    wire = Wire()
    client, _ = gate_over(wire, read_only=True)

    with pytest.raises(WriteForbidden):
        client.request(method, "https://t/issue/1")
    assert wire.sent == []


@pytest.mark.parametrize(
    ("header", "least"),
    [
        ("7", 7.0),
        ("2.5", 2.5),
        ("0", 0.0),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", 10.0),
        ("-5", 0.0),
        ("nan", 10.0),
    ],
)
def test_retry_after_is_the_least_pause_in_every_form(header: str, least: float) -> None:
    clock = FakeClock()
    client, _ = gate_over(Wire(answer(429, Retry_After=header), answer(200)), clock)

    client.get("https://t/x")
    assert least <= sum(clock.slept) <= least + 2


def test_without_retry_after_the_trackers_own_pause_is_kept() -> None:
    clock = FakeClock()
    client, _ = gate_over(Wire(answer(429), answer(200)), clock)

    client.get("https://t/x")
    assert sum(clock.slept) >= 10


def test_a_pause_of_an_hour_ends_the_request_at_once() -> None:
    clock = FakeClock()
    client, _ = gate_over(Wire(answer(429, Retry_After="3600")), clock)

    with pytest.raises(RateLimited, match="asks to wait 3600 s") as caught:
        client.get("https://t/x")
    assert caught.value.seconds == 3600
    assert clock.slept == []


def test_a_pause_holds_back_other_requests_of_the_connection() -> None:
    clock = FakeClock()
    policy = Policy(title="Jira", windows=(), pause_scope=lambda *_: None)
    wire = Wire(answer(429, Retry_After="3600"), answer(200))
    client, _ = gate_over(wire, clock, policy)
    with pytest.raises(RateLimited):
        client.get("https://t/x")

    with pytest.raises(RateLimited):
        client.get("https://t/other")
    assert len(wire.sent) == 1


def test_it_gives_up_in_the_end_and_says_so() -> None:
    client, gate = gate_over(Wire(*[answer(502) for _ in range(9)]))

    with pytest.raises(TrackerError, match="answered 502 to GET /x again and again"):
        client.get("https://t/x")
    assert gate.counts.total == 5


def test_a_published_window_is_never_exceeded() -> None:
    clock = FakeClock()
    policy = Policy(title="Trello", windows=(Window(3, 1.0, everything),))
    sent: list[float] = []

    def note(_request: httpx.Request) -> httpx.Response:
        sent.append(clock.monotonic())
        return answer(200)

    client, _ = gate_over(Wire(*[note] * 10), clock, policy)
    for _ in range(10):
        client.get("https://t/x")

    assert all(later - first >= 1.0 for first, later in zip(sent, sent[3:], strict=False))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, Denied),
        (403, Denied),
        (404, NotFound),
        (410, NotFound),
        (400, Refused),
        (413, Refused),
    ],
)
def test_a_refusal_comes_up_once_as_its_own_error(status: int, kind: type[Exception]) -> None:
    wire = Wire(answer(status, "no such thing"))
    client, _ = gate_over(wire)

    with pytest.raises(kind, match="no such thing"):
        client.get("https://t/x")
    assert len(wire.sent) == 1


def test_a_redirect_is_a_matter_of_the_address() -> None:
    client, _ = gate_over(Wire(answer(302, "", Location="https://login")))

    with pytest.raises(SetupError, match="check `url`"):
        client.get("https://t/x")


def test_a_page_instead_of_json_is_said_to_be_one() -> None:
    page = httpx.Response(200, html="<html>log in</html>")
    client, _ = gate_over(Wire(page))

    with pytest.raises(TrackerError, match="with an HTML page instead of JSON"):
        client.get("https://t/x")


def test_a_truncated_answer_is_asked_for_again() -> None:
    wire = Wire(answer(200, '{"cards": [{"id": "1"'), answer(200, '{"cards": []}'))
    client, _ = gate_over(wire)

    assert client.get("https://t/x").json() == {"cards": []}


def test_a_create_whose_answer_cannot_be_read_counts_as_lost() -> None:
    wire = Wire(answer(201, '{"id": "10'))
    client, _ = gate_over(wire)

    with pytest.raises(AnswerLost):
        client.post("https://t/comment", json={})
    assert len(wire.sent) == 1


def test_half_an_emoji_in_an_answer_does_not_break_a_card() -> None:
    client, _ = gate_over(Wire(answer(200, '{"name": "Фикус \\ud83d \\ud83c\\udf31"}')))

    assert client.get("https://t/x").json() == {"name": "Фикус \ufffd \U0001f331"}


def test_an_empty_success_is_a_success() -> None:
    client, _ = gate_over(Wire(httpx.Response(204)))

    assert client.put("https://t/x", json={}).status_code == 204


def test_no_secret_and_no_address_of_a_person_stands_in_an_error() -> None:
    words = f"token {SECRET} of anna@example.com is wrong"
    client, _ = gate_over(Wire(answer(400, words)))

    with pytest.raises(Refused) as caught:
        client.get("https://t/x")
    assert SECRET not in str(caught.value)
    assert "anna@example.com" not in str(caught.value)
    assert "is wrong" in str(caught.value)


def test_a_stop_order_lets_nothing_new_out() -> None:
    clock = FakeClock()
    clock.stopped = True
    wire = Wire()
    client, _ = gate_over(wire, clock)

    with pytest.raises(Stopped):
        client.get("https://t/x")
    assert wire.sent == []
