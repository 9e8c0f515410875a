"""Halves of characters in JSON, and the JSON around them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.text.surrogates import whole


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (rb'"\ud83d"', '"\ufffd"'),
        (rb'"\ude00 \ud83d\ude00"', '"\ufffd \U0001f600"'),
        (rb'"\ud83d\ud83d\ude00"', '"\ufffd\U0001f600"'),
        (rb'"C:\\ud83d"', r'"C:\\ud83d"'),
        (rb'"\\\ud83d"', '"\\\\\ufffd"'),
        (rb'"\uD83D\uDE00 \u0436"', '"\U0001f600 ж"'),
    ],
)
def test_only_a_lone_half_is_replaced(before: bytes, after: str) -> None:
    assert json.loads(whole(before)) == json.loads(after)


@given(st.text(st.characters(), max_size=50))
def test_whole_json_stays_as_it_is(text: str) -> None:
    good = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    encoded = json.dumps(good).encode()

    assert whole(encoded) is encoded


@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_any_text_becomes_one_that_can_be_encoded(text: str) -> None:
    json.loads(whole(json.dumps(text).encode())).encode()
