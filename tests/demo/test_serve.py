"""From nothing to a first plan, against the sample trackers that `demo --serve` keeps up."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STEELYARD = (sys.executable, "-m", "steelyard")
ENGLISH = {**os.environ, "STEELYARD_LANGUAGE": "en", "NO_COLOR": "1"}


@contextmanager
def served() -> Iterator[tuple[dict[str, str], subprocess.Popen[str]]]:
    """The values the command prints, by name; the address of Jira as `Jira`."""
    with subprocess.Popen(
        [*STEELYARD, "demo", "--serve"], stdout=subprocess.PIPE, text=True, env=ENGLISH
    ) as process:
        try:
            assert process.stdout is not None
            told = []
            for line in process.stdout:
                told.append(line)
                if "steelyard init" in line:
                    break
            yield dict(re.findall(r"^ +(\w+) +(\S+)$", "".join(told), re.MULTILINE)), process
        finally:
            process.kill()


def run(folder: Path, *words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*STEELYARD, *words], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def test_a_newcomer_comes_from_nothing_to_a_plan(tmp_path: Path) -> None:
    with served() as (told, process):
        env = ENGLISH | {"TOKEN": told["JIRA_TOKEN"]}
        asked = ("--tracker", "jira", "--url", told["Jira"], "--email", told["JIRA_EMAIL"])
        made = run(
            tmp_path, "init", "--non-interactive", *asked, "--token-env", "TOKEN", "--place", "SHOP",
            env=env,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        for command in ("check", "plan"):
            ran = run(tmp_path, command, env=env)
            assert ran.returncode == 0, ran.stdout + ran.stderr
        assert (tmp_path / "steelyard-plan.json").exists()

        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
