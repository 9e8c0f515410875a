"""Everything is read in the fewest requests, and nothing is taken for the end but the end."""

import json
import re
import time
from dataclasses import replace
from typing import Any

import pytest

from connectors.card import Stage, human_hash
from connectors.errors import SetupError, TrackerError
from connectors.write import SetFields
from steelyard.loopback.faults import Fault, Reply
from tests.connectors.jira.world import LONG_AGO, World, filled, target, world


def test_a_first_read_takes_a_request_a_hundred_issues_and_one_for_all_ids(cloud: World) -> None:
    filled(cloud, 250)
    surface = cloud.surface()
    start = len(cloud.server.log)

    pages = list(cloud.jira.pull(surface, None))

    assert [len(page.cards) for page in pages] == [100, 100, 50]
    assert [page.complete for page in pages] == [False, False, True]
    assert {page.total for page in pages} == {250}
    assert cloud.sent(start) == ["POST search/jql", *["POST issue/bulkfetch"] * 3]


def test_a_read_without_a_discovery_before_it_asks_for_the_account(cloud: World) -> None:
    surface = cloud.surface()
    other, start = cloud.again(), len(cloud.server.log)

    list(other.jira.pull(surface, None))

    assert cloud.sent(start) == ["GET myself", "POST search/jql"]


def test_hundreds_are_read_side_by_side_and_come_in_order(cloud: World) -> None:
    filled(cloud, 950)
    surface = cloud.surface()
    cloud.server.faults.latency = 0.1
    started = time.monotonic()

    pages = list(cloud.jira.pull(surface, None))

    assert time.monotonic() - started < 0.8  # eleven requests, one after another, take 1.1 s
    ids = [int(card.id) for page in pages for card in page.cards]
    assert ids == sorted(ids)
    assert len(ids) == 950


@pytest.mark.parametrize("moved", [False, True])
def test_a_whole_read_that_breaks_off_goes_on_behind_its_last_page(
    site: World, *, moved: bool
) -> None:
    filled(site, 1200)
    surface = site.surface()
    (first, *_) = site.jira.pull(surface, None)
    site.clock.sleep(3600)
    site.state.edit("SHOP-7", summary="Меж двух чтений")
    if moved:  # the rows of a Data Center shift, and the last issue is not where it was
        site.state.delete(first.cards[-1].key)

    rest = list(site.again().jira.pull(surface, first.cursor))
    news = list(site.again().jira.pull(surface, rest[-1].cursor))

    ids = {card.id for page in rest for card in page.cards}
    assert rest[-1].complete
    assert len(ids | {card.id for card in first.cards}) == 1200
    assert moved or not ids & {card.id for card in first.cards[:-1]}
    titles = [card.title for page in (*rest, *news) for card in page.cards]
    assert titles.count("Меж двух чтений") == 1


def test_a_first_read_of_a_data_center_overlaps_its_pages_by_one(datacenter: World) -> None:
    filled(datacenter, 1200)

    pages = datacenter.read()

    assert [len(page.cards) for page in pages] == [500, 499, 201]
    assert len({card.id for page in pages for card in page.cards}) == 1200


def test_pages_shorter_than_asked_for_do_not_end_the_read(cloud: World) -> None:
    """The server gives what it likes; only a missing token is the end."""
    filled(cloud, 3)
    real = cloud.cards()
    first = {"issues": [], "nextPageToken": "opaque"}
    ids = {"issues": [{"id": card.id} for card in real], "isLast": True}
    cloud.server.faults.add(Fault(Reply(200, first), path="search/jql"))
    cloud.server.faults.add(Fault(Reply(200, ids), path="search/jql", nth=2))

    assert cloud.cards() == real


