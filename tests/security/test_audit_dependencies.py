"""An audit nobody answered is never taken for a clean one."""

import runpy
from pathlib import Path
from typing import Any

import pytest

JUDGE = runpy.run_path(str(Path(__file__).with_name("audit_dependencies.py")))["judge"]
CLEAN = {"name": "good", "version": "1", "vulns": []}
UNKNOWN = {"name": "unheard", "skip_reason": "Dependency not found on PyPI"}
BROKEN = {"name": "bad", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}


@pytest.mark.parametrize(
    ("packages", "required", "code", "said"),
    [
        ([CLEAN], True, 0, "1 dependencies audited, 0 faults"),
        ([UNKNOWN, UNKNOWN], False, 0, "DEPENDENCIES NOT AUDITED"),
        ([UNKNOWN, UNKNOWN], True, 1, "DEPENDENCIES NOT AUDITED"),
        ([CLEAN, UNKNOWN], False, 0, "NOT AUDITED, unknown to the advisory service: unheard"),
        ([CLEAN, UNKNOWN], True, 1, "unheard"),
        ([CLEAN, BROKEN], False, 1, "bad 1: CVE-1, mended in 2"),
    ],
)
def test_what_was_not_audited_is_said_and_what_is_broken_fails(  # noqa: PLR0917 - a table
    packages: list[dict[str, Any]],
    required: bool,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AUDIT_REQUIRED", "1" if required else "0")

    assert JUDGE(packages) == code
    assert said in capsys.readouterr().err
