from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from connectors.card import Card
from enrichment.compare import compare, verdicts_of
from enrichment.judge import Judged
from enrichment.reading.slots import Effect, EffectKind, Effort, Kind, Period, Reading, Slot

MakeCard = Callable[..., Card]
Read = Callable[..., Reading]
Run = Callable[..., list[Judged]]


def worth(millions: float) -> tuple[Effect, ...]:
    return (Effect(EffectKind.MONEY, millions * 1e6, millions * 1e6, "RUB", period=Period.YEAR),)


def test_equal_judgements_move_nothing(judged: Run, card: MakeCard, reading: Read) -> None:
    cards = [(card(id=str(at)), reading(effects=worth(at + 1))) for at in range(5)]
    compared = compare(verdicts_of(judged(cards)), judged(cards))
    assert (compared.cards, compared.same, compared.moved) == (5, 5, ())


def test_a_card_that_moves_says_by_which_part_and_remark(
    judged: Run, card: MakeCard, reading: Read
) -> None:
    bare = reading(effects=worth(10), effort=Effort(5, "day"))
    told = msgspec.structs.replace(
        bare, stop=Slot("стоп", None, None), success=Slot("успех", None, None)
    )
    before = judged([(card(id="a"), bare), (card(id="b"), reading(effects=worth(1)))])
    after = judged([(card(id="a"), told), (card(id="b"), reading(effects=worth(1)))])
    (moved,) = compare(verdicts_of(before), after).moved
    assert (moved.id, moved.by) == ("a", {"stop-signal": 3.0})
    assert moved.vanish == ("missing-success",)
    assert moved.appear == ()
    assert compare(verdicts_of(before), after).by_rule == {"stop-signal": 1}
    assert compare(verdicts_of(before), after).vanish == {"missing-success": 1}


def test_a_card_nobody_judged_before_is_fresh(judged: Run, card: MakeCard, reading: Read) -> None:
    before = judged([(card(id="a"), reading())])
    after = judged([(card(id="a"), reading()), (card(id="b"), reading(Kind.CLIENT))])
    compared = compare(verdicts_of(before), after)
    assert (compared.cards, compared.fresh, compared.same) == (2, 1, 1)


@given(old=st.integers(1, 10_000), new=st.integers(1, 10_000), days=st.integers(1, 60))
def test_the_points_of_a_move_sum_to_the_change_of_the_score(
    *, old: int, new: int, days: int, judged: Run, card: MakeCard, reading: Read
) -> None:
    def one(millions: int) -> list[Judged]:
        said: Any = reading(effects=worth(millions), effort=Effort(days, "day"))
        return judged([(card("Новая корзина"), said)])

    for moved in compare(verdicts_of(one(old)), one(new)).moved:
        before, after = (round(value * 10) for value in moved.score)
        assert sum(round(points * 10) for points in moved.by.values()) == after - before
