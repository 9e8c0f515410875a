"""Secrets stay out of everything: debug logs of every library, errors, tracebacks, files."""

import base64
import html
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.gate import Redactor
from steelyard.loopback.faults import DropAfter, DropBefore, Fault, Reply
from tests.support.house import House, environment

SECRETS: Mapping[str, str] = {
    "JIRA_EMAIL": "mara+admin@shop.example",
    "JIRA_TOKEN": 'ATATT3x/Ff"GF0+e&<T1\\noken==',
    "TRELLO_KEY": "0123456789abcdef0123456789abcdef",
    "TRELLO_TOKEN": "ATTA+6f/5e4d%3c2b1a 0987 & <654321>",
    "NOTION_TOKEN": "ntn_48213/56789+AbCdEf'GhIjKl\"MnOp",
}
"""Secrets with every character that some form writes in another way."""

NOISY = """
import logging, runpy, sys
for name in ("", "httpx", "httpcore", "urllib3", "requests", "jira", "trello", "notion_client",
             "sqlalchemy.engine", "sqlalchemy.pool", "sqlalchemy", "alembic", "tenacity", "filelock"):
    logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger(name).disabled = False
set_level = logging.Logger.setLevel
logging.Logger.setLevel = lambda self, level: set_level(self, logging.DEBUG)
sys.argv[0] = "steelyard"
runpy.run_module("steelyard", run_name="__main__")
"""
"""The program, with nobody able to make a logger quieter than DEBUG."""


def forms(secret: str, beside: str = "") -> set[str]:
    """A secret as it travels: plain, percent-encoded, base64 alone and after a name, escaped."""
    plain = secret.encode()
    pair = f"{beside}:{secret}".encode()
    return {
        secret,
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        base64.b64encode(plain).decode(),
        base64.urlsafe_b64encode(plain).decode(),
        base64.b64encode(pair).decode(),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
        html.escape(secret),
    }


def leaks(text: str) -> list[str]:
    """The names of secrets that show in a text, in any form."""
    return [
        name
        for name, secret in SECRETS.items()
        for form in forms(secret, SECRETS["JIRA_EMAIL"])
        if form in text
    ]


@pytest.fixture
def hard(house: House) -> House:
    """The house behind secrets with awkward characters."""
    house.jira.email, house.jira.token = SECRETS["JIRA_EMAIL"], SECRETS["JIRA_TOKEN"]
    house.trello.key, house.trello.token = SECRETS["TRELLO_KEY"], SECRETS["TRELLO_TOKEN"]
    house.notion.token = SECRETS["NOTION_TOKEN"]
    return house


