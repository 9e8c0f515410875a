"""What the documentation tells people to type works, and what it tells them to write loads."""

import re
from pathlib import Path

import pytest

from steelyard.settings import load_settings
from tests.support.house import House

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
SECRETS = ("JIRA_EMAIL", "JIRA_TOKEN", "TRELLO_KEY", "TRELLO_TOKEN", "NOTION_TOKEN")


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)


def every(language: str) -> list[str]:
    return [block for page in PAGES for block in blocks(page, language)]


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "made-up")


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize("text", every("yaml"))
def test_every_configuration_in_the_docs_loads(text: str, tmp_path: Path) -> None:
    file = tmp_path / "steelyard.yaml"
    file.write_text(text, encoding="utf-8")

    assert load_settings(file).accesses


@pytest.mark.usefixtures("secrets")
def test_the_example_configuration_loads() -> None:
    settings = load_settings(ROOT / "config" / "steelyard.example.yaml")

    assert [access.name for access in settings.accesses] == ["shop", "growth", "ideas"]
    assert {access.level for access in settings.accesses} == {"report"}


def test_every_command_of_the_connect_section_runs_as_written(house: House) -> None:
    typed = [line for block in every("console") for line in block.splitlines()]
    commands = [line.split()[1:] for line in typed if line.startswith("steelyard ")]
    said = [command[0] for command in commands]
    assert said == ["check", "plan", "apply", "run", "status", "report"]

    for command in commands:
        ran = house.steelyard(*command)
        assert ran.code == 0, ran.err


def test_every_make_target_of_the_docs_is_there() -> None:
    named = set(re.findall(r"make ([a-z]+)(?: ([a-z]+))?", "\n".join(every("console"))))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert {word for pair in named for word in pair if word} <= targets
