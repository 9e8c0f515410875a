"""`steelyard init` at a terminal: three trackers asked for in a row, and everything that goes wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.house import House, environment
from tests.support.typist import at_a_terminal

RU = {"LC_ALL": "ru_RU.UTF-8"}
EN = {"LC_ALL": "C.UTF-8"}


@pytest.fixture
def bare(house: House) -> House:
    """The trackers, and a user's folder with nothing in it."""
    house.config.unlink()
    return house


def files(house: House) -> set[str]:
    return {file.name for file in house.folder.iterdir()} - {"context.yaml"}


def test_three_trackers_in_a_row_in_russian_end_in_files_that_check_and_plan_take(
    bare: House,
) -> None:
    with at_a_terminal(bare.folder, RU | {"MY_NOTION": bare.notion.token}, "init") as typist:
        typist.types(
            "Трекер", "jira", "Имя подключения", "shop", "Адрес", bare.servers["shop"].url,
            "Jira в облаке", "", "E-mail", bare.jira.email, "Токен (", bare.jira.token,
            "Проекты", "1",
        )  # fmt: skip
        typist.sees("«Ожидаемый эффект» (textfield): ")
        typist.types(
            "Взять эти поля?", "", "Так и записать?", "да", "Что можно писать", "",
            "Название поля", "", "Добавить ещё одно", "да",
        )  # fmt: skip
        typist.types(
            "Трекер", "2", "Имя подключения", "growth", "Адрес", bare.servers["growth"].url,
            "Ключ API (", bare.trello.key, "Токен (", bare.trello.token, "Доски", "рост",
            "Взять эти поля?", "", "Так и записать?", "", "Что можно писать", "",
            "Название поля", "", "Добавить ещё одно", "д",
        )  # fmt: skip
        typist.types(
            "Трекер", "notion", "Имя подключения", "ideas", "Адрес", bare.servers["ideas"].url,
            "Токен (", "$MY_NOTION", "Источники данных", "1", "Взять эти поля?", "",
            "Так и записать?", "", "Что можно писать", "3", "Название поля", "",
            "Добавить ещё одно", "нет",
        )  # fmt: skip
        assert typist.ends() == 0
        shown = typist.seen

    env = bare.folder / ".env"
    assert env.read_text() == (
        f"SHOP_EMAIL={bare.jira.email}\nSHOP_TOKEN={bare.jira.token}\n"
        f"GROWTH_KEY={bare.trello.key}\nGROWTH_TOKEN={bare.trello.token}\n"
    )
    assert env.stat().st_mode & 0o777 == 0o600
    written = bare.config.read_text()
    assert written.startswith("# yaml-language-server: $schema=")
    assert "token: ${MY_NOTION}" in written
    assert written.count("level: report ") == 2
    secrets = (bare.jira.token, bare.trello.key, bare.trello.token, bare.notion.token)
    assert not [one for one in secrets if one in shown or one in written]
    assert bare.writes() == []
    given = {"MY_NOTION": bare.notion.token}
    checked, planned = (bare.steelyard(verb, env=given) for verb in ("check", "plan"))
    assert (checked.code, planned.code) == (0, 0), checked.out + planned.err
    assert "59 cards read" in planned.out


def test_a_wrong_token_is_told_and_asked_for_again_with_the_address_kept(bare: House) -> None:
    url = bare.servers["ideas"].url
    with at_a_terminal(bare.folder, EN, "init", "--tracker", "notion", "--name", "ideas") as typist:
        typist.types("Address", url, "Token (", "ntn_wrong")
        typist.sees("401")
        typist.types(f"Address [{url}]", "", "Token (", bare.notion.token, "Data sources", "ставки")
        typist.types("Take these fields?", "", "Write it so?", "", "What may be written", "")
        typist.types("Name of the field", "", "Add another", "n")
        assert typist.ends() == 0
    assert "ntn_wrong" not in typist.seen + (bare.folder / ".env").read_text()


