"""`schedule:` in the configuration: what it means, and what is refused where."""

from pathlib import Path

import pytest

from enrichment.yamlplaces import Problems
from steelyard.settings import load_settings
from steelyard.settings.schedule import Schedule

FILE = """\
{top}
connections:
  shop:
    tracker: trello
    key: ${{KEY}}
    token: ${{TOKEN}}
    cards: {{boards: [aBcD1234]}}
    {own}
  ideas:
    tracker: trello
    key: ${{KEY}}
    token: ${{TOKEN}}
    cards: {{boards: [aBcD1234]}}
"""


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "key-1")
    monkeypatch.setenv("TOKEN", "tok-1")


def schedules(folder: Path, top: str = "", own: str = "") -> dict[str, str]:
    path = folder / "steelyard.yaml"
    path.write_text(FILE.format(top=top, own=own))
    return {name: str(one) for name, one in load_settings(path).schedules.items()}


def test_without_a_word_it_is_a_quarter_of_an_hour(tmp_path: Path) -> None:
    assert schedules(tmp_path) == {"shop": "every 15m", "ideas": "every 15m"}


def test_a_connection_may_have_its_own(tmp_path: Path) -> None:
    found = schedules(tmp_path, "schedule: {every: 1h30m}", 'schedule: {cron: "0  3 * * MON-FRI"}')

    assert found == {"shop": "cron 0 3 * * MON-FRI", "ideas": "every 1h30m"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("{every: 5s}", "1:12: 'every': should be 10s or longer"),
        ("{every: soon}", "1:12: 'every': should be a length of time such as 15m"),
        ("{every: 15m, cron: '0 3 * * *'}", "1:1: 'schedule': should have one of two keys"),
        ("{}", "1:1: 'schedule': should have one of two keys"),
        ("{cron: '61 * * * *'}", "1:12: 'cron': should be a cron expression (bad minute)"),
        ("{cron: '* * * *'}", "1:12: 'cron': should have five fields"),
        ("{cron: '0 0 29 2 1#5'}", ""),
        ("{cron: '0 0 31 2 *'}", "1:12: 'cron': should be a cron expression (bad day-of-month)"),
        ("{evry: 15m}", "did you mean 'every'?"),
        ("", "1:1: 'schedule'"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, wrong: str, says: str) -> None:
    if not says:  # rare, and real
        assert schedules(tmp_path, f"schedule: {wrong}")
        return
    with pytest.raises(Problems) as caught:
        schedules(tmp_path, f"schedule: {wrong}")

    assert says in str(caught.value)


def test_equal_schedules_are_equal_however_they_are_written() -> None:
    assert Schedule.model_validate({"every": "90m"}) == Schedule.model_validate({"every": "1h30m"})
