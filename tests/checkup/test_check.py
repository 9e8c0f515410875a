"""`steelyard check` as a person runs it: lines, exit codes, and nothing that must not be pasted."""

import sqlite3

import pytest

from tests.support.house import House


def line_of(out: str, start: str) -> str:
    return next(line for line in out.splitlines() if line.split(None, 1)[1].startswith(start))


def test_one_line_a_fact_and_no_secret_in_either_form(house: House) -> None:
    ran = house.steelyard("check", "-vv")
    told = house.steelyard("check", "--json")

    assert (ran.code, told.code) == (0, 0), ran.out
    assert line_of(ran.out, "configuration").endswith("steelyard.yaml: 3 connections")
    assert "pack ecommerce: " in line_of(ran.out, "rules")
    assert "funnel" in line_of(ran.out, "context")
    assert "not there yet" in line_of(ran.out, "database")
    for name in ("shop", "growth", "ideas"):
        assert f"{name}: score: " in ran.out
    assert told.json["exit_code"] == 0
    assert {"about", "topic", "state", "text", "todo"} == set(told.json["facts"][0])
    everything = ran.out + ran.err + told.out + told.err
    assert not [name for name, secret in house.secrets.items() if secret in everything]
    assert house.jira.me.shown not in told.out.replace("Steelyard score", "").replace(
        "Steelyard flags", ""
    ).replace('"Steelyard (', "")
    assert house.writes() == []


def test_faults_of_the_file_are_told_all_at_once_and_no_tracker_is_asked(house: House) -> None:
    house.edit_config("timezone: Europe/Moscow", "timezone: Mars/Olympus\nlanguge: ru")
    house.edit_config("${TRELLO_TOKEN}", "${NOBODY_SET_THIS}")
    ran = house.steelyard("check", env={"LC_ALL": "ru_RU.UTF-8"})
    assert ran.code == 2
    assert ran.out.count("ОШИБКА") == 4  # and once in the last line
    assert "steelyard.yaml:4:1" in ran.out
    assert "NOBODY_SET_THIS is not set" in ran.out
    assert not any(server.log for server in house.servers.values())


def test_faults_of_rules_and_context_have_their_lines_and_trackers_are_asked_all_the_same(
    house: House,
) -> None:
    (house.folder / "own.yaml").write_text("checks:\n  mine: {when: 'no.such', nope: 1}\n")
    house.edit_config("rules: [ecommerce]", "rules: [ecommerce, ./own.yaml]")
    (house.folder / "context.yaml").write_text("currency: roubles\n")
    ran = house.steelyard("check")
    assert ran.code == 2
    assert line_of(ran.out, "rules").startswith("FAULT")
    assert "own.yaml:2" in line_of(ran.out, "rules")
    assert "context.yaml:1:1" in line_of(ran.out, "context")
    assert "ideas: score: " in ran.out


def test_one_connection_that_fails_leaves_the_others_checked(house: House) -> None:
    house.trello.alive = False
    ran = house.steelyard("check")
    assert ran.code == 3
    assert line_of(ran.out, "growth: credentials").startswith("FAILED")
    assert line_of(ran.out, "shop: score").startswith("ok")
    assert line_of(ran.out, "ideas: score").startswith("ok")


@pytest.mark.parametrize("fault", ["broken", "newer", "folder"])
def test_a_database_that_cannot_be_used_says_so(house: House, fault: str) -> None:
    file = house.folder / "steelyard.db"
    match fault:
        case "broken":
            file.write_bytes(b"this is no database at all" * 100)
        case "newer":
            with sqlite3.connect(file) as db:
                db.execute("CREATE TABLE alembic_version (version_num TEXT)")
                db.execute("INSERT INTO alembic_version VALUES ('9999')")
            db.close()
        case "folder":
            house.edit_config("sqlite:///steelyard.db", "sqlite:///nowhere/steelyard.db")
    before = file.read_bytes() if file.exists() else b""
    ran = house.steelyard("check")
    assert ran.code == 2
    line = line_of(ran.out, "database")
    assert line.startswith("FAULT")
    expected = {
        "broken": "not a database",
        "newer": "9999 is newer",
        "folder": "cannot be made here",
    }
    assert expected[fault] in line
    assert (file.read_bytes() if file.exists() else b"") == before
