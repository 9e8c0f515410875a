from datetime import date
from pathlib import Path

import pytest

from connectors.card import Tracker
from connectors.protocol import Level
from enrichment.context import Context, load_context
from steelyard.demo.backlog import load_backlog
from steelyard.demo.config import demo_config, demo_context
from steelyard.settings import Settings, load_settings

TODAY = date(2026, 11, 21)


def _context(folder: Path) -> Context:
    path = folder / "context.yaml"
    path.write_text(demo_context(load_backlog(TODAY), TODAY), encoding="utf-8")
    return load_context(path)


def test_the_shop_s_context_is_one_the_program_accepts(tmp_path: Path) -> None:
    context = _context(tmp_path)

    assert context.currency == "RUB"
    assert context.funnel.narrowest == "order"
    assert {kind.value: share for kind, share in context.shares.items()} == {
        "growth": 0.4,
        "mandatory": 0.2,
        "strategic": 0.15,
        "client": 0.1,
        "infrastructure": 0.1,
        "leadership": 0.05,
    }


def test_the_funnel_narrows_step_by_step_in_every_slice(tmp_path: Path) -> None:
    funnel = _context(tmp_path).funnel
    steps = [step.id for step in funnel.steps]

    for counts in (
        {step.id: step.count for step in funnel.steps},
        *(s.counts for s in funnel.slices),
    ):
        ordered = [counts[step] for step in steps]
        assert ordered == sorted(ordered, reverse=True)


def test_regulatory_dates_move_with_today(tmp_path: Path) -> None:
    context = _context(tmp_path)

    assert min(duty.day for duty in context.regulatory) > TODAY
    assert {duty.id: duty.day.isoformat() for duty in context.regulatory}[
        "receipts"
    ] == "2027-03-02"


def test_the_context_knows_the_accounts_of_people_and_who_develops(tmp_path: Path) -> None:
    people = {member.name: member for member in _context(tmp_path).people}

    assert people["Павел Гущин"].development
    assert not people["Соня Крылова"].development
    assert people["Соня Крылова"].ids.keys() == {"shop", "growth", "ideas"}


def _settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("JIRA_EMAIL", "JIRA_TOKEN", "TRELLO_KEY", "TRELLO_TOKEN", "NOTION_TOKEN"):
        monkeypatch.setenv(name, f"the {name}")
    _context(folder)
    path = folder / "steelyard.yaml"
    text = demo_config(
        jira="http://127.0.0.1:1/jira",
        trello="http://127.0.0.1:2",
        notion="http://127.0.0.1:3",
        board="b0ard",
        data_source="5ource",
    )
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_the_configuration_names_three_connections_that_may_comment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = _settings(tmp_path, monkeypatch)

    assert [(a.name, a.tracker, a.url, a.level) for a in settings.accesses] == [
        ("shop", Tracker.JIRA, "http://127.0.0.1:1/jira", Level.COMMENTS),
        ("growth", Tracker.TRELLO, "http://127.0.0.1:2", Level.COMMENTS),
        ("ideas", Tracker.NOTION, "http://127.0.0.1:3", Level.COMMENTS),
    ]
    assert [dict(access.cards) for access in settings.accesses] == [
        {"jql": ("project = SHOP",)},
        {"boards": ("b0ard",)},
        {"data_sources": ("5ource",)},
    ]


def test_the_demo_may_mark_every_card_in_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = _settings(tmp_path, monkeypatch)

    assert (settings.safety.changed_cards, settings.safety.remarks_per_run) == (1.0, 100)
    assert settings.context == tmp_path / "context.yaml"
    assert settings.secrets.count("the TRELLO_KEY") == 1


def test_every_mapped_field_is_one_the_sample_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boards = {board.tracker: board for board in load_backlog(TODAY).boards}

    for access in _settings(tmp_path, monkeypatch).accesses:
        assert set(access.fields.values()) <= boards[access.tracker].fields.keys()
        assert access.score in boards[access.tracker].fields
