from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from enrichment.rank import Standing, band, rank
from enrichment.verdict import Place

SHARES = {"growth": 0.5, "mandatory": 0.25, "client": 0.25}


def standing(
    key: str, lane: str = "growth", value: float = 50, *, days: float | None = 1, ready: bool = True
) -> Standing:
    return Standing(key, lane, value, provisional=not ready, days=days)


def queue(places: Mapping[str, Place]) -> str:
    return " ".join(sorted(places, key=lambda key: places[key].in_queue))


def test_higher_scores_come_first_and_ties_stand_by_key() -> None:
    cards = [standing("b", value=10), standing("c", value=10), standing("a", value=90)]
    assert queue(rank(cards, SHARES, None)) == "a b c"


def test_a_provisional_card_stands_below_the_ready_ones_of_its_lane() -> None:
    cards = [standing("better", value=99, ready=False), standing("ready", value=1)]
    places = rank(cards, SHARES, None)
    assert places["ready"].in_lane == 1
    assert places["better"].in_lane == 2


def test_open_questions_come_after_every_ready_card_of_the_queue() -> None:
    cards = [standing("asked", "mandatory", 99, ready=False)]
    cards += [*(standing(f"g{at}") for at in range(3)), standing("c0", "client", 1)]
    assert queue(rank(cards, SHARES, None)) == "g0 c0 g1 g2 asked"


def test_lanes_are_interleaved_by_their_shares_never_by_raw_score() -> None:
    cards = [standing(f"g{at}", value=1) for at in range(4)]
    cards += [standing(f"m{at}", "mandatory", 99) for at in range(2)]
    cards += [standing(f"c{at}", "client", 50) for at in range(2)]
    assert queue(rank(cards, SHARES, None)) == "g0 c0 m0 g1 g2 c1 m1 g3"


def test_capacity_is_shared_in_days_not_in_cards() -> None:
    cards = [standing("big", days=10), standing("next"), standing("m0", "mandatory", days=2)]
    cards += [standing("m1", "mandatory", days=2), standing("m2", "mandatory", days=2)]
    assert queue(rank(cards, SHARES, None)) == "big m0 m1 m2 next"


def test_a_lane_without_a_share_comes_last() -> None:
    cards = [standing("odd", "unclear", 99), standing("a"), standing("b")]
    assert queue(rank(cards, SHARES, None)) == "a b odd"


def test_the_cut_line_stands_where_the_sprint_is_full() -> None:
    cards = [standing(key, value=value, days=4) for key, value in (("a", 9), ("b", 8), ("c", 7))]
    places = rank(cards, SHARES, capacity=9)
    assert [places[key].fits for key in "abc"] == [True, True, False]


def test_without_capacity_the_first_ten_fit() -> None:
    places = rank([standing(f"{at:02}") for at in range(12)], SHARES, None)
    assert sum(place.fits for place in places.values()) == 10


def test_a_place_says_of_how_many() -> None:
    places = rank([standing("a"), standing("m", "mandatory")], SHARES, None)
    assert places["m"] == Place("mandatory", 1, 1, 2, 2, "top 10", fits=True)


def test_bands_are_the_top_ten_and_then_deciles() -> None:
    assert [band(place, 100) for place in (1, 10, 11, 20, 21, 100)] == [
        "top 10",
        "top 10",
        "decile 2",
        "decile 2",
        "decile 3",
        "decile 10",
    ]
    assert band(11, 11) == "decile 10"


@st.composite
def crowds(draw: st.DrawFn) -> list[Standing]:
    lanes = st.sampled_from((*SHARES, "unclear"))
    points, days = st.integers(0, 1000), st.floats(0, 50) | st.none()
    rows = draw(st.lists(st.tuples(lanes, points, days, st.booleans()), max_size=40))
    return [
        standing(f"{at:02}", lane, value / 10, days=effort, ready=ready)
        for at, (lane, value, effort, ready) in enumerate(rows)
    ]


@given(cards=crowds(), capacity=st.floats(1, 100) | st.none())
def test_every_card_has_a_place_of_its_own(cards: list[Standing], capacity: float | None) -> None:
    places = rank(cards, SHARES, capacity)
    assert sorted(place.in_queue for place in places.values()) == list(range(1, len(cards) + 1))
    assert rank(cards[::-1], SHARES, capacity) == places
    fitting = [places[key].fits for key in sorted(places, key=lambda key: places[key].in_queue)]
    assert fitting == sorted(fitting, reverse=True)
