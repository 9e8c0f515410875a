from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

from enrichment.context import Context, load_context
from steelyard.demo.backlog import load_backlog
from steelyard.demo.config import demo_config, demo_context

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


def test_the_configuration_names_three_connections_that_may_comment() -> None:
    text = demo_config(
        jira="http://127.0.0.1:1/jira",
        trello="http://127.0.0.1:2",
        notion="http://127.0.0.1:3",
        board="b0ard",
        data_source="5ource",
    )

    data = YAML(typ="safe").load(text)
    assert {
        name: (connection["tracker"], connection["url"], connection["write"]["level"])
        for name, connection in data["connections"].items()
    } == {
        "shop": ("jira", "http://127.0.0.1:1/jira", "comments"),
        "growth": ("trello", "http://127.0.0.1:2", "comments"),
        "ideas": ("notion", "http://127.0.0.1:3", "comments"),
    }
    assert data["connections"]["shop"]["token"] == "${JIRA_TOKEN}"
    assert data["safety"]["remarks_per_run"] == 100
