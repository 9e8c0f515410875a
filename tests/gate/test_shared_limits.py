"""Limits by the trackers' own count: under load from many threads, and across connections."""

import functools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import httpx
import msgspec
import pytest
from pydantic import SecretStr

from connectors.card import Tracker
from connectors.errors import ConnectorError, RateLimited
from connectors.gate import Books, Gate, Redactor, Spent, httpx_client
from connectors.protocol import Access, Level
from connectors.registry import TRACKERS
from steelyard.loopback.jira.service import JiraService, jira_cloud
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.limits import Meter
from steelyard.loopback.notion.service import NotionService, notion
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.server import Loopback
from steelyard.loopback.trello.service import TrelloService, trello
from steelyard.loopback.trello.state import TrelloState
from steelyard.world import open_gates
from tests.support.clock import FakeClock

THREADS = 6
Service = JiraService | TrelloService | NotionService


@contextmanager
def two_connections(
    service: Service, tracker: Tracker, **access: Any
) -> Iterator[tuple[list[httpx.Client], Loopback]]:
    """Two gates to one account, as a run with two connections to it makes them."""
    clock = FakeClock()
    service.meter = Meter(clock.monotonic)
    with Loopback(service) as server:
        made = [
            Access(
                name=name,
                tracker=tracker,
                url=server.url,
                cards={},
                token=SecretStr(service.state.token),
                level=Level.COMMENTS,
                **access,
            )
            for name in ("one", "two")
        ]
        gates = open_gates(made, clock, Redactor(), read_only=False).values()
        yield [httpx_client(gate) for gate in gates], server
        for gate in gates:
            gate.close()


def hammer(clients: list[httpx.Client], count: int, ask: Callable[[httpx.Client, int], Any]) -> int:
    """Ask `count` times from many threads, in turns of the clients; how many were answered."""

    def once(number: int) -> bool:
        try:
            ask(clients[number % len(clients)], number)
        except ConnectorError:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(once, range(count)))


def test_two_connections_of_one_trello_token_keep_its_limits_together() -> None:
    state = TrelloState()
    board = state.add_board("Витрина", ["Идеи"])
    service = trello(state)
    told = {"Authorization": f'OAuth oauth_consumer_key="{state.key}", oauth_token="{state.token}"'}
    with two_connections(service, Tracker.TRELLO, key=SecretStr(state.key)) as (clients, server):
        path = f"{server.url}/1/boards/{board.id}"

        done = hammer(clients, 350, lambda client, _: client.get(path, headers=told))

    assert done == 350
    assert service.meter.exceeded == {}


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_two_connections_of_one_jira_site_keep_its_limits_together(method: str) -> None:
    state = JiraState()
    state.add_project("SHOP", "Магазин")
    keys = [state.add_issue("SHOP", f"Идея {number}") for number in range(4)]
    service = jira_cloud(state)
    email = SecretStr(state.email).get_secret_value()
    body = {"update": {"labels": [{"add": "steelyard:x"}]}} if method == "PUT" else None
    with two_connections(service, Tracker.JIRA, email=email) as (clients, server):

        def ask(client: httpx.Client, number: int) -> None:
            path = f"{server.url}/rest/api/3/issue/{state.issue(keys[number % 4]).id}"
            client.request(method, path, json=body, auth=(state.email, state.token))

        done = hammer(clients, 240, ask)

    assert done == 240
    assert service.meter.exceeded == {}


def test_two_connections_of_one_notion_token_keep_its_pace_together() -> None:
    state = NotionState()
    service = notion(state)
    told = {"Authorization": f"Bearer {state.token}", "Notion-Version": "2025-09-03"}
    with two_connections(service, Tracker.NOTION) as (clients, server):
        path = f"{server.url}/v1/users/me"

        done = hammer(clients, 400, lambda client, _: client.get(path, headers=told))

    assert done == 400
    assert service.meter.exceeded == {}


def test_connections_of_one_account_keep_the_slowest_pace_any_of_them_states() -> None:
    clock, sent = FakeClock(), list[float]()

    def gate(name: str, pace: float | None) -> Access:
        token = SecretStr("ntn_1")
        return Access(
            name=name, tracker=Tracker.NOTION, url="https://n", cards={}, token=token, pace=pace
        )

    gates = open_gates([gate("one", 2.0), gate("two", None)], clock, Redactor(), read_only=True)
    for made in gates.values():
        made._inner = httpx.MockTransport(lambda _: httpx.Response(200, text="{}"))
    for number in range(60):
        httpx_client(gates["one" if number % 2 else "two"]).get("https://n/v1/users/me")
        sent.append(clock.monotonic())

    assert max(sum(at <= one < at + 3 for one in sent) for at in sent) <= 6


