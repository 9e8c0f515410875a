"""A gallery of liars: what trackers, proxies and administrators really do to a run.

Each picture has a visible, right outcome: the run goes on or says what stopped it, the other
connections finish, and once the trouble is over the next run ends with one comment a card.
"""

import email.utils
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from connectors.card import Stage
from connectors.write import PutComment
from steelyard.demo.faces import SCORE
from steelyard.loopback.faults import DropAfter, DropBefore, Effect, Fault, Reply, Truncate
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.service import json_response, text_response
from steelyard.tell import Wrote
from tests.support.altered import Altered, always_the_first, instead, with_members
from tests.support.office import Office, Run, office_in

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


def others_finished(run: Run, connection: str) -> bool:
    """Whether every other connection did all its writes."""
    others = (one for name, one in run.summary.connections.items() if name != connection)
    return all(one.done == one.writes and not one.error for one in others)


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
    assert others_finished(run, connection)
    assert sum(office.clock.slept) < 3600
    office.clear_logs()
    assert office.run().code == 3
    assert office.servers[connection].log == []  # a new process does not ask before its time
    office.later(hours=1)
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
    assert others_finished(run, connection)
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
    assert others_finished(run, "shop")


def test_a_cursor_that_comes_back_is_not_followed_for_ever(office: Office) -> None:
    again = with_members(has_more=True, next_cursor="7d1e5a0c-0000-4000-8000-000000000000")
    liar = Altered(office.servers["ideas"], *READ["ideas"], always_the_first(again))

    run = office.run()

    assert run.code == 3
    assert run.errors["ideas"]
    assert liar.hits < 5
    assert others_finished(run, "ideas")


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
    odd = office.seeded.cards["growth-1"]
    words = instead(lambda: text_response("invalid value for value", 400))
    refusal = Altered(office.servers["growth"], "PUT", rf"/cards/{odd}/customFields$", words)

    run = office.run()

    assert refusal.hits == 1
    assert [one.key for one in run.refusals] == [office.trello.cards[odd].short_link]
    assert "invalid value for value" in run.refusals[0].detail
    assert sum(office.living_comments().values()) == 18


# -- indexes, time zones, languages -----------------------------------------------------------------


def test_fresh_issues_a_lagging_index_hides_are_found_a_minute_later(tmp_path: Path) -> None:
    with office_in(tmp_path, cards=20) as office:
        office.run()
        office.later(hours=1)
        office.jira.index_lag = 60.0
        added = [
            office.jira.add_issue(
                "SHOP", f"Fresh idea {number}", "Problem: 31% of orders are lost."
            )
            for number in range(10)
        ]
        seen = {office.jira.issue(key).id for key in added if office.jira.issue(key).id % 5}
        office.jira.settle(seen)
        assert len(seen) == 8

        first = office.run()
        assert (first.code, first.done.pulled["shop"].changed) == (0, 8)
        office.later(seconds=61)
        second = office.run()

        assert (second.code, second.done.pulled["shop"].changed) == (0, 2)
        office.later(seconds=61)
        assert office.run().summary.planned == 0
        assert [office.living_comments()[key] for key in added] == [1] * 10


@pytest.mark.parametrize("zone", ["Europe/Moscow", "America/Los_Angeles", "Asia/Kathmandu"])
def test_an_accounts_time_zone_hides_no_change(tmp_path: Path, zone: str) -> None:
    with office_in(tmp_path, jira=partial(JiraState, time_zone=zone)) as office:
        office.run()
        for hours in (0.25, 5, 11):
            office.later(hours=hours)
            office.jira.edit("SHOP-2", summary=f"Edited {hours} h later")
            office.later(seconds=20)

            run = office.run()

            assert (run.code, run.done.pulled["shop"].changed) == (0, 1)
        assert_settled(office)


def test_an_interface_in_another_language_changes_no_mapping(office: Office) -> None:
    office.edit_config("effect: Ожидаемый эффект", "effect: Expected effect")
    office.edit_config("cards: {jql: project = SHOP}", _IN_ENGLISH)
    effect = office.jira.field_named("Ожидаемый эффект")
    office.jira.fields[effect.id] = replace(effect, untranslated="Expected effect")
    status = office.jira.add_status("Ждёт заказчика", "new", untranslated="Waiting for customer")
    office.jira.edit("SHOP-1", status=status.id, **{effect.id: "+300 000 ₽ в месяц"})

    run = office.run()

    assert (run.code, run.findings) == (0, [])
    card = next(one for one in run.done.judged if one.card.key == "SHOP-1")
    assert card.card.stage is Stage.TEST
    assert "+300 000 ₽ в месяц" in [field.text for field in card.card.fields]
    assert_settled(office)


_IN_ENGLISH = "cards: {jql: project = SHOP}\n    stages: {test: [Waiting for customer]}"


# -- what administrators take away -------------------------------------------------------------------