def test_a_page_token_that_repeats_is_an_error_not_a_loop(cloud: World) -> None:
    filled(cloud, 1)
    loop = {"issues": [], "nextPageToken": "again"}
    cloud.server.faults.add(Fault(Reply(200, loop), path="search/jql", times=None))

    with pytest.raises(TrackerError, match="names the same next page twice"):
        cloud.read()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"issues": [], "isLast": False}, id="more follows, no token"),
        pytest.param({"isLast": True}, id="no issues at all"),
        pytest.param([], id="a list"),
    ],
)
def test_an_answer_that_is_not_whole_never_looks_complete(cloud: World, answer: Any) -> None:
    cloud.server.faults.add(Fault(Reply(200, answer), path="search/jql"))

    with pytest.raises(TrackerError):
        cloud.read()


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ({"issues": [], "startAt": 0, "total": 7}, "ends after 0 of 7 issues"),
        ({"issues": [{"id": "1"}], "startAt": 0}, "does not tell how many"),
    ],
)
def test_a_data_center_that_ends_early_never_looks_complete(
    datacenter: World, answer: Any, what: str
) -> None:
    datacenter.server.faults.add(Fault(Reply(200, answer), path="search"))

    with pytest.raises(TrackerError, match=what):
        datacenter.read()


def test_a_data_center_that_changes_without_rest_is_given_up(datacenter: World) -> None:
    rows = ({"issues": [{"id": str(n), "key": f"SHOP-{n}"}], "total": 9} for n in range(1, 20))
    faults = (Fault(Reply(200, row), path="search", nth=n) for n, row in enumerate(rows, 1))
    datacenter.server.faults.add(*faults)

    with pytest.raises(TrackerError, match="changes faster than it can be read"):
        datacenter.read()


def test_rows_that_shift_while_a_data_center_is_paged_are_not_stepped_over(
    datacenter: World,
) -> None:
    filled(datacenter, 600)
    surface = datacenter.surface()
    pages = datacenter.jira.pull(surface, None)
    seen = [card.key for card in next(pages).cards]

    datacenter.state.delete(seen[0])
    seen += [card.key for page in pages for card in page.cards]

    assert len(seen) == len(set(seen)) == 600


def test_the_query_is_bounded_ordered_and_asks_for_named_fields_only(cloud: World) -> None:
    effect = cloud.state.add_field("Эффект", "textarea")
    cloud.state.add_field("Unmapped", "textfield")
    jql = ("project = SHOP ORDER BY rank", 'summary ~ "order by" or labels = x')

    filled(cloud, 1, labels=["x"])
    cloud.again(fields={"effect": "Эффект"}, cards={"jql": jql}).read()

    search, fetch = cloud.server.log[-2].body, cloud.server.log[-1].body
    assert search["jql"] == (
        '((project = SHOP) OR (summary ~ "order by" or labels = x)) ORDER BY created ASC, key ASC'
    )
    assert search["fields"] == ["id"]
    assert fetch["fields"][-2:] == ["comment", effect.id]
    assert "properties" not in fetch
    assert None not in (*search.values(), *fetch.values())


@pytest.mark.parametrize("jql", [(), ("",), ("ORDER BY created",)])
def test_a_query_that_restricts_nothing_is_refused_before_it_is_sent(
    cloud: World, jql: tuple[str, ...]
) -> None:
    with pytest.raises(SetupError, match="restricts nothing"):
        cloud.again(cards={"jql": jql}).read()

    assert cloud.server.count("POST") == 0


def test_jql_jira_does_not_take_is_told_in_its_own_words(site: World) -> None:
    with pytest.raises(SetupError, match=r"^shop: .*NOPE.*; correct `cards: jql`"):
        site.again(cards={"jql": ("project = NOPE",)}).read()


def test_comments_left_out_of_an_answer_are_fetched(cloud: World) -> None:
    person = cloud.state.add_user("Аня")
    key = cloud.state.add_issue(
        "SHOP", "Спор", comments=[(person, f"Довод {n}") for n in range(120)]
    )

    (card,) = cloud.cards()

    assert [comment.text for comment in card.comments] == [f"Довод {n}" for n in range(120)]
    assert cloud.server.count("GET", f"{cloud.state.issue(key).id}/comment") == 1


def test_an_answer_without_comments_does_not_say_there_are_none(cloud: World) -> None:
    filled(cloud, 1)
    cloud.read()
    answer = _answer(cloud)
    del answer["issues"][0]["fields"]["comment"]
    cloud.server.faults.add(Fault(Reply(200, answer), path="bulkfetch"))

    (card,) = cloud.cards()

    assert card.shown.comments is None


