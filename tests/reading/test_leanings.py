"""Kind and origin by what the signs of a card speak for."""

import pytest

from benchmarks.corpus import records
from benchmarks.train import LEANINGS, material, train
from enrichment.reading.leanings import BIAS, Leanings
from enrichment.reading.read import read
from enrichment.reading.slots import Kind
from enrichment.reading.words import Words
from enrichment.yamlplaces import load
from tests.reading.conftest import make_card

WEIGHTS = {BIAS: {"calm": 0.5, "loud": 0.0}, "shout": {"loud": 2.0}, "hush": {"calm": 1.0}}


def test_the_label_most_signs_speak_for_is_the_best() -> None:
    leanings = Leanings(WEIGHTS)

    assert leanings.best({}) == "calm"
    assert leanings.best({"shout": 1.0}) == "loud"
    assert leanings.best({"shout": 0.2}) == "calm"
    assert leanings.best({"a sign nobody knows": 9.0}) == "calm"
    assert leanings.best({}, but="calm") == "loud"


def test_without_weights_there_is_no_label() -> None:
    assert Leanings[str]({}).best({"shout": 1.0}) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Повысить конверсию", Kind.GROWTH),
        ("Открыть магазин в Самаре", Kind.STRATEGIC),
        ("Предписание Роспотребнадзора до марта", Kind.MANDATORY),
        ("Refactor the order service", Kind.INFRASTRUCTURE),
        ("Привет", Kind.UNCLEAR),
    ],
)
def test_a_title_alone_may_tell_the_kind(words: Words, title: str, kind: Kind) -> None:
    assert read(make_card(title=title), words).kind.value is kind


def test_the_weights_are_what_the_labelled_cards_teach(words: Words) -> None:
    written = load(LEANINGS).data
    taught = train([record for path in material() for record in records(path)], words)

    for target, rows in taught.items():
        assert rows.keys() == written[target].keys(), "run: python -m benchmarks.train --write"
        for sign, row in rows.items():
            assert row == pytest.approx(written[target][sign], abs=0.03), sign


def test_cards_held_out_are_no_material() -> None:
    assert {path.stem for path in material()} == {"mixed", "shops", "varied"}
