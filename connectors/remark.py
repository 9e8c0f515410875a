"""The text of a living comment as a small document each tracker renders in its own format."""

import hashlib

import msgspec

MARK = "Steelyard"

_encode = msgspec.msgpack.Encoder(order="deterministic").encode


class Span(msgspec.Struct, frozen=True, gc=False):
    """A run of text with one look. `text` is plain: renderers escape it, so nothing in it fires."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


class Paragraph(msgspec.Struct, frozen=True, gc=False, tag="paragraph"):
    """A paragraph of spans."""

    spans: tuple[Span, ...]


class Heading(msgspec.Struct, frozen=True, gc=False, tag="heading"):
    """A small heading inside a comment."""

    text: str


class Bullets(msgspec.Struct, frozen=True, gc=False, tag="bullets"):
    """A flat list; an item is a line of spans."""

    items: tuple[tuple[Span, ...], ...]


class Quote(msgspec.Struct, frozen=True, gc=False, tag="quote"):
    """Words taken from the card."""

    text: str


class Table(msgspec.Struct, frozen=True, gc=False, tag="table"):
    """A table; the first row is its head. Renderers without tables write lines."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Heading | Bullets | Quote | Table


class Remark(msgspec.Struct, frozen=True, gc=False):
    """What Steelyard has to say about one card.

    `digest` names the meaning of the remark: it stands in the comment's mark, and a remark of
    the same digest is not written again even when a figure without meaning (the exact place
    inside its band) differs.
    """

    blocks: tuple[Block, ...]
    digest: str
    language: str


def digest_of(meaning: object) -> str:
    """12 hex digits that name `meaning`, a value msgspec can encode."""
    return hashlib.blake2b(_encode(meaning), digest_size=6).hexdigest()


def mark_of(digest: str) -> str:
    """The visible mark that closes every living comment and finds it again."""
    return f"{MARK} · {digest}"
