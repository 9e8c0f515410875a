"""Every command of the pages, in their order, over three seeded trackers."""

import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import typer

from steelyard.cli import app
from tests.support.house import House, environment
from tests.support.pages import PAGES, ROOT, blocks, name_of, prose
from tests.support.typist import at_a_terminal

A_BOARD = """\
{"id": "5ca3d99a0378a65090e676ca", "name": "Доска", "lists": [],
 "cards": [{"id": "c1", "name": "Меньше полей при оформлении"}]}
"""
INLINE = re.compile(r"`((?:steelyard|make) [^`\n]+)`")
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def typed() -> Iterator[tuple[Path, list[str]]]:
    """The commands of every page that has one no page before it has."""
    known = set[str]()
    for page in PAGES:
        lines = [line for block in blocks(page, "console") for line in block.splitlines()]
        if set(lines) - known:
            yield page, list(dict.fromkeys(lines))
        known.update(lines)


@pytest.mark.timeout(400)  # a process a command: a dozen of them on a busy machine
@pytest.mark.parametrize(
    ("page", "lines"), [pytest.param(*one, id=name_of(one[0])) for one in typed()]
)
def test_every_command_runs_as_written(page: Path, lines: list[str], house: House) -> None:
    """Pages other than the first are read by people who have run it before."""
    _files(house.folder)
    if page != PAGES[0]:
        assert house.steelyard("run").code == 0

    for line in lines:
        program, *words = shlex.split(line)
        RUNS[program](house, words)


def _files(folder: Path) -> None:
    """What the pages take for there: exports, and rules of one's own."""
    (folder / "exports").mkdir()
    (folder / "exports" / "board.json").write_text(A_BOARD, "utf-8")
    (folder / "our-rules").mkdir()
    rules = blocks(ROOT / "docs" / "rules.md", "yaml")[1]
    (folder / "our-rules" / "page.yaml").write_text(rules, "utf-8")


def _steelyard(house: House, words: list[str]) -> None:
    if words[0] in ATTENDED:
        ATTENDED[words[0]](house)
        return
    ran = house.steelyard(*words)
    assert ran.code == 0, (words, ran.out, ran.err)


def _init(house: House) -> None:
    """It asks; what comes of the answers is told by the tests of setting up."""
    with at_a_terminal(house.folder, house.secrets, "init") as person:
        person.sees("steelyard.yaml")
        person.interrupts()
        assert person.ends() == 130


def _worker(house: House) -> None:
    """It runs until it is told to stop, on a port of its own here."""
    process = subprocess.Popen(
        [sys.executable, "-m", "steelyard", "worker", "--listen", "127.0.0.1:0"],
        cwd=house.folder,
        env={**environment(), **house.secrets},
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr
        assert '"event": "started"' in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
    assert process.returncode == 0


def _make(house: House, words: list[str]) -> None:
    assert set(words) <= set(TARGETS)
    if words == ["demo"]:
        assert house.steelyard("demo").code == 0


def _source(_house: House, words: list[str]) -> None:
    assert words == [".venv/bin/activate"]
    assert re.search(r"^VENV := \.venv$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def _sqlite(house: House, words: list[str]) -> None:
    database, statement = words
    do = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute(sys.argv[2])"
    subprocess.run([sys.executable, "-c", do, database, statement], cwd=house.folder, check=True)
    assert (house.folder / "steelyard-backup.db").stat().st_size


ATTENDED: Mapping[str, Callable[[House], None]] = {"init": _init, "worker": _worker}
RUNS: Mapping[str, Callable[[House, list[str]], None]] = {
    "steelyard": _steelyard,
    "make": _make,
    ".": _source,
    "sqlite3": _sqlite,
}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_in_a_sentence_exists_with_its_options(page: Path) -> None:
    unknown = [line for line in INLINE.findall(prose(page)) if not _is_known(line)]

    assert unknown == []


def _is_known(line: str) -> bool:
    program, *words = line.replace("&&", ";").partition(";")[0].split()
    if program == "make":
        return {word for word in words if "=" not in word} <= set(TARGETS)
    command = typer.main.get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]  # type: ignore[attr-defined] # a group has them
    options = {option for one in command.params for option in one.opts + one.secondary_opts}
    given = {word.partition("=")[0] for word in words if word.startswith("-")}
    return given <= options | {"--help"} and not (
        hasattr(command, "commands") and words and not words[0].startswith("-")
    )
