"""`run --gate new` as people and CI type it."""

import re

import pytest

from steelyard.loopback.faults import Fault, Reply
from tests.support.house import House

GATE = ("run", "--dry", "--gate", "new", "--baseline", "b.json")
WRITE = ("run", "--dry", "--baseline", "b.json", "--write-baseline")
RU, EN = {"STEELYARD_LANGUAGE": "ru"}, {"STEELYARD_LANGUAGE": "en"}


def add(house: House, title: str, desc: str = "") -> None:
    (board,) = house.trello.boards.values()
    house.trello.add_card(board, board.lists[0].name, title, desc)


def test_the_gate_holds_new_incomplete_cards_and_lets_the_old_ones_be(house: House) -> None:
    written = house.steelyard(*WRITE, env=EN)
    passed = house.steelyard(*GATE, env=EN)
    add(house, "Make it pretty")
    held = house.steelyard(*GATE, env=RU)
    as_json = house.steelyard(*GATE, "--json")

    assert (written.code, passed.code, held.code, as_json.code) == (0, 0, 1, 1)
    assert "Baseline written to b.json: " in written.out
    assert "No new incomplete cards" in passed.out
    assert "Нужны ответы: 1 карточка\n" in held.out
    assert "«Make it pretty»: проблема, " in held.out
    assert "(новая карточка)" in held.out
    gate = as_json.json["gate"]
    assert (gate["passed"], len(gate["new"])) == (False, 1)
    assert f"{gate['excused']} cards" in written.out
    assert "missing-metric" in gate["new"][0]["rules"]
    assert house.writes() == []


def test_a_missing_baseline_is_said_before_the_first_request(house: House) -> None:
    ran = house.steelyard(*GATE)

    assert ran.code == 2
    assert "b.json: there is no baseline yet" in ran.err
    assert "steelyard run --dry --baseline b.json --write-baseline" in ran.err
    assert sum(len(server.log) for server in house.servers.values()) == 0


def test_a_run_that_is_not_whole_keeps_its_code_and_writes_no_baseline(house: House) -> None:
    house.servers["growth"].faults.add(Fault(Reply(401, "invalid token"), times=None))

    written = house.steelyard(*WRITE, env=EN)
    house.servers["growth"].faults.clear()
    house.steelyard(*WRITE)
    house.servers["growth"].faults.add(Fault(Reply(401, "invalid token"), times=None))
    gated = house.steelyard(*GATE, env=EN)

    assert (written.code, gated.code) == (3, 3)
    assert "not all cards were read" in written.out
    assert "No new incomplete cards" in gated.out


def test_both_options_together_make_the_baseline_and_only_ever_shorten_it(house: House) -> None:
    both = (*GATE, "--write-baseline")
    first = house.steelyard(*both)
    before = (house.folder / "b.json").read_text()
    add(house, "Make it pretty")
    held = house.steelyard(*both, env=EN)
    kept = (house.folder / "b.json").read_text()
    for card in list(house.trello.cards.values())[1:]:
        house.trello.edit(card, closed=True)
    passed = house.steelyard(*both)
    shorter = (house.folder / "b.json").read_text()

    assert (first.code, held.code, passed.code) == (0, 1, 0), passed.out
    assert "left as it is while there are new incomplete cards" in held.out
    assert kept == before
    assert shorter.count("missing") < before.count("missing")
    assert {line.rstrip(",") for line in shorter.splitlines()} <= {
        line.rstrip(",") for line in before.splitlines()
    }


@pytest.mark.parametrize(
    "options",
    [("--gate", "new"), ("--write-baseline",), ("--summary", "s.md"), ("--baseline", "b.json")],
)
def test_half_a_gate_is_a_mistake_of_the_command_line(
    options: tuple[str, ...], house: House
) -> None:
    ran = house.steelyard("run", *options)

    assert ran.code == 2
    assert "--baseline FILE" in ran.err or "--gate new" in ran.err


EVIL = (
    "Оплата%0A::warning::late\n::error::injected\r\n::add-mask::secret ##[command]rm [x](http://evil.example) | <img src=x> "
    "@everyone `code` $x^2$ https://evil.example/a?b=1 www.evil.example ivan@mail.ru +7 912 345-67-89 "
    "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\ \x1b[2J \u202egnp.exe\u2066"
)


def test_card_text_commands_no_runner_and_marks_up_nothing(house: House) -> None:
    house.steelyard(*WRITE)
    add(house, EVIL)
    summary = house.folder / "step.md"

    ran = house.steelyard(
        *GATE, env={**EN, "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    )

    assert ran.code == 1
    (line,) = [line for line in ran.err.splitlines() if line]
    assert line.startswith("::error title=")
    assert "%250A" in line
    for text in (line, ran.out, summary.read_text()):
        assert not set(text) & set("\x1b\x07\u202e\u2066\r")
        assert not [
            row
            for row in text.splitlines()
            if row.lstrip().startswith(("::add", "::warning", "::error::"))
        ]
        assert "##[" not in text
        assert "ivan@mail.ru" not in text
        assert "345-67-89" not in text
    (row,) = [row for row in summary.read_text().splitlines() if "Оплата" in row]
    unescaped = re.sub(r"\\.", "", row)
    for markup in ("<img", "`", "$", "[x", " @everyone", "https://evil", "www.evil"):
        assert markup not in unescaped, markup
    assert unescaped.count("|") == 5


def test_a_crowd_of_cards_ends_in_one_line_that_says_so(house: House) -> None:
    house.steelyard(*WRITE)
    for number in range(60):
        add(house, f"Bare {number}")

    ran = house.steelyard(*GATE, "--annotations", "github", "--summary", "s.md", env=EN)

    errors = [line for line in ran.err.splitlines() if line.startswith("::error")]
    assert len(errors) == 10
    assert (
        errors[-1]
        == "::error title=Steelyard::Answers needed: 60 cards; the summary lists them all"
    )
    assert "  and 40 cards more" in ran.out
    assert "| and 10 cards more |" in (house.folder / "s.md").read_text()