def loud(house: House, *args: str, env: Mapping[str, str] = SECRETS) -> tuple[int, str]:
    """A command with everything logged: its exit code, and all that came out."""
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", NOISY, *args],
        cwd=house.folder,
        env={**environment(), **env},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def left_behind(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file in the user's folder as text, the database as bytes and cell by cell."""
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.name, file.read_bytes().decode("utf-8", "replace")
    with sqlite3.connect(folder / "steelyard.db") as db:
        for (table,) in db.execute(
            "select name from sqlite_master where type = 'table'"
        ).fetchall():
            for row in db.execute(f'select * from "{table}"').fetchall():  # noqa: S608 - its own names
                cells = (
                    cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
                    for cell in row
                )
                yield table, "\n".join(cells)


def test_nothing_tells_a_secret_whatever_fails_and_however_loud_the_logs(hard: House) -> None:
    shop, growth, ideas = (hard.servers[name].faults for name in ("shop", "growth", "ideas"))
    echo = {"errorMessages": [f"bad {SECRETS['JIRA_TOKEN']} of {SECRETS['JIRA_EMAIL']}"]}
    shop.add(Fault(Reply(400, echo), "PUT", nth=3), Fault(DropAfter(), "POST", "/comment", nth=2))
    growth.add(Fault(Reply(403, f"no: {SECRETS['TRELLO_TOKEN']}"), "PUT", nth=5, times=None))
    ideas.add(Fault(DropBefore(), "POST", "/query"), Fault(Reply(500, {}), "PATCH", nth=4))
    gate = ("--baseline", "b.json", "--write-baseline", "--summary", "s.md")
    wrong = {**SECRETS, "NOTION_TOKEN": "ntn_wrong_but_still_secret"}

    ran = {
        "plan": loud(hard, "plan", "-vv"),
        "run": loud(hard, "run", "-vv", *gate),
        "report": loud(hard, "report"),
        "explain": loud(hard, "explain", "SHOP-1"),
        "denied": loud(hard, "run", "-vv", "--json", env=wrong),
        "status": loud(hard, "status"),
    }

    codes = {name: code for name, (code, _) in ran.items()}
    assert codes == {**dict.fromkeys(ran, 0), "denied": 3}, ran["run"][1][-2000:]
    everything = "\n".join(said for _, said in ran.values())
    for sign in ("send_request_headers.started", "SELECT ", "request GET /", "401", "403", "***"):
        assert sign in everything, sign  # the logs were as loud as they get, the failures there
    assert {name for name, (_, said) in ran.items() if leaks(said)} == set()
    assert wrong["NOTION_TOKEN"] not in everything
    files = {path.name for path in hard.folder.iterdir()}
    assert {"b.json", "s.md", "steelyard.html", "steelyard.db", "steelyard-plan.json"} <= files
    assert [name for name, text in left_behind(hard.folder) if leaks(text)] == []


def test_the_traceback_of_a_bug_is_redacted_too(hard: House) -> None:
    broken = """
import steelyard.commands.run as run
def cycle(frame, *_, **__):
    import threading, os
    def fall(): raise RuntimeError("in a thread: " + os.environ["TRELLO_TOKEN"])
    thread = threading.Thread(target=fall); thread.start(); thread.join()
    import warnings; warnings.warn("warned of " + os.environ["NOTION_TOKEN"])
    raise RuntimeError("a bug: " + os.environ["JIRA_TOKEN"]) from ValueError(os.environ["JIRA_EMAIL"])
run.recorded_cycle = cycle
import sys; sys.argv[0] = "steelyard"
from steelyard.cli import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", broken, "run"], cwd=hard.folder,
        env={**environment(), **SECRETS}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr.count("Traceback") == 2
    assert "a bug: ***" in done.stderr
    assert "in a thread: ***" in done.stderr
    assert "warned of ***" in done.stderr
    assert leaks(done.stdout + done.stderr) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("token: ${TRELLO_TOKEN}", "token: ${TRELLO_TOKEN}\n    pace: ${TRELLO_TOKEN}"),
        ("url: http", "url: ${JIRA_TOKEN}http"),
        ("language: auto", "language: ${NOTION_TOKEN}"),
        ("database: sqlite:///steelyard.db", "database: postgresql://me:${JIRA_TOKEN}@host/db"),
        ("database: sqlite:///steelyard.db", "database: sqlite:////nowhere/${JIRA_TOKEN}/x.db"),
        ("timezone: Europe/Moscow", "timezone: ${TRELLO_KEY}"),
    ],
)
def test_a_fault_of_the_file_never_quotes_the_secret_that_stands_there(
    hard: House, old: str, new: str
) -> None:
    text = hard.config.read_text()
    hard.config.write_text(text.replace(old, new, 1))

    code, said = loud(hard, "status", "-c", "steelyard.yaml")

    assert code in {2, 3}, said
    assert "Traceback" not in said
    assert leaks(said) == []


def test_a_token_with_a_letter_no_token_has_is_a_fault_of_the_file(house: House) -> None:
    ran = house.steelyard("plan", env={"JIRA_TOKEN": "ATATT3xt\N{CYRILLIC SMALL LETTER O}ken"})

    assert ran.code == 2
    assert "the variable JIRA_TOKEN holds a letter that is not Latin" in ran.err
    assert "ATATT3x" not in ran.err


secrets = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=8, max_size=60)


@given(secret=secrets, beside=st.text("abc@.é", max_size=9))
def test_a_redactor_finds_every_form(secret: str, beside: str) -> None:
    redact = Redactor([secret])

    for form in forms(secret, beside):
        assert secret not in redact(f"x {form} y")
        if base64.b64encode(secret.encode()).decode() != form:
            continue
        assert form not in redact(f"Basic {form}")


@given(secret=secrets, beside=st.text("abc@.é", max_size=9), after=st.text("xyz", max_size=4))
def test_basic_authentication_tells_at_most_the_edges_of_a_secret(
    secret: str, beside: str, after: str
) -> None:
    coded = base64.b64encode(f"{beside}:{secret}{after}".encode()).decode()

    told = Redactor([secret])(coded)

    assert "***" in told
    left = [part for part in told.split("***") if part]
    assert sum(map(len, left)) <= len(coded) - len(secret.encode()) * 8 // 6 + 3


def test_ordinary_words_are_left_alone() -> None:
    assert Redactor(["abc", "kLm9-secret"])("abc in base64: YWJj") == "abc in base64: YWJj"
