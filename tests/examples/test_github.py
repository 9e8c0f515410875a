"""The workflow for GitHub Actions: by its schema, and step by step over loopback trackers."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from tests.examples.conftest import BASELINE, EXAMPLES, Shell, add_bare_card, load, typed_in
from tests.support.house import House, Ran

FILE = EXAMPLES / "github" / "steelyard.yml"


def test_it_is_a_workflow_by_githubs_schema() -> None:
    subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(FILE)],
        check=True,
    )  # fmt: skip


def test_it_may_do_no_more_than_read_the_repository() -> None:
    workflow = load(FILE)

    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in FILE.read_text()
    assert workflow["concurrency"]["cancel-in-progress"] is False


def steps(house: House, event: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Name, script and environment of every step with a script, the expressions worked out."""
    workflow = load(FILE)
    summary = house.folder / "summary.md"
    runner = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    (job,) = workflow["jobs"].values()
    for step in job["steps"]:
        if "run" in step:
            env = {
                name: worked_out(text, house, event) for name, text in step.get("env", {}).items()
            }
            yield (
                step["name"],
                step["run"],
                {**workflow["env"], **runner, **env, "STEELYARD": "steelyard"},
            )


def worked_out(text: str, house: House, event: str) -> str:
    known: dict[str, Any] = {f"secrets.{name}": value for name, value in house.secrets.items()}
    dry = "github.event_name == 'pull_request' && '--dry' || ''"
    known[dry] = "--dry" if event == "pull_request" else ""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], text)


def outcome(shell: Shell, event: str) -> dict[str, Ran]:
    return {name: shell.run(script, env) for name, script, env in steps(shell.house, event)}


def test_every_step_does_its_work_and_a_new_incomplete_card_fails_the_gate(shell: Shell) -> None:
    house = shell.house
    (make_baseline,) = typed_in(FILE)
    assert shell.run(make_baseline, house.secrets).code == 0
    before = (house.folder / BASELINE).read_text()

    well = outcome(shell, "pull_request")

    assert {name: ran.code for name, ran in well.items()} == dict.fromkeys(
        ("Install", "Gate", "Report"), 0
    )
    assert house.writes() == []
    assert "::error" not in well["Gate"].err
    assert (house.folder / "steelyard.html").stat().st_size > 10_000

    add_bare_card(house)
    ill = outcome(shell, "schedule")

    assert [name for name, ran in ill.items() if ran.code] == ["Gate"]
    assert ill["Gate"].code == 1
    assert ill["Gate"].err.count("::error title=") == 1
    assert "Сделать красиво" in ill["Gate"].err
    assert "| Сделать красиво |" in (house.folder / "summary.md").read_text()
    assert house.writes() != []
    assert (house.folder / BASELINE).read_text() == before


def test_without_a_baseline_the_gate_says_what_to_type(shell: Shell) -> None:
    gate = outcome(shell, "pull_request")["Gate"]

    assert gate.code == 2
    assert typed_in(FILE)[0] in gate.err
