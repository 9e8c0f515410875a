"""`steelyard init --non-interactive`: a script's first hour, against all three trackers."""

from pathlib import Path

import pytest

from steelyard.loopback.jira.service import jira_server
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.server import Loopback
from tests.support.house import House, Ran, steelyard


@pytest.fixture
def bare(house: House) -> House:
    """The trackers, and a user's folder with nothing in it."""
    house.config.unlink()
    return house


def flags(house: House, name: str) -> list[str]:
    return {
        "shop": ["--tracker", "jira", "--email", "$JIRA_EMAIL", "--token-env", "JIRA_TOKEN",
                 "--place", "SHOP"],
        "growth": ["--tracker", "trello", "--key-env", "TRELLO_KEY", "--token-env", "TRELLO_TOKEN",
                   "--place", house.seeded.board],
        "ideas": ["--tracker", "notion", "--token-env", "NOTION_TOKEN",
                  "--place", house.seeded.data_source],
    }[name] + ["--name", name, "--url", house.servers[name].url]  # fmt: skip


def init(house: House, *args: str) -> Ran:
    return house.steelyard("init", "--non-interactive", *args)


def test_three_trackers_one_after_another_make_a_file_that_check_and_plan_take(
    bare: House,
) -> None:
    for name, more in (
        ("shop", []),
        ("growth", ["--existing", "add"]),
        ("ideas", ["--existing", "add"]),
    ):
        ran = init(bare, *flags(bare, name), *more)
        assert ran.code == 0, ran.err
        assert not [one for one, secret in bare.secrets.items() if secret in ran.out + ran.err]
    assert not (bare.folder / ".env").exists()
    assert "token: ${TRELLO_TOKEN}" in bare.config.read_text()
    assert bare.steelyard("check").code == 0
    planned = bare.steelyard("plan")
    assert planned.code == 0
    assert "cards read" in planned.out
    assert bare.writes() == []


def test_a_file_that_is_there_is_never_touched_without_being_told(house: House) -> None:
    before = house.config.read_bytes()
    ran = init(house, *flags(house, "ideas"))
    assert ran.code == 2
    assert "--existing: is missing" in ran.err
    assert house.config.read_bytes() == before


def test_a_replaced_file_is_kept_beside_the_new_one(house: House) -> None:
    before = house.config.read_bytes()
    ran = init(house, *flags(house, "growth"), "--existing", "replace")
    assert ran.code == 0, ran.err
    assert (house.folder / "steelyard.yaml.bak").read_bytes() == before
    assert "shop:" not in house.config.read_text()


def test_an_addition_keeps_every_comment_and_every_value_of_the_file(house: House) -> None:
    house.edit_config("# The demo's own", "# Ours, do not lose.\n# The demo's own")
    ran = init(house, *flags(house, "growth"), "--name", "second", "--existing", "add")
    assert ran.code == 0, ran.err
    text = house.config.read_text()
    assert "# Ours, do not lose." in text
    assert "# requests a second; without this line the published 3" in text
    checked = house.steelyard("check")
    assert checked.code == 0
    assert "steelyard.yaml: 4 connections" in checked.out


def test_a_missing_answer_is_an_exit_2_that_names_its_flag(bare: House) -> None:
    given = flags(bare, "growth")
    at = given.index("--key-env")
    ran = init(bare, *given[:at], *given[at + 2 :])
    assert ran.code == 2
    assert "--key-env: is missing" in ran.err
    assert not bare.config.exists()


def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(house: House) -> None:
    ran = house.steelyard("init", "--config", "nowhere/steelyard.yaml")
    assert ran.code == 2
    assert "its folder is not there" in ran.err
    assert ran.out == ""


def test_a_data_center_is_set_up_and_checked_with_a_personal_access_token(tmp_path: Path) -> None:
    state = JiraState()
    state.add_project("SHOP", "Магазин")
    state.add_field("Эффект", "textfield")
    state.add_issue("SHOP", "Поиск", "Текст", fields={"Эффект": "+5 %"})
    secrets = {"PAT": state.token}
    with Loopback(jira_server(state), prefix="/jira") as server:
        made = steelyard(
            tmp_path, secrets, "init", "--non-interactive", "--tracker", "jira", "--name", "own",
            "--url", server.url, "--deployment", "datacenter", "--token-env", "PAT",
            "--place", "SHOP",
        )  # fmt: skip
        checked = steelyard(tmp_path, secrets, "check")
    assert made.code == 0, made.err
    assert "«Эффект» (textfield): +5 %" in made.out
    assert checked.code == 0, checked.out
    assert "own: fields: effect: «Эффект» (customfield_10101), editable: SHOP (" in checked.out
    assert state.token not in made.out + made.err + checked.out + checked.err
