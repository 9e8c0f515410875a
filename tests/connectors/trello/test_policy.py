"""Trello's manners as the gate keeps them."""

import msgspec
import pytest

from connectors.trello import policy
from tests.connectors.trello.shop import Shop


@pytest.mark.parametrize(
    ("body", "message", "code"),
    [
        (b"invalid id", "invalid id", ""),
        ("Нет такой карточки".encode(), "Нет такой карточки", ""),
        (b'"member has already voted on the card"', '"member has already voted on the card"', ""),
        (b'{"message": "model not found"}', "model not found", ""),
        (
            b'{"error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded"}',
            "Rate limit exceeded (API_TOKEN_LIMIT_EXCEEDED)",
            "API_TOKEN_LIMIT_EXCEEDED",
        ),
    ],
)
def test_errors_in_plain_text_and_in_json_are_both_understood(
    shop: Shop, body: bytes, message: str, code: str
) -> None:
    manners = policy(shop.access)
    assert (manners.message(body), manners.code(body)) == (message, code)


def test_a_pace_replaces_the_published_windows_but_not_that_of_members(shop: Shop) -> None:
    path = "/1/members/me"
    published = [(w.limit, w.seconds) for w in policy(shop.access).windows]
    assert published == [(100, 10.0), (300, 10.0), (100, 900.0)]
    paced = policy(msgspec.structs.replace(shop.access, pace=2.0)).windows
    assert [(w.limit, w.seconds) for w in paced] == [(20, 10.0), (100, 900.0)]
    assert [w.scope("GET", path) for w in paced] == ["", "members"]
    assert [w.scope("GET", "/1/boards/x") for w in paced] == ["", None]
