"""The server itself: connections, the log, and every fault as a client meets it."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from werkzeug.wrappers import Request, Response

from steelyard.loopback.faults import Delay, DropAfter, DropBefore, Fault, Reply, Truncate
from steelyard.loopback.server import Loopback
from steelyard.loopback.service import json_response


class Echo:
    """A service that counts what it handled."""

    def __init__(self) -> None:
        self.handled = 0

    def answer(self, request: Request) -> Response:
        self.handled += 1
        return json_response({"path": request.path, "root": request.root_url, "n": self.handled})


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def server(echo: Echo) -> Iterator[Loopback]:
    with Loopback(echo) as running:
        yield running


@pytest.fixture
def client(server: Loopback) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url) as made:
        yield made


def test_one_connection_carries_many_requests() -> None:
    ports: set[str] = set()

    class Ports(Echo):
        def answer(self, request: Request) -> Response:
            ports.add(str(request.environ["REMOTE_PORT"]))
            return super().answer(request)

    with Loopback(Ports()) as server, httpx.Client(base_url=server.url) as client:
        for body in (b"", b"x" * 100_000, b"{}"):
            assert client.post("/a", content=body).status_code == 200
    assert len(ports) == 1


def test_a_prefix_stands_before_every_path(echo: Echo) -> None:
    with Loopback(echo, prefix="/ex/jira/1") as server, httpx.Client() as client:
        answer = client.get(server.url + "/rest?x=1").json()
        outside = client.get(server.url.removesuffix("/ex/jira/1") + "/rest").json()
    assert answer == {"path": "/rest", "root": server.url + "/", "n": 1}
    assert outside["path"] != "/rest"
    assert server.log[0].path == "/rest"


def test_the_log_has_the_request_and_no_secret(server: Loopback, client: httpx.Client) -> None:
    client.post("/a?key=K&token=T&x=1", json={"b": 2}, headers={"Authorization": "Basic c2VjcmV0"})
    (record,) = server.log
    assert (record.method, record.path, record.query) == ("POST", "/a", (("x", "1"),))
    assert (record.body, record.status, record.handled) == ({"b": 2}, 200, True)
    assert "authorization" not in record.headers
    assert record.headers["content-type"] == "application/json"
    assert record.answer is None
    assert server.count("POST", "/a") == 1
    assert server.count("GET") == 0


def test_leaving_the_context_ends_connections_that_are_still_open(echo: Echo) -> None:
    with Loopback(echo) as server:
        client = httpx.Client(base_url=server.url)
        client.get("/a")
    with pytest.raises(httpx.TransportError):
        client.get("/a")
    client.close()


def test_a_reply_stands_in_for_the_service(
    server: Loopback, client: httpx.Client, echo: Echo
) -> None:
    server.faults.add(Fault(Reply(503, "<h1>Down</h1>", {"Retry-After": "7"}), path="^/a", nth=2))
    answers = [client.get(path) for path in ("/a", "/b", "/a", "/a")]
    assert [answer.status_code for answer in answers] == [200, 200, 503, 200]
    assert answers[2].headers["Retry-After"] == "7"
    assert answers[2].headers["Content-Type"].startswith("text/html")
    assert echo.handled == 3
    assert [record.handled for record in server.log] == [True, True, False, True]


def test_a_fault_without_an_end_hits_every_request_of_its_method(
    server: Loopback, client: httpx.Client
) -> None:
    server.faults.add(Fault(Reply(500, {"error": "x"}), method="POST", times=None))
    assert [client.post("/").status_code for _ in range(3)] == [500] * 3
    assert client.get("/").status_code == 200
    server.faults.clear()
    assert client.post("/").status_code == 200


@pytest.mark.parametrize(("effect", "handled"), [(DropBefore(), 0), (DropAfter(), 1)])
def test_a_dropped_request_gets_no_answer(
    server: Loopback,
    client: httpx.Client,
    echo: Echo,
    effect: DropBefore | DropAfter,
    handled: int,
) -> None:
    server.faults.add(Fault(effect))
    with pytest.raises(httpx.RemoteProtocolError):
        client.post("/a", json={})
    assert echo.handled == handled
    assert server.log[0].status is None
    assert server.log[0].handled is bool(handled)
    assert client.post("/a", json={}).status_code == 200


def test_a_truncated_answer_announces_more_than_it_sends(
    server: Loopback, client: httpx.Client, echo: Echo
) -> None:
    server.faults.add(Fault(Truncate(0.5)))
    with pytest.raises(httpx.RemoteProtocolError, match="complete message body"):
        client.get("/a")
    assert echo.handled == 1
    assert client.get("/a").status_code == 200


def test_a_delay_is_waited_and_then_the_request_is_handled(
    server: Loopback, client: httpx.Client
) -> None:
    server.faults.add(Fault(Delay(0.2)))
    began = time.monotonic()
    assert client.get("/").status_code == 200
    assert 0.2 <= time.monotonic() - began < 2


def test_latency_is_not_spent_in_a_queue(echo: Echo) -> None:
    with (
        Loopback(echo, latency=0.2) as server,
        httpx.Client(base_url=server.url) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        began = time.monotonic()
        answers = list(pool.map(lambda _: client.get("/").status_code, range(8)))
        took = time.monotonic() - began
    assert answers == [200] * 8
    assert 0.2 <= took < 1.2
