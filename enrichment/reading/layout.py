"""Markdown cut into pieces: sentences, each with the heading or key it answers to."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from enrichment.reading.words import Words


class Piece(NamedTuple):
    """A sentence exactly as it stands in the text.

    `slot` is what its heading asks for ("" when nothing is asked), `source` the heading as
    people see it, `turn` the number of the piece under it, from 0. A piece with an empty `text`
    is a heading with nothing under it.
    """

    slot: str
    source: str
    text: str
    turn: int = 0


_HEADING = re.compile(r"\s{0,3}(?:#{1,6}\s+|h[1-6]\.\s+)(\S.*)$")
_BULLET = re.compile(r"\s*(?:[-*+•–—·▪‣☑✅✔]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s*)?")
_BOLD = re.compile(r"\s*(\*\*|__|\*)(?=\S)([^*_\n]{1,80})\1\s*:?\s*$")
_RULE = re.compile(r"[\s|:=_*~-]*$")
_END = re.compile(r"([.!?…;]+)\s+(?=\S)")
_LAST_WORD = re.compile(r"([^\W_]+)$")
_KEY = re.compile(r"\s*:\s*|\s+[—–-]{1,2}\s+|\s*=\s+")
# «Эффект +1,2 млн», "SP 13": a heading's word and a number.
_DIRECT = re.compile(r"[\s*_]*([^\W\d_]+(?:\s[^\W\d_]+)?)[\s*_]+(?=[+−~≈$€£-]{0,2}\d)")
_EDGES = " \t\r*_#>~|•·-–—:"
_LONGEST_KEY = 64
_PARTS = frozenset(":=—–-")  # what parts a key from its value
_LONGEST = 4000  # characters of a paragraph put together
_WRAPPED = 60  # characters: a line that long without a stop at its end was broken by hand
_STOPS = ".!?:;|…"
_STARTS = "#|*-+•>"


class _Cutter:
    """One pass over the lines of a text, keeping the heading in force."""

    def __init__(self, words: Words, slot: str) -> None:
        self._words = words
        self._slot, self._source = slot, ""
        self._lasting = bool(slot)  # a heading of its own line lasts until the next one
        self._answered = True
        self._turn = 0
        self._columns: list[str] = []
        self.pieces: list[Piece] = []

    def cut(self, text: str) -> list[Piece]:
        """The pieces of the whole text."""
        fenced = False
        for line in self._unwrapped(text):
            bare = line.strip()
            if bare.startswith(("```", "{code", "{noformat")):
                fenced = not fenced
            elif not bare:
                self._blank()
            elif not fenced:
                self._line(line, bare)
        self._close()
        return self.pieces

    def _unwrapped(self, text: str) -> Iterator[str]:
        """The lines of a text, a paragraph wrapped by hand as one line (its breaks kept)."""
        held = ""
        for line in text.split("\n"):
            if held and len(held) < _LONGEST and self._continues(held, line):
                held = f"{held}\n{line}"
                continue
            if held:
                yield held
            held = line
            if len(line) < _WRAPPED:
                yield line
                held = ""
        if held:
            yield held

    def _continues(self, before: str, line: str) -> bool:
        """Whether `line` goes on with the sentence that `before` broke off."""
        last = before[before.rfind("\n") + 1 :].rstrip()
        bare = line.strip()
        if len(last) < _WRAPPED or last[-1] in _STOPS or not bare or bare[0] in _STARTS:
            return False
        key, _ = self._split(bare)
        return not (_BULLET.match(line) or last[0] in "#|" or (key and self._words.heading(key)))

    def _blank(self) -> None:
        """An empty line ends what a key alone began, and any table."""
        self._columns = []
        if not self._lasting and self._answered:
            self._slot, self._source = "", ""

    def _close(self) -> None:
        """Leave the heading in force; say so when nothing stood under it."""
        if not self._answered and self._slot:
            self.pieces.append(Piece(self._slot, self._source, ""))
        self._answered = True

    def _open(self, source: str, slot: str, *, lasting: bool) -> None:
        self._close()
        self._slot, self._source, self._lasting = slot, source, lasting
        self._answered = False
        self._turn = 0

    def _line(self, line: str, bare: str) -> None:
        first = bare[0]
        if first == "|":
            self._row(bare)
            return
        if first in "#h" and (heading := _HEADING.match(line)):
            self._heading(heading[1].strip().rstrip("#").strip())
            return
        if first in "*_" and (bold := _BOLD.match(line)):
            self._heading(bold[2].strip())
            return
        bullet = _BULLET.match(line)
        rest = bare if bullet is None else line[bullet.end() :].strip()
        if rest and not (first in "-=*_~" and _RULE.match(bare)):
            self._text(rest, bulleted=bullet is not None)

    def _heading(self, text: str) -> None:
        key, value = self._split(text)
        if value and (slot := self._words.heading(key)):
            self._open(_name(key), slot, lasting=True)
            self._sentences(value)
        else:
            self._open(_name(text), self._words.heading(text), lasting=True)

    def _text(self, text: str, *, bulleted: bool) -> None:
        key, value = self._split(text)
        listed = bulleted and self._lasting  # an item of a list under a heading of its own
        slot = self._words.heading(key) if key and not listed else ""
        if slot:
            self._open(_name(key), slot, lasting=not value.strip(_EDGES))
            if value.strip(_EDGES):
                self._sentences(value)
            return
        if key and text.startswith("**") and not bulleted:
            self._open(_name(key), "", lasting=not value.strip(_EDGES))
        elif len(text) < 40 and (slot := self._alone(text)):
            self._open(_name(text), slot, lasting=True)
            return
        elif not self._lasting and not bulleted and self._answered:
            self._slot, self._source = "", ""
        self._sentences(text)

    def _alone(self, text: str) -> str:
        """A line that is nothing but a heading's words, or a question that is one."""
        asks = text.endswith("?")
        return self._words.heading(text) if asks else self._words.key(text.strip(_EDGES))

    def _split(self, text: str) -> tuple[str, str]:
        """«Ключ: значение» parted; an empty key when the text is not of that form."""
        head = text[:_LONGEST_KEY]
        direct = _DIRECT.match(head)
        if direct is not None and self._words.key(direct[1]):
            return direct[1], text[direct.end() :]
        match = _KEY.search(text, 1, _LONGEST_KEY) if _PARTS.intersection(head) else None
        if match is None:
            asked = text.find("?", 1, _LONGEST_KEY)
            if asked > 0 and text[asked + 1 :].strip():
                return text[:asked], text[asked + 1 :].strip()
            return "", ""
        return text[: match.start()], text[match.end() :].lstrip("*_ \t")

    def _sentences(self, text: str) -> None:
        """Sentences of one line; a later one that begins with a known key answers to that."""
        start = 0
        for match in _END.finditer(text):
            if match[1] == "." and self._abbreviated(text, match.start()):
                continue
            self._sentence(text[start : match.end(1)])
            start = match.end()
        self._sentence(text[start:])

    def _abbreviated(self, text: str, stop: int) -> bool:
        word = _LAST_WORD.search(text, max(0, stop - 12), stop)
        if word is None:
            return False
        return word[1].lower() in self._words.abbreviations or (stop < 3 and word[1].isdigit())

    def _sentence(self, text: str) -> None:
        text = text.strip()
        if not text:
            return
        key, value = self._split(text)
        slot = self._words.key(key) if key and self._answered else ""
        if slot and not self._lasting:
            self._open(_name(key), slot, lasting=False)
            text = value
            if not text.strip(_EDGES):
                return
        self._answered = True
        for part in _portions(text):
            self.pieces.append(Piece(self._slot, self._source, part, self._turn))
            self._turn += 1

    def _row(self, bare: str) -> None:
        """A table's row: «поле | значение», or values under columns that are headings."""
        if _RULE.match(bare):
            return
        cells = [cell.strip() for cell in bare.strip("|").split("|")]
        slots = [self._words.heading(cell.strip(_EDGES)) for cell in cells]
        if not self._columns and sum(map(bool, slots)) > 1:
            self._columns = slots
        elif any(self._columns):
            for slot, cell in zip(self._columns, cells, strict=False):
                self.pieces.append(Piece(slot, slot, cell))
        elif slots[0] and len(cells) > 1:
            self._open(_name(cells[0]), slots[0], lasting=False)
            for cell in cells[1:]:
                self._sentences(cell)
        else:
            for cell in filter(None, cells):
                self.pieces.append(Piece("", "", cell))


def _portions(text: str) -> Iterator[str]:
    """A sentence beyond all measure in parts, so that reading takes linear time."""
    start = 0
    while len(text) - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        stop = space if space > 0 else start + _LONGEST
        yield text[start:stop].strip()
        start = stop
    yield text[start:].strip()


def _name(heading: str) -> str:
    return heading.strip(_EDGES).strip()


def pieces(markdown: str, words: Words, slot: str = "") -> list[Piece]:
    """The pieces of a text, in order; `slot` is what the text as a whole answers to."""
    return _Cutter(words, slot).cut(markdown)
