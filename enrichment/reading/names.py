"""Who is a person by the look of a name: given names, initials, patronymics, capital letters."""

import re
from collections.abc import Iterator
from enum import IntEnum, auto
from typing import NamedTuple

from enrichment.reading.groups import (
    ANSWERS,
    BOT,
    BRAND,
    HANDLES,
    NEGATED,
    PLACEHOLDER,
    ROLE,
    TAKES,
    TEAM,
)
from enrichment.reading.stems import bare_stem
from enrichment.reading.words import Words

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLES = frozenset(
    {"de", "da", "di", "la", "van", "von", "der", "den", "dos", "bin", "al", "el"}
)
_JOINED = re.compile(r"[ \t\u00a0]+|\.[ \t\u00a0]*")
_PATRONYMIC = re.compile(r"^\w{2,}(?:(?:[ое]в|ь)ич|[ыо]ч|(?:[ое]в|ич)н[аыеу])(?:[аеу]|ем)?$")
_VERB = re.compile(r"(?:[еиёую]т|[аяеиоу]л[аио]?|ть|[юя]т|[еи]м)$")
_MOST = 3  # words of a name: given name, patronymic, surname
_NO_NAMES = TEAM | ROLE | BOT | BRAND | NEGATED | PLACEHOLDER | ANSWERS | HANDLES | TAKES
_LIMIT = 20_000  # words remembered
_SHORTEST = 2  # letters of a name
_ABBREVIATED = 3  # letters: a word that short in capitals is no name


class Look(IntEnum):
    """What one capitalised word may be; groups, roles, brands and abbreviations are common."""

    GIVEN = auto()
    COMMON = auto()
    PLAIN = auto()


class Name(NamedTuple):
    """Capitalised words that may name a person; `sure` when one of them is a person's for certain.

    `words` is how many there are, `start` and `end` where they stand.
    """

    text: str
    start: int
    end: int
    words: int
    sure: bool


def names(text: str, words: Words) -> Iterator[Name]:
    """The runs of capitalised words in a text that may be somebody's name, in order."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        if run and not (
            _goes_on(run, token, text) and _JOINED.fullmatch(text, run[-1].end(), token.start())
        ):
            yield from _named(run, text, words)
            run = []
        if token[0][0].isupper() or (run and token[0] in _PARTICLES):
            run.append(token)
    yield from _named(run, text, words)


def _goes_on(run: list[re.Match[str]], token: re.Match[str], text: str) -> bool:
    """Whether a token belongs to the name before it: a full stop is only one of an initial."""
    stopped = text[run[-1].end()] == "."
    return (not stopped or len(run[-1][0]) == 1) and (
        token[0][0].isupper() or token[0] in _PARTICLES
    )


def _named(run: list[re.Match[str]], text: str, words: Words) -> Iterator[Name]:
    """The name a run is: words that are no names at its ends left out, nothing else within."""
    given, run = _trimmed(run, words)
    bare = [token[0] for token in run if token[0] not in _PARTICLES]
    if not bare or len(bare) > _MOST or all(len(one) == 1 for one in bare):
        return
    if not given and any(_common(one, words) for one in bare):
        return
    initials = len(bare) > 1 and any(map(_initial, run)) and not _known(bare, words)
    start, end = run[0].start(), run[-1].end() + _initial(run[-1])
    sure = given or initials or any(map(_PATRONYMIC.search, bare))
    yield Name(text[start:end], start, end, len(bare), sure)


def _trimmed(run: list[re.Match[str]], words: Words) -> tuple[bool, list[re.Match[str]]]:
    """Whether a given name is in a run, and the run from that on: «Эля Контент» is «Эля»."""
    while run and run[-1][0] in _PARTICLES:
        run = run[:-1]
    while run and not _given(run[0][0], words) and _leads(run, words):
        run = run[1:]
    if not any(_given(token[0], words) for token in run):
        return False, run
    loud = all(token[0].isupper() for token in run)
    for at, token in enumerate(run[1:], 1):
        if _common(token[0].capitalize() if loud else token[0], words):
            return True, run[:at]
    return True, run


def _leads(run: list[re.Match[str]], words: Words) -> bool:
    """Whether the first word of a run only leads a name in: a role, a verb, a preposition."""
    verb = len(run) > 1 and _VERB.search(run[0][0]) and _given(run[1][0], words)
    letter = len(run[0][0]) == 1 and not _initial(run[0])
    return bool(verb) or letter or _common(run[0][0], words)


def _known(bare: list[str], words: Words) -> bool:
    return any(words.marks(one).mask for one in bare if len(one) > 1)


def _initial(token: re.Match[str]) -> bool:
    return len(token[0]) == 1 and token.string[token.end() : token.end() + 1] == "."


def _given(word: str, words: Words) -> bool:
    return _look(word, words) == Look.GIVEN


def _common(word: str, words: Words) -> bool:
    return _look(word, words) == Look.COMMON


def _look(word: str, words: Words) -> int:
    """What a capitalised word looks like; each word is looked at once."""
    seen = words.looks
    if word not in seen:
        if len(seen) >= _LIMIT:
            seen.clear()
        seen[word] = _looked(word, words)
    return seen[word]


def _looked(word: str, words: Words) -> Look:
    if len(word) < _SHORTEST:
        return Look.PLAIN
    halves = word.split("-")  # of «Жан-Люк» each half may be a name
    parts = (word, *halves[:-1]) if halves[-1][:1].isupper() else (word,)
    abbreviated = word.isupper() and len(word) <= _ABBREVIATED
    if not abbreviated and any(
        len(part) >= _SHORTEST and bare_stem(part) in words.given for part in parts
    ):
        return Look.GIVEN
    if word.isupper() or words.marks(word).mask & _NO_NAMES:
        return Look.COMMON
    return Look.PLAIN
