"""The pipeline for GitLab: by its schema, and script by script over loopback trackers."""

import subprocess
import sys
from typing import Any

import pytest

from tests.examples.conftest import BASELINE, EXAMPLES, Shell, add_bare_card, load, typed_in

FILE = EXAMPLES / "gitlab" / ".gitlab-ci.yml"


def test_it_is_a_pipeline_by_gitlabs_schema() -> None:
    subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci",
         "--data-transform", "gitlab-ci", str(FILE)],
        check=True,
    )  # fmt: skip


def job(name: str) -> dict[str, Any]:
    pipeline = load(FILE)
    own = pipeline[name]
    return {**pipeline[own["extends"]], **own}


@pytest.mark.parametrize(("name", "writes"), [("merge request", False), ("nightly", True)])
def test_its_scripts_run_and_a_new_incomplete_card_fails_them(
    shell: Shell, name: str, writes: bool
) -> None:
    house, steps = shell.house, job(name)
    env = {**house.secrets, "STEELYARD": "steelyard", "GITLAB_CI": "true"}
    (make_baseline,) = typed_in(FILE)
    assert shell.run(make_baseline, env).code == 0

    well = shell.run("\n".join([*steps["before_script"], *steps["script"]]), env)
    add_bare_card(house)
    ill = shell.run("\n".join(steps["script"]), env)
    after = shell.run("\n".join(steps["after_script"]), env)

    assert (well.code, ill.code, after.code) == (0, 1, 0), well.err + ill.err + after.err
    assert "«Сделать красиво»" in ill.out
    assert "::error" not in ill.out + ill.err
    assert bool(house.writes()) is writes
    left = {path.name for path in house.folder.iterdir()}
    assert {*steps["artifacts"]["paths"], BASELINE} <= left