def test_an_idle_cycle_is_two_requests(site: World) -> None:
    filled(site, 30)
    pages, surface, other = site.read(), site.surface(), site.again()
    start = len(site.server.log)

    (page,) = other.jira.pull(surface, pages[-1].cursor)

    assert (page.cards, page.complete) == ((), False)
    assert len(site.sent(start)) == 2


def test_only_what_changed_is_read_again(site: World) -> None:
    filled(site, 30)
    cursor = site.read()[-1].cursor
    site.clock.sleep(3600)
    site.state.edit("SHOP-7", summary="Новая мысль")

    (page,) = site.read(cursor)

    assert [(card.key, card.title) for card in page.cards] == [("SHOP-7", "Новая мысль")]


def test_a_window_is_counted_in_minutes_and_overlaps(cloud: World) -> None:
    filled(cloud, 1)
    cursor = cloud.read()[-1].cursor
    cloud.clock.sleep(60 * 30 + 1)

    cloud.read(cursor)

    assert "AND updated >= -41m ORDER BY updated DESC" in cloud.server.log[-1].body["jql"]


def test_changes_the_index_shows_late_are_not_lost() -> None:
    with world(index_lag=200) as site:
        filled(site, 3)
        site.state.settle()
        cursor = site.read()[-1].cursor
        site.clock.sleep(600)
        site.state.edit("SHOP-2", summary="Поздно")
        (unseen,) = site.read(cursor)
        site.clock.sleep(300)

        (page,) = site.read(unseen.cursor)

    assert unseen.cards == ()
    assert [card.title for card in page.cards] == ["Поздно"]


def test_our_own_writes_are_read_once_and_change_no_human_content(site: World) -> None:
    site.state.add_field("Steelyard score", "float")
    filled(site, 3)
    pages = site.read()
    card = pages[0].cards[0]
    site.clock.sleep(60)
    site.apply(SetFields(target(card), 70.0, ("steelyard:missing-metric",)))

    (seen,) = site.read(pages[-1].cursor)
    (idle,) = site.read(seen.cursor)

    assert [human_hash(one) for one in seen.cards] == [human_hash(card)]
    assert seen.cards[0].shown.score == 70.0
    assert idle.cards == ()


def test_a_cycle_after_many_own_writes_is_idle_all_the_same(cloud: World) -> None:
    filled(cloud, 250)
    pages = cloud.read()
    for number in range(1, 251):
        cloud.state.edit(f"SHOP-{number}", labels=["steelyard:x"])
    surface, other = cloud.surface(), cloud.again()
    written = list(other.jira.pull(surface, pages[-1].cursor))
    start = len(cloud.server.log)

    (idle,) = other.jira.pull(surface, written[-1].cursor)

    assert sum(len(page.cards) for page in written) == 250
    assert idle.cards == ()
    assert len(cloud.sent(start)) == 2


def test_a_change_indexed_out_of_turn_is_found_by_the_next_whole_look() -> None:
    with world(index_lag=200, limits=False) as site:
        filled(site, 250)
        site.state.settle()
        pages = site.read()
        for number in range(1, 251):
            site.state.edit(f"SHOP-{number}", summary=f"Правка {number}")
            site.clock.sleep(0.01)
        late = site.state.issue("SHOP-1").id
        site.state.settle([number for number in site.state.issues if number != late])
        seen = site.read(pages[-1].cursor)[-1]
        site.state.settle()

        (brief,) = site.read(seen.cursor)
        site.clock.sleep(301)
        (whole,) = site.read(brief.cursor)

    assert brief.cards == ()
    assert [card.title for card in whole.cards] == ["Правка 1"]


@pytest.mark.parametrize(
    "change",
    [
        {"cards": {"jql": ("project = SHOP AND labels = a",)}},
        {"fields": {"effect": "Эффект"}},
        {"stages": {"test": Stage.DONE}},
    ],
)
def test_another_configuration_reads_everything_again(cloud: World, change: dict[str, Any]) -> None:
    cloud.state.add_field("Эффект", "textarea")
    filled(cloud, 2, labels=["a"])
    cursor = cloud.read()[-1].cursor

    (page,) = cloud.again(**change).read(cursor)

    assert (len(page.cards), page.complete) == (2, True)


