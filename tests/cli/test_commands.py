"""The commands as people type them."""

import json
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from steelyard.loopback.faults import Delay, Fault
from tests.support.house import House, environment


def test_the_demo_shows_the_queue_three_cards_and_the_report(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "steelyard", "demo"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for words in (
        "The queue",
        "Jira: СРОЧНО!!! БАННЕР НА ГЛАВНУЮ!!!",
        "Trello: Пуши «пора полить»",
        "Notion: Kazakhstan: deliver from the Almaty partner nursery",
        "before  score none",
        "│ Чего не хватает  ",
        "│  • Какую проблему клиента или бизнеса решаем",
        "A second run: 0 writes planned, 0 done",
        "Report: file://",
    ):
        assert words in done.stdout
    report = tmp_path / "steelyard-demo" / "report.html"
    assert "Заказ без регистрации" in report.read_text()


def test_explain_shows_the_words_every_point_rests_on(house: House) -> None:
    house.steelyard("plan")

    ran = house.steelyard("explain", "shop-1")

    assert ran.code == 0, ran.err
    assert "[problem" in ran.out
    assert "теряем 31% новых покупателей" in ran.out
    assert "owner: name Катя Ветрова" in ran.out
    assert "[ecommerce/lanes.yaml:" in ran.out
    assert "Place 1 of" in ran.out or "Place " in ran.out


def test_explain_of_a_card_nobody_has_says_what_to_do(house: House) -> None:
    house.steelyard("plan")

    ran = house.steelyard("explain", "SHOP-999")

    assert ran.code == 2
    assert "no such card" in ran.err
    assert "steelyard plan" in ran.err


def test_explain_of_a_hostile_card_steers_no_terminal(house: House) -> None:
    house.jira.edit("SHOP-22", summary="red \x1b[31m alert \x07 \u202egnp.exe")
    house.steelyard("plan")

    ran = house.steelyard("explain", "SHOP-22")

    assert ran.code == 0, ran.err
    assert not set(ran.out) & set("\x1b\x07\u202e")


def test_explain_and_status_speak_json(house: House) -> None:
    house.steelyard("run")

    explained = house.steelyard("explain", "SHOP-1", "--json").json
    status = house.steelyard("status", "--json").json

    assert explained["verdict"]["score"]["value"] > 0
    total = sum(part["points"] for part in explained["verdict"]["score"]["parts"])
    assert round(total, 1) == explained["verdict"]["score"]["value"]
    assert status["connections"]["shop"]["cards"] == 24
    assert status["runs"][0]["command"] == "run"
    assert status["runs"][0]["exit_code"] == 0


def test_status_before_the_first_run_says_how_to_start(house: House) -> None:
    ran = house.steelyard("status")

    assert ran.code == 0, ran.err
    assert "shop: 0 cards, never read" in ran.out
    assert "steelyard plan" in ran.out


def test_status_tells_times_in_the_zone_of_the_file(house: House) -> None:
    house.steelyard("plan")

    ran = house.steelyard("status", env={"TZ": "America/New_York"})

    (begun,) = (run["started"] for run in house.steelyard("status", "--json").json["runs"])
    there = datetime.fromisoformat(begun).astimezone(ZoneInfo("Europe/Moscow"))
    assert f"run 1 plan {there:%Y-%m-%d %H:%M}" in ran.out


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_with_130_and_the_next_one_goes_on(
    house: House, order: signal.Signals
) -> None:
    house.servers["shop"].faults.add(Fault(Delay(0.2), "PUT", times=None))
    run = subprocess.Popen(
        [sys.executable, "-m", "steelyard", "run"],
        cwd=house.folder,
        env=environment() | house.secrets,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 30
    while not house.servers["shop"].count("PUT") and time.monotonic() < deadline:
        time.sleep(0.05)
    run.send_signal(order)
    run.communicate(timeout=30)
    house.servers["shop"].faults.clear()

    assert run.returncode == 130
    assert house.steelyard("run").code == 0
    assert set(house.living_comments().values()) <= {0, 1}
    house.clear_logs()
    house.steelyard("run")
    assert house.writes() == []


def test_a_plan_file_that_is_none_is_said_to_be_none(house: House) -> None:
    (house.folder / "shopping.json").write_text('{"milk": 1}')

    for name in ("shopping.json", "nowhere.json"):
        ran = house.steelyard("apply", name)
        assert ran.code == 2
        assert name in ran.err
        assert "steelyard plan" in ran.err


def test_a_plan_is_private_and_holds_no_secret(house: House) -> None:
    house.steelyard("plan")

    file = house.folder / "steelyard-plan.json"
    assert file.stat().st_mode & 0o077 == 0
    text = file.read_text()
    assert not any(secret in text for secret in house.secrets.values())


def test_a_list_nobody_mapped_is_a_finding_people_see(house: House) -> None:
    (board,) = house.trello.boards.values()
    house.trello.add_list(board, "Ждём звёзд")

    planned = house.steelyard("plan")
    status = house.steelyard("status")

    for said in (planned.out, status.out):
        assert "finding: growth" in said
        assert "Ждём звёзд" in said


def test_the_log_has_one_line_a_card_written_and_one_a_run(house: House) -> None:
    ran = house.steelyard("run", "-v")

    events = [json.loads(line) for line in ran.err.splitlines()]
    writes = [event for event in events if event["event"] == "write"]
    (whole,) = [event for event in events if event["event"] == "run"]
    assert len(writes) == whole["written"] > 100
    assert {"connection", "card", "outcome"} <= set(writes[0])
    assert len(events) == len(writes) + 1


def test_status_tells_of_a_connection_that_failed(house: House) -> None:
    house.steelyard("run")
    good = house.secrets
    house.trello.token = "another"
    house.steelyard("run", env=good)

    ran = house.steelyard("status")

    assert "growth FAILED in the last run: growth: Trello answered 401" in ran.out
    assert "exit code 3" in ran.out
