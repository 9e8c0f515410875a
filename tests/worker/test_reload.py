"""Files that change while the worker runs: taken over when valid, told when not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from steelyard.data import pack_folder
from steelyard.worker.health import Health, ready
from steelyard.worker.reload import Reloader, load_orders
from tests.support.office import Office, office_in
from tests.support.shift import Shift


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path, cards=2) as made:
        shutil.copytree(pack_folder("ecommerce"), tmp_path / "pack")
        made.edit_config("rules: [ecommerce]", "rules: [./pack]")
        yield made


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_nothing_is_read_twice_while_nothing_changes(office: Office) -> None:
    reloader = Reloader(load_orders(office.config))
    office.config.touch()

    assert reloader.look() is None


def test_a_rule_that_changed_is_in_force_in_the_next_cycle(office: Office) -> None:
    shift = Shift(office, look=60)
    lanes = office.folder / "pack" / "lanes.yaml"
    shift.later(lambda: edit(lanes, "share:", "# by hand\n    share:"), minutes=3)
    with capture_logs() as log:
        shift.work(minutes=6)

    assert [one["event"] for one in log if one["event"].startswith("reload")] == ["reloaded"]
    assert 'steelyard_reloads_total{result="done"} 1.0' in shift.metrics.page().decode()


def test_wrong_rules_are_told_with_their_place_before_the_next_cycle_and_the_old_ones_stay(
    office: Office,
) -> None:
    shift = Shift(office, look=10)
    checks = office.folder / "pack" / "checks.yaml"
    whole = checks.read_text("utf-8")
    shown: list[Health] = []
    shift.later(lambda: edit(checks, "when:", "wehn:"), minutes=3)
    with capture_logs() as log:
        shift.later(lambda: shown.append(ready(shift.board.shown, office.clock.now())), minutes=5)
        shift.work(minutes=20)

    told = [one["problem"] for one in log if one["event"] == "reload_failed"]
    assert told
    assert f"{checks}:" in told[0]
    assert "did you mean 'when'" in " ".join(told)
    assert not shown[0].ok
    assert set(shown[0].problems) == set(told)
    assert len(told) == len(set(told)), "told once, not at every look"
    page = shift.metrics.page().decode()
    assert 'steelyard_reloads_total{result="failed"} 1.0' in page
    assert "steelyard_configuration_valid 0.0" in page
    assert shift.ran("shop") == [0, 15]
    cycles = [one for one in log if one["event"] == "cycle"]
    assert [one["planned"] for one in cycles][1:] == [0]

    checks.write_text(whole, "utf-8")
    shift.work(minutes=1)
    assert ready(shift.board.shown, office.clock.now()).ok
    assert "steelyard_configuration_valid 1.0" in shift.metrics.page().decode()


def test_a_configuration_that_names_what_is_not_there_is_taken_over_once_it_is(
    office: Office,
) -> None:
    reloader = Reloader(load_orders(office.config))
    edit(office.config, "rules: [./pack]", "rules: [./pack, ./more]")
    first, second = reloader.look(), reloader.look()
    shutil.copytree(office.folder / "pack", office.folder / "more")
    third = reloader.look()

    assert first is not None
    assert "there is no rule pack" in first.problems[0]
    assert f"{office.config}:" in first.problems[0]
    assert second is None
    assert third is not None
    assert third.orders is not None
    assert len(third.orders.settings.packs) == 2
    assert reloader.problems == ()


def test_a_token_that_was_changed_in_the_env_file_is_taken_over(office: Office) -> None:
    reloader = Reloader(load_orders(office.config))
    edit(office.folder / ".env", "NOTION_TOKEN=", "NOTION_TOKEN=new-")

    news = reloader.look()

    assert news is not None
    assert news.orders is not None
    assert any(secret.startswith("new-") for secret in news.orders.settings.secrets)


def test_a_schedule_that_was_changed_holds_from_then_on(office: Office) -> None:
    shift = Shift(office, look=60)
    shift.later(
        lambda: edit(office.config, "connections:", "schedule: {every: 5m}\nconnections:"),
        minutes=2,
    )
    shift.work(minutes=16)

    assert shift.ran("shop") == [0, 5, 10, 15]
