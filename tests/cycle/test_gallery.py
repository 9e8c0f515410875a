"""A gallery of liars: what trackers, proxies and administrators really do to a run.

Each picture has a visible, right outcome: the run goes on or says what stopped it, the other
connections finish, and once the trouble is over the next run ends with one comment a card.
"""

import email.utils
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from werkzeug.wrappers import Request, Response

from steelyard.loopback.faults import DropAfter, DropBefore, Effect, Fault, Reply, Truncate
from steelyard.loopback.service import json_response, text_response
from tests.support.altered import Altered, always_the_first, instead, with_members
from tests.support.office import Office, office_in

CONNECTIONS = ("shop", "growth", "ideas")


class Call(NamedTuple):
    """Some requests to one tracker, as a `Fault` names them."""

    method: str
    path: str


READ: Mapping[str, Call] = {
    "shop": Call("POST", r"/search/jql$"),
    "growth": Call("GET", r"/boards/\w+$"),
    "ideas": Call("POST", r"/query$"),
}
EDIT: Mapping[str, Call] = {
    "shop": Call("PUT", r"/issue/\d+$"),
    "growth": Call("PUT", r"/customFields$"),
    "ideas": Call("PATCH", r"/pages/"),
}
POST: Mapping[str, Call] = {
    "shop": Call("POST", r"/comment$"),
    "growth": Call("POST", r"/actions/comments$"),
    "ideas": Call("POST", r"/v1/comments$"),
}
every_connection = pytest.mark.parametrize("connection", CONNECTIONS)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path) as made:
        yield made


def assert_settled(office: Office) -> None:
    """One comment on every card that may have one, and nothing left to do."""
    office.clear_logs()
    run = office.run()
    assert (run.code, run.summary.planned, office.writes()) == (0, 0, []), run.errors
    comments = office.living_comments()
    assert set(comments.values()) <= {0, 1}
    assert sum(comments.values()) == 18


def others_finished(office: Office, connection: str) -> bool:
    counts = office.living_comments()
    mine = {"shop": office.jira.issues.values(), "growth": office.trello.cards.values()}
    keys = {getattr(one, "key", getattr(one, "id", "")) for one in mine.get(connection, ())}
    keys |= set(office.notion.pages) if connection == "ideas" else set()
    return all(count == 1 for key, count in counts.items() if key not in keys)


# -- pauses and failures of the server ------------------------------------------------------------


@pytest.mark.parametrize("asked", ["7", "2.5", "a date", "0", "none"])
@every_connection
def test_a_pause_is_kept_whatever_form_it_is_asked_in(
    office: Office, connection: str, asked: str
) -> None:
    in_40_s = email.utils.format_datetime(office.clock.now() + timedelta(seconds=40))
    headers = {"none": {}, "a date": {"Retry-After": in_40_s}}.get(asked, {"Retry-After": asked})
    for call in (READ, EDIT, POST):
        turned_away = Reply(429, {"message": "Rate limit exceeded"}, headers)
        office.servers[connection].faults.add(Fault(turned_away, *call[connection]))

    assert office.run().code == 0

    least = {"7": 7.0, "2.5": 2.5, "a date": 35.0, "0": 0.0, "none": 1.0}[asked]
    assert any(slept >= least for slept in office.clock.slept)
    assert office.servers[connection].count(*POST[connection]._replace(path="omment")) == 7
    assert_settled(office)


@every_connection
def test_an_hours_pause_ends_the_connection_at_once_and_the_next_run_goes_on(
    office: Office, connection: str
) -> None:
    office.servers[connection].faults.add(
        Fault(Reply(429, {}, {"Retry-After": "3600"}), *POST[connection], nth=3)
    )

    run = office.run()

    assert run.code == 3
    assert "asks to wait 3600 s" in run.errors[connection]
    assert run.summary.connections[connection].left > 0
    assert others_finished(office, connection)
    assert sum(office.clock.slept) < 3600
    assert office.run().code == 0
    assert_settled(office)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 529])
@every_connection
def test_a_server_that_fails_once_costs_a_wait(
    office: Office, connection: str, status: int
) -> None:
    for call in (READ, EDIT, POST):
        ill = Reply(status, "<html><body>Bad gateway</body></html>")
        office.servers[connection].faults.add(Fault(ill, *call[connection]))

    assert office.run().code == 0
    assert_settled(office)


