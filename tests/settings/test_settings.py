"""The configuration: secrets, places of faults, and what stands for what."""

from pathlib import Path

import pytest

from connectors.card import Stage
from connectors.protocol import Level
from enrichment.yamlplaces import Problems
from steelyard.settings import load_settings

GOOD = """\
connections:
  shop:
    tracker: jira
    url: ${JIRA_URL}/
    email: ${JIRA_EMAIL}
    token: ${JIRA_TOKEN}
    cards: {jql: project = SHOP}
    stages: {backlog: [Идеи], in progress: [В работе]}
"""


def written(folder: Path, text: str = GOOD) -> Path:
    file = folder / "steelyard.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JIRA_URL", "https://shop.example/jira")
    monkeypatch.setenv("JIRA_EMAIL", "us@shop.example")
    monkeypatch.setenv("JIRA_TOKEN", "tok-1")
    monkeypatch.setenv("STEELYARD_SECRETS", str(tmp_path / "nowhere"))


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(Problems) as caught:
        load_settings(written(folder, text))
    return [str(one).split("steelyard.yaml:")[1] for one in caught.value.problems]


def test_a_small_file_has_careful_defaults(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path))

    (access,) = settings.accesses
    assert access.url == "https://shop.example/jira"
    assert access.level is Level.REPORT
    assert access.stages == {"идеи": Stage.BACKLOG, "в работе": Stage.IN_PROGRESS}
    assert access.cards == {"jql": ("project = SHOP",)}
    assert settings.database == f"sqlite:///{tmp_path}/steelyard.db"
    assert (settings.safety.changed_cards, settings.safety.remarks_per_run) == (0.25, 40)


def test_secrets_come_from_a_dotenv_file_and_from_secret_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JIRA_TOKEN")
    monkeypatch.delenv("JIRA_EMAIL")
    (tmp_path / ".env").write_text("JIRA_EMAIL=dot@shop.example\nUNRELATED=1\n")
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    (mounted / "JIRA_TOKEN").write_text("tok-2\n")
    monkeypatch.setenv("STEELYARD_SECRETS", str(mounted))

    settings = load_settings(written(tmp_path))

    assert settings.accesses[0].email == "dot@shop.example"
    assert settings.accesses[0].token.get_secret_value() == "tok-2"
    assert "tok-2" in settings.secrets


def test_no_secret_shows_when_settings_are_printed(tmp_path: Path) -> None:
    assert "tok-1" not in repr(load_settings(written(tmp_path)).accesses)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "tracker: jira",
            "tracker: jra",
            "3:5: 'tracker' should be one of 'jira', 'trello', 'notion' (did you mean 'jira'?)",
        ),
        ("${JIRA_TOKEN}", "${JIRA_TOKN}", "6:5: the variable JIRA_TOKN is not set"),
        (
            "${JIRA_TOKEN}",
            "abc",
            "6:5: 'token' is written out in the file (write token: ${SHOP_TOKEN}",
        ),
        (
            "${JIRA_URL}/",
            "shop.example",
            "4:5: 'url': should be an address that starts with https://",
        ),
        ("    cards:", "    card:", "7:5: unknown key 'card' (did you mean 'cards'?)"),
        ("    email: ${JIRA_EMAIL}\n", "", "2:3: 'email' is missing: Jira Cloud"),
        ("[Идеи]", "", "8:14: 'backlog' is empty"),
        ("stages: {backlog:", "stages: {backlg:", "8:14: 'backlg' should be one of"),
        ("    stages:", "    fields: {efect: X}\n    stages:", "(did you mean 'effect'?)"),
        ("connections:", "rules: [nowhere]\nconnections:", "1:9: there is no rule pack 'nowhere'"),
        ("connections:", "context: gone.yaml\nconnections:", "1:1: there is no file 'gone.yaml'"),
        (
            "connections:",
            "database: postgres://u:p@h/x\nconnections:",
            "1:1: 'database': should be",
        ),
        ("connections:", "timezone: Mars/Base\nconnections:", "should be a time zone such as"),
        ("connections:", "safety: {changed_cards: 250%}\nconnections:", "should be at most 1"),
    ],
)
def test_a_fault_is_said_with_its_place_and_what_to_do(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in GOOD
    found = faults(tmp_path, GOOD.replace(old, new))

    assert any(says in fault for fault in found), found


def test_an_unset_variable_is_one_fault_not_two(tmp_path: Path) -> None:
    assert len(faults(tmp_path, GOOD.replace("${JIRA_URL}", "${NOT_SET}"))) == 1


def test_a_key_that_stands_twice_hides_no_other_fault(tmp_path: Path) -> None:
    text = GOOD.replace("    tracker: jira\n", "    tracker: jira\n    tracker: jira\n")
    found = faults(tmp_path, text.replace("    cards:", "    card:").replace("JIRA_TOKEN", "NOPE"))

    assert [fault.split(":")[0] for fault in found] == ["2", "4", "7", "8"]


def test_a_file_that_is_not_there_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(Problems, match=r"there is no such file \(make it: steelyard init\)"):
        load_settings(tmp_path / "steelyard.yaml")
