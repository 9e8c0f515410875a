"""The baseline: what counts as new, and how the file looks in git."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from connectors.card import IGNORE_LABEL
from enrichment.judge import Judged
from enrichment.reading.slots import Reading
from enrichment.verdict import Flag, Severity
from steelyard.baseline import (
    Baseline,
    baseline_of,
    new_lacks,
    read_baseline,
    save_baseline,
    tracker_of,
)
from steelyard.errors import UserError
from tests.support.cards import a_card, a_verdict


def lacking(number: int, *rules: str, place: bool = True, **more: object) -> Judged:
    """A card that lacks these required answers; `more` as in `Card`."""
    flags = tuple(Flag(rule, Severity.REQUIRED, "?", "why") for rule in rules)
    advised = Flag("missing-evidence", Severity.ADVISED, "?", "why")
    verdict = a_verdict(at=number, flags=(*flags, advised), version="abc-1")
    if not place:
        verdict = a_verdict(flags=flags, place=None)
    return Judged(a_card(number, **more), Reading(language="en"), verdict)


def test_a_card_the_baseline_does_not_know_is_new() -> None:
    known = baseline_of([lacking(1, "missing-owner")])

    (found,) = new_lacks([lacking(1, "missing-owner"), lacking(2, "missing-metric")], known)

    assert found.judged.card.id == a_card(2).id
    assert (found.rules, found.known) == (("missing-metric",), False)


def test_a_known_card_fails_only_on_what_it_lacks_more() -> None:
    known = baseline_of([lacking(1, "missing-owner")])

    (found,) = new_lacks([lacking(1, "missing-metric", "missing-owner")], known)

    assert (found.rules, found.known) == (("missing-metric",), True)
    assert new_lacks([lacking(1, "missing-owner")], known) == []
    assert new_lacks([lacking(1)], known) == []


def test_silenced_finished_and_complete_cards_count_neither_way() -> None:
    cards = [
        lacking(1, "missing-owner", labels=(IGNORE_LABEL,)),
        lacking(2, "missing-owner", place=False),
        lacking(3),
    ]

    assert new_lacks(cards, Baseline()) == []
    assert baseline_of(cards).cards == {}


def test_the_first_of_the_queue_is_named_first() -> None:
    found = new_lacks([lacking(3, "a"), lacking(1, "a"), lacking(2, "a")], Baseline())

    assert [one.judged.verdict.place.in_queue for one in found if one.judged.verdict.place] == [
        1,
        2,
        3,
    ]


def test_cards_of_an_export_go_by_tracker_for_its_file_has_another_name_every_night() -> None:
    monday = lacking(1, "missing-owner", connection="board-monday.json")
    tuesday = lacking(1, "missing-owner", connection="board-tuesday.json")

    assert new_lacks([tuesday], baseline_of([monday], tracker_of), tracker_of) == []
    assert len(new_lacks([tuesday], baseline_of([monday]))) == 1


def test_the_file_has_a_line_a_card_and_no_word_of_it(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    cards = [
        lacking(2, "missing-owner", "missing-metric", title="Позвонить ivan@mail.ru"),
        lacking(1, "missing-owner", title="Card of Ivan"),
        lacking(3, "missing-owner", connection="shop", id="Идея Ивана"),
    ]

    save_baseline(file, baseline_of(cards))

    assert file.read_text() == snapshot("""\
{
"version": 1,
"rules": "abc-1",
"cards": {
 "growth": {
  "000000000000000000000001": ["missing-owner"],
  "000000000000000000000002": ["missing-metric","missing-owner"]
 },
 "shop": {
  "900621cc0ec6380b4a020a19": ["missing-owner"]
 }
}
}
""")


ids = st.text("0123456789abcdef-", min_size=1, max_size=12)
lacks = st.dictionaries(ids, st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True))


@given(cards=st.dictionaries(st.text(max_size=8), lacks))
def test_any_baseline_reads_back_equal_and_writes_equal_bytes(
    cards: dict[str, dict[str, list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "law.json"
    made = {
        name: {card: tuple(rules) for card, rules in group.items()} for name, group in cards.items()
    }
    backwards = {name: dict(list(made[name].items())[::-1]) for name in list(made)[::-1]}
    save_baseline(file, Baseline(rules="r", cards=dict(made)))
    first = file.read_bytes()
    read = read_baseline(file)

    save_baseline(file, Baseline(rules="r", cards=dict(backwards)))

    assert read is not None
    assert read.cards == made
    assert file.read_bytes() == first
    assert json.loads(first)["version"] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<<<<<<< HEAD", "no baseline of Steelyard"),
        ('{"version": 2, "cards": {}}', "another version"),
        ('{"cards": {"shop": ["SHOP-1"]}}', "no baseline of Steelyard"),
        ('{"card": {}}', "no baseline of Steelyard"),
    ],
)
def test_a_file_that_is_no_baseline_is_said_to_be_none(
    text: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "b.json"
    file.write_text(text)

    with pytest.raises(UserError, match=said) as raised:
        read_baseline(file)

    assert "--write-baseline" in str(raised.value)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        save_baseline(tmp_path / "no" / "b.json", Baseline())
