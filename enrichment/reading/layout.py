"""Markdown cut into pieces: sentences, each with the heading or key it answers to."""

import re
from typing import Final

from enrichment.reading.groups import BASELINE, EXISTING, PROMISE, TARGET, WISH
from enrichment.reading.keys import EDGES, name, parted
from enrichment.reading.lines import BULLET, lines
from enrichment.reading.sentences import LONGEST, portions, sentences
from enrichment.reading.words import Words


class Piece:
    """A sentence exactly as it stands in the text.

    `slot` is what its heading asks for ("" when nothing is asked), `source` the heading as
    people see it, `turn` the number of the piece under it, from 0, `listed` whether it is an item
    of a list. A piece with an empty `text` is a heading with nothing under it.
    """

    __slots__ = ("listed", "slot", "source", "text", "turn")

    def __init__(
        self, slot: str, source: str, text: str, turn: int = 0, *, listed: bool = False
    ) -> None:
        """Keep where it stands."""
        self.slot, self.source, self.text = slot, source, text
        self.turn, self.listed = turn, listed


_HEADING: Final = re.compile(r"\s{0,3}(?:#{1,6}\s+|h[1-6]\.\s+)(\S.*)$")
_BOLD: Final = re.compile(r"\s*(\*\*|__|\*)(?=\S)([^*_\n]{1,80})\1\s*:?\s*$")
_INLINE: Final = re.compile(
    r"<(b|strong|u|i|em|span|font)(?:\s[^<>]{0,200})?>([^<>]{1,80})</\1>(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_RULED: Final = "|:=_*~-"
_RULE: Final = re.compile(r"[\s|:=_*~-]*$")
# "<What hurts? Whom?>", «(опишите проблему)», "_name_": a template's own words.
_HINT: Final = re.compile(r"[\s*_]*(?:[(\[<{][^\d]{0,200}[)\]>}])[\s*_.]*$")
_CORE: Final = frozenset(
    {"problem", "metric", "effect", "owner", "effort", "deadline", "stop", "success", "unknown"}
)
_STATES: Final = BASELINE | TARGET | PROMISE | WISH | EXISTING
_SHORT: Final = 40  # characters of a line that may be a heading without a mark of one


def pieces(markdown: str, words: Words, slot: str = "") -> list[Piece]:
    """The pieces of a text, in order; `slot` is what the text as a whole answers to."""
    return _Cutter(words, slot).cut(markdown)


def is_hint(text: str) -> bool:
    """Whether a line is a template's hint, left as it was: all in brackets, with no number."""
    return not text[-1].isalnum() and _HINT.match(text) is not None and "](" not in text


def _is_rule(text: str) -> bool:
    """Whether a line only draws a line."""
    return text[-1] in _RULED and _RULE.match(text) is not None


class _Cutter:
    """One pass over the lines of a text, keeping the heading in force."""

    def __init__(self, words: Words, slot: str) -> None:
        self._words = words
        self._slot, self._source = slot, ""
        self._lasting = bool(slot)  # a heading of its own line lasts until the next one
        self._answered = True
        self._turn = 0
        self._listed = False
        self._columns: list[str] = []
        self.pieces: list[Piece] = []

    def cut(self, text: str) -> list[Piece]:
        """The pieces of the whole text."""
        for line in lines(text, self._words):
            bare = line.strip()
            if bare:
                self._line(line, bare)
            elif self._columns or not self._lasting:
                self._blank()
        if not self._answered:
            self._close()
        return self.pieces

    def _blank(self) -> None:
        """An empty line ends what a key alone began, and any table."""
        self._columns = []
        if not self._lasting and self._answered:
            self._slot, self._source = "", ""

    def _close(self) -> None:
        """Leave the heading in force, under which nothing stood."""
        if self._slot:
            self.pieces.append(Piece(self._slot, self._source, ""))
        self._answered = True

    def _open(self, source: str, slot: str, *, lasting: bool) -> None:
        if not self._answered:
            self._close()
        self._slot, self._source, self._lasting = slot, source, lasting
        self._answered = False
        self._turn = 0

    def _line(self, line: str, bare: str) -> None:
        first = bare[0]
        if first.isalnum() and not first.isdigit() and first != "h":
            self._text(bare)
        elif first == "|":
            self._row(bare)
        elif first in "#h" and (heading := _HEADING.match(line)):
            marked: str = heading[1]
            self._heading(marked.strip().rstrip("#").strip())
        elif first in "*_" and bare[-1] in "*_:" and (bold := _BOLD.match(bare)):
            self._heading(bold[2].strip())
        elif (first in "-=*_~" and _is_rule(bare)) or (first == "<" and self._marked(bare)):
            return
        elif bare[1:2].strip() and not first.isdigit():  # no bullet
            self._text(bare)
        else:
            self._item(line, bare)

    def _item(self, line: str, bare: str) -> None:
        """An item of a list, or a line that begins like one."""
        bullet = BULLET.match(line)
        rest = bare if bullet is None else line[bullet.end() :].strip()
        if rest:
            self._listed = bullet is not None
            self._text(rest)
            self._listed = False

    def _heading(self, text: str) -> None:
        if not text:
            return
        key, value = parted(text, self._words)
        if value and (slot := self._words.heading(key)):
            self._open(name(key), slot, lasting=True)
            self._sentences(value)
        else:
            self._open(name(text), self._words.heading(text), lasting=True)

    def _marked(self, bare: str) -> bool:
        """Whether a line is «<b>Проблема</b>», a heading, or «<b>Проблема:</b>» and its answer."""
        marked = _INLINE.match(bare)
        if marked is None:
            return False
        text, rest = marked[2].strip(), marked[3].lstrip(EDGES)
        if not rest:
            self._heading(text)
        elif slot := self._words.heading(text):
            self._open(name(text), slot, lasting=False)
            self._sentences(rest)
        else:
            return False
        return True

    def _text(self, text: str) -> None:
        if text[0] in "(<[{*_" and is_hint(text):
            self._said(text)
            return
        key, value = parted(text, self._words)
        if key and (slot := self._asked(key)):
            said = bool(value.strip(EDGES))
            self._open(name(key), slot, lasting=not said)
            if said:
                self._sentences(value)
            return
        if key and text.startswith("**") and not self._listed:
            self._open(name(key), "", lasting=not value.strip(EDGES))
        elif len(text) < _SHORT and (slot := self._alone(text)):
            self._open(name(text), slot, lasting=True)
            return
        elif not self._lasting and not self._listed and self._answered:
            self._slot, self._source = "", ""
        self._sentences(text)

    def _asked(self, key: str) -> str:
        """The slot of a key; in a list under a heading of its own only a plain word for one."""
        if self._listed and self._lasting and self._slot:
            slot = self._words.key(key)
            return slot if slot in _CORE and slot != self._slot else ""
        return self._words.heading(key)

    def _alone(self, text: str) -> str:
        """A line that is nothing but a heading's words, or a question that is one."""
        asks = text.endswith("?")
        return self._words.heading(text) if asks else self._words.key(text.strip(EDGES))

    def _sentences(self, text: str) -> None:
        """Sentences of one line; a later one that begins with a known key answers to that."""
        later = False
        for sentence in sentences(text, self._words.abbreviations):
            told = sentence.strip()
            if told and later:
                told = self._keyed(told)
            if told:
                self._said(told)
            later = True

    def _keyed(self, text: str) -> str:
        """What the sentence says, under its own key where it begins with one."""
        if not self._answered or not self._words.may_head(text):
            return text
        key, value = parted(text, self._words)
        slot = self._words.key(key) if key else ""
        plain = self._lasting and self._slot and slot not in _CORE
        if not slot or plain or slot == self._slot:
            return text
        self._open(name(key), slot, lasting=False)
        return value if value.strip(EDGES) else ""

    def _said(self, text: str) -> None:
        if len(text) > LONGEST:
            for part in portions(text):
                self._said(part)
            return
        self.pieces.append(Piece(self._slot, self._source, text, self._turn, listed=self._listed))
        self._turn += 1
        self._answered = True

    def _row(self, bare: str) -> None:
        """A table's row: «поле | значение», or values under columns that are headings."""
        if _is_rule(bare):
            return
        row = bare.replace("||", "|") if bare.startswith("||") else bare
        cells = [cell.strip() for cell in row.removeprefix("|").removesuffix("|").split("|")]
        slots = [self._words.heading(cell.strip(EDGES)) for cell in cells]
        if not self._columns and self._compares(cells):
            self._columns = ["metric"] + [""] * (len(cells) - 1)
        elif not self._columns and sum(map(bool, slots)) > 1:
            self._columns = slots
        elif any(self._columns):
            for slot, cell in zip(self._columns, cells, strict=False):
                self.pieces.append(Piece(slot, slot, cell))
        elif slots[0] and len(cells) > 1:
            self._open(name(cells[0]), slots[0], lasting=False)
            for cell in cells[1:]:
                self._sentences(cell)
        else:
            for cell in filter(None, cells):
                self.pieces.append(Piece("", "", cell))

    def _compares(self, cells: list[str]) -> bool:
        """Whether a table's head sets what is against what should be: «было | станет»."""
        told = [self._words.marks(cell).mask for cell in cells[1:] if cell]
        return len(told) > 1 and all(one & _STATES for one in told) and not cells[0][:1].isdigit()
