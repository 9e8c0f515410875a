"""Whether what we depend on has known vulnerabilities, or that nobody could be asked.

python tests/security/audit_dependencies.py PINS

pip-audit answers "no known vulnerabilities" where the advisory service knows nothing of a package
at all, as a mirror of the registry does. That is no audit, and this says so. With
AUDIT_REQUIRED=1 it fails then, too.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_OPTIONS = ("--no-deps", "--disable-pip", "--timeout", "5", "--progress-spinner", "off")
_BANNER = """\
************************************************************************************
  DEPENDENCIES NOT AUDITED: {why}
  Nothing is known of vulnerabilities in {count} packages. Where the service is within
  reach, run: AUDIT_REQUIRED=1 make check
************************************************************************************
"""


def main(pins: Path) -> int:
    """Ask for every pinned package; 1 on vulnerabilities, or when nobody answers and must."""
    command = [sys.executable, "-m", "pip_audit", *_OPTIONS, "-r", str(pins), "-f", "json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    count = sum("==" in line for line in pins.read_text().splitlines())
    try:
        packages = json.loads(ran.stdout)["dependencies"]
    except ValueError:
        last = ran.stderr.strip().rsplit("\n", 1)[-1].split(":")[0]
        return _unaudited(f"the advisory service gave no answer ({last})", count)
    return judge(packages)


def judge(packages: list[dict[str, Any]]) -> int:
    """The verdict on pip-audit's list: each has `vulns` or a `skip_reason`."""
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    if len(skipped) == len(packages):
        return _unaudited("the advisory service knows none of them", len(packages))
    found = [(one, fault) for one in packages for fault in one.get("vulns", ())]
    for one, fault in found:
        fixed = ", ".join(fault["fix_versions"]) or "no version yet"
        sys.stderr.write(f"{one['name']} {one['version']}: {fault['id']}, mended in {fixed}\n")
    if skipped:
        sys.stderr.write(f"NOT AUDITED, unknown to the advisory service: {', '.join(skipped)}\n")
    sys.stderr.write(f"{len(packages) - len(skipped)} dependencies audited, {len(found)} faults\n")
    return 1 if found or (skipped and _required()) else 0


def _unaudited(why: str, count: int) -> int:
    sys.stderr.write(_BANNER.format(why=why, count=count))
    return 1 if _required() else 0


def _required() -> bool:
    return os.environ.get("AUDIT_REQUIRED") == "1"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
