"""One hostile card in each tracker, and every command that could quote it.

What comments quote is tested in test_masking, by renderer.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from steelyard.demo.adf import document
from tests.support.house import House, house_in
from tests.support.office import _small

PERSONAL = ("ivan.petrov@mail.ru", "345-67-89", "2900001234567", "12345678")
WORDS = (
    "ivan.petrov@mail.ru, +7 912 345-67-89, карта 2900001234567, бонусная карта № 12345678 "
    "##[error]late <script>alert(1)</script> [x](http://evil.example) {code}x{code} [~accountid:1] @everyone "
    "\x1b]8;;http://evil.example\x1b\\click \u202egnp.exe\u2066"
)
TITLE = f"Оплата {WORDS}"
BODY = f"Проблема: {WORDS}\n\n::error::injected {WORDS}\n\nЭффект: больше любви {WORDS}\n\nМетрика: {WORDS}"
STEERING = set("\x1b\x07\u202e\u2066\u200b")


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[House]:
    """Three trackers in whose first cards somebody wrote all of it."""
    with house_in(tmp_path, _small(3)) as house:
        key = next(issue.key for issue in house.jira.issues.values())
        house.jira.edit(key, summary=TITLE, description=document(BODY))
        card = next(iter(house.trello.cards.values()))
        house.trello.edit(card, name=TITLE, desc=BODY)
        page = next(iter(house.notion.pages.values()))
        house.notion.write(page, BODY)
        (board,) = house.trello.boards.values()
        house.trello.add_list(board, f"Список {WORDS}")
        yield house


def test_no_command_passes_on_what_steers_or_what_is_personal(hostile: House) -> None:
    key = next(issue.key for issue in hostile.jira.issues.values())
    commands = [
        ("plan",),
        ("run", "-v"),
        ("status",),
        ("explain", key),
        ("explain", key, "--json"),
        ("check",),
        ("report", "--out", "page.html"),
    ]

    said = {" ".join(command): hostile.steelyard(*command) for command in commands}

    assert {name for name, ran in said.items() if ran.code not in {0, 2, 3}} == set()
    for name, ran in said.items():
        text = ran.out + ran.err
        assert not set(text) & STEERING, name
        assert not [one for one in PERSONAL if one in text], name
        assert "##[" not in text, name
        assert not [line for line in text.splitlines() if line.lstrip().startswith("::")], name
    assert "[phone]" in said[f"explain {key}"].out
    assert said[f"explain {key} --json"].json["card"]["key"] == key
    for file in ("steelyard-plan.json", "page.html"):
        text = (hostile.folder / file).read_text()
        assert not [one for one in PERSONAL if one in text], file
