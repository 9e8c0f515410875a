"""A plan as a file: written as it comes, read back as it was."""

from pathlib import Path

import msgspec
import pytest

from connectors.remark import Paragraph, Remark, Span
from connectors.write import Plan, PutComment, SetFields, Target, WithdrawComment, Write
from steelyard.planfile import read_plan, save_plan
from tests.support.cards import NOW

WORDS = "lines\nof\u2028all\u0085sorts, «кавычки»"
TARGET = Target("growth", "1", "card1", "a title", "seen")
WRITES = (
    SetFields(TARGET, 7.0, ("steelyard:pilot",)),
    PutComment(TARGET, Remark((Paragraph((Span(WORDS),)),), "d", "ru")),
    WithdrawComment(TARGET, ("c1", "c2")),
)


@pytest.mark.parametrize("writes", [(), WRITES[:1], WRITES])
def test_a_plan_is_written_as_a_document_and_read_back(
    writes: tuple[Write, ...], tmp_path: Path
) -> None:
    file, plan = tmp_path / "plan.json", Plan(NOW, writes)

    save_plan(file, plan)

    whole = msgspec.json.decode(file.read_bytes())
    assert file.read_bytes() == msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"
    read = read_plan(file)
    assert (read.made, list(read.writes)[:1]) == (NOW, list(writes)[:1])
    assert len(read.writes) == len(writes)
    assert file.stat().st_mode & 0o077 == 0
