"""The shell of the examples, run for real over the loopback trackers."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.support.house import House, Ran, environment

EXAMPLES = ROOT / "examples"
BASELINE = "steelyard-baseline.json"


@dataclass(frozen=True)
class Shell:
    """A shell in the user's folder in which `steelyard` and `python` are ours."""

    house: House

    def run(self, script: str, env: Mapping[str, str], *, by: str = "bash -eo pipefail") -> Ran:
        """Run a script as the CI's runner does; `env` is all it gets of secrets."""
        own = Path(sys.executable).parent
        done = subprocess.run(
            [*by.split(), "-c", script],
            cwd=self.house.folder,
            env={**environment(), **env, "PATH": f"{own}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def shell(house: House) -> Shell:
    return Shell(house)


def load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def add_bare_card(house: House, title: str = "Сделать красиво") -> str:
    """A card in Trello that answers nothing; its id."""
    (board,) = house.trello.boards.values()
    return house.trello.add_card(board, board.lists[0].name, title).id


def typed_in(path: Path) -> list[str]:
    """The commands a comment of an example tells people to type."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("#   ") for line in lines if line.startswith("#   ")]