def test_the_next_process_reckons_with_what_the_last_one_spent_and_was_asked_for() -> None:
    state = TrelloState()
    board, clock = state.add_board("Витрина", ["Идеи"]), FakeClock()
    service = trello(state)
    service.meter = Meter(clock.monotonic)
    told = {"Authorization": f'OAuth oauth_consumer_key="{state.key}", oauth_token="{state.token}"'}
    kept = msgspec.msgpack.encode(Spent())
    with Loopback(service) as server:
        access = Access(
            name="one", tracker=Tracker.TRELLO, url=server.url, cards={},
            token=SecretStr(state.token), key=SecretStr(state.key),
        )  # fmt: skip
        for _process in range(5):
            books = Books()
            books.reckon_with(msgspec.msgpack.decode(kept, type=Spent), clock)
            (gate,) = open_gates([access], clock, Redactor(), read_only=True, books=books).values()
            for _ in range(60):
                httpx_client(gate).get(f"{server.url}/1/boards/{board.id}", headers=told)
            gate.close()
            kept = msgspec.msgpack.encode(books.spent(clock))

        assert service.meter.exceeded == {}
        assert len(kept) < 10_000


@pytest.mark.parametrize("path", ["/1/boards/{board}", "/1/members/me"])
def test_processes_that_die_without_a_word_keep_the_limits_together(path: str) -> None:
    """Each is killed when it has sent forty; only what was kept on the way is left of it."""
    state = TrelloState()
    board, clock = state.add_board("Витрина", ["Идеи"]), FakeClock()
    service = trello(state)
    service.meter = Meter(clock.monotonic)
    told = {"Authorization": f'OAuth oauth_consumer_key="{state.key}", oauth_token="{state.token}"'}
    kept, sent = [Spent()], 0
    with Loopback(service) as server:
        access = Access(
            name="one", tracker=Tracker.TRELLO, url=server.url, cards={},
            token=SecretStr(state.token), key=SecretStr(state.key),
        )  # fmt: skip
        for _process in range(6):
            books = Books()
            books.reckon_with(kept[-1], clock)
            books.begin(kept.append, clock)
            keep = functools.partial(books.keep, kept.append, clock)
            (gate,) = open_gates(
                [access], clock, Redactor(), read_only=True, books=books, keep=keep
            ).values()
            with suppress(RateLimited):
                for _ in range(40):
                    httpx_client(gate).get(server.url + path.format(board=board.id), headers=told)
                    sent += 1
            gate.close()

    assert service.meter.exceeded == {}
    assert sent == (100 if "members" in path else 240)


def test_a_death_is_remembered_by_those_who_end_well_before_it_is_past() -> None:
    """The second process ends at once, having asked nothing; the third still holds back."""
    clock, access = FakeClock(), jira_access()
    kept = [Spent(at_work=True)]
    for sends in (0, 96):
        books = Books()
        books.reckon_with(kept[-1], clock)
        books.begin(kept.append, clock)
        (gate,) = open_gates([access], clock, Redactor(), read_only=True, books=books).values()
        gate._inner = httpx.MockTransport(lambda _: httpx.Response(200, text="{}"))
        for _ in range(sends):
            httpx_client(gate).get("https://jira/rest/api/3/myself")
        books.end(kept.append, clock)

    assert [one.at_work for one in kept] == [True, True, False, True, False]
    assert 1.0 < sum(clock.slept) < 1.1


def jira_access() -> Access:
    return Access(
        name="one", tracker=Tracker.JIRA, url="https://jira", cards={},
        token=SecretStr("t"), email="a@b.c",
    )  # fmt: skip


def test_a_pause_one_connection_is_asked_for_holds_the_others_of_its_account_back() -> None:
    """One is told to come back in 200 s, longer than a run waits; so is the other, unasked."""
    clock, books, sent = FakeClock(), Books(), list[str]()

    def client(name: str, token: str) -> httpx.Client:
        def answer(_request: httpx.Request) -> httpx.Response:
            sent.append(name)
            status = 429 if name == "one" else 200
            return httpx.Response(status, text="{}", headers={"Retry-After": "200"})

        access = Access(
            name=name, tracker=Tracker.NOTION, url="https://n", cards={}, token=SecretStr(token)
        )
        policy, wire = TRACKERS[Tracker.NOTION].policy(access), httpx.MockTransport(answer)
        return httpx_client(Gate(name, policy, clock, redact=Redactor(), books=books, inner=wire))

    for name, token in (("one", "ntn_1"), ("two", "ntn_1")):
        with pytest.raises(RateLimited):
            client(name, token).get("https://n/v1/users/me")
    client("stranger", "ntn_2").get("https://n/v1/users/me")

    assert sent == ["one", "stranger"]
