"""Who is a person by the look of a name: given names, initials, patronymics, capital letters."""

import re
from typing import Final, NamedTuple

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
from enrichment.reading.memory import LONGEST, remember
from enrichment.reading.stems import bare_stem
from enrichment.reading.words import Words

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLES: Final = frozenset(
    {"de", "da", "di", "la", "van", "von", "der", "den", "dos", "bin", "al", "el"}
)
_JOINED: Final = re.compile(r"[ \t\u00a0]+|\.[ \t\u00a0]*")
_PATRONYMIC: Final = re.compile(r"^\w{2,}(?:(?:[ое]в|ь)ич|[ыо]ч|(?:[ое]в|ич)н[аыеу])(?:[аеу]|ем)?$")
_VERB: Final = re.compile(r"(?:[еиёую]т|[аяеиоу]л[аио]?|ть|[юя]т|[еи]м)$")
_MOST: Final = 3  # words of a name: given name, patronymic, surname
_NO_NAMES: Final = TEAM | ROLE | BOT | BRAND | NEGATED | PLACEHOLDER | ANSWERS | HANDLES | TAKES
_LIMIT: Final = 20_000  # words remembered
_SHORTEST: Final = 2  # letters of a name
_ABBREVIATED: Final = 3  # letters: a word that short in capitals is no name


_GIVEN: Final = 1
_COMMON: Final = 2  # groups, roles, brands and abbreviations
_PLAIN: Final = 3
"""What one capitalised word may be."""


class Name(NamedTuple):
    """Capitalised words that may name a person; `sure` when one of them is a person's for certain.

    `words` is how many there are, `start` and `end` where they stand.
    """

    text: str
    start: int
    end: int
    words: int
    sure: bool


def names(text: str, words: Words) -> list[Name]:
    """The runs of capitalised words in a text that may be somebody's name, in order."""
    found: list[Name] = []
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        word = token[0]
        loud = word[0].isupper()
        if run and not ((loud or word in _PARTICLES) and _joined(run[-1], token, text)):
            _add(found, run, text, words)
            run = []
        if loud or (run and word in _PARTICLES):
            run.append(token)
    if run:
        _add(found, run, text, words)
    return found


def may_name(text: str, words: Words) -> bool:
    """Whether any word of a text may make a name of it `sure`: seen at a glance, most do not."""
    head, _, rest = text.partition(" ")
    told = [head] if rest.islower() else text.split()  # a sentence's first word has a capital
    return not words.nameless.issuperset(told) and any(_hints(one, words) for one in told)


def _hints(token: str, words: Words) -> bool:
    """Whether a given name, an initial or a patronymic is in what stands between two spaces."""
    if token in words.nameless:
        return False
    for match in _TOKEN.finditer(token):
        word = match[0]
        if (word[0].isupper() or word in _PARTICLES) and (
            _initial(match) or _look(word, words) == _GIVEN or _PATRONYMIC.search(word)
        ):
            return True
    if len(words.nameless) >= _LIMIT:
        words.nameless.clear()
    if len(token) <= LONGEST:
        words.nameless.add(token)
    return False


def _joined(last: re.Match[str], token: re.Match[str], text: str) -> bool:
    """Whether a token belongs to the name before it: a full stop is only one of an initial."""
    gap = text[last.end() : token.start()]
    if gap == " ":
        return True
    stopped = gap[0] == "." and len(last[0]) > 1
    return not stopped and _JOINED.fullmatch(gap) is not None


def _add(found: list[Name], run: list[re.Match[str]], text: str, words: Words) -> None:
    """Add the name a run is: words that are no names at its ends left out, nothing else within."""
    looks = [_look(token[0], words) for token in run]
    if len(run) == 1:
        word, look = run[0][0], looks[0]
        if len(word) > 1 and look != _COMMON:
            sure = look == _GIVEN or _PATRONYMIC.search(word) is not None
            found.append(Name(word, run[0].start(), run[0].end(), 1, sure))
        return
    given, run = _trimmed(run, looks, words)
    bare = [token[0] for token in run if token[0] not in _PARTICLES]
    if not bare or len(bare) > _MOST or all(len(one) == 1 for one in bare):
        return
    if not given and any(_look(one, words) == _COMMON for one in bare):
        return
    initials = len(bare) > 1 and any(map(_initial, run)) and not _known(bare, words)
    start, end = run[0].start(), run[-1].end() + _initial(run[-1])
    sure = given or initials or any(map(_PATRONYMIC.search, bare))
    found.append(Name(text[start:end], start, end, len(bare), sure))


def _trimmed(
    run: list[re.Match[str]], looks: list[int], words: Words
) -> tuple[bool, list[re.Match[str]]]:
    """Whether a given name is in a run, and the run from that on: «Эля Контент» is «Эля»."""
    first, end = 0, len(run)
    while end and run[end - 1][0] in _PARTICLES:
        end -= 1
    while first < end and looks[first] != _GIVEN and _leads(run, looks, first, end):
        first += 1
    if _GIVEN not in looks[first:end]:
        return False, run[first:end]
    loud = all(token[0].isupper() for token in run[first:end])
    for at in range(first + 1, end):
        look = _look(run[at][0].capitalize(), words) if loud else looks[at]
        if look == _COMMON:
            return True, run[first:at]
    return True, run[first:end]


def _leads(run: list[re.Match[str]], looks: list[int], at: int, end: int) -> bool:
    """Whether the first word of a run only leads a name in: a role, a verb, a preposition."""
    if looks[at] == _COMMON or (len(run[at][0]) == 1 and not _initial(run[at])):
        return True
    named = at + 1 < end and looks[at + 1] == _GIVEN
    return named and _VERB.search(run[at][0]) is not None


def _known(bare: list[str], words: Words) -> bool:
    return any(words.marks(one).mask for one in bare if len(one) > 1)


def _initial(token: re.Match[str]) -> bool:
    return len(token[0]) == 1 and token.string[token.end() : token.end() + 1] == "."


def _look(word: str, words: Words) -> int:
    """What a capitalised word looks like; each word is looked at once."""
    look = words.looks.get(word)
    if look is None:
        look = remember(words.looks, word, _looked(word, words), _LIMIT)
    return look


def _looked(word: str, words: Words) -> int:
    if len(word) < _SHORTEST:
        return _PLAIN
    halves = word.split("-")  # of «Жан-Люк» each half may be a name
    parts = (word, *halves[:-1]) if halves[-1][:1].isupper() else (word,)
    abbreviated = word.isupper() and len(word) <= _ABBREVIATED
    if not abbreviated and any(
        len(part) >= _SHORTEST and bare_stem(part) in words.given for part in parts
    ):
        return _GIVEN
    if word.isupper() or words.marks(word).mask & _NO_NAMES:
        return _COMMON
    return _PLAIN
