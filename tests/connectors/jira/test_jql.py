"""The user's query is bounded and ordered without changing what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.jira.jql import clause


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("project = SHOP", "(project = SHOP)"),
        ("project = SHOP ORDER BY created DESC", "(project = SHOP)"),
        ("project = SHOP order\n  by rank", "(project = SHOP)"),
        ("a = 1 OR b = 2", "(a = 1 OR b = 2)"),
        ('summary ~ "order by price" order by key', '(summary ~ "order by price")'),
        (r"summary ~ 'it\'s order by' ORDER BY key", r"(summary ~ 'it\'s order by')"),
        ('"Order by" is not EMPTY', '("Order by" is not EMPTY)'),
        ("reorder = by", "(reorder = by)"),
    ],
)
def test_only_the_order_is_taken_off(query: str, condition: str) -> None:
    assert clause("shop", [query]) == condition


@given(st.text(alphabet="ab=\"'\\ ", min_size=1).filter(str.strip), st.booleans())
def test_quotes_never_hide_a_condition(query: str, ordered: bool) -> None:
    balanced = f'summary ~ "{query.translate({34: "", 39: "", 92: ""})}"'
    tail = " ORDER BY key" if ordered else ""

    assert clause("shop", [balanced + tail]) == f"({balanced})"
