"""Kind and origin by what the signs of a card speak for."""

import pytest

from benchmarks.corpus import records
from benchmarks.lessons import material
from benchmarks.train import LEANINGS, train
from enrichment.reading.leanings import BIAS, Leanings
from enrichment.reading.read import read, read_signs
from enrichment.reading.signs import SIGNS, Signs
from enrichment.reading.slots import Kind
from enrichment.reading.words import Words
from enrichment.yamlplaces import load
from tests.reading.conftest import make_card

WEIGHTS = {
    BIAS: {"calm": 0.5, "loud": 0.0},
    "points growth": {"loud": 2.0},
    "says complaint": {"loud": 0.4},
    "owner": {"calm": 1.0},
    "argued": {"loud": 0.7},
    "a sign nobody knows": {"loud": 9.0},
}


def test_the_label_most_signs_speak_for_is_the_best() -> None:
    leanings = Leanings(WEIGHTS)

    assert leanings.best(Signs({}, 0)) == "calm"
    assert leanings.best(Signs({"points growth": 1.0}, 0)) == "loud"
    assert leanings.best(Signs({"points growth": 0.2}, 0)) == "calm"
    assert leanings.best(Signs({"points nobody knows": 9.0}, 0)) == "calm"
    assert leanings.best(Signs({}, 0), but="calm") == "loud"


def test_what_is_there_counts_once_and_adds_up() -> None:
    leanings = Leanings(WEIGHTS)

    def said(*names: str) -> str | None:
        return leanings.best(Signs({}, sum(SIGNS[name] for name in names)))

    assert said("says complaint") == "calm"
    assert said("argued") == "loud"
    assert said("argued", "owner") == "calm"
    assert said("argued", "owner", "says complaint", "says trouble") == "calm"
    assert leanings.best(Signs({"points growth": 0.5}, SIGNS["argued"] | SIGNS["owner"])) == "loud"


def test_the_signs_of_a_card_have_names_to_learn_from(words: Words) -> None:
    card = make_card(title="Повысить конверсию", body="Ответственный: Олег Гринько")

    signs = read_signs(card, words)

    assert signs["owner"] == 1
    assert signs["most points growth"] == 1
    assert signs["points growth"] > 0
    assert "effort" not in signs
    assert not {sign for sign in signs if "urgent" in sign or "pressing" in sign}


def test_without_weights_there_is_no_label() -> None:
    assert Leanings[str]({}).best(Signs({"points growth": 1.0}, 1)) is None


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