def test_a_question_left_empty_says_why_it_comes_again_and_one_place_needs_no_number(
    bare: House,
) -> None:
    with at_a_terminal(bare.folder, EN, "init", "--tracker", "jira", "--name", "shop") as typist:
        typist.types("Address", "")
        typist.sees("This needs an answer.")
        typist.types("Address", bare.servers["shop"].url, "Jira Cloud", "", "E-mail", "")
        typist.sees("This needs an answer.")
        typist.types("E-mail", bare.jira.email, "Token (", bare.jira.token)
        typist.types("Projects, numbers with commas [1]", "", "Take these fields?", "")
        typist.interrupts()
        assert typist.ends() == 130


def test_an_address_where_nobody_answers_is_told_and_asked_for_again(bare: House) -> None:
    with at_a_terminal(bare.folder, EN, "init", "--tracker", "trello", "--name", "g") as typist:
        typist.types("Address", "not an address", "Address", "http://127.0.0.1:1")
        typist.types("API key (", "k-123456", "Token (", "t-123456")
        typist.sees("no answer from 127.0.0.1")
        typist.sees("Address [http://127.0.0.1:1]")
        typist.interrupts()
        assert typist.ends() == 130
    assert files(bare) == set()


@pytest.mark.parametrize("prompt", ["Token (", "Add another"])
def test_an_interrupt_at_any_question_leaves_everything_as_it_was(bare: House, prompt: str) -> None:
    answers = {
        "Tracker": "trello", "Name of the conn": "growth", "Address": bare.servers["growth"].url,
        "API key (": bare.trello.key, "Token (": bare.trello.token, "Boards": "1",
        "Take these": "", "Write it so?": "", "What may": "", "Name of the field": "",
        "Add another": "",
    }  # fmt: skip
    (bare.folder / ".env").write_text("OTHER=1\n")
    with at_a_terminal(bare.folder, EN, "init") as typist:
        for asked, answer in answers.items():
            if asked == prompt:
                break
            typist.types(asked, answer)
        typist.sees(prompt)
        typist.interrupts()
        assert typist.ends() == 130
    assert "nothing was written" in typist.seen
    assert files(bare) == {".env"}
    assert (bare.folder / ".env").read_text() == "OTHER=1\n"
    assert bare.writes() == []


def test_proposals_can_be_changed_one_by_one(bare: House) -> None:
    with at_a_terminal(bare.folder, EN, "init", "--tracker", "notion", "--name", "ideas") as typist:
        typist.types("Address", bare.servers["ideas"].url, "Token (", bare.notion.token)
        typist.types("Data sources", "1", "Take these fields?", "no", "Field for metric", "")
        typist.types("Field for effect", "Эфект")
        typist.sees("did you mean «Эффект»?")
        typist.types("Field for effect", "эффект", "Field for owner", "-", "Field for effort", "")
        typist.types("Another field", "evidence=Теги", "Another field", "", "Write it so?", "no")
        typist.types("Stage of «Идеи»", "", "Stage of «В работе»", "", "Stage of «Пилот»", "2")
        typist.types("Stage of «Готово»", "", "What may", "", "Name of the field", "")
        typist.types("Add another", "")
        assert typist.ends() == 0
    written = bare.config.read_text()
    assert (
        "fields:\n      metric: Метрика\n      effect: Эффект\n      effort: Сложность\n" in written
    )
    assert "evidence: Теги" in written
    assert "in progress: [В работе, Пилот]" in written


def test_answers_piped_in_work_without_a_terminal(bare: House, tmp_path: Path) -> None:
    answers = [
        "notion",
        "ideas",
        bare.servers["ideas"].url,
        bare.notion.token,
        "1",
        "",
        "",
        "",
        "",
        "",
    ]
    ran = subprocess.run(
        [sys.executable, "-m", "steelyard", "init"],
        cwd=tmp_path,
        env={**environment(), **EN},
        input="\n".join(answers) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "IDEAS_TOKEN" in (tmp_path / ".env").read_text()
    assert bare.notion.token not in ran.stdout + ran.stderr