def test_a_score_field_off_the_screen_gives_way_to_a_label(office: Office) -> None:
    office.jira.set_screen(office.jira.field_named(SCORE).id, on_screen=False)

    run = office.run()

    assert run.code == 0
    faces = [face for face in office.faces().values() if face.tracker == "Jira"]
    assert all(face.score is None for face in faces)
    assert all(any(label.startswith("steelyard:score-") for label in f.labels) for f in faces)
    assert any("is refused here" in one.detail for one in run.news if isinstance(one, Wrote))
    assert_settled(office)


def test_a_project_that_vanishes_in_the_middle_loses_nothing(office: Office) -> None:
    office.run()
    for issue in list(office.jira.issues.values()):
        office.jira.edit(issue.key, description="Проблема: теряем 31% заказов на оплате.")
    gone = Reply(404, {"errorMessages": ["Issue does not exist or you may not see it."]})
    office.servers["shop"].faults.add(Fault(gone, "", r"/issue/\d+", times=None))

    run = office.run()

    assert run.summary.connections["shop"].refused == run.summary.connections["shop"].writes > 0
    remarks = [w.target.key for w in run.done.plan.writes if isinstance(w, PutComment)]
    assert len(remarks) > 3
    assert office.run().summary.connections["shop"].cards == 6
    before = office.faces()
    office.servers["shop"].faults.clear()
    assert office.run().code == 0
    edited = [key for key, face in office.faces().items() if face.comments != before[key].comments]
    assert sorted(edited) == sorted(remarks)
    assert_settled(office)


def test_a_project_taken_away_is_said_and_comes_back_as_it_was(office: Office) -> None:
    office.run()
    office.later(days=2)
    words = "The value 'SHOP' does not exist for the field 'project'."
    no_project = instead(lambda: json_response({"errorMessages": [words]}, 400))
    hidden = Altered(office.servers["shop"], *READ["shop"], no_project)

    run = office.run()

    assert words in run.errors["shop"]
    assert run.summary.connections["shop"].cards == 6
    assert others_finished(run, "shop")
    hidden.on = False
    assert office.run().code == 0
    assert_settled(office)


def test_a_page_that_is_no_longer_shared_is_left_alone_until_it_is_again(office: Office) -> None:
    office.run()
    page = office.notion.pages[office.seeded.cards["idea-1"]]
    office.notion.unshare(page)
    office.later(days=2)

    assert office.run().code == 0
    away = office.run()
    assert (away.code, away.summary.connections["ideas"].cards) == (0, 5)

    page.shared = True
    office.notion.edit(page, Название="Снова с нами")
    office.later(minutes=5)
    back = office.run()
    assert (back.code, back.summary.connections["ideas"].cards) == (0, 6)
    office.later(minutes=5)
    assert_settled(office)


def test_a_board_without_custom_fields_shows_the_score_as_a_label(office: Office) -> None:
    board = next(iter(office.trello.boards.values()))
    board.power_up = False
    board.fields.clear()
    office.edit_config("    fields: {effect: Эффект}\n    write", "    write")

    run = office.run()

    assert run.code == 0
    assert any("the score goes into a label" in one.what for one in run.findings)
    labels = {label.id: label.name for label in board.labels}
    shown = [{labels[one] for one in card.labels} for card in board.cards.values()]
    assert all(any(one.startswith("steelyard:score-") for one in names) for names in shown)
    assert_settled(office)


class Closed(NamedTuple):
    """How a tracker says that an account may not write comments."""

    connection: str
    answer: Reply


CLOSED = [
    Closed("shop", Reply(403, {"errorMessages": ["You do not have the permission to comment."]})),
    Closed("growth", Reply(403, {"message": "unauthorized card permission requested"})),
    Closed("ideas", Reply(403, {"code": "restricted_resource", "message": "Insufficient rights."})),
]


@pytest.mark.parametrize("closed", CLOSED, ids=CONNECTIONS)
def test_comments_closed_to_us_are_tried_thrice_a_run_and_told(
    tmp_path: Path, closed: Closed
) -> None:
    with office_in(tmp_path, cards=12) as office:
        server = office.servers[closed.connection]
        server.faults.add(Fault(closed.answer, *POST[closed.connection], times=None))

        for _ in range(2):
            office.clear_logs()
            run = office.run()

            assert server.count(*POST[closed.connection]._replace(path="omment")) == 3
            assert others_finished(run, closed.connection)
            assert len(run.refusals) >= 10
            assert "403" in run.refusals[0].detail
            assert "not tried" in run.refusals[-1].detail

        scored = [face.score for face in office.faces().values()]
        assert len([score for score in scored if score is not None]) > 30
        server.faults.clear()
        assert office.run().code == 0
        assert office.run().summary.planned == 0
        assert set(office.living_comments().values()) <= {0, 1}
        assert sum(office.living_comments().values()) > 30


def test_a_first_refusal_of_one_card_keeps_no_other_from_its_comment(office: Office) -> None:
    odd = office.seeded.cards["growth-1"]
    refusal = Fault(CLOSED[1].answer, "POST", rf"/cards/{odd}/actions/comments$", times=None)
    office.servers["growth"].faults.add(refusal)

    office.run()

    assert sum(office.living_comments().values()) == 17
