"""Units: what systemd itself says of them, and their commands run with secrets as files."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples.conftest import EXAMPLES, Shell

UNITS = sorted((EXAMPLES / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
PROGRAM = "/opt/steelyard/bin/steelyard"
OURS = Path(sys.executable).with_name("steelyard")


def entries(unit: Path, name: str) -> list[str]:
    lines = unit.read_text(encoding="utf-8").splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{name}=")]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_takes_every_line(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace(PROGRAM, str(OURS))
        (tmp_path / unit.name).write_text(text)

    files = [str(tmp_path / unit.name) for unit in UNITS]
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files],  # noqa: S607 - the machine's own
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_a_service_can_do_little_harm_by_systemds_own_reckoning(unit: Path) -> None:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", str(unit)],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert said.returncode == 0, said.stdout[-200:]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_line_is_a_comment_a_section_or_a_setting(unit: Path) -> None:
    for line in unit.read_text(encoding="utf-8").splitlines():
        assert not line or line[0] in "#[" or line.split("=")[0].isalnum(), line


def test_both_services_are_confined_alike() -> None:
    one, worker = (
        {line for line in unit.read_text().splitlines() if line.startswith(("Protect", "Private", "Restrict", "System", "Load"))}
        for unit in SERVICES
    )  # fmt: skip

    assert {line for line in worker if "SIGTERM" not in line} - one == set()
    assert one - worker == set()


def test_the_nightly_service_runs_with_secrets_as_files_alone(shell: Shell) -> None:
    unit, house = EXAMPLES / "systemd" / "steelyard.service", shell.house
    credentials = house.folder / "credentials"
    credentials.mkdir(mode=0o700)
    for entry in entries(unit, "LoadCredential"):
        name = entry.split(":")[0]
        (credentials / name).write_text(house.secrets[name] + "\n")
    assert entries(unit, "Environment") == ["STEELYARD_SECRETS=%d"]

    for command in entries(unit, "ExecStart"):
        ours = command.replace(PROGRAM, str(OURS)).replace("/etc/steelyard", str(house.folder))
        ran = shell.run(ours, {"STEELYARD_SECRETS": str(credentials)})
        assert ran.code == 0, ran.err

    assert {"baseline.json", "steelyard.html"} <= {path.name for path in house.folder.iterdir()}
    assert house.writes()
