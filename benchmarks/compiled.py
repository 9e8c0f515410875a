"""The program with its reader as machine code, built as its wheel is, for those who time both."""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMPILE: Mapping[str, str] = {
    "HATCH_BUILD_HOOK_ENABLE_MYPYC": "1",
    "HATCH_BUILD_CLEAN_HOOKS_AFTER": "1",
}
"""What makes a build of the wheel compile the modules that `pyproject.toml` names."""
_SOURCES = ("steelyard", "connectors", "enrichment", "rules", "config")
_FILES = ("pyproject.toml", "README.md", "LICENSE")


def can_compile() -> bool:
    """Whether this machine has a C compiler and the headers of its Python."""
    header = Path(sysconfig.get_path("include")) / "Python.h"
    return header.exists() and any(map(shutil.which, ("cc", "gcc", "clang")))


def site() -> Path:
    """A folder with the compiled packages, built once for each state of the sources.

    Takes about a minute the first time. Raises `RuntimeError` with what the compiler said.
    """
    folder = ROOT / "build" / "compiled" / _digest()
    if not folder.exists():
        with tempfile.TemporaryDirectory() as name:
            wheel = _wheel(Path(name))
            unpacked = Path(name) / "site"
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(unpacked)
            folder.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(unpacked, folder)
    return folder


def manners() -> Iterator[tuple[str, Sequence[Path]]]:
    """The ways the program can run here, each with the folders in which it is looked for."""
    if can_compile():
        yield "compiled", (site(), ROOT)
    yield "plain Python", (ROOT,)


def run(module: str, arguments: Sequence[str], path: Sequence[Path]) -> str:
    """What `python -m MODULE` prints when the folders of `path` are looked in first."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path))}
    command = [sys.executable, "-P", "-m", module, *arguments]
    done = subprocess.run(  # noqa: S603 - ourselves
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def _wheel(folder: Path) -> Path:
    """Built from a copy: the compiler leaves its work beside the sources while it runs."""
    copy = folder / "source"
    copy.mkdir()
    for name in _SOURCES:
        shutil.copytree(
            ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.so", "__pycache__")
        )
    for name in _FILES:
        shutil.copy(ROOT / name, copy)
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(copy)]
    done = subprocess.run(  # noqa: S603 - ourselves
        command, env=os.environ | COMPILE, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"the build failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return next(folder.glob("*.whl"))


def _digest() -> str:
    """The state of what is compiled and of all it is packed with."""
    state = hashlib.blake2b(digest_size=8)
    paths = [ROOT / name for name in _FILES]
    paths += sorted(
        path for name in _SOURCES for path in (ROOT / name).rglob("*") if path.is_file()
    )
    for path in paths:
        if path.suffix not in {".pyc", ".so"}:
            state.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return state.hexdigest()
