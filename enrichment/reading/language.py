"""The language of a card: that of most of its words."""

import string
from typing import Final

from connectors.card import Card

_ENOUGH: Final = 1200  # characters: what a card begins with tells
_BEGINNING: Final = 200  # characters that mostly outweigh whatever else is among them
_CODE: Final = "cp1251"  # a byte for every letter; bytes are sorted and counted fastest
_RUSSIAN: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def _sorter(letters: str) -> bytes:
    """A table that makes each of some letters an `x`, all else a space."""
    codes = set(letters.encode(_CODE))
    return bytes(ord("x") if code in codes else ord(" ") for code in range(256))


_CYRILLIC: Final = _sorter(_RUSSIAN + _RUSSIAN.upper())
_LATIN: Final = _sorter(string.ascii_letters)


def language_of(card: Card) -> str:
    """`ru` or `en`: the language of most words of title and body; brands do not outvote a text."""
    said = f"{card.title}\n{card.body}"[:_ENOUGH]
    if said.isascii():
        return "en"
    return _of_beginning(said) or _of_all(said)


def _of_beginning(said: str) -> str:
    """The language of a text whose beginning outweighs the other language in all of it, or "".

    A word has a letter: there are no more words of a language than letters.
    """
    plain = said.encode("ascii", "ignore")
    if (len(said) - len(plain)) * 2 < _runs(plain[:_BEGINNING], _LATIN):
        return "en"
    russian = _runs(said[:_BEGINNING].encode(_CODE, "replace"), _CYRILLIC)
    return "ru" if russian and russian * 2 >= plain.translate(_LATIN).count(b"x") else ""


def _of_all(said: str) -> str:
    """The language of a text by all its words."""
    text = said.encode(_CODE, "replace")
    russian = _runs(text, _CYRILLIC)
    return "ru" if russian and russian * 2 >= _runs(text, _LATIN) else "en"


def _runs(text: bytes, sorter: bytes) -> int:
    """How many runs of the letters of one script there are."""
    return (b" " + text.translate(sorter)).count(b" x")