@every_connection
def test_a_server_that_stays_ill_is_said_and_stops_alone(office: Office, connection: str) -> None:
    office.servers[connection].faults.add(Fault(Reply(503, {"message": "down"}), times=None))

    run = office.run()

    assert run.code == 3
    assert "503" in run.errors[connection]
    assert others_finished(office, connection)
    office.servers[connection].faults.clear()
    assert office.run().code == 0
    assert_settled(office)


@pytest.mark.parametrize("effect", [DropBefore(), DropAfter(), Truncate(0.4)], ids=repr)
@every_connection
def test_a_connection_that_breaks_leaves_no_second_comment(
    office: Office, connection: str, effect: Effect
) -> None:
    for call, times in ((READ, 2), (EDIT, 2), (POST, 1)):
        office.servers[connection].faults.add(Fault(effect, *call[connection], times=times))

    assert office.run().code == 0
    assert_settled(office)


PAGES = {
    "the sign-in page of a proxy": Reply(200, "<html><body>Sign in</body></html>"),
    "JSON that stops short": Reply(200, '{"issues": [{"id": "1"'),
    "an empty body": Reply(200, ""),
    "an empty object": Reply(200, {}),
    "an empty list": Reply(200, []),
    "null": Reply(200, None),
}


@pytest.mark.parametrize("page", PAGES)
@every_connection
def test_a_success_that_is_no_answer_is_said_and_nothing_is_lost(
    office: Office, connection: str, page: str
) -> None:
    office.run()
    office.later(days=2)
    office.servers[connection].faults.add(Fault(PAGES[page], times=None))

    run = office.run()

    assert run.code in {2, 3}
    assert run.errors[connection]
    assert "Traceback" not in run.errors[connection]
    office.servers[connection].faults.clear()
    assert office.run().code == 0
    assert_settled(office)


# -- answers that lie ------------------------------------------------------------------------------


def test_a_page_that_names_itself_as_the_next_one_is_not_followed_for_ever(office: Office) -> None:
    again = with_members(nextPageToken="again", isLast=False)
    liar = Altered(office.servers["shop"], *READ["shop"], always_the_first(again))

    run = office.run()

    assert "same next page twice" in run.errors["shop"]
    assert liar.hits < 5
    assert others_finished(office, "shop")


def test_a_cursor_that_comes_back_is_not_followed_for_ever(office: Office) -> None:
    again = with_members(has_more=True, next_cursor="7d1e5a0c-0000-4000-8000-000000000000")
    liar = Altered(office.servers["ideas"], *READ["ideas"], always_the_first(again))

    run = office.run()

    assert run.code == 3
    assert run.errors["ideas"]
    assert liar.hits < 5
    assert others_finished(office, "ideas")


def test_a_dead_token_that_finds_nothing_is_not_an_empty_backlog(office: Office) -> None:
    office.run()
    office.later(days=2)
    office.jira.alive = False

    run = office.run()

    assert "make a new token" in run.errors["shop"]
    assert run.summary.connections["shop"].cards == 6
    office.jira.alive = True
    assert office.run().code == 0
    assert_settled(office)


def test_a_search_that_suddenly_finds_nothing_retires_nothing(office: Office) -> None:
    office.run()
    office.later(days=2)
    nothing = instead(lambda: json_response({"issues": [], "isLast": True}))
    liar = Altered(office.servers["shop"], *READ["shop"], nothing)

    run = office.run()

    assert run.code == 3
    assert "no cards" in run.errors["shop"]
    assert run.summary.connections["shop"].cards == 6
    liar.on = False
    assert office.run().code == 0
    assert_settled(office)


def test_a_refusal_in_plain_text_concerns_one_card_and_is_told(office: Office) -> None:
    first: list[str] = []

    def refuse(request: Request, _answer: Response) -> Response:
        first.append(request.path)
        return text_response("invalid value for value", 400)

    odd = office.seeded.cards["growth-1"]
    Altered(office.servers["growth"], "PUT", rf"/cards/{odd}/customFields$", refuse)

    run = office.run()

    assert len(first) == 1
    assert [one.key for one in run.refusals] == [office.trello.cards[odd].short_link]
    assert "invalid value for value" in run.refusals[0].detail
    assert sum(office.living_comments().values()) == 18
