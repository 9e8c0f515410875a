"""What goes wrong ends with one clear message and the right exit code; the rest finishes."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest

from steelyard.loopback.faults import Delay, DropAfter, DropBefore, Fault, Reply, Truncate
from tests.support.house import House


def jira_token_expires(house: House) -> None:
    house.jira.alive = False


def trello_token_is_wrong(house: House) -> None:
    house.trello.token = "another"


def notion_token_is_wrong(house: House) -> None:
    house.notion.token = "another"


def a_page_of_a_proxy(house: House) -> None:
    page = "<html><body>Sign in to the network</body></html>"
    house.servers["shop"].faults.add(Fault(Reply(200, page), times=None))


def every_answer_is_cut(house: House) -> None:
    house.servers["growth"].faults.add(Fault(Truncate(0.5), path="/boards/", times=None))


def nobody_answers(house: House) -> None:
    house.servers["ideas"].faults.add(Fault(DropBefore(), times=None))


class Trouble(NamedTuple):
    """What happens to which connection, and what the message must say."""

    befall: Callable[[House], None]
    connection: str
    says: str


TROUBLES = [
    Trouble(jira_token_expires, "shop", "make a new token"),
    Trouble(trello_token_is_wrong, "growth", "token"),
    Trouble(notion_token_is_wrong, "ideas", "token"),
    Trouble(a_page_of_a_proxy, "shop", "HTML page instead of JSON"),
    Trouble(every_answer_is_cut, "growth", "no answer from"),
    Trouble(nobody_answers, "ideas", "no answer from"),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=[one.befall.__name__ for one in TROUBLES])
def test_a_connection_in_trouble_says_so_once_and_the_others_finish(
    house: House, trouble: Trouble
) -> None:
    good = house.secrets
    trouble.befall(house)

    ran = house.steelyard("run", "--json", env=good)

    assert ran.code == 3, ran.err
    lines = ran.err.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"{trouble.connection}: ")
    assert trouble.says in lines[0]
    others = {name: one for name, one in ran.json["connections"].items() if not one["error"]}
    assert len(others) == 2
    assert all(one["done"] == one["writes"] > 0 for one in others.values())


def test_names_that_are_not_there_are_said_with_what_is(house: House) -> None:
    house.edit_config("effect: Ожидаемый эффект", "effect: Ожидаемый эфект, metric: Мтрика")
    house.edit_config("boards: [", "boards: [nowhere1, ")
    house.edit_config("data_sources: [", "data_sources: [00000000-0000-4000-8000-000000000000, ")

    ran = house.steelyard("run")

    assert ran.code == 2
    assert "Ожидаемый эффект" in ran.err
    assert "Мтрика" in ran.err
    assert "nowhere1" in ran.err
    assert "00000000" in ran.err
    assert len(ran.err.strip().splitlines()) == 3
    assert house.writes() == []


def test_names_of_stages_in_two_languages_are_no_finding(house: House) -> None:
    house.edit_config(
        "    fields: {effect: Ожидаемый эффект",
        "    stages: {backlog: [К выполнению, To Do], done: [Готово, Done, Nowhere]}\n"
        "    fields: {effect: Ожидаемый эффект",
    )

    ran = house.steelyard("plan", "--json")

    assert ran.code == 0, ran.err
    assert ran.json["connections"]["shop"]["findings"] == []


def test_two_fields_of_one_name_are_listed_with_their_ids(house: House) -> None:
    twin = house.jira.add_field("Ожидаемый эффект", "textarea")

    ran = house.steelyard("run", "--json")

    assert ran.code == 3
    assert "Ожидаемый эффект" in ran.err
    assert twin.id in ran.err
    assert ran.json["connections"]["growth"]["done"] > 0


def test_all_faults_of_the_configuration_are_said_at_once_before_any_request(house: House) -> None:
    house.edit_config("tracker: trello", "tracker: trelo")
    house.edit_config("quiet_days: 7", "quiet_day: 7")
    house.edit_config("token: ${NOTION_TOKEN}", "token: ${NOTION_TOKN}")
    house.edit_config("token: ${JIRA_TOKEN}", "token: ATATT3xFfGF0")

    ran = house.steelyard("run")

    assert ran.code == 2
    assert "steelyard.yaml:" in ran.err
    for words in ("trello", "did you mean 'quiet_days'", "NOTION_TOKN is not set", "written out"):
        assert words in ran.err
    assert "ATATT3xFfGF0" not in ran.err
    assert all(not server.log for server in house.servers.values())


def test_a_configuration_that_is_not_there_is_said(house: House) -> None:
    ran = house.steelyard("run", "-c", "elsewhere.yaml")

    assert ran.code == 2
    assert "elsewhere.yaml" in ran.err
    assert "Traceback" not in ran.err


def test_a_source_that_suddenly_answers_empty_retires_nothing(house: House) -> None:
    house.steelyard("run")
    house.edit_config("project = SHOP", "project = SHOP AND labels = nothing-has-this")

    ran = house.steelyard("run", "--json")

    assert ran.json["connections"]["shop"]["cards"] == 24
    assert "no cards" in ran.err
    assert ran.code == 3


def test_a_lost_answer_to_a_comment_does_not_make_two(house: House) -> None:
    house.servers["shop"].faults.add(Fault(DropAfter(), "POST", "/comment$", times=3))
    house.servers["growth"].faults.add(Fault(DropAfter(), "POST", "/actions/comments", times=3))
    house.servers["ideas"].faults.add(Fault(DropAfter(), "POST", "/comments", times=3))

    first = house.steelyard("run")
    second = house.steelyard("run")

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert set(house.living_comments().values()) <= {0, 1}
    assert sum(house.living_comments().values()) > 50


def test_no_secret_is_printed_even_when_everything_is_logged(house: House) -> None:
    house.servers["growth"].faults.add(Fault(Reply(500, {"m": "down"}), times=None))

    ran = house.steelyard("run", "-vv")

    assert "request" in ran.err
    for secret in (house.jira.token, house.trello.key, house.trello.token, house.notion.token):
        assert secret not in ran.out + ran.err


def test_two_runs_never_overlap(house: House) -> None:
    house.servers["ideas"].faults.add(Fault(Delay(3.0), path="/users/me"))
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _: house.steelyard("run"), range(2)))

    assert sorted(run.code for run in runs) == [0, 4]
    late = next(run for run in runs if run.code == 4)
    assert re.search(r"another run is at work on this database \(process \d+, since", late.err)
    assert set(house.living_comments().values()) <= {0, 1}
