"""Card text on a terminal, in JSON and in a log: read, and nothing else."""

import io
import json
import logging
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table

from connectors.gate import Redactor
from steelyard.harmless import json_line, printable
from steelyard.log import log_event, set_up_logs
from steelyard.logform import LogForm
from steelyard.show import print_table

STEERING = (
    "\x00\x07\x08\x0b\x1b\x7f\x9b\x9d\u061c\u200e\u202e\u2066\u2028\u2029\ufeff\U000e0041\ud83d"
)
"""Bell, backspace, escape, the one-byte CSI and OSC, marks and overrides of direction, line
separators, a tag nobody sees, half an emoji."""


@given(st.text(st.one_of(st.sampled_from(STEERING + "\r\n:#[ab"), st.characters())))
def test_a_line_is_one_line_that_steers_nothing(text: str) -> None:
    line = printable(text)

    assert not set(line) & set(STEERING + "\r\n")
    assert not line.lstrip().startswith("::")
    assert "##[" not in line
    line.encode()


@given(
    st.text(
        st.one_of(
            st.sampled_from(STEERING.replace("\ud83d", "") + ":#[ab"), st.characters(codec="utf-8")
        )
    )
)
def test_json_steers_nothing_and_reads_back_the_same(text: str) -> None:
    line = json_line({"title": text})

    assert not set(line) & set(STEERING + "\r\n")
    assert "##[" not in line
    assert json.loads(line) == {"title": text} or "[" in json.loads(line)["title"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
            "]8;;http://evil.example\\click]8;;\\",
        ),
        ("red \x1b[31m alert", "red [31m alert"),
        ("one\r\n::error::two", "one ::error::two"),
        ("  ::stop-commands::x", "  :\u2060:stop-commands::x"),
        ("a ##[add-path]/tmp", "a #\u2060#[add-path]/tmp"),
        ("##vso[task.setvariable]x", "#\u2060#vso[task.setvariable]x"),
        ("## Heading [x]", "## Heading [x]"),
        ("exe.\u202egpj", "exe.gpj"),
    ],
)
def test_a_terminal_shows_it_like_this(text: str, line: str) -> None:
    assert printable(text) == line


def test_words_in_brackets_are_no_markup_of_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table()
    table.add_column("Card")
    table.add_row("[red]all[/red] [/] [link=http://evil.example]x[/link] :smile:")

    print_table(table)

    assert (
        "[red]all[/red] [/] [link=http://evil.example]x[/link] :smile:" in capsys.readouterr().out
    )


@pytest.mark.parametrize("form", [LogForm.TEXT, LogForm.JSON])
def test_a_field_cannot_fake_an_entry_nor_colour_one(
    form: LogForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    handlers, level = logging.root.handlers, logging.root.level
    hooks = sys.excepthook, threading.excepthook
    monkeypatch.setattr(sys, "stderr", out)
    try:
        set_up_logs(1, Redactor(["s3cret-token"]), form)
        log_event(
            "finding", what=f"a\n2026-11-21 [info] faked{STEERING} s3cret-token +7 912 345-67-89"
        )
    finally:
        logging.captureWarnings(capture=False)
        logging.root.handlers = handlers
        sys.excepthook, threading.excepthook = hooks
        logging.root.setLevel(level)

    said = out.getvalue()
    assert said.count("\n") == 1
    bare = said.replace("\x1b[", "") if form is LogForm.TEXT else said  # structlog's own colours
    assert not set(bare) & set(STEERING)
    assert "faked" in said
    assert "s3cret-token" not in said
    assert "345-67-89" not in said
