"""Whether any card at all can meet a condition: a search through the values it looks at.

The search is exhaustive or it claims nothing. It knows conditions that compare names of the
schema with words and numbers; one that calls functions or reckons is taken to be met by some card.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any, get_args, get_origin, get_type_hints

from connectors.card import Stage, Tracker
from enrichment.organization import Phase
from enrichment.packs.cel import EvaluationError, Expression, Fault, Language
from enrichment.packs.entries import Entries
from enrichment.packs.facts import Publisher
from enrichment.packs.schema import DECISION_VARIABLES, RENAMED, SLOTS, type_at
from enrichment.reading.slots import (
    EffectKind,
    Empty,
    Kind,
    MetricRole,
    Origin,
    Place,
    Reading,
    Role,
    Slot,
)
from enrichment.yamlplaces import nearest

MOST = 4_000
"""Cards tried a condition; past that nothing is claimed."""

_LITERAL = re.compile(r"'([^'\\\n]*)'|\"([^\"\\\n]*)\"")
_NAME = re.compile(rf"\b(?:{'|'.join(DECISION_VARIABLES)})\b(?:\.\w+)*")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_CALL = re.compile(r"\b(?!in\b)\w+\s*\(")
_RECKONING = re.compile(r"[+*/%?{\\]|[\w)\]]\s*-")
_EQUAL = re.compile(r"(\w+(?:\.\w+)+)\s*[!=]=\s*['\"]([^'\"]*)['\"]")
_EQUAL_TURNED = re.compile(r"['\"]([^'\"]*)['\"]\s*[!=]=\s*(\w+(?:\.\w+)+)")
_ONE_OF = re.compile(r"(\w+(?:\.\w+)+)\s+in\s+\[([^\]]*)\]")
_HELD = re.compile(r"['\"]([^'\"]*)['\"]\s+in\s+(\w+(?:\.\w+)*)")


def strange_words(source: str, language: Language, entries: Entries) -> Iterator[Fault]:
    """Find words that a name of the schema never takes: `reading.kind == 'grwth'`."""
    closed = _closed(entries)
    pairs = [(path, word) for path, word in _EQUAL.findall(source)]
    pairs += [
        (path, word) for word, path in (*_EQUAL_TURNED.findall(source), *_HELD.findall(source))
    ]
    pairs += [
        (path, one or other)
        for path, words in _ONE_OF.findall(source)
        for one, other in _LITERAL.findall(words)
    ]
    for path, word in pairs:
        known = _words_of(path, closed)
        if known and word not in known and type_at(path, language.variables, language.messages):
            hint = nearest(word, known) or f"it is one of {', '.join(filter(None, known))}"
            yield f"'{path}' is never '{word}'", hint


class Search:
    """Looks for a card that meets a condition."""

    def __init__(self, language: Language, publisher: Publisher, entries: Entries) -> None:
        """Take the language of the conditions and the words its names may take."""
        self._language = language
        self._publisher = publisher
        self._closed = _closed(entries)

    def never(self, source: str) -> bool:
        """Tell whether surely no card meets `source`."""
        plain = _LITERAL.sub("''", source)
        paths = sorted(set(_NAME.findall(plain)))
        if _CALL.search(plain) or _RECKONING.search(plain):
            return False
        values = [self._values(path, source) for path in paths]
        if not all(values):
            return False
        expression = self._language.compile(source, "bool")
        count = 1
        for of_path in values:
            count *= len(of_path)
        cards = islice(product(*values), MOST)
        met = any(self._holds(expression, paths, card) for card in cards)
        return not met and count <= MOST

    def _holds(self, expression: Expression, paths: Sequence[str], card: Sequence[Any]) -> bool:
        values = self._publisher.blank() | dict(zip(paths, card, strict=True))
        try:
            return expression.value(self._language.facts(values), "") is True
        except EvaluationError:
            return False

    def _values(self, path: str, source: str) -> Sequence[Any]:
        """List the values of `path` that can make a difference; empty when they are not known."""
        kind = type_at(path, self._language.variables, self._language.messages)
        words = [one or other for one, other in _LITERAL.findall(source)]
        known = _words_of(path, self._closed)
        numbers = [float(one) for one in _NUMBER.findall(_LITERAL.sub("''", source))]
        near = sorted({0.0, 1.0, 2.0, *(n + step for n in numbers for step in (-1, 0, 1))})
        match kind:
            case "bool":
                return [False, True]
            case "string":
                return list(dict.fromkeys([*known, ""] if known else ["", *words, "?"]))
            case "string*":
                return [[], *([word] for word in words), words]
            case "int":
                return [int(one) for one in near]
            case "double":
                return near
        return []


def _words_of(path: str, closed: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """List the words a name may take; empty when it may take any."""
    tail = path.rpartition(".")[2]
    if path.startswith("reading.") and path.count(".") == 2 and tail in {"empty", "place"}:
        return closed[tail]
    return closed.get(path, ())


def _closed(entries: Entries) -> Mapping[str, Sequence[str]]:
    """List the words of every name that takes no others."""
    hints = get_type_hints(Reading)
    told = {
        f"reading.{RENAMED.get(name, name)}": ["", *get_args(hints[name])[0]]
        for name, kind in SLOTS.items()
        if kind == "string" and get_origin(hints[name]) is Slot and name != "step"
    }
    return told | {
        "reading.kind": list(Kind),
        "reading.origin": list(Origin),
        "reading.role": list(Role),
        "reading.language": ["ru", "en"],
        "reading.grade": list(entries.evidence),
        "reading.metric.roles": list(MetricRole),
        "reading.effect.kinds": list(EffectKind),
        "card.stage": ["", *Stage],
        "reading.phase": ["", *Phase],
        "card.tracker": list(Tracker),
        "empty": ["", *Empty],
        "place": ["", *Place],
        "flags": list(entries.checks),
    }
