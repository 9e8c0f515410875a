"""Whether the built wheel is whole: unpacked into an empty folder, the program runs from it.

python tests/packaging/check_wheel.py DIST
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

WANTED = (
    "steelyard/cli.py",
    "steelyard/data/rules/ecommerce/checks.yaml",
    "steelyard/data/rules/ecommerce/words/",
    "steelyard/data/config/names.yaml",
    "steelyard/data/config/steelyard.example.yaml",
    "steelyard/demo/backlog/jira.yaml",
    "steelyard/store/migrations/versions/",
    "steelyard/py.typed",
    "connectors/py.typed",
    "enrichment/py.typed",
)
UNWANTED = ("tests/", "benchmarks/", "docs/")


def main(dist: Path) -> int:
    """Check the newest wheel of `dist`; the number of faults."""
    wheel = max(dist.glob("*.whl"), key=lambda path: path.stat().st_mtime)
    names = zipfile.ZipFile(wheel).namelist()
    faults = [f"{name} is not in the wheel" for name in WANTED if not _any(names, name)]
    faults += [f"{name} is in the wheel" for name in UNWANTED if _any(names, name)]
    faults += _runs(wheel)
    for fault in faults:
        sys.stderr.write(f"{wheel.name}: {fault}\n")
    return len(faults)


def _any(names: list[str], start: str) -> bool:
    return any(name.startswith(start) for name in names)


def _runs(wheel: Path) -> list[str]:
    """Run the demo from the unpacked wheel, in a folder that knows nothing of the checkout."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder / "site")
        code = (
            f"import sys; sys.path.insert(0, {str(folder / 'site')!r});"
            "import steelyard.cli as cli;"
            f"assert cli.__file__.startswith({str(folder)!r}), cli.__file__;"
            "sys.argv = ['steelyard', 'demo']; cli.main()"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    return [f"the demo ended with {done.returncode}: {done.stderr}"] if done.returncode else []


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