def test_a_token_that_dies_between_reads_is_an_error_not_an_empty_answer(site: World) -> None:
    filled(site, 2)
    cursor, surface = site.read()[-1].cursor, site.surface()
    site.state.alive = False

    with pytest.raises(SetupError):
        list(site.again().jira.pull(surface, cursor))


def test_a_token_of_another_account_is_an_error(cloud: World) -> None:
    surface = cloud.surface()
    cloud.state.me = cloud.state.add_user("Другой")

    with pytest.raises(SetupError, match="another account"):
        list(cloud.again().jira.pull(surface, None))


def test_a_status_no_stage_is_known_for_is_told_once(cloud: World) -> None:
    filled(cloud, 2)
    cloud.read()
    answer = _answer(cloud)
    for issue in answer["issues"]:
        issue["fields"]["status"] = {"name": "Странный", "id": "77"}
    filled(cloud, 100)
    cloud.server.faults.add(Fault(Reply(200, answer), path="bulkfetch", times=2))

    pages = cloud.read()

    assert [len(page.findings) for page in pages] == [1, 0]
    assert "«Странный» stands for no stage" in pages[0].findings[0].what
    assert pages[0].cards[0].stage is None


def test_a_renamed_status_is_followed_by_its_id_and_told(cloud: World) -> None:
    filled(cloud, 2, status="Test")
    named = cloud.again(stages={"test": Stage.DONE})
    surface = named.surface()
    status = cloud.state.status_named("Test")
    cloud.state.statuses[status.id] = replace(status, name="Проверка")

    (page,) = named.jira.pull(surface, None)

    assert {card.stage for card in page.cards} == {Stage.DONE}
    assert ["now called «Проверка»" in finding.what for finding in page.findings] == [True]


def test_rereading_tells_the_state_of_now_and_leaves_out_what_is_gone(site: World) -> None:
    filled(site, 130)
    ids = [card.id for card in site.cards()]
    site.state.delete("SHOP-3")
    site.state.edit("SHOP-4", summary="Сейчас")

    cards = site.jira.reread(site.surface(), [*ids, "424242"])

    assert len(cards) == 129
    assert cards[ids[3]].title == "Сейчас"


def test_rereading_is_a_request_a_hundred_cards(cloud: World) -> None:
    filled(cloud, 130)
    ids = [card.id for card in cloud.cards()]
    surface = cloud.surface()
    start = len(cloud.server.log)

    cloud.jira.reread(surface, ids)

    assert cloud.sent(start) == ["POST issue/bulkfetch"] * 2


def test_an_issue_jira_failed_to_read_is_asked_for_again_not_taken_for_gone(cloud: World) -> None:
    filled(cloud, 1)
    (card,) = cloud.cards()
    failed = {"issues": [], "issueErrors": [{"id": card.id, "errorMessage": "timeout"}]}
    cloud.server.faults.add(Fault(Reply(200, failed), path="bulkfetch"))

    assert cloud.jira.reread(cloud.surface(), [card.id]) == {card.id: card}


def test_a_data_center_that_minds_unknown_ids_is_asked_one_by_one(datacenter: World) -> None:
    filled(datacenter, 2)
    ids = [card.id for card in datacenter.cards()]
    words = {"errorMessages": ["An issue with id 9 does not exist"], "errors": {}}
    datacenter.server.faults.add(Fault(Reply(400, words), path="search"))

    assert set(datacenter.jira.reread(datacenter.surface(), [*ids, "9"])) == set(ids)


def test_times_are_utc_and_urls_lead_to_the_site(site: World) -> None:
    site.state.add_issue("SHOP", "Срок", due="2026-12-01", created=LONG_AGO)

    (card,) = site.cards()

    assert (card.created, str(card.due)) == (LONG_AGO, "2026-12-01")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/jira/browse/SHOP-1", card.url)


def _answer(cloud: World) -> Any:
    """The last issues the server answered with, whole."""
    log = reversed(cloud.server.log)
    record = next(one for one in log if one.path.endswith("bulkfetch"))
    return json.loads(record.answer or b"")
