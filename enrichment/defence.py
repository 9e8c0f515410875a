"""A card in a few lines before whoever decides: its own facts and nothing else (domain S76, S77)."""

from collections.abc import Mapping
from typing import Any

from enrichment.reading.slots import Effort, Reading, Slot
from enrichment.wording import Texts, say

LEAST = 3
"""Parts a card must say before there is something to defend."""

_LONGEST = 160
"""Characters of the card's words for one part."""


def defence(reading: Reading, language: str) -> str:
    """Give problem, change, effect, effort and evidence in the card's words; one unsaid is told so.

    Empty when the card says too little. The words are not masked.
    """
    said = {name: _words(getattr(reading, name)) for name in _PARTS}
    if sum(map(bool, said.values())) < LEAST:
        return ""
    nothing = say(_NOTHING, language)
    parts = (f"{say(name, language)}: {said[part] or nothing}" for part, name in _PARTS.items())
    return ". ".join(parts) + "."


def _words(slot: Slot[Any]) -> str:
    """Give the words an answer rests on, on one line; the answer itself where it is a text."""
    if slot.missing or slot.quote is None:
        return ""
    told = " ".join((slot.value if isinstance(slot.value, str) else slot.quote.text).split())
    if isinstance(slot.value, Effort) and told.replace(",", ".").replace(".", "", 1).isdigit():
        told = f"{told} {slot.value.unit}"  # a field of numbers does not say of what
    cut = told if len(told) <= _LONGEST else told[: _LONGEST - 1].rstrip() + "…"
    return cut.rstrip(" .;,")


_PARTS: Mapping[str, Texts] = {
    "problem": {"ru": "Проблема", "en": "Problem"},
    "change": {"ru": "Что меняем", "en": "Change"},
    "effects": {"ru": "Эффект", "en": "Effect"},
    "effort": {"ru": "Труд", "en": "Effort"},
    "evidence": {"ru": "Данные", "en": "Evidence"},
}
_NOTHING: Texts = {"ru": "нет данных", "en": "no data"}
