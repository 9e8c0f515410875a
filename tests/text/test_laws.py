"""Whatever JSON or text a tracker answers, reading it gives a text and never raises."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.mask import mask
from connectors.text.adf import adf_to_markdown
from connectors.text.markdown import tidy
from connectors.text.notion import (
    blocks_to_markdown,
    notion_markdown_to_markdown,
    property_to_text,
    rich_text_to_markdown,
)
from connectors.text.wiki import wiki_to_markdown

_KINDS = (
    "doc text paragraph heading bulletList orderedList taskList taskItem listItem table tableRow "
    "tableCell mention date status inlineCard media panel codeBlock blockquote expand unknown "
    "mention equation heading_1 to_do numbered_list_item toggle table_row code image bookmark "
    "number rollup formula array people files unique_id date relation link_to_page synced_block"
)
_KEYS = (
    "type content text attrs marks level order state href timestamp url alt title colspan language "
    "rich_text plain_text annotations bold children cells caption file external checked rollup "
    "formula array number people start end name id prefix expression"
)
KINDS = _KINDS.split()
KEYS = _KEYS.split() + KINDS

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(KINDS),
)
json_values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=4)), inner, max_size=5),
        st.builds(
            lambda kind, content: {
                "type": kind,
                "content": content,
                kind: content,
                "attrs": content,
            },
            st.sampled_from(KINDS),
            inner,
        ),
    ),
    max_leaves=25,
)


@given(value=json_values)
@settings(max_examples=400, deadline=None)
def test_any_json_reads(value: Any) -> None:
    for read in (adf_to_markdown, rich_text_to_markdown, blocks_to_markdown, property_to_text):
        read(value).encode()


@given(
    text=st.one_of(st.text(), st.text(alphabet='*_-+!|[]{}()#~@\\\n\t hbq1.:<>/`="?codequtpanl'))
)
@settings(max_examples=400, deadline=None)
def test_any_text_reads(text: str) -> None:
    for read in (wiki_to_markdown, notion_markdown_to_markdown, tidy, adf_to_markdown):
        read(text).encode()
    mask(text)


def test_a_megabyte_of_digits_letters_or_signs_is_masked_and_tidied_in_linear_time() -> None:
    for nasty in ("1", "1 ", "+", "a", "a.", "a@", "8 ", "(", "[](", "\\", "`", '[a](b "', "+1"):
        text = nasty * (1_000_000 // len(nasty))
        assert mask(text)
        assert tidy(text)
